"""`cstokb repair`."""

from functools import partial

import typer

from cstokb.cli.own_store import confirm_replacing, own_location, write_done
from cstokb.cli.progress import progress
from cstokb.cli.session import Session
from cstokb.cli.writing import DryRunOption, LockOption, YesOption
from cstokb.store.backups import repairing
from cstokb.store.protocol import LOCK_TIMEOUT


def command(
    context: typer.Context,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    lock_timeout: LockOption = LOCK_TIMEOUT,
) -> None:
    """Bring a damaged store back from its .bak file; the damaged one is kept aside."""
    session = Session.of(context)
    session.note_own_password()
    location, bar = own_location(session), partial(progress, session)
    with repairing(location, bar, dry_run=dry_run) as repair:
        if not dry_run:
            confirm_replacing(session, repair.target, yes=yes)
            repair.put_back(lock_timeout)
        write_done(session, "repaired", repair.source, repair.target, dry_run=dry_run)
    session.output.note(repair.note)
