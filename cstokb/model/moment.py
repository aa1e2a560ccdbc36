"""`Moment` and `Span`: dates as exactly as they are known, written in EDTF.

The notation is ISO 8601-2 (EDTF): level 0, and of level 1 the qualifiers `~ ? %`, the
unspecified last digits of a year (`199X`, `19XX`) and open or unknown interval ends.
"""

import re
from contextlib import suppress
from datetime import date
from enum import IntEnum
from typing import Final, NamedTuple, NoReturn

from cstokb.errors import BadDate


class Certainty(IntEnum):
    """The three answers to a question about partial dates, from no to surely."""

    NO = 0
    POSSIBLY = 1
    SURELY = 2

    def __str__(self) -> str:
        return self.name.lower()


PRECISIONS: Final = ("day", "month", "year", "decade", "century")

OPEN: Final = ".."
"""The end of a span that has not come (EDTF level 1, open interval)."""

UNKNOWN: Final = ""
"""The end of a span that came, or may have come, on a day nobody recorded."""

_SHAPE = (
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)"
    r"(?:-(?P<month>[0-9X]+)(?:-(?P<day>[0-9X]+))?)?"
    r"(?P<qualifier>[~?%])?"
)
_NO_ORDER = "moments have no order of their own: sort by sort_key"
_EXAMPLES = "write a date as 2003-04-28, 2003-04, 2003, 2003~ or 199X"


