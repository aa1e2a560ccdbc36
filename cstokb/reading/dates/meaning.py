"""What each kind of phrase means: a function from its letters to times."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from cstokb.model.article import Reckoning
from cstokb.model.moment import Moment
from cstokb.model.span import Span
from cstokb.reading.dates.phrase import Anchor, Phrase, Point
from cstokb.reading.dates.reckoning import (
    ago,
    month_moment,
    month_of,
    months_span,
    nearest_weekday,
    supplied_year,
    week_span,
    year_of,
)

Meaning = tuple[Span, Reckoning]
"""A time and how it was got."""


def _day(phrase: Phrase, anchor: Anchor) -> Meaning:
    """A day, month or year: `on May 15, 1992`, `since 2015`."""
    point = phrase.points()[-1]
    when, how = phrase.span(point, None, anchor)
    return phrase.bounded(when), how


def _interval(phrase: Phrase, anchor: Anchor) -> Meaning:
    first, last = phrase.points()[:2]
    if not last.month and last.day:
        # April 8 to 11, 2024
        last = last._replace(month=first.month)
    if not last.year and last.shift is None:
        year = first.year + (0 < last.month < first.month) if first.year else 0
        last = last._replace(year=year, shift=first.shift)
    return phrase.span(first, last, anchor)


def _number(phrase: Phrase, anchor: Anchor) -> Meaning:
    """A date in digits; where day and month may be either way round, as publication tells."""
    number = phrase.number("N")
    point = Point(abs(number) // 10000, abs(number) // 100 % 100, abs(number) % 100)
    if number < 0:
        point = _settled(point, anchor.day)
    when, how = phrase.span(point, None, anchor)
    return phrase.bounded(when), how


def _settled(point: Point, published: date | None) -> Point:
    """The reading within a week of publication, or just the year."""
    for month, day in ((point.month, point.day), (point.day, point.month)):
        if published and abs(date(point.year, month, day) - published) <= timedelta(days=7):
            return Point(point.year, month, day)
    return Point(point.year)


def _month(phrase: Phrase, anchor: Anchor) -> Meaning:
    """A month, also `last May`, where the modifier stands before it."""
    month, letters = phrase.number("M"), phrase.letters
    before = letters[: letters.index("M")]
    if not any(letter in before for letter in "PCX"):
        return _day(phrase, anchor)
    shift, today = phrase.number("PCX"), anchor.known
    year = today.year
    if shift < 0:
        year -= month >= today.month
    elif shift > 0:
        year += month <= today.month
    return phrase.bounded(Span(month_of(year, month))), "relative"


def _relative(phrase: Phrase, anchor: Anchor) -> Meaning:
    """This year, last month, next week."""
    shift, today = phrase.number("PCXG"), anchor.known
    if phrase.has("w"):
        return phrase.bounded(week_span(today, shift)), "relative"
    moment = month_moment(today, shift) if phrase.has("m") else year_of(today.year + shift)
    return phrase.bounded(Span(moment)), "relative"


def _part(phrase: Phrase, anchor: Anchor) -> Meaning:
    """Beginning, middle or end of a time; the end of a year is about its December."""
    if phrase.has("K"):
        return _decade(phrase, anchor)
    if phrase.has("S"):
        return _season(phrase, anchor)
    if phrase.has("m") and not phrase.has("M"):
        shift = phrase.number("PCX")
        return phrase.bounded(Span(month_moment(anchor.known, shift))), "relative"
    if phrase.has("MD"):
        return _month(phrase, anchor)
    year, how = _year(phrase, anchor)
    if phrase.number("Z"):
        when = Span(month_of(year, 12)._replace(qualifier="" if phrase.closes else "~"))
    else:
        when = Span(month_of(year, 1) if phrase.opens and phrase.has("B") else year_of(year))
    return phrase.bounded(when), how


def _year(phrase: Phrase, anchor: Anchor) -> tuple[int, Reckoning]:
    """The year that is named, or that of publication."""
    if phrase.has("Y"):
        return phrase.number("Y"), "said"
    return anchor.known.year + phrase.number("PCXG"), "relative"


def _fraction(phrase: Phrase, anchor: Anchor) -> Meaning:
    """A quarter or half of a year; of a month, the month."""
    if phrase.has("M"):
        return _day(phrase, anchor)
    year, how = _year(phrase, anchor)
    length = 3 if phrase.has("q") else 6
    number = phrase.number("O")
    if number * length > 12:
        raise ValueError
    return phrase.bounded(months_span(year, length * (number - 1) + 1, length * number)), how


def _season(phrase: Phrase, anchor: Anchor) -> Meaning:
    """Three months: spring is March to May, winter December to February of the next year."""
    first = 3 * phrase.number("S")
    if phrase.has("YPCXG"):
        year, how = _year(phrase, anchor)
    else:
        year, how = supplied_year(anchor.known, first, 0, anchor.turn()), "year"
    return phrase.bounded(months_span(year, first, first + 2)), how


def _weekday(phrase: Phrase, anchor: Anchor) -> Meaning:
    shift = phrase.number("PCX") if phrase.has("PCX") else None
    turn = 0 if shift is not None else anchor.turn()
    day = nearest_weekday(anchor.known, phrase.number("W"), turn, shift)
    return phrase.bounded(Span.of(day)), "relative"


def _today(phrase: Phrase, anchor: Anchor) -> Meaning:
    return Span.of(anchor.known + timedelta(days=phrase.number("R"))), "relative"


def _ago(phrase: Phrase, anchor: Anchor) -> Meaning:
    unit = next(letter for letter in phrase.letters if letter in "yzmwd")
    when = ago(anchor.known, phrase.number("nDY", 1), unit)
    if when is None:
        raise ValueError
    return when, "relative"


def _decade(phrase: Phrase, _anchor: Anchor) -> Meaning:
    year = phrase.number("K")
    if year < 100:
        year += 1900
    return phrase.bounded(Span(Moment(year // 10 * 10, 0, 0, "decade"))), "said"


MEANINGS: Final[Mapping[str, Callable[[Phrase, Anchor], Meaning]]] = {
    "interval": _interval,
    "ago": _ago,
    "part": _part,
    "fraction": _fraction,
    "season": _season,
    "day": _day,
    "number": _number,
    "month": _month,
    "weekday": _weekday,
    "today": _today,
    "relative": _relative,
    "decade": _decade,
    "year": _day,
}
"""By the kind of the rule; lists are phrases of days, months or years."""


Part = tuple[int, int, str, Phrase]
"""The letters that a phrase stands on, first and past the last, its kind, and it."""


def listed(phrase: Phrase) -> Iterator[Part]:
    """The phrases of a list such as `5, 7 and 12 May`; 5 and 6 May are one interval."""
    letters, numbers = phrase.letters, phrase.numbers
    counted = next(letter for letter in "DMY" if letters.count(letter) > 1)
    at = [i for i, letter in enumerate(letters) if letter == counted]
    first, second = at[0], at[1]
    if len(at) == 2 and counted == "D" and numbers[second] - numbers[first] == 1:
        joined = letters[: first + 1] + "-" + letters[second:]
        pair = Phrase(joined, [*numbers[: first + 1], 0, *numbers[second:]])
        yield 0, len(letters), "interval", pair
        return
    shared = [i for i, letter in enumerate(letters) if letter in "MYPCXG" and letter != counted]
    for i in at:
        own = [i, *shared]
        part = Phrase("".join(letters[j] for j in own), [numbers[j] for j in own])
        yield (0 if i == first else i), (len(letters) if i == at[-1] else i + 1), "day", part
