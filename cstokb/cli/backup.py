"""`cstokb backup [FILE]`."""

import os
from functools import partial
from typing import Annotated

import typer

from cstokb.cli.own_store import own_location, own_store, write_done
from cstokb.cli.progress import progress
from cstokb.cli.session import Session
from cstokb.errors import UsageError
from cstokb.store import file_of
from cstokb.store.backups import save_backup


def command(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Default: beside the store, or here.")
    ] = "",
) -> None:
    """Copy your store, whole and checked, to a file."""
    session = Session.of(context)
    path = file_of(own_location(session))
    target = file or f"{path or 'cstokb'}.{session.today:%Y%m%d}.backup"
    if os.path.realpath(target) == path:
        raise UsageError("{} is the store itself", target)
    store = own_store(session)
    save_backup(store, target, partial(progress, session))
    write_done(session, "saved", store.name, target)
