"""Anniversaries: how old a dated event is on a day, and when it comes round again."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.reports.conflicts import undisputed
from cstokb.reports.lifetime import end_dates, ended_before
from cstokb.reports.vocabulary import facts_where, predicate_of
from cstokb.reports.years import anniversary_in, next_anniversary, years_range

ROUND = 5
"""Anniversaries divisible by this are round ones."""


class Next(NamedTuple):
    """The coming anniversary: its day (or month, or year), its number, days left.

    `in_days` is None where the day is not known.
    """

    date: Moment
    years: int
    in_days: int | None

    @property
    def round(self) -> bool:
        """Whether it is a multiple of `ROUND`."""
        return self.years % ROUND == 0


class Anniversary(NamedTuple):
    """One event seen from a day.

    `least` and `most` are the completed years it can be old, equal where the day is
    known and negative before it. `today` tells whether the anniversary is that day (or
    that month or year, for a partial date). `celebrated` is what its predicate says.
    """

    fact: Fact
    start: Moment
    least: int
    most: int
    today: bool
    next: Next | None
    celebrated: bool


class OnDay(NamedTuple):
    """What happened on a day, in other years on that day, and perhaps on it."""

    that_day: tuple[Anniversary, ...]
    other_years: tuple[Anniversary, ...]
    perhaps: tuple[Anniversary, ...]


def of_day(
    knowledge: Knowledge,
    period: Period,
    on: date,
    *,
    kinds: Collection[str] | None = None,
    leap: str = "feb28",
    include_ended: bool = False,
) -> OnDay:
    """The events of a day, month or year, as old as they are on the day `on`.

    For a single day, what is celebrated on it in other years is added, and what may
    have happened on it because only its month or year is known.
    """
    asked = Pattern(kinds=kinds, period=period)
    facts = undisputed(knowledge, facts_where(knowledge, asked, _may_be_told, by_time=True))
    begun = [fact for fact in facts if _starts_in(fact, period)]
    told = [anniversary_of(knowledge, f, on, leap) for f in begun if _is_told(knowledge, f)]
    sure = [a for a in told if period.first <= a.start.first and a.start.last <= period.last]
    perhaps = [a for a in told if a not in sure and a.celebrated]
    others: list[Anniversary] = []
    if period.first == period.last:
        month_day = (period.first.month, period.first.day)
        known = {a.fact.id for a in sure}
        every = of_month_day(
            knowledge, month_day, on, kinds=kinds, leap=leap, include_ended=include_ended
        )
        others = [a for a in every if a.fact.id not in known]
    return OnDay(_ordered(knowledge, sure), tuple(others), _ordered(knowledge, perhaps))


def of_month_day(
    knowledge: Knowledge,
    month_day: tuple[int, int],
    on: date,
    *,
    kinds: Collection[str] | None = None,
    leap: str = "feb28",
    include_ended: bool = False,
) -> tuple[Anniversary, ...]:
    """The celebrated events of that day in any year, as old as they are on `on`.

    Where `on` is the day to which a 29 February is moved, those are among them.
    """
    days = [month_day]
    moved = {"feb28": (2, 28), "mar1": (3, 1)}.get(leap)
    if month_day == moved and anniversary_in(_LEAP_DAY, on.year, leap) == on:
        days.append((2, 29))
    asked = Pattern(kinds=kinds, month_days=days)
    facts = [
        fact
        for fact in undisputed(knowledge, facts_where(knowledge, asked, lambda p: p.celebrated))
        if is_celebrated(knowledge, fact)
    ]
    ended = {} if include_ended else end_dates(knowledge, facts)
    lasting = (fact for fact in facts if not ended_before(ended.get(fact.id), on))
    return _ordered(knowledge, (anniversary_of(knowledge, fact, on, leap) for fact in lasting))


def of_entity(
    knowledge: Knowledge, id: str, on: date, *, leap: str = "feb28"
) -> tuple[Anniversary, ...]:
    """The celebrated events of an entity, rivals included; else those it began with."""
    facts = facts_where(knowledge, Pattern(subjects=[id]), lambda one: one.shape == "event")
    events = [fact for fact in facts if fact.when and fact.when.starts]
    chosen = [f for f in events if is_celebrated(knowledge, f)]
    chosen = chosen or [f for f in events if predicate_of(knowledge, f).begins]
    return _ordered(knowledge, (anniversary_of(knowledge, fact, on, leap) for fact in chosen))


def anniversary_of(
    knowledge: Knowledge, fact: Fact, on: date, leap: str = "feb28", *, since: date | None = None
) -> Anniversary:
    """The event as it looks from the day `on`; the next one comes `since` then.

    Without `since`, the next one comes after `on`. The fact has a start.
    """
    start = fact.when.starts if fact.when else None
    assert start is not None
    least, most = years_range(start, on, leap)
    return Anniversary(
        fact,
        start,
        least,
        most,
        _falls_on(start, on, leap),
        _next(start, on, leap, since),
        is_celebrated(knowledge, fact),
    )


def is_celebrated(knowledge: Knowledge, fact: Fact) -> bool:
    """Whether the vocabulary celebrates such an event of such a subject."""
    subject = knowledge.entity(fact.subject)
    predicate = predicate_of(knowledge, fact)
    return predicate.celebrates(subject.kind if subject else "")


_LEAP_DAY = date(2000, 2, 29)


def _is_told(knowledge: Knowledge, fact: Fact) -> bool:
    return is_celebrated(knowledge, fact) or predicate_of(knowledge, fact).weight == "major"


def _may_be_told(predicate: Predicate) -> bool:
    return predicate.shape == "event" and (predicate.celebrated or predicate.weight == "major")


def _starts_in(fact: Fact, period: Period) -> bool:
    start = fact.when.starts if fact.when else None
    return start is not None and start.first <= period.last and start.last >= period.first


def _falls_on(start: Moment, on: date, leap: str) -> bool:
    if on.year <= start.year or start.precision in ("decade", "century"):
        return False
    if start.precision == "year":
        return True
    if start.precision == "month":
        return on.month == start.month
    return anniversary_in(start.first, on.year, leap) == on


def _next(start: Moment, on: date, leap: str, since: date | None) -> Next | None:
    if start.precision in ("decade", "century") or (on == date.max and since is None):
        return None
    if start.precision == "day":
        day = next_anniversary(start.first, since or on + timedelta(days=1), leap)
        if day is None:
            return None
        coming = start._replace(year=day.year, month=day.month, day=day.day)
        return Next(coming, day.year - start.year, (day - on).days)
    this_year = start.precision == "month" and on.month < start.month
    year = max(on.year if this_year else on.year + 1, start.year + 1)
    if year > date.max.year:
        return None
    return Next(start._replace(year=year), year - start.year, None)


def _ordered(knowledge: Knowledge, found: Iterable[Anniversary]) -> tuple[Anniversary, ...]:
    """What is celebrated and what began something first, then by date and subject."""

    def order(item: Anniversary) -> Iterator[object]:
        predicate = predicate_of(knowledge, item.fact)
        yield not item.celebrated
        yield predicate.existence != "begins"
        yield item.fact.rank != "preferred"
        yield item.start.sort_key
        yield item.fact.id

    return tuple(sorted(found, key=lambda item: tuple(order(item))))
