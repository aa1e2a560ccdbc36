"""Completeness by series: what is known of a thing one after another, and where nothing is.

A series is the terms of a post, the meetings of a body, its figures, the editions of an
exercise, the documents that amend another, or the ratifications of a document.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Quantity, time_order
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.span import OPEN, UNKNOWN
from cstokb.reports.conflicts import undisputed
from cstokb.reports.intervals import uncertain_interval
from cstokb.reports.lifetime import Lifetime, lifetime_of
from cstokb.reports.participation import event_times
from cstokb.reports.vocabulary import facts_where

Series = Literal["terms", "meetings", "figures", "editions", "amendments", "ratifications"]


class Part(NamedTuple):
    """One part of a series: what is known for a time, or that nothing is."""

    series: Series
    of: str
    """The id of the thing whose series it is."""
    predicate: str
    since: Moment | None
    until: Moment | None
    facts: tuple[Fact, ...] = ()
    """What is known; empty where nothing is."""
    who: str = ""
    """The id of the holder, the edition, the amendment or the state that ratified."""


def gaps(knowledge: Knowledge, entity: Entity, today: date) -> tuple[Part, ...]:
    """The parts of all series of the entity, series by series, each in order of time."""
    life = lifetime_of(knowledge, entity.id)
    parts = [*_terms(knowledge, entity.id, life, today)]
    parts += _by_year(_meetings(knowledge, entity.id), "meetings", entity.id, life, today)
    for _, group in groupby(_figures(knowledge, entity), key=lambda fact: fact.predicate):
        dated = [(fact, _year(fact)) for fact in group]
        parts += _by_year(dated, "figures", entity.id, life, today)
    editions = _editions(knowledge, entity.id)
    parts += _by_year(editions, "editions", entity.id, Lifetime(), today)
    parts += _amendments(knowledge, entity.id)
    documents = [entity.id, *(part.who for part in parts if part.series == "amendments")]
    signers = _states(knowledge, entity.id, "signature")
    for document in documents:
        parts += _ratifications(knowledge, document, signers)
    return tuple(parts)


def ratifications(knowledge: Knowledge, document: str, amended: str = "") -> tuple[Part, ...]:
    """Who ratified the document, and which signers of it, or of what it amends, did not.

    A state that did not is one of which no ratification is on record.
    """
    return tuple(_ratifications(knowledge, document, _states(knowledge, amended, "signature")))


def _terms(knowledge: Knowledge, id: str, life: Lifetime, today: date) -> Iterator[Part]:
    """The terms of the posts of the body, with the times of which nobody is on record."""
    facts = [f for f in _facts(knowledge, Pattern(value=id), _has_role("office")) if f.when]
    by_predicate = defaultdict[str, list[Fact]](list)
    for fact in facts:
        by_predicate[fact.predicate].append(fact)
    for predicate, terms in by_predicate.items():
        latest: Moment | None = life.began
        covered = latest.last if latest else None
        for fact in sorted(terms, key=time_order):
            when = fact.when
            assert when
            first, last = when.starts or when.ends, when.ends or when.starts
            reached = first and covered and (first.first - covered).days > 1
            vague = when.start == UNKNOWN or reached
            if vague and latest and first and first.first > latest.last:
                yield Part("terms", id, predicate, latest, first)
            yield Part("terms", id, predicate, first, last, (fact,), fact.subject)
            end = date.max if when.end == OPEN else uncertain_interval(when).earliest_end
            if last and (covered is None or end >= covered):
                covered, latest = end, last
        until = _last_day(life, today)
        if covered and (until - covered).days > 1 and latest:
            yield Part("terms", id, predicate, latest, None)


Dated = tuple[Fact, int | None]
"""A fact with the year that it counts for."""


def _by_year(
    facts: Iterable[Dated], series: Series, id: str, life: Lifetime, today: date
) -> Iterator[Part]:
    """A part for each year that has facts, and one for each run of years that have none.

    The years are those from the beginning of the thing, or the first with a fact, to its
    end or today; of what has no lifetime to the last with a fact.
    """
    years = defaultdict[int, list[Fact]](list)
    for fact, year in facts:
        if year is not None:
            years[year].append(fact)
    if not years:
        return
    predicate = next(iter(years.values()))[0].predicate
    first = min(life.began.year if life.began else min(years), *years)
    last = max(_last_day(life, today).year if life.beginning else max(years), *years)
    for known, run in groupby(range(first, last + 1), key=lambda year: year in years):
        listed = list(run)
        if known:
            for year in listed:
                moment = Moment.parse(f"{year:04}")
                yield Part(series, id, predicate, moment, moment, tuple(years[year]))
        else:
            since, until = (Moment.parse(f"{year:04}") for year in (listed[0], listed[-1]))
            yield Part(series, id, predicate, since, until)


def _meetings(knowledge: Knowledge, id: str) -> Iterator[Dated]:
    """What the body convened, and the events that it held."""
    convened = _facts(knowledge, Pattern(subjects=[id]), _has_role("meeting"))
    held = _facts(knowledge, Pattern(value=id, kinds=("date",)), lambda p: p.existence == "both")
    yield from ((fact, _year(fact)) for fact in sorted((*convened, *held), key=time_order))


def _figures(knowledge: Knowledge, entity: Entity) -> Sequence[Fact]:
    """The figures of a body or force; those of an event are of its own time."""
    if entity.kind not in ("body", "force"):
        return ()
    numbers = _facts(
        knowledge,
        Pattern(subjects=[entity.id]),
        lambda p: p.value_type == "number" and p.shape == "state",
    )
    dated = [f for f in numbers if f.when and isinstance(f.value, Quantity)]
    return sorted(dated, key=lambda fact: (fact.predicate, time_order(fact)))


def _editions(knowledge: Knowledge, id: str) -> Iterator[Dated]:
    """The exercises that are part of it, each in the year in which it was."""
    parts = _facts(knowledge, Pattern(value=id, kinds=("exercise",)), _has_role("part"))
    times = event_times(knowledge, {fact.subject for fact in parts})
    for fact in parts:
        when = times.get(fact.subject)
        yield fact, _year(fact._replace(when=when)) if when else None


def _amendments(knowledge: Knowledge, id: str) -> Iterator[Part]:
    facts = _facts(knowledge, Pattern(subjects=[id]), _has_role("amendment"))
    for fact in sorted((f for f in facts if f.link), key=time_order):
        when = fact.when
        first, last = (when.starts, when.ends) if when else (None, None)
        yield Part("amendments", id, fact.predicate, first, last, (fact,), fact.link)


def _ratifications(knowledge: Knowledge, id: str, signers: Iterable[str]) -> Iterator[Part]:
    """The ratifications of a document, then the states of which none is on record."""
    facts = _facts(knowledge, Pattern(value=id), _has_role("ratification"))
    known: dict[str, Fact] = {}
    for fact in sorted(facts, key=time_order):
        known.setdefault(fact.subject, fact)
    states = {*(_states(knowledge, id, "signature") or signers), *known}
    if not known and not states:
        return
    predicate = next(
        (p.id for p in knowledge.predicates().values() if p.role == "ratification"), ""
    )
    for fact in known.values():
        when = fact.when
        first, last = (when.starts, when.ends) if when else (None, None)
        yield Part("ratifications", id, predicate, first, last, (fact,), fact.subject)
    for state in sorted(states - known.keys()):
        yield Part("ratifications", id, predicate, None, None, (), state)


def _states(knowledge: Knowledge, document: str, role: str) -> list[str]:
    """The states that a fact of that role joins to the document."""
    facts = _facts(knowledge, Pattern(value=document), _has_role(role)) if document else ()
    return sorted({f.subject for f in facts if kind_of(knowledge, f.subject) == "state"})


def _facts(
    knowledge: Knowledge, pattern: Pattern, accepts: Callable[[Predicate], bool]
) -> list[Fact]:
    """The facts of the predicates that no better fact outranks; events as of their day."""
    facts = facts_where(knowledge, pattern._replace(ranks=("preferred", "normal")), accepts)
    return list(undisputed(knowledge, facts))


def _has_role(role: str) -> Callable[[Predicate], bool]:
    return lambda predicate: predicate.role == role


def _year(fact: Fact) -> int | None:
    known = fact.when and (fact.when.starts or fact.when.ends)
    return known.first.year if known else None


def _last_day(life: Lifetime, today: date) -> date:
    return min(life.ended.last, today) if life.ended else today
