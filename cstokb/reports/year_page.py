"""The anniversaries of one year, month by month, as a press office plans with them."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Occasion
from cstokb.reports.anniversary import Anniversary
from cstokb.reports.occasions import occasions_of
from cstokb.reports.upcoming import upcoming
from cstokb.reports.years import LeapRule


class YearPage(NamedTuple):
    """The anniversaries of a year, and how many others there are."""

    year: int
    items: tuple[Anniversary, ...]
    """By month, those without one last; in each round ones first, then by day and weight."""
    left_out: int


def year_page(
    knowledge: Knowledge,
    year: int,
    today: date,
    *,
    matching: Pattern = EVERYTHING,
    occasions: Collection[Occasion] | None = None,
    leap: LeapRule = "feb28",
    include_ended: bool = False,
    everything: bool = False,
) -> YearPage:
    """The round anniversaries and the foundings of the year; `everything` has all.

    With `everything` those known only to the month or year are listed, too.
    """
    report = upcoming(
        knowledge,
        Period(date(year, 1, 1), date(year, 12, 31)),
        today,
        matching=matching,
        leap=leap,
        include_ended=include_ended,
        occasions=occasions,
    )
    every = (*report.items, *report.partial)
    occasion = occasions_of(knowledge, [item.fact for item in every])
    chosen = (
        list(every)
        if everything
        else [i for i in report.items if _is_round(i) or occasion[i.fact.id] == "founding"]
    )
    # `upcoming` has sorted by day and weight; sorting is stable.
    chosen.sort(key=lambda item: (month_of(item) or 13, not _is_round(item)))
    return YearPage(year, tuple(chosen), len(every) - len(chosen))


def month_of(item: Anniversary) -> int:
    """The month of the next anniversary, 0 if it is not known; a season is no month."""
    month_day = item.next.date.month_day if item.next else None
    return month_day[0] if month_day else 0


def _is_round(item: Anniversary) -> bool:
    return item.next is not None and item.next.round
