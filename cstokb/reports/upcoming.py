"""The anniversaries that come between two days."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.anniversary import Anniversary, Next, anniversary_of, is_celebrated
from cstokb.reports.conflicts import undisputed
from cstokb.reports.lifetime import end_dates, ended_before
from cstokb.reports.vocabulary import facts_where
from cstokb.reports.years import next_anniversary

JUBILEES = (25, 50, 75, 100)
"""Anniversaries that are round whatever is asked for."""

_LEAP_DAY = (2, 29)
_YEAR = 366


class Upcoming(NamedTuple):
    """The anniversaries by day, and the facts that are not among them, by reason.

    `partial` are known to the month or year and may come round in the time; `ended` are
    of what has ended since.
    """

    items: tuple[Anniversary, ...]
    partial: tuple[Anniversary, ...]
    ended: tuple[Fact, ...]


def upcoming(
    knowledge: Knowledge,
    period: Period,
    today: date,
    *,
    kinds: Collection[str] | None = None,
    mention: str | None = None,
    predicates: Collection[str] | None = None,
    every: int = 0,
    leap: str = "feb28",
    include_ended: bool = False,
) -> Upcoming:
    """The anniversaries within the period, days counted from `today`.

    `mention` keeps the events of one entity, `predicates` those of some sorts. `every` = 5
    keeps multiples of five; the jubilees (`JUBILEES`) are always round. Each event is
    listed at most once, at its first anniversary in the period.
    """
    pattern = Pattern(
        kinds=kinds, mention=mention, predicates=predicates, month_days=_month_days(period)
    )
    asked = facts_where(knowledge, pattern, lambda one: one.celebrated)
    facts = [fact for fact in undisputed(knowledge, asked) if is_celebrated(knowledge, fact)]
    coming = [(fact, day) for fact in facts if (day := _coming(fact, period, every, leap))]
    ends_of = {} if include_ended else end_dates(knowledge, (fact for fact, _ in coming))
    ended = {fact.id: fact for fact, day in coming if ended_before(ends_of.get(fact.id), day.first)}
    lasting = [(fact, day) for fact, day in coming if fact.id not in ended]
    exact = (
        anniversary_of(knowledge, fact, today, leap, since=day.first)
        for fact, day in lasting
        if day.precision == "day"
    )
    partial = (
        _some_day(anniversary_of(knowledge, fact, today, leap), day)
        for fact, day in lasting
        if day.precision != "day"
    )
    return Upcoming(_by_day(exact), _by_day(partial), tuple(ended.values()))


def _month_days(period: Period) -> tuple[tuple[int, int], ...] | None:
    """What begins on these may come round in the period; None for a year, which has all."""
    length = (period.last - period.first).days + 1
    if length >= _YEAR:
        return None
    days = [period.first + timedelta(days=number) for number in range(length)]
    exact = {(day.month, day.day) for day in days}
    moved = {_LEAP_DAY} if exact & {(2, 28), (3, 1)} else set()
    months = {(day.month, 0) for day in days}
    return tuple(sorted({(0, 0)} | exact | moved | months))


def _some_day(event: Anniversary, coming: Moment) -> Anniversary:
    """The event with its next anniversary in that month or year."""
    return event._replace(next=Next(coming, coming.year - event.start.year, None))


def _by_day(items: Iterable[Anniversary]) -> tuple[Anniversary, ...]:
    def order(item: Anniversary) -> tuple[object, ...]:
        return (*(item.next.date.sort_key if item.next else ()), item.fact.id)

    return tuple(sorted(items, key=order))


def _coming(fact: Fact, period: Period, every: int, leap: str) -> Moment | None:
    """The first anniversary that falls or may fall into the period, as exact as the start."""
    start = fact.when.starts if fact.when else None
    if start is None:
        return None
    if start.precision == "day":
        day = _first_in(start.first, period, every, leap)
        return start._replace(year=day.year, month=day.month, day=day.day) if day else None
    if start.precision not in ("month", "year"):
        return None
    for year in range(max(period.first.year, start.year + 1), period.last.year + 1):
        coming = start._replace(year=year)
        meets = coming.first <= period.last and coming.last >= period.first
        if meets and _is_asked_for(year - start.year, every):
            return coming
    return None


def _first_in(start: date, period: Period, every: int, leap: str) -> date | None:
    day = next_anniversary(start, period.first, leap)
    while day and day <= period.last:
        if _is_asked_for(day.year - start.year, every):
            return day
        if day == date.max:
            return None
        day = next_anniversary(start, day + timedelta(days=1), leap)
    return None


def _is_asked_for(years: int, every: int) -> bool:
    return not every or years % every == 0 or years in JUBILEES
