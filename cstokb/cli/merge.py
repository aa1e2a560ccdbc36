"""`cstokb merge A B`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.session import Session
from cstokb.cli.writing import (
    DryRunOption,
    LockOption,
    MessageOption,
    Writing,
    YesOption,
    commit,
)
from cstokb.errors import UsageError
from cstokb.reports.merging import merged
from cstokb.reports.resolve import resolve_entity
from cstokb.store.protocol import LOCK_TIMEOUT, Change


def command(
    context: typer.Context,
    gone: Annotated[
        str, typer.Argument(metavar="A", help="What goes.", autocompletion=complete_entities)
    ],
    kept: Annotated[
        str, typer.Argument(metavar="B", help="What stays.", autocompletion=complete_entities)
    ],
    dry_run: DryRunOption = False,
    message: MessageOption = "",
    yes: YesOption = False,
    lock_timeout: LockOption = LOCK_TIMEOUT,
) -> None:
    """Move all facts and names of one entity to another that is the same thing."""
    session = Session.of(context)
    knowledge = session.knowledge
    one, other = resolve_entity(knowledge, gone), resolve_entity(knowledge, kept)
    if one.id == other.id:
        raise UsageError("{} is one thing already", one.id)
    entities, facts = merged(knowledge, one, other)
    writing = Writing(dry_run, message or f"{one.id} is {other.id}", yes, lock_timeout)
    change = Change(entities=entities, facts=facts)
    commit(session, change, writing, merge=one.id, into=other.id)
