"""The anniversaries in a period to come."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.model.pattern import EVERYTHING, Pattern, both
from cstokb.model.period import Period
from cstokb.model.predicate import Occasion
from cstokb.reports.anniversary import (
    Anniversary,
    NextAnniversary,
    anniversary_of,
    celebrated_facts,
)
from cstokb.reports.lifetime import end_dates, ended_before
from cstokb.reports.occasions import occasions_of, weight_of
from cstokb.reports.years import LEAP_DAY, LeapRule, next_anniversary

JUBILEES = (25, 50, 75, 100)
"""Anniversaries that are listed whatever multiples are asked for."""

_YEAR = 366


class Upcoming(NamedTuple):
    """The anniversaries in a period, by day, and what is not among them."""

    items: tuple[Anniversary, ...]
    partial: tuple[Anniversary, ...]
    """Those known to the month or year only, which may fall into the period."""
    ended: tuple[Fact, ...]
    """The beginnings of what had ended before its anniversary."""


def upcoming(
    knowledge: Knowledge,
    period: Period,
    today: date,
    *,
    matching: Pattern = EVERYTHING,
    multiples_of: int = 0,
    leap: LeapRule = "feb28",
    include_ended: bool = False,
    occasions: Collection[Occasion] | None = None,
) -> Upcoming:
    """The anniversaries in the period, each event at its first; days count from `today`.

    `matching` keeps the events whose facts it fits, `occasions` those of these `OCCASIONS`;
    on one day the weightiest come first.
    `multiples_of` = 5 keeps every fifth anniversary and the `JUBILEES`; 0 keeps all.
    """
    pattern = both(matching, Pattern(month_days=_month_days(period)))
    dated = (
        (fact, _coming(fact, period, multiples_of, leap))
        for fact in celebrated_facts(knowledge, pattern)
    )
    coming = [(fact, moment) for fact, moment in dated if moment]
    ends = {} if include_ended else end_dates(knowledge, (fact for fact, _ in coming))
    exact: list[Anniversary] = []
    partial: list[Anniversary] = []
    ended: list[Fact] = []
    for fact, moment in coming:
        if ended_before(ends.get(fact.id), moment.first):
            ended.append(fact)
        elif moment.precision == "day":
            exact.append(anniversary_of(knowledge, fact, today, leap, since=moment.first))
        else:
            partial.append(_with_next(anniversary_of(knowledge, fact, today, leap), moment))
    occasion = occasions_of(knowledge, [item.fact for item in (*exact, *partial)])
    if occasions is not None:
        exact = [item for item in exact if occasion[item.fact.id] in occasions]
        partial = [item for item in partial if occasion[item.fact.id] in occasions]
    return Upcoming(_by_day(exact, occasion), _by_day(partial, occasion), tuple(ended))


def _month_days(period: Period) -> tuple[tuple[int, int], ...] | None:
    """The `Fact.month_day` of events whose anniversary may be in the period.

    With 0 for an unknown month or day, and None for a year or more, which has all days.
    """
    length = (period.last - period.first).days + 1
    if length >= _YEAR:
        return None
    days = [period.first + timedelta(days=number) for number in range(length)]
    exact = {(day.month, day.day) for day in days}
    leap_day = {LEAP_DAY} if exact & {(2, 28), (3, 1)} else set()
    months = {(day.month, 0) for day in days}
    return tuple(sorted({(0, 0)} | exact | leap_day | months))


def _with_next(item: Anniversary, moment: Moment) -> Anniversary:
    """The same with that month or year as its next anniversary."""
    return item._replace(next=NextAnniversary(moment, moment.year - item.start.year, None))


def _by_day(
    items: Iterable[Anniversary], occasions: Mapping[str, Occasion]
) -> tuple[Anniversary, ...]:
    def order(item: Anniversary) -> tuple[object, ...]:
        day = item.next.date.sort_key if item.next else ()
        return (*day, weight_of(occasions[item.fact.id]), item.fact.id)

    return tuple(sorted(items, key=order))


def _coming(fact: Fact, period: Period, multiples_of: int, leap: LeapRule) -> Moment | None:
    """The first anniversary that is or may be in the period, as exact as the start."""
    start = fact.when.starts if fact.when else None
    if start is None:
        return None
    if start.precision == "day":
        day = _first_in(start.first, period, multiples_of, leap)
        return start._replace(year=day.year, month=day.month, day=day.day) if day else None
    if start.precision in ("decade", "century"):
        return None
    # A winter that begins in the year before may last into the period.
    earliest = period.first.year - (start.precision == "season")
    for year in range(max(earliest, start.year + 1, 1), period.last.year + 1):
        coming = start._replace(year=year)
        meets = coming.first <= period.last and coming.last >= period.first
        if meets and _is_listed(year - start.year, multiples_of):
            return coming
    return None


def _first_in(start: date, period: Period, multiples_of: int, leap: LeapRule) -> date | None:
    day = next_anniversary(start, period.first, leap)
    while day and day <= period.last:
        if _is_listed(day.year - start.year, multiples_of):
            return day
        if day == date.max:
            return None
        day = next_anniversary(start, day + timedelta(days=1), leap)
    return None


def _is_listed(years: int, multiples_of: int) -> bool:
    return not multiples_of or years % multiples_of == 0 or years in JUBILEES
