"""The anniversaries of one year, month by month, as a press office plans with them."""

from collections.abc import Collection
from datetime import date
from itertools import groupby
from typing import NamedTuple

from cstokb.model.knowledge import Knowledge
from cstokb.model.period import Period
from cstokb.reports.anniversary import Anniversary
from cstokb.reports.occasions import occasions_of
from cstokb.reports.upcoming import upcoming


class Month(NamedTuple):
    """The anniversaries of a month, round ones first, then by day."""

    number: int
    """From 1; 0 for those whose month is not known."""
    items: tuple[Anniversary, ...]


class YearPage(NamedTuple):
    """The months of a year that have anniversaries, and how many others there are."""

    year: int
    months: tuple[Month, ...]
    left_out: int


def year_page(
    knowledge: Knowledge,
    year: int,
    today: date,
    *,
    kinds: Collection[str] | None = None,
    mention: str | None = None,
    occasions: Collection[str] | None = None,
    leap: str = "feb28",
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
        kinds=kinds,
        mention=mention,
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
    chosen.sort(key=lambda item: (_month(item) or 13, not _is_round(item)))
    months = tuple(Month(number, tuple(items)) for number, items in groupby(chosen, key=_month))
    return YearPage(year, months, len(every) - len(chosen))


def _is_round(item: Anniversary) -> bool:
    return item.next is not None and item.next.round


def _month(item: Anniversary) -> int:
    """The month of the anniversary, 0 if it is not known; a season is no month."""
    month_day = item.next.date.month_day if item.next else None
    return month_day[0] if month_day else 0
