"""`cstokb restore FILE`."""

from typing import Annotated

import typer

from cstokb.cli.files import opened, place_of, put_back, told
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options


@takes_write_options("dry_run", "yes", "lock_timeout")
def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup.")],
) -> None:
    """Put a backup in the place of your store; the present one stays as .bak."""
    session, options = Session.of(context), WriteOptions.of(context)
    if options.dry_run:
        opened(file)
    else:
        put_back(session, file, yes=options.yes, lock_timeout=options.lock_timeout)
    told(session, "restored", file, place_of(session), dry_run=options.dry_run)
