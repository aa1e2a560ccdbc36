"""The anniversaries that come between two days."""

from datetime import date, timedelta
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.anniversary import Anniversary, Next, is_celebrated, seen
from cstokb.reports.conflicts import outranked
from cstokb.reports.life import has_ended
from cstokb.reports.telling import facts_where
from cstokb.reports.years import next_anniversary

JUBILEES = (25, 50, 75, 100)
"""Anniversaries that are round whatever is asked for."""


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
    kinds: tuple[str, ...] = (),
    mention: str = "",
    predicate: str = "",
    every: int = 0,
    leap: str = "feb28",
    include_ended: bool = False,
) -> Upcoming:
    """The anniversaries within the period, days counted from `today`.

    `mention` keeps the events of one entity, `predicate` those of one sort. `every` = 5
    keeps multiples of five; the jubilees (`JUBILEES`) are always round. Each event is
    listed at most once, at its first anniversary in the period.
    """
    pattern = Pattern(kinds=kinds, mention=mention, predicate=predicate)
    celebrated = facts_where(knowledge, pattern, lambda one: one.celebrated)
    facts = [fact for fact in celebrated if fact.when]
    lost = outranked(facts, knowledge.predicates())
    items: list[Anniversary] = []
    partial: list[Anniversary] = []
    ended: list[Fact] = []
    for fact in facts:
        start = fact.when.starts if fact.when else None
        if fact.id in lost or start is None or not is_celebrated(knowledge, fact):
            continue
        coming = _coming(start, period, every, leap)
        if coming is None:
            continue
        if not include_ended and has_ended(knowledge, fact, coming.first):
            ended.append(fact)
        elif coming.precision == "day":
            items.append(seen(knowledge, fact, today, leap, since=coming.first))
        else:
            following = Next(coming, coming.year - start.year, None)
            partial.append(seen(knowledge, fact, today, leap)._replace(next=following))
    return Upcoming(_by_day(items), _by_day(partial), tuple(ended))


def _by_day(items: list[Anniversary]) -> tuple[Anniversary, ...]:
    def order(item: Anniversary) -> tuple[object, ...]:
        return (*(item.next.date.sort_key if item.next else ()), item.fact.id)

    return tuple(sorted(items, key=order))


def _coming(start: Moment, period: Period, every: int, leap: str) -> Moment | None:
    """The first anniversary that falls or may fall into the period, as exact as `start`."""
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