class Moment(NamedTuple):
    """A day, month, year, decade or century, as far as it is known.

    `month` and `day` are 0 where unknown; `year` is the first of a decade or century.
    `qualifier` is `~` (approximate), `?` (uncertain), `%` (both) or empty. Moments
    have no `<`: 2003 is neither before nor after 2003-04. Sort by `sort_key`.
    """

    year: int
    month: int = 0
    day: int = 0
    precision: str = "day"
    qualifier: str = ""

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
        _check_year(text, year)
        if month is None:
            precision = {0: "year", 1: "decade", 2: "century"}[year.count("X")]
            first_year = int(year.replace("X", "0"))
            return cls(first_year, 0, 0, precision, found["qualifier"] or "")
        _check_month(text, found)
        if day is None:
            return cls(int(year), int(month), 0, "month", found["qualifier"] or "")
        _check_day(text, found)
        return cls(int(year), int(month), int(day), "day", found["qualifier"] or "")

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
        elif self.precision == "month":
            text = f"{self.year:04}-{self.month:02}"
        else:
            known = 4 - max(0, PRECISIONS.index(self.precision) - 2)
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
        return date(max(1, self.year), self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can be, taken at its word."""
        if self.precision == "day":
            return self.first
        if self.precision == "month":
            return date(self.year, self.month, month_length(self.year, self.month))
        years = {"year": 1, "decade": 10, "century": 100}[self.precision]
        return date(self.year + years - 1, 12, 31)

    @property
    def exact_day(self) -> date | None:
        """The day, if it is known and nobody doubts it."""
        return self.first if self.precision == "day" and not self.qualifier else None

    @property
    def sort_key(self) -> tuple[date, int, str]:
        """A total order: by first possible day, the coarser date first, then its text."""
        return (self.first, -PRECISIONS.index(self.precision), self.qualifier)


Bound = Moment | str
"""One end of a span: a `Moment`, `OPEN` or `UNKNOWN`."""


class Span(NamedTuple):
    """A single moment (`end` is None), or a time from `start` to `end`, both included.

    Either end of an interval may be `OPEN` or `UNKNOWN`, but not both.
    """

    start: Bound
    end: Bound | None = None

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read an EDTF date or interval; raise `BadDate` pointing at the wrong part."""
        left, slash, right = text.partition("/")
        if not slash:
            return cls(Moment.parse(text))
        start = _bound(text, left, 0)
        end = _bound(text, right, len(left) + 1)
        if isinstance(start, Moment) and isinstance(end, Moment) and start.first > end.last:
            raise BadDate(text, 0, len(text), "it ends before it begins")
        if isinstance(start, str) and isinstance(end, str):
            raise BadDate(text, 0, len(text), "an interval needs one known end")
        return cls(start, end)

    @classmethod
    def of(cls, day: date) -> "Span":
        """The span that is just that day."""
        return cls(Moment.of(day))

    def __str__(self) -> str:
        return str(self.start) if self.end is None else f"{self.start}/{self.end}"

    @property
    def moment(self) -> Moment | None:
        """The single moment, or None for an interval."""
        return self.start if self.end is None and isinstance(self.start, Moment) else None

    @property
    def starts(self) -> Moment | None:
        """When it began, as far as it is known."""
        return self.start if isinstance(self.start, Moment) else None

    @property
    def ends(self) -> Moment | None:
        """When it ended, as far as it is known; a single moment ends where it starts."""
        bound = self.start if self.end is None else self.end
        return bound if isinstance(bound, Moment) else None

    @property
    def first(self) -> date:
        """The first day it can cover; `date.min` where the start is open or unknown."""
        return self.start.first if isinstance(self.start, Moment) else date.min

    @property
    def last(self) -> date:
        """The last day it can cover; `date.max` where the end is open or unknown."""
        return self.ends.last if self.ends else date.max

    @property
    def precision(self) -> str:
        """How exactly the start is known, or the end where only that is."""
        known = self.starts or self.ends
        return known.precision if known else ""

    @property
    def sort_key(self) -> tuple[date, int, str, date, str]:
        """A total order for timelines: by first possible day, coarser before finer.

        A span with an open or unknown start sorts at its end.
        """
        known = self.starts or self.ends
        assert known is not None
        return (*known.sort_key, self.last, str(self))

    def meets(self, first: date, last: date) -> Certainty:
        """Whether it touches the days from `first` to `last`, both included.

        An interval surely touches them if it surely began by then and surely had not
        ended before. No end comes before the start, whichever of them is unknown.
        """
        if self.first > last or self.last < first:
            return Certainty.NO
        doubted = any(m.qualifier for m in (self.starts, self.ends) if m)
        sure = self._latest_start() <= last and self._earliest_end() >= first and not doubted
        return Certainty.SURELY if sure else Certainty.POSSIBLY

    def _latest_start(self) -> date:
        if self.start == OPEN:
            return date.min
        return min(self.starts.last, self.last) if self.starts else self.last

    def _earliest_end(self) -> date:
        if self.end == OPEN:
            return date.max
        return max(self.ends.first, self.first) if self.ends else self.first


def month_length(year: int, month: int) -> int:
    """The number of days of that month."""
    # `calendar` knows it too, and takes 1 ms to import.
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def compare(one: Moment, other: Moment) -> int | None:
    """-1 if `one` surely comes first, 1 if surely later, 0 if the same day, else None."""
    if one.qualifier or other.qualifier:
        return None
    if one.last < other.first:
        return -1
    if one.first > other.last:
        return 1
    return 0 if one.exact_day and one.exact_day == other.exact_day else None


def _bound(whole: str, text: str, offset: int) -> Bound:
    if text in (OPEN, UNKNOWN):
        return text
    try:
        return Moment.parse(text)
    except BadDate as error:
        raise error.within(whole, offset) from None


def _misshapen(text: str) -> BadDate:
    """The fault of a text that does not even look like a date, from its first odd sign on."""
    good = re.match(_SHAPE, text, re.ASCII)
    start = good.end() if good else 0
    return BadDate(text, start, len(text), "expected YYYY-MM-DD", hint=_EXAMPLES)


def _check_year(text: str, year: str) -> None:
    if year == "0000":
        raise BadDate(text, 0, 4, "year 0000 (0001-9999)", hint=_EXAMPLES)


def _check_month(text: str, found: re.Match[str]) -> None:
    if "X" in found["year"]:
        raise BadDate(text, 0, 4, "a month needs a full year", hint=_EXAMPLES)
    _check_digits(text, found, "month")
    month = found["month"]
    start, stop = found.span("month")
    if not 1 <= int(month) <= 12:
        raise BadDate(text, start, stop, f"month {month} (01-12)", hint=_EXAMPLES)


def _check_day(text: str, found: re.Match[str]) -> None:
    _check_digits(text, found, "day")
    year, month, day = int(found["year"]), int(found["month"]), found["day"]
    start, stop = found.span("day")
    length = month_length(year, month)
    if not 1 <= int(day) <= length:
        reason = f"{year:04}-{month:02} has {length} days" if int(day) else "day 00 (01-31)"
        raise BadDate(text, start, stop, reason, hint=_EXAMPLES)


def _check_digits(text: str, found: re.Match[str], part: str) -> None:
    start, stop = found.span(part)
    if "X" in found[part]:
        raise BadDate(text, start, stop, "leave out what is not known", hint=_EXAMPLES)
    if stop - start != 2:
        raise BadDate(text, start, stop, f"a {part} has two digits", hint=_EXAMPLES)
