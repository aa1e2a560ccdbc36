"""`cstokb redo`."""

import typer

from cstokb.cli.session import Session
from cstokb.cli.writing import (
    DryRunOption,
    LockOption,
    MessageOption,
    Writing,
    YesOption,
    take_back,
)
from cstokb.reports.history import redoable
from cstokb.store.protocol import LOCK_TIMEOUT


def command(
    context: typer.Context,
    dry_run: DryRunOption = False,
    message: MessageOption = "",
    yes: YesOption = False,
    lock_timeout: LockOption = LOCK_TIMEOUT,
) -> None:
    """Bring back what the latest undo took."""
    session = Session.of(context)
    entry = redoable(session.knowledge.log())
    take_back(session, entry, "redo", Writing(dry_run, message, yes, lock_timeout))
