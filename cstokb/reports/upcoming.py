"""The anniversaries that come between two days."""

from datetime import date
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.anniversary import Anniversary, is_celebrated, seen
from cstokb.reports.conflicts import outranked
from cstokb.reports.life import has_ended
from cstokb.reports.years import next_anniversary

JUBILEES = (25, 50, 75, 100)
"""Anniversaries that are round whatever is asked for."""


class Upcoming(NamedTuple):
    """The anniversaries by day, and the facts that are not among them, by reason.

    `partial` have no exact day but may come round in the time; `ended` are of what has
    ended since.
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
    facts = [fact for fact in knowledge.facts(pattern) if fact.when]
    lost = outranked(facts, knowledge.predicates())
    items: list[Anniversary] = []
    partial: list[Anniversary] = []
    ended: list[Fact] = []
    for fact in facts:
        start = fact.when.starts if fact.when else None
        if fact.id in lost or start is None or not is_celebrated(knowledge, fact):
            continue
        if start.precision != "day":
            vague = seen(knowledge, fact, today, leap)
            coming = vague.next
            if coming and coming.date.first <= period.last:
                partial.append(vague)
        elif day := _first_in(start.first, period, every, leap):
            if not include_ended and has_ended(knowledge, fact, day):
                ended.append(fact)
            else:
                items.append(seen(knowledge, fact, today, leap, since=day))
    items.sort(key=lambda item: (item.next.date.first if item.next else date.max, item.fact.id))
    return Upcoming(tuple(items), tuple(partial), tuple(ended))


def _first_in(start: date, period: Period, every: int, leap: str) -> date | None:
    day = next_anniversary(start, period.first, leap)
    while day and day <= period.last:
        years = day.year - start.year
        if not every or years % every == 0 or years in JUBILEES:
            return day
        day = next_anniversary(start, date.fromordinal(day.toordinal() + 1), leap)
    return None
