"""`cstokb restore FILE`."""

from functools import partial
from typing import Annotated

import typer

from cstokb.cli.own_store import confirm_replacing, own_store, write_done
from cstokb.cli.progress import progress
from cstokb.cli.session import Session
from cstokb.cli.writing import DryRunOption, LockOption, YesOption
from cstokb.store.backups import open_backup, restore
from cstokb.store.copying import original_of
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
    store = own_store(session)
    original = original_of(open_backup(file))
    if not dry_run:
        confirm_replacing(session, store.name, yes=yes)
        restore(store, original, partial(progress, session), lock_timeout)
    write_done(session, "restored", file, store.name, dry_run=dry_run)
