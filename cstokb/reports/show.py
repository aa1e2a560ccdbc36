"""The profile of one entity: its facts, their sources, and its age."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Certainty, Moment
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.reports.anniversary import Anniversary, anniversary_of, is_celebrated
from cstokb.reports.conflicts import outranked
from cstokb.reports.happened import happened_at
from cstokb.reports.lifetime import Lifetime, lifetime_of_facts
from cstokb.reports.participation import with_times
from cstokb.reports.posts import Posts
from cstokb.reports.sentences import sources_of
from cstokb.reports.unrecorded import Unrecorded, unrecorded
from cstokb.reports.validity import validity_of
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
    certainty: Certainty
    """Whether it holds, or has happened, on the day of the profile."""
    here: bool = False
    """Whether the entity is only the place of it, or has that place in it."""
    answer: Certainty = Certainty.SURELY
    """Whether the words that narrow the profile hold of it."""


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
    period: Period
    """When the states asked about must hold."""
    narrowed: bool = False
    """Whether it holds only some facts of the entity."""
    unrecorded: Unrecorded | None = None
    """That nobody is on record as holder of its post then, if somebody is at other times."""


def show(
    knowledge: Knowledge,
    entity: Entity,
    today: date,
    *,
    pattern: Pattern = EVERYTHING,
    on: Period | None = None,
) -> Profile:
    """The profile of the entity as of that day, made of the facts that match.

    `on` is when a state must hold to stand before those of other times: by default today.
    """
    answers = {
        fact: certainty
        for fact in facts_about(knowledge, entity)
        if (certainty := pattern.certainty(fact, kind_of(knowledge, fact.subject)))
    }
    chosen = [*answers]
    outranked_ids = outranked(chosen, knowledge.predicates())
    period = on or Period.day(today)
    posts = Posts(knowledge)
    candidates = (
        _row(knowledge, entity.id, fact, period, outranked_ids, posts)._replace(answer=answer)
        for fact, answer in answers.items()
    )
    rows = tuple(sorted(candidates, key=_order))
    lifetime = lifetime_of_facts(knowledge, (fact for fact in chosen if fact.subject == entity.id))
    return Profile(
        entity,
        rows,
        _sources(knowledge, [row.fact for row in rows]),
        lifetime,
        _anniversary(knowledge, lifetime, rows, today),
        today,
        period,
        pattern != EVERYTHING,
        _unrecorded(knowledge, entity, rows, pattern, period),
    )


def _unrecorded(
    knowledge: Knowledge, entity: Entity, rows: Sequence[Row], pattern: Pattern, period: Period
) -> Unrecorded | None:
    """The entity as a post without a holder, unless the pattern is about other facts."""
    held = [row for row in rows if row.inverse and row.predicate.role == "office"]
    if entity.kind != "body" or any(row.certainty and not row.outranked for row in held):
        return None
    # Terms of other times are not part of the knowledge as of a day.
    whole: Knowledge = getattr(knowledge, "whole", knowledge)
    gap = next(iter(unrecorded(whole, [entity.id], (), period)), None)
    named = pattern == EVERYTHING or (gap and gap.predicate in (pattern.predicates or ()))
    return gap if gap and gap.had_holders and named else None


def facts_about(knowledge: Knowledge, entity: Entity) -> Iterator[Fact]:
    """The facts that a profile is made of: about the entity, and of what happened there.

    Replaced facts are left out; participation has the time of its event.
    """
    about = Pattern(mention=entity.id)
    facts = (fact for fact in knowledge.facts(about) if _reads(knowledge, entity.id, fact))
    own = {fact.id: fact for fact in with_times(knowledge, facts)}
    there = {fact.id: fact for fact in happened_at(knowledge, entity.id)}
    yield from (fact for fact in (*own.values(), *there.values()) if not fact.is_replaced)


def _reads(knowledge: Knowledge, id: str, fact: Fact) -> bool:
    """Whether the fact is about the entity, and its predicate reads from that side."""
    return fact.subject == id or (
        fact.link == id and bool(predicate_of(knowledge, fact).inverse_label)
    )


def _row(
    knowledge: Knowledge,
    id: str,
    fact: Fact,
    period: Period,
    outranked_ids: set[str],
    posts: Posts,
) -> Row:
    predicate = predicate_of(knowledge, fact)
    inverse = fact.link == id and fact.subject != id
    here = id not in (fact.subject, fact.link)
    return Row(
        fact,
        predicate,
        inverse,
        fact.subject if inverse or here else fact.link,
        attested=predicate.shape == "state" and fact.when is not None and fact.when.end is None,
        outranked=fact.id in outranked_ids,
        certainty=validity_of(knowledge, fact, period, posts=posts).certainty,
        here=here,
    )


def _order(row: Row) -> tuple[object, ...]:
    """Its beginning and end, then major before minor, and what it is before what it did.

    Of each predicate states that hold come first, then the latest; events by time.
    """
    predicate, when = row.predicate, row.fact.when
    if row.here:
        group = 6
    elif not row.inverse and predicate.begins:
        group = 0
    elif not row.inverse and predicate.ends:
        group = 1
    elif predicate.weight == "major":
        group = 2
    else:
        group = {"state": 3, "plain": 4, "event": 5}[predicate.shape]
    label = predicate.inverse_label if row.inverse else predicate.label
    time = (date.max,) if when is None else when.sort_key
    latest = 0
    if predicate.shape == "state":
        latest = 0 if when is None else -when.last.toordinal()
    over = predicate.shape == "state" and not row.certainty
    words = "" if row.here else label.get("en", "")
    return (group, row.inverse, words, row.outranked, over, latest, *time, row.fact.id)


def _sources(knowledge: Knowledge, facts: Sequence[Fact]) -> tuple[Source, ...]:
    ids = sources_of(facts)
    found = {source.id: source for source in knowledge.sources(ids=ids)}
    return tuple(found.get(id) or Source(id, id) for id in ids)


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
            and not (row.inverse or row.here)
            and not row.outranked
            and is_celebrated(knowledge, row.fact)
        ):
            return anniversary_of(knowledge, row.fact, today)
    return None
