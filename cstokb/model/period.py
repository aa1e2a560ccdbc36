"""`Period`: the days a query asks about, and the date words that say so."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.errors import BadDate
from cstokb.model.moment import Moment, month_length
from cstokb.model.span import OPEN

DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "сегодня": 0, "вчера": -1, "завтра": 1}
MINUS = "\u2212"
"""Counts back where a hyphen would begin an option."""

_COUNTED = r"([+-]\d{1,9})([dwmy])"
_HINT = "a range is written 1992..2010, ..2003-04, 2003-04-28.. or -30d.."
_COUNT_HINT = "count from today as -30d, +2w, -6m or +1y"


class Period(NamedTuple):
    """The days from `first` to `last`, both included; a missing end is `date.min`/`max`."""

    first: date = date.min
    last: date = date.max

    @classmethod
    def parse(cls, text: str, *, today: date) -> "Period":
        """Read a date or a range of dates, inclusive at their stated precision.

        Dates are EDTF, `today`, `yesterday`, `tomorrow` (or in Russian), or counted from
        today as `-30d`, `+2w`, `-6m`, `+1y`; an EDTF interval is a range, too. Raise
        `BadDate` pointing at the wrong part, with the EDTF that was meant.
        """
        try:
            return cls._parse(text, today)
        except BadDate as error:
            # lazy: 1 ms, and only a refusal needs it
            from cstokb.model.near_dates import better_refusal

            raise better_refusal(error, text, "..") from None

    @classmethod
    def _parse(cls, text: str, today: date) -> "Period":
        mark = "/" if "/" in text else ".."
        left, found, right = text.partition(mark)
        if not found:
            return cls._point(text, text, 0, today)
        missing = ("", OPEN) if mark == "/" else ("",)
        starts, ends = left.strip() not in missing, right.strip() not in missing
        if not starts and not ends:
            raise BadDate(text, 0, len(text), "a range needs one end", hint=_HINT)
        first = cls._point(text, left, 0, today).first if starts else date.min
        offset = len(left) + len(mark)
        last = cls._point(text, right, offset, today).last if ends else date.max
        if first > last:
            raise BadDate(text, 0, len(text), "it ends before it begins", hint=_HINT)
        return cls(first, last)

    @classmethod
    def day(cls, day: date) -> "Period":
        """That day alone."""
        return cls(day, day)

    @classmethod
    def _point(cls, whole: str, text: str, offset: int, today: date) -> "Period":
        word = text.strip()
        start = offset + text.index(word)
        try:
            day = day_of_word(word, today)
            if day:
                return cls.day(day)
            moment = _moment(word)
        except OverflowError:
            stop = start + len(word)
            raise BadDate(whole, start, stop, "out of the years 0001-9999") from None
        except BadDate as error:
            raise error.within(whole, start) from None
        return cls(moment.first, moment.last)

    def __str__(self) -> str:
        first = "" if self.first == date.min else self.first.isoformat()
        last = "" if self.last == date.max else self.last.isoformat()
        return first if first == last else f"{first}..{last}"


def day_of_word(text: str, today: date) -> date | None:
    """The day that `today`, `-30d` and the like mean, else None; raise `OverflowError`."""
    word = text.lower().replace(MINUS, "-")
    if word in DAYS:
        return today + timedelta(days=DAYS[word])
    found = re.fullmatch(_COUNTED, word, re.ASCII)
    return _shifted(today, int(found[1]), found[2]) if found else None


def _moment(word: str) -> Moment:
    """The date that the word is; raise `BadDate`, which knows what people try instead."""
    try:
        return Moment.parse(word)
    except BadDate:
        if word[:1] in ("+", "-", MINUS):
            reason = "expected a count of d, w, m or y"
            raise BadDate(word, 0, len(word), reason, hint=_COUNT_HINT) from None
        raise


def _shifted(day: date, count: int, unit: str) -> date:
    if unit in "dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))
