"""Counting from the day of publication: years supplied, weeks, months ago, weekdays."""

from datetime import date, timedelta
from typing import Final

from cstokb.model.moment import Moment, Qualifier, month_length
from cstokb.model.span import Span

_NEAR: Final = 30
"""Within so many days of publication the nearest year is taken, whatever the tense."""


def supplied_year(anchor: date, month: int, day: int, turn: int, weekday: int = -1) -> int:
    """The year of a day and month, or month, that was named without one.

    It is the year that brings it nearest to the day of publication; where that is some
    weeks off, `turn` (1 future, -1 past) decides. A weekday beside it overrides.
    """
    years = [year for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 0 < year < 10000]
    if weekday >= 0 and day:
        fitting = [y for y in years if _exists(y, month, day)]
        fitting = [y for y in fitting if date(y, month, day).weekday() == weekday]
        years = fitting or years
    distances = {year: _distance(anchor, year, month, day) for year in years}
    nearest = min(years, key=lambda year: abs(distances[year]))
    distance = distances[nearest]
    if abs(distance) > _NEAR and distance * turn < 0 and nearest + turn in distances:
        return nearest + turn
    return nearest


def _distance(anchor: date, year: int, month: int, day: int) -> int:
    """The days from publication to the day, or to the nearer edge of the month."""
    length = month_length(year, month)
    first = date(year, month, min(day or 1, length))
    last = date(year, month, min(day or length, length))
    if first <= anchor <= last:
        return 0
    return (first - anchor).days if first > anchor else (last - anchor).days


def _exists(year: int, month: int, day: int) -> bool:
    return day <= month_length(year, month)


def nearest_weekday(anchor: date, weekday: int, turn: int, shift: int | None) -> date:
    """The day that a weekday's name means; `shift` is -1 for last, 0 for this, 1 for next."""
    ahead = (weekday - anchor.weekday()) % 7
    if shift == -1:
        return anchor + timedelta(days=ahead - 7)
    if shift == 1:
        return anchor + timedelta(days=ahead or 7)
    if shift == 0:
        return anchor + timedelta(days=weekday - anchor.weekday())
    return anchor + timedelta(days=ahead if turn > 0 or not ahead else ahead - 7)


def week_span(anchor: date, shift: int) -> Span:
    """The calendar week, Monday to Sunday, so many weeks from that of the day."""
    monday = anchor + timedelta(days=7 * shift - anchor.weekday())
    return Span(Moment.of(monday), Moment.of(monday + timedelta(days=6)))


def month_moment(anchor: date, shift: int) -> Moment:
    """The month so many months from that of the day."""
    months = anchor.year * 12 + anchor.month - 1 + shift
    return month_of(months // 12, months % 12 + 1)


def month_of(year: int, month: int) -> Moment:
    """The moment that is that month."""
    return Moment(year, month, 0, "month")


def year_of(year: int, qualifier: Qualifier = "") -> Moment:
    """The moment that is that year."""
    return Moment(year, 0, 0, "year", qualifier)


def months_span(year: int, first: int, last: int) -> Span:
    """The months from one to the other; past December they are of the next year."""
    return Span(month_of(year, first), month_of(year + (last - 1) // 12, (last - 1) % 12 + 1))


def ago(anchor: date, number: int, unit: str) -> Span | None:
    """What was so many days (d), weeks (w), months (m) or years (y) before the day."""
    try:
        if unit == "d":
            return Span.of(anchor - timedelta(days=number))
        if unit == "w":
            return week_span(anchor, -number)
        moment = month_moment(anchor, -number) if unit == "m" else year_of(anchor.year - number)
    except (OverflowError, ValueError):
        return None
    return Span(moment) if moment.year > 0 else None
