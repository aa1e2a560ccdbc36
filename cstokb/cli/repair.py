"""`cstokb repair`."""

from functools import partial

import typer

from cstokb.cli.own_store import confirm_replacing, own_location, write_done
from cstokb.cli.progress import progress
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.store.backups import repairing


@takes_write_options("dry_run", "yes", "lock_timeout")
def command(context: typer.Context) -> None:
    """Bring a damaged store back from its .bak file; the damaged one is kept aside."""
    session, options = Session.of(context), WriteOptions.of(context)
    session.note_own_password()
    location, bar = own_location(session), partial(progress, session)
    with repairing(location, bar, dry_run=options.dry_run) as repair:
        if not options.dry_run:
            confirm_replacing(session, repair.target, yes=options.yes)
            repair.put_back(options.lock_timeout)
        write_done(session, "repaired", repair.source, repair.target, dry_run=options.dry_run)
    session.output.note(repair.note)
