"""`cstokb restore FILE`."""

from typing import Annotated

import typer

from cstokb.cli.files import opened, place_of, put_back, told
from cstokb.cli.session import Session
from cstokb.cli.writing import DryRunOption, LockOption, YesOption
from cstokb.store.protocol import LOCK_TIMEOUT


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup.")],
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    lock_timeout: LockOption = LOCK_TIMEOUT,
) -> None:
    """Put a backup in the place of your store; the present one stays as .bak."""
    session = Session.of(context)
    if dry_run:
        opened(file)
    else:
        put_back(session, file, yes=yes, lock_timeout=lock_timeout)
    told(session, "restored", file, place_of(session), dry_run=dry_run)
