"""`Period`: the days a query asks about, and the date words that say so."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.errors import BadDate
from cstokb.model.moment import Moment, month_length

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_RELATIVE = r"([+-])(\d{1,5})([dwmy])"
_HINT = "a range is written 1992..2010, ..2003-04, 2003-04-28.. or -30d.."


class Period(NamedTuple):
    """The days from `first` to `last`, both included; a missing end is `date.min`/`max`."""

    first: date = date.min
    last: date = date.max

    @classmethod
    def parse(cls, text: str, *, today: date) -> "Period":
        """Read a date or a range of dates, inclusive at their stated precision.

        Dates are EDTF, `today`, `yesterday`, `tomorrow`, or counted from today as
        `-30d`, `+2w`, `-6m`, `+1y`. Raise `BadDate` pointing at the wrong part.
        """
        mark = ".." if ".." in text else "/"
        left, dots, right = text.partition(mark)
        if not dots:
            return cls._point(text, text, 0, today)
        if not left and not right:
            raise BadDate(text, 0, len(text), "a range needs one end", hint=_HINT)
        first = cls._point(text, left, 0, today).first if left else date.min
        offset = len(left) + len(mark)
        last = cls._point(text, right, offset, today).last if right else date.max
        if first > last:
            raise BadDate(text, 0, len(text), "it ends before it begins", hint=_HINT)
        return cls(first, last)

    @classmethod
    def day(cls, day: date) -> "Period":
        """That day alone."""
        return cls(day, day)

    @classmethod
    def _point(cls, whole: str, text: str, offset: int, today: date) -> "Period":
        word = text.strip().lower()
        if word in _DAYS:
            return cls.day(today + timedelta(days=_DAYS[word]))
        relative = re.fullmatch(_RELATIVE, word, re.ASCII)
        try:
            if relative:
                return cls.day(_moved(today, int(relative[1] + relative[2]), relative[3]))
            moment = Moment.parse(text)
        except OverflowError:
            stop = offset + len(text)
            raise BadDate(whole, offset, stop, "out of the years 0001-9999") from None
        except BadDate as error:
            raise error.within(whole, offset) from None
        return cls(moment.first, moment.last)

    def __str__(self) -> str:
        first = "" if self.first == date.min else self.first.isoformat()
        last = "" if self.last == date.max else self.last.isoformat()
        return first if first == last else f"{first}..{last}"


def _moved(day: date, count: int, unit: str) -> date:
    if unit in "dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))
