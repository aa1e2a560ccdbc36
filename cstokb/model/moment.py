"""`Moment`: a date as exactly as it is known, written in EDTF.

The notation is the day profile of EDTF (ISO 8601-2): level 0 without times of day and
years before 0001, and of level 1 the qualifiers `~ ? %`, the unspecified last digits of a
year (`199X`, `19XX`) and seasons (`2019-23`).
"""

import re
from contextlib import suppress
from datetime import date
from enum import IntEnum
from typing import Final, Literal, NamedTuple, NoReturn, get_args

from cstokb.errors import BadDate
from cstokb.messages import Message


class Certainty(IntEnum):
    """The three answers to a question about partial dates, from no to surely."""

    NO = 0
    POSSIBLY = 1
    SURELY = 2

    def __str__(self) -> str:
        return self.name.lower()


Precision = Literal["day", "month", "season", "year", "decade", "century"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

_FINENESS: Final = {"day": 0, "month": -1, "season": -2, "year": -2, "decade": -3, "century": -4}
"""The order of moments with the same first day, coarser ones first.

A season never begins when a year does, so that the two share a number.
"""

SEASONS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
"""The first month of each season of EDTF: spring, summer, autumn, winter.

A winter is named by the year of its December.
"""

Qualifier = Literal["", "~", "?", "%"]
"""None, approximate, uncertain, both."""

QUALIFIERS: Final = "~?%"
_QUALIFIERS: Final[dict[str, Qualifier]] = {mark: mark for mark in get_args(Qualifier)}
_PRECISIONS: Final[tuple[Precision, ...]] = ("year", "decade", "century")
"""By the number of digits of a year that are left open."""

_SHAPE = (
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)"
    r"(?:-(?P<month>[0-9X]+)(?:-(?P<day>[0-9X]+))?)?"
    rf"(?P<qualifier>[{QUALIFIERS}])?"
)
_NO_ORDER = "moments have no order of their own: sort by sort_key"
GENERAL_REASON: Final = Message("expected YYYY-MM-DD")
_EXAMPLES = "write a date as 2003-04-28, 2003-04, 2003, 2003~, 199X or 2003-23 (autumn)"


class Moment(NamedTuple):
    """A day, month, season, year, decade or century, as far as it is known.

    `month` and `day` are 0 where unknown; `year` is the first of a decade or century. In
    place of the month a season has its number in `SEASONS`.
    Moments have no `<`: 2003 is neither before nor after 2003-04. Sort by `sort_key`.
    """

    year: int
    month: int = 0
    day: int = 0
    precision: Precision = "day"
    qualifier: Qualifier = ""

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read one EDTF date; raise `BadDate` pointing at the part that is wrong."""
        if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
            # Most dates are plain days; the calendar checks them faster than a pattern.
            with suppress(ValueError):
                return cls.of(date.fromisoformat(text))
        found = re.fullmatch(_SHAPE, text, re.ASCII)
        if not found:
            raise _misshapen(text)
        year, month, day = found["year"], found["month"], found["day"]
        qualifier = _QUALIFIERS[found["qualifier"] or ""]
        _check_year(text, year)
        if month is None:
            precision = _PRECISIONS[year.count("X")]
            first_year = int(year.replace("X", "0"))
            return cls(first_year, 0, 0, precision, qualifier)
        _check_month(text, found)
        if day is None:
            precision = "season" if int(month) in SEASONS else "month"
            return cls(int(year), int(month), 0, precision, qualifier)
        _check_day(text, found)
        return cls(int(year), int(month), int(day), "day", qualifier)

    @classmethod
    def of(cls, day: date) -> "Moment":
        """The moment known to that day."""
        return cls(day.year, day.month, day.day)

    def __lt__(self, other: object) -> NoReturn:
        raise TypeError(_NO_ORDER)

    def __le__(self, other: object) -> NoReturn:
        raise TypeError(_NO_ORDER)

    def __gt__(self, other: object) -> NoReturn:
        raise TypeError(_NO_ORDER)

    def __ge__(self, other: object) -> NoReturn:
        raise TypeError(_NO_ORDER)

    def __str__(self) -> str:
        if self.precision == "day":
            text = f"{self.year:04}-{self.month:02}-{self.day:02}"
        elif self.precision in ("month", "season"):
            text = f"{self.year:04}-{self.month:02}"
        else:
            known = {"year": 4, "decade": 3, "century": 2}[self.precision]
            text = f"{self.year:04}"[:known].ljust(4, "X")
        return text + self.qualifier

    @property
    def approximate(self) -> bool:
        """Whether the source gives it as "about" (EDTF `~`, `%`)."""
        return self.qualifier in ("~", "%")

    @property
    def uncertain(self) -> bool:
        """Whether the source doubts it (EDTF `?`, `%`)."""
        return self.qualifier in ("?", "%")

    @property
    def first(self) -> date:
        """The first day it can be, taken at its word: the qualifier widens nothing."""
        month = SEASONS[self.month] if self.precision == "season" else self.month or 1
        return date(max(1, self.year), month, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can be, taken at its word."""
        if self.precision == "day":
            return self.first
        if self.precision == "month":
            return date(self.year, self.month, month_length(self.year, self.month))
        if self.precision == "season":
            return _last_of_season(self.first)
        years = {"year": 1, "decade": 10, "century": 100}[self.precision]
        return date(self.year + years - 1, 12, 31)

    @property
    def exact_day(self) -> date | None:
        """The day, if it is known and nobody doubts it."""
        return self.first if self.precision == "day" and not self.qualifier else None

    @property
    def sort_key(self) -> tuple[date, int, str]:
        """A total order: by first possible day, the coarser date first, then its text."""
        return (self.first, _FINENESS[self.precision], self.qualifier)

    @property
    def month_day(self) -> tuple[int, int] | None:
        """The month and the day, 0 for each that is not known; None without a year."""
        if self.precision in ("decade", "century"):
            return None
        return (0, 0) if self.precision == "season" else (self.month, self.day)


