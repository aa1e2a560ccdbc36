"""The profile of one entity: what is said of it, by whom, and how old it is."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.reports.anniversary import Anniversary, anniversary_of, is_celebrated
from cstokb.reports.conflicts import outranked
from cstokb.reports.lifetime import Lifetime, lifetime_of_facts
from cstokb.reports.vocabulary import predicate_of


class Row(NamedTuple):
    """One fact from this entity's side.

    `other` is the entity at its other end, or empty. `attested`: a state known for a
    single moment, its start and end not recorded. `lost`: outranked by what is said here.
    """

    fact: Fact
    predicate: Predicate
    inverse: bool
    other: str
    attested: bool
    lost: bool


class Profile(NamedTuple):
    """An entity with its facts in reading order and its sources in order of mention."""

    entity: Entity
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    life: Lifetime
    anniversary: Anniversary | None
    today: date


def show(knowledge: Knowledge, entity: Entity, today: date) -> Profile:
    """The profile of the entity, seen on that day."""
    facts = list(knowledge.facts(Pattern(mention=entity.id)))
    lost = outranked(facts, knowledge.predicates())
    rows = [_row(knowledge, entity.id, fact, lost) for fact in facts]
    shown = tuple(sorted((row for row in rows if row), key=_order))
    lived = lifetime_of_facts(knowledge, (fact for fact in facts if fact.subject == entity.id))
    return Profile(
        entity,
        shown,
        _sources(knowledge, (row.fact for row in shown)),
        lived,
        _anniversary(knowledge, lived, shown, today),
        today,
    )


def _row(knowledge: Knowledge, id: str, fact: Fact, lost: set[str]) -> Row | None:
    predicate = predicate_of(knowledge, fact)
    state = predicate.shape == "state"
    attested = state and fact.when is not None and fact.when.end is None
    if fact.subject == id:
        return Row(fact, predicate, False, fact.link, attested, fact.id in lost)
    if fact.link == id and predicate.inverse_label:
        return Row(fact, predicate, True, fact.subject, attested, fact.id in lost)
    return None


def _order(row: Row) -> tuple[object, ...]:
    """Its beginning and end, then what it is, then what it did, each group by time."""
    predicate = row.predicate
    if not row.inverse and predicate.begins:
        place = 0
    elif not row.inverse and predicate.ends:
        place = 1
    elif predicate.weight == "major":
        place = 2
    else:
        place = {"state": 3, "plain": 4, "event": 5}[predicate.shape]
    when = row.fact.when
    undated = (date.max,) if when is None else when.sort_key
    label = predicate.inverse_label if row.inverse else predicate.label
    return (place, row.inverse, label.get("en", ""), row.lost, *undated, row.fact.id)


def _sources(knowledge: Knowledge, facts: Iterable[Fact]) -> tuple[Source, ...]:
    ids = dict.fromkeys(c.source for fact in facts for c in fact.citations)
    found = (knowledge.source(id) or Source(id, id) for id in ids)
    return tuple(found)


def _anniversary(
    knowledge: Knowledge, lived: Lifetime, rows: tuple[Row, ...], today: date
) -> Anniversary | None:
    """The one to tell of: of its beginning, or of its first celebrated event."""
    if lived.beginning and lived.began:
        return anniversary_of(knowledge, lived.beginning, today)
    for row in rows:
        when = row.fact.when
        own = not row.inverse and not row.lost and when and isinstance(when.start, Moment)
        if own and is_celebrated(knowledge, row.fact):
            return anniversary_of(knowledge, row.fact, today)
    return None
