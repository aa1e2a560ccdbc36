"""Ages and anniversaries of days, counted in years by the calendar."""

from datetime import date
from typing import Literal, NamedTuple, get_args

from cstokb.model.moment import Moment, month_length

LeapRule = Literal["feb28", "mar1", "skip"]
"""The anniversary of a 29 February in common years: 28 February, 1 March, or none."""

LEAP_RULES: tuple[LeapRule, ...] = get_args(LeapRule)

LEAP_DAY = (2, 29)


class Age(NamedTuple):
    """Completed years, then months, then days."""

    years: int
    months: int
    days: int


def age(start: date, on: date) -> Age:
    """The time from `start` to `on`, which is not before it.

    A month is complete on the same day of the next one, or on its last day if it is too
    short.
    """
    months = (on.year - start.year) * 12 + on.month - start.month
    if on.day < min(start.day, month_length(on.year, on.month)):
        months -= 1
    years, rest = divmod(months, 12)
    return Age(years, rest, (on - _after_months(start, months)).days)


def anniversary_in(start: date, year: int, leap: LeapRule = "feb28") -> date | None:
    """The anniversary of `start` in that year; None for a 29 February that has none."""
    month_day = month_day_in((start.month, start.day), year, leap)
    return date(year, *month_day) if month_day else None


def month_day_in(
    month_day: tuple[int, int], year: int, leap: LeapRule = "feb28"
) -> tuple[int, int] | None:
    """The month and day on which that day is celebrated in the year; None if it is not."""
    if month_day == LEAP_DAY and month_length(year, 2) == 28:
        return {"feb28": (2, 28), "mar1": (3, 1)}.get(leap)
    return month_day


def falls_on(
    month_day: tuple[int, int], other: tuple[int, int], year: int, leap: LeapRule = "feb28"
) -> bool:
    """Whether the anniversary of `month_day` falls on the day `other` of the year."""
    return month_day_in(month_day, year, leap) == other


def completed_years(start: date, on: date, leap: LeapRule = "feb28") -> int:
    """Completed years from `start` to `on`; negative before `start`."""
    years = on.year - start.year
    this_year = anniversary_in(start, on.year, leap)
    # Without an anniversary this year, a 29 February is a year older from 1 March on.
    turned = this_year <= on if this_year else (on.month, on.day) >= (3, 1)
    return years if turned else years - 1


def next_anniversary(start: date, since: date, leap: LeapRule = "feb28") -> date | None:
    """The first anniversary on or after `since`; None past the year 9999."""
    soonest = max(since.year, start.year + 1)
    # Leap years are at most eight years apart; this year's anniversary may be over.
    for year in range(soonest, min(soonest + 9, 10000)):
        day = anniversary_in(start, year, leap)
        if day and day >= since:
            return day
    return None


def years_range(start: Moment, on: date, leap: LeapRule = "feb28") -> tuple[int, int]:
    """The fewest and the most completed years since `start`, as partial as it may be."""
    return completed_years(start.last, on, leap), completed_years(start.first, on, leap)


def _after_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, month_length(year, month + 1)))
