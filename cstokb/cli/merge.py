"""`cstokb merge A B`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import UsageError
from cstokb.reports.merging import merged
from cstokb.reports.resolve import resolve_entity
from cstokb.store.protocol import Change


@takes_write_options()
def command(
    context: typer.Context,
    gone: Annotated[
        str, typer.Argument(metavar="A", help="What goes.", autocompletion=complete_entities)
    ],
    kept: Annotated[
        str, typer.Argument(metavar="B", help="What stays.", autocompletion=complete_entities)
    ],
) -> None:
    """Move all facts and names of one entity to another that is the same thing."""
    session = Session.of(context)
    knowledge = session.knowledge
    old, new = resolve_entity(knowledge, gone), resolve_entity(knowledge, kept)
    if old.id == new.id:
        raise UsageError("{} is one thing already", old.id)
    entities, facts = merged(knowledge, old, new)
    change = Change(entities=entities, facts=facts, message=f"{old.id} is {new.id}")
    commit(session, change, WriteOptions.of(context), merge=old.id, into=new.id)
