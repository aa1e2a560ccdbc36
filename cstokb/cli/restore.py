"""`cstokb restore FILE`."""

from typing import Annotated

import typer

from cstokb.cli.files import replaced, store_path, told
from cstokb.cli.session import Session
from cstokb.cli.writing import DryRunOption, LockOption, YesOption
from cstokb.store.protocol import PATIENCE
from cstokb.store.storage import FileStorage


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup.")],
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    lock_timeout: LockOption = PATIENCE,
) -> None:
    """Put a backup in the place of your store; the present one stays as .bak."""
    session = Session.of(context)
    path = store_path(session)
    tables = FileStorage(file).read()
    if not dry_run:
        replaced(session, path, tables, yes=yes, patience=lock_timeout)
    told(session, "restored", file, path, dry_run=dry_run)
