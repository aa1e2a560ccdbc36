"""`cstokb retract FACT`."""

from typing import Annotated

import typer

from cstokb.cli.session import Session
from cstokb.cli.writing import (
    DryRunOption,
    LockOption,
    MessageOption,
    Writing,
    YesOption,
    commit,
)
from cstokb.errors import UnknownName
from cstokb.model.fact import Fact, join_notes
from cstokb.store.protocol import LOCK_TIMEOUT, Change, existing


def command(
    context: typer.Context,
    facts: Annotated[list[str], typer.Argument(metavar="FACT…", help="Ids of facts.")],
    dry_run: DryRunOption = False,
    message: MessageOption = "",
    yes: YesOption = False,
    lock_timeout: LockOption = LOCK_TIMEOUT,
) -> None:
    """Take facts back: they stay, deprecated, and are told only beside better ones."""
    session = Session.of(context)
    found = tuple(_retracted(session, id, message) for id in dict.fromkeys(facts))
    writing = Writing(dry_run, message, yes, lock_timeout)
    commit(session, Change(facts=found), writing, retract=facts)


def _retracted(session: Session, id: str, why: str) -> Fact:
    fact = existing(session.knowledge, "facts", id)
    if not isinstance(fact, Fact):
        raise UnknownName("fact", id)
    note = join_notes(fact.note, why and f"retracted: {why}")
    return fact._replace(rank="deprecated", note=note)
