"""`cstokb restore FILE`."""

from functools import partial
from typing import Annotated

import typer

from cstokb.cli.own_store import confirm_replacing, own_store, write_done
from cstokb.cli.progress import progress
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.store.backups import open_backup, restore
from cstokb.store.copying import original_of


@takes_write_options("dry_run", "yes", "lock_timeout")
def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup.")],
) -> None:
    """Put a backup in the place of your store; the present one stays as .bak."""
    session, options = Session.of(context), WriteOptions.of(context)
    store = own_store(session)
    original = original_of(open_backup(file))
    if not options.dry_run:
        confirm_replacing(session, store.name, yes=options.yes)
        restore(store, original, partial(progress, session), options.lock_timeout)
    write_done(session, "restored", file, store.name, dry_run=options.dry_run)
