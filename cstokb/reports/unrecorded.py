"""Bodies of which nobody is on record as holder of a post in a period, and between what."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.conflicts import outranked
from cstokb.reports.lifetime import Lifetime, existed, lifetimes_of
from cstokb.reports.validity import validity_of
from cstokb.reports.vocabulary import facts_where

_KIND = "body"
"""The kind of entities that somebody must lead; forces are led in operations only."""


class Unrecorded(NamedTuple):
    """No holder of a post of the body is on record in the period asked about."""

    body: str
    predicate: str = ""
    """That of the nearest term on record; empty where there is none at all."""
    since: Moment | None = None
    """The last moment before, of which a holder is on record, or when the body began."""
    until: Moment | None = None
    """The first moment after, of which a holder is on record."""
    rivals: tuple[Fact, ...] = ()
    """Accounts that name a holder, and that better ones outrank."""

    @property
    def had_holders(self) -> bool:
        """Whether anybody is on record at any time, if only by rivals."""
        return bool(self.predicate or self.rivals)


def unrecorded(
    knowledge: Knowledge, bodies: Collection[str], held: Collection[str], period: Period
) -> tuple[Unrecorded, ...]:
    """The bodies that may have existed in the period, and of which nobody is `held` a holder.

    A body that persons are appointed to, and of which no term is on record, is itself a
    post: its holders stand under the body that it is part of, and it is left out.
    """
    lives: dict[str, Lifetime] = {}
    for batch in batches(bodies):
        lives |= lifetimes_of(knowledge, batch)
    missing = [
        id
        for id in bodies
        if id not in held
        and existed(lives.get(id, Lifetime()), period)
        and kind_of(knowledge, id) == _KIND
    ]
    return tuple(_unrecorded(knowledge, missing, lives, period))


def _unrecorded(
    knowledge: Knowledge, ids: Collection[str], lives: dict[str, Lifetime], period: Period
) -> Iterator[Unrecorded]:
    for id in ids:
        about = Pattern(value=id)
        terms = list(facts_where(knowledge, about, lambda p: p.role == "office"))
        if not terms and _is_post(knowledge, id):
            continue
        lower = outranked(terms, knowledge.predicates())
        gap = _gap(id, [fact for fact in terms if fact.id not in lower], period)
        others = (fact for fact in terms if fact.id in lower and not fact.is_replaced)
        began = lives.get(id, Lifetime()).began
        yield gap._replace(
            since=gap.since or began,
            rivals=tuple(f for f in others if validity_of(knowledge, f, period).certainty),
        )


def _gap(body: str, terms: Iterable[Fact], period: Period) -> Unrecorded:
    """The moments on record that are nearest to the period, on either side."""
    before: list[tuple[Moment, Fact]] = []
    after: list[tuple[Moment, Fact]] = []
    for fact in terms:
        when = fact.when
        first, last = (when.starts or when.ends, when.ends or when.starts) if when else (None, None)
        if last and last.first <= period.last:
            before.append((last, fact))
        elif first:
            after.append((first, fact))
    latest = max(before, key=lambda pair: pair[0].last, default=None)
    earliest = min(after, key=lambda pair: pair[0].first, default=None)
    nearest = latest or earliest
    return Unrecorded(
        body,
        nearest[1].predicate if nearest else "",
        latest and latest[0],
        earliest and earliest[0],
    )


def _is_post(knowledge: Knowledge, id: str) -> bool:
    """Whether persons are joined to it by other facts than terms, as by appointments."""
    facts = knowledge.facts(Pattern(value=id, ranks=("preferred", "normal")))
    return any(kind_of(knowledge, fact.subject) == "person" for fact in facts)
