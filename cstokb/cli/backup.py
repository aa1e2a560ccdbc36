"""`cstokb backup [FILE]`."""

import os
from typing import Annotated

import typer

from cstokb.cli.files import stored_bytes, told
from cstokb.cli.output import write_file_bytes
from cstokb.cli.session import Session
from cstokb.errors import UsageError


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Else beside the store.")] = "",
) -> None:
    """Copy your store, whole and checked, to a file."""
    session = Session.of(context)
    path, data = stored_bytes(session)
    target = file or f"{path}.{session.today:%Y%m%d}.backup"
    if os.path.realpath(target) == path:
        raise UsageError(f"{target} is the store itself")
    write_file_bytes(target, [data])
    told(session, "saved", path, target)
