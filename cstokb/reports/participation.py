"""Participation: facts that have no time of their own and take that of their event."""

from collections.abc import Iterable

from cstokb.model.batches import batches
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.span import Span
from cstokb.reports.lifetime import Lifetime, lifetimes_of
from cstokb.reports.vocabulary import predicate_of


def participation(knowledge: Knowledge) -> tuple[str, ...]:
    """The predicates whose facts take the time of the event that is their value."""
    return tuple(id for id, p in knowledge.predicates().items() if p.time_of == "value")


def with_times(knowledge: Knowledge, facts: Iterable[Fact]) -> "list[Fact]":
    """The facts; those of participation that have no time with that of their event."""
    joining = {*participation(knowledge)}
    dated: list[Fact] = []
    for batch in batches(facts):
        undated = {f.link for f in batch if not f.when and f.link and f.predicate in joining}
        times = event_times(knowledge, undated)
        for fact in batch:
            takes = fact.when is None and fact.predicate in joining
            dated.append(fact._replace(when=times.get(fact.link)) if takes else fact)
    return dated


def event_times(knowledge: Knowledge, ids: Iterable[str]) -> dict[str, Span]:
    """When those of the entities happened that are events and have a time."""
    lives = lifetimes_of(knowledge, sorted(ids))
    times = ((id, event_time(knowledge, life)) for id, life in lives.items())
    return {id: when for id, when in times if when}


def event_time(knowledge: Knowledge, life: Lifetime) -> Span | None:
    """When an event with that lifetime was: the time of the one fact that is all of it."""
    beginning, ending = life.beginning, life.ending
    if beginning is None or beginning.when is None:
        return ending.when if ending else None
    whole = predicate_of(knowledge, beginning).existence == "both"
    return beginning.when if whole or ending is None else life.span
