"""`cstokb retract FACT`."""

from typing import Annotated

import typer

from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import UnknownName
from cstokb.model.fact import Fact, retracted
from cstokb.store.protocol import Change


@takes_write_options()
def command(
    context: typer.Context,
    facts: Annotated[list[str], typer.Argument(metavar="FACT…", help="Ids of facts.")],
) -> None:
    """Retract facts: they stay in the store, deprecated."""
    session = Session.of(context)
    options = WriteOptions.of(context)
    retracted = tuple(_retracted(session, id, options.message) for id in dict.fromkeys(facts))
    commit(session, Change(facts=retracted), options, retract=facts)


def _retracted(session: Session, id: str, reason: str) -> Fact:
    """The fact, deprecated, with the reason in its note; raise `UnknownName`."""
    fact = session.knowledge.fact(id)
    if fact is None:
        raise UnknownName("fact", id)
    return retracted(fact, reason)
