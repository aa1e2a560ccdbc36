"""`cstokb backup [FILE]`."""

import os
from typing import Annotated

import typer

from cstokb.cli.files import saved, store_file, store_name, told
from cstokb.cli.session import Session
from cstokb.errors import UsageError


def command(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Default: beside the store, or here.")
    ] = "",
) -> None:
    """Copy your store, whole and checked, to a file."""
    session = Session.of(context)
    path = store_file(session)
    target = file or f"{path or 'cstokb'}.{session.today:%Y%m%d}.backup"
    if os.path.realpath(target) == path:
        raise UsageError("{} is the store itself", target)
    saved(session, target)
    told(session, "saved", store_name(session), target)