def month_length(year: int, month: int) -> int:
    """The number of days of that month."""
    # `calendar` knows it too, and takes 1 ms to import.
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _last_of_season(first: date) -> date:
    """The last day of the season that begins on that day; 9999 ends before its winter does."""
    year, month = (first.year + 1, 2) if first.month == 12 else (first.year, first.month + 2)
    return date.max if year > date.max.year else date(year, month, month_length(year, month))


def compare(one: Moment, other: Moment) -> int | None:
    """-1 if `one` surely comes first, 1 if surely later, 0 if the same day, else None."""
    if one.qualifier or other.qualifier:
        return None
    if one.last < other.first:
        return -1
    if one.first > other.last:
        return 1
    return 0 if one.exact_day and one.exact_day == other.exact_day else None


def _misshapen(text: str) -> BadDate:
    """The fault of a text that does not even look like a date, from its first odd sign on."""
    good = re.match(_SHAPE, text, re.ASCII)
    start = good.end() if good else 0
    return BadDate(text, start, len(text), GENERAL_REASON, hint=_EXAMPLES)


def _check_year(text: str, year: str) -> None:
    if year == "0000":
        raise BadDate(text, 0, 4, "year 0000 (0001-9999)", hint=_EXAMPLES)


def _check_month(text: str, found: re.Match[str]) -> None:
    if "X" in found["year"]:
        raise BadDate(text, 0, 4, "a month needs a full year", hint=_EXAMPLES)
    _check_digits(text, found, "month")
    month = found["month"]
    start, stop = found.span("month")
    if int(month) in SEASONS:
        if found["day"] is not None:
            raise BadDate(text, *found.span("day"), "a season has no day", hint=_EXAMPLES)
    elif not 1 <= int(month) <= 12:
        raise BadDate(text, start, stop, Message("month {} (01-12)", month), hint=_EXAMPLES)


def _check_day(text: str, found: re.Match[str]) -> None:
    _check_digits(text, found, "day")
    year, month, day = int(found["year"]), int(found["month"]), found["day"]
    start, stop = found.span("day")
    length = month_length(year, month)
    if not 1 <= int(day) <= length:
        too_late = Message("{:04}-{:02} has {} days", year, month, length)
        reason = too_late if int(day) else "day 00 (01-31)"
        raise BadDate(text, start, stop, reason, hint=_EXAMPLES)


def _check_digits(text: str, found: re.Match[str], part: str) -> None:
    start, stop = found.span(part)
    if "X" in found[part]:
        raise BadDate(text, start, stop, "leave out what is not known", hint=_EXAMPLES)
    if stop - start != 2:
        raise BadDate(
            text,
            start,
            stop,
            Message("a month has two digits" if part == "month" else "a day has two digits"),
            hint=_EXAMPLES,
        )
