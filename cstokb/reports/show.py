"""The profile of one entity: its facts, their sources, and its age."""

from collections.abc import Sequence
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
from cstokb.reports.sentences import sources_of
from cstokb.reports.vocabulary import predicate_of


class Row(NamedTuple):
    """One fact, seen from the entity."""

    fact: Fact
    predicate: Predicate
    inverse: bool
    """Whether the entity is the value and not the subject."""
    other: str
    """The id of the entity at the other end, or empty."""
    attested: bool
    """Whether it is a state of a single moment, whose start and end are not recorded."""
    outranked: bool
    """Whether a better fact of this profile outranks it."""


class Profile(NamedTuple):
    """An entity with its facts, as of a day."""

    entity: Entity
    rows: tuple[Row, ...]
    """Its facts in the order to be read."""
    sources: tuple[Source, ...]
    """The sources of the rows, in the order they are cited."""
    lifetime: Lifetime
    anniversary: Anniversary | None
    """Of its beginning, or of its first celebrated event."""
    today: date


def show(knowledge: Knowledge, entity: Entity, today: date) -> Profile:
    """The profile of the entity as of that day."""
    mentions = knowledge.facts(Pattern(mention=entity.id))
    facts = [fact for fact in mentions if not fact.is_replaced]
    outranked_ids = outranked(facts, knowledge.predicates())
    candidates = (_row(knowledge, entity.id, fact, outranked_ids) for fact in facts)
    rows = tuple(sorted((row for row in candidates if row), key=_order))
    lifetime = lifetime_of_facts(knowledge, (fact for fact in facts if fact.subject == entity.id))
    return Profile(
        entity,
        rows,
        _sources(knowledge, [row.fact for row in rows]),
        lifetime,
        _anniversary(knowledge, lifetime, rows, today),
        today,
    )


def _row(knowledge: Knowledge, id: str, fact: Fact, outranked_ids: set[str]) -> Row | None:
    """The fact as a row; None if it only happened at the entity, or has no inverse label."""
    predicate = predicate_of(knowledge, fact)
    state = predicate.shape == "state"
    attested = state and fact.when is not None and fact.when.end is None
    is_outranked = fact.id in outranked_ids
    if fact.subject == id:
        return Row(fact, predicate, False, fact.link, attested, is_outranked)
    if fact.link == id and predicate.inverse_label:
        return Row(fact, predicate, True, fact.subject, attested, is_outranked)
    return None


def _order(row: Row) -> tuple[object, ...]:
    """Its beginning and end, then what it is, then what it did; each group by label and time."""
    predicate = row.predicate
    if not row.inverse and predicate.begins:
        group = 0
    elif not row.inverse and predicate.ends:
        group = 1
    elif predicate.weight == "major":
        group = 2
    else:
        group = {"state": 3, "plain": 4, "event": 5}[predicate.shape]
    when = row.fact.when
    time = (date.max,) if when is None else when.sort_key
    label = predicate.inverse_label if row.inverse else predicate.label
    return (group, row.inverse, label.get("en", ""), row.outranked, *time, row.fact.id)


def _sources(knowledge: Knowledge, facts: Sequence[Fact]) -> tuple[Source, ...]:
    return tuple(knowledge.source(id) or Source(id, id) for id in sources_of(facts))


def _anniversary(
    knowledge: Knowledge, lifetime: Lifetime, rows: tuple[Row, ...], today: date
) -> Anniversary | None:
    if lifetime.beginning and lifetime.began:
        return anniversary_of(knowledge, lifetime.beginning, today)
    for row in rows:
        when = row.fact.when
        has_start = when is not None and isinstance(when.start, Moment)
        if (
            has_start
            and not row.inverse
            and not row.outranked
            and is_celebrated(knowledge, row.fact)
        ):
            return anniversary_of(knowledge, row.fact, today)
    return None
