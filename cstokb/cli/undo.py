"""`cstokb undo`."""

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
from cstokb.reports.history import undoable
from cstokb.store.protocol import LOCK_TIMEOUT


def command(
    context: typer.Context,
    dry_run: DryRunOption = False,
    message: MessageOption = "",
    yes: YesOption = False,
    lock_timeout: LockOption = LOCK_TIMEOUT,
) -> None:
    """Take the latest change back."""
    session = Session.of(context)
    entry = undoable(session.knowledge.log())
    take_back(session, entry, "undo", Writing(dry_run, message, yes, lock_timeout))
