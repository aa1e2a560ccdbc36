"""`cstokb retract FACT`."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import carry_out
from cstokb.errors import UnknownName
from cstokb.model.fact import Fact, retracted
from cstokb.model.knowledge import Knowledge
from cstokb.reports.pointing import pointed
from cstokb.reports.resolve import resolve_entity
from cstokb.store.protocol import Change


@takes_write_options()
def command(
    context: typer.Context,
    facts: Annotated[
        list[str],
        typer.Argument(metavar="FACT…", help="Ids of facts; or ENTITY PREDICATE [N…]."),
    ],
) -> None:
    """Retract facts: they stay in the store, deprecated."""
    session, options = Session.of(context), WriteOptions.of(context)
    ids = [fact.id for fact in _named(session.knowledge, facts, session.lang)]

    def plan(knowledge: Knowledge) -> Change:
        chosen = _by_id(knowledge, ids)
        return Change(facts=tuple(retracted(fact, options.message) for fact in chosen))

    carry_out(session, plan, options, retract=ids)


def _named(knowledge: Knowledge, words: Sequence[str], lang: str) -> list[Fact]:
    """The facts with those ids, or those of an entity that the words point to."""
    if len(words) > 1 and not any(knowledge.fact(word) or word.count(".") == 2 for word in words):
        return pointed(knowledge, resolve_entity(knowledge, words[0]), words[1:], lang)
    return [*_by_id(knowledge, words)]


def _by_id(knowledge: Knowledge, ids: Sequence[str]) -> Iterator[Fact]:
    """The facts, each once; raise `UnknownName`."""
    for id in dict.fromkeys(ids):
        fact = knowledge.fact(id)
        if fact is None:
            raise UnknownName("fact", id)
        yield fact
