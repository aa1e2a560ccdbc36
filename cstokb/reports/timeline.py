"""The chronicle: what happened, in order of time, one event a line."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.span import UNKNOWN, Span
from cstokb.reports.conflicts import standing
from cstokb.reports.life import has_ended
from cstokb.reports.telling import predicate_of


class Event(NamedTuple):
    """One line: facts that differ in value or place only, the first of them leading.

    `certainty` says whether it surely falls into the period asked for.
    """

    when: Span
    certainty: Certainty
    facts: tuple[Fact, ...]


class Timeline(NamedTuple):
    """The events by time, and how many facts are not among them, by reason."""

    events: tuple[Event, ...]
    minor: int
    outranked: int
    undated: int
    ended: int = 0


def timeline(
    knowledge: Knowledge,
    pattern: Pattern,
    *,
    everything: bool = False,
    certain: bool = False,
    alive_on: date | None = None,
) -> Timeline:
    """The events among the facts that match, by first possible day.

    Only predicates of weight `major` make the chronicle, unless `everything` is asked
    for. `certain` leaves out what merely may fall into the pattern's period,
    `alive_on` the events of what had surely ended before that day.
    """
    matching = list(knowledge.facts(pattern))
    dated = [fact for fact in matching if fact.when and _touches(knowledge, fact, pattern)]
    kept = list(standing(knowledge, dated))
    told = [f for f in kept if everything or predicate_of(knowledge, f).weight == "major"]
    events = _events(told, pattern)
    if certain:
        events = [event for event in events if event.certainty is Certainty.SURELY]
    lasting = [e for e in events if not alive_on or not has_ended(knowledge, e.facts[0], alive_on)]
    return Timeline(
        tuple(sorted(lasting, key=_order)),
        len(kept) - len(told),
        len(dated) - len(kept),
        sum(fact.when is None for fact in matching),
        len(events) - len(lasting),
    )


def _touches(knowledge: Knowledge, fact: Fact, pattern: Pattern) -> bool:
    """Whether it falls into the period: an event whose end nobody recorded did by its start."""
    when, period = fact.when, pattern.period
    if not period or not when or when.end != UNKNOWN or not when.starts:
        return True
    return predicate_of(knowledge, fact).shape != "event" or when.starts.last >= period.first


def _events(facts: Iterable[Fact], pattern: Pattern) -> list[Event]:
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.subject, fact.predicate, str(fact.when)), []).append(fact)
    return [_event(group, pattern) for group in groups.values()]


def _event(facts: Sequence[Fact], pattern: Pattern) -> Event:
    when = facts[0].when
    assert when is not None
    period = pattern.period
    certainty = when.meets(period.first, period.last) if period else Certainty.SURELY
    best_first = sorted(facts, key=lambda fact: (fact.rank != "preferred", fact.id))
    return Event(when, certainty, tuple(best_first))


def _order(event: Event) -> tuple[object, ...]:
    fact = event.facts[0]
    return (*event.when.sort_key, fact.subject, fact.predicate)
