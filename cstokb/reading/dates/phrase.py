"""`Phrase`: letters that a pattern matched, taken apart into days, months and years."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from cstokb.model.article import Reckoning
from cstokb.model.moment import Moment
from cstokb.model.span import OPEN, Span
from cstokb.reading.dates.reckoning import month_of, supplied_year, year_of

SEPARATORS = "-tucv"


class Unanchored(ValueError):
    """The phrase means nothing without the day of publication."""


class Anchor(NamedTuple):
    """The day of publication, if known, and the tense beside the phrase: 1 future, -1 past."""

    day: date | None
    turn: Callable[[], int]

    @property
    def known(self) -> date:
        """The day of publication; raise `Unanchored` if nobody knows it."""
        if self.day is None:
            raise Unanchored
        return self.day


class Point(NamedTuple):
    """One end of a time as far as it was named; `shift` is -1, 0, 1 for last, this, next year."""

    year: int = 0
    month: int = 0
    day: int = 0
    shift: int | None = None

    def with_missing(self, other: "Point") -> "Point":
        """The same, and what it lacks from the other: month, and year where none is named."""
        month = self.month or (other.month if self.day else 0)
        if self.year or self.shift is not None or not month:
            return self._replace(month=month)
        year = other.year
        if year and self.month and other.month:
            # December 28 to January 3, 2022
            year -= self.month > other.month and self is not other
        return self._replace(month=month, year=year, shift=other.shift)


class Phrase(NamedTuple):
    """The letters and their numbers, and the weekday named just before, else -1."""

    letters: str
    numbers: list[int]
    weekday: int = -1

    def number(self, letters: str, default: int = 0) -> int:
        """The number of the first letter that is one of these."""
        pairs = zip(self.letters, self.numbers, strict=True)
        return next((number for letter, number in pairs if letter in letters), default)

    def has(self, letters: str) -> bool:
        """Whether any of the letters stands in it."""
        return any(letter in self.letters for letter in letters)

    @property
    def opens(self) -> bool:
        """Whether it tells a beginning: since, from."""
        return self.letters[0] in "sf"

    @property
    def closes(self) -> bool:
        """Whether it tells an end: until, by."""
        return self.letters[0] in "uv"

    def points(self) -> list[Point]:
        """The days, months and years on each side of the separators."""
        points = [Point()]
        for letter, number in zip(self.letters, self.numbers, strict=True):
            if letter in SEPARATORS and points[-1] != Point():
                points.append(Point())
            points[-1] = _with(points[-1], letter, number)
        return points

    def bounded(self, when: Span) -> Span:
        """The time, or all time since it or until it, as the preposition says."""
        if self.opens and isinstance(when.start, Moment):
            return Span(when.start, OPEN)
        if self.closes and when.ends:
            return Span(OPEN, when.ends)
        return when

    def span(self, first: Point, last: Point | None, anchor: Anchor) -> tuple[Span, Reckoning]:
        """The time of a point, or from one to another, and how it was got."""
        if last is None:
            moment, how = self._moment(first, anchor)
            return Span(moment), how
        end, how = self._moment(last, anchor)
        start = first.with_missing(last)
        if not start.year and start.shift is None:
            start = start._replace(year=end.year - (0 < last.month < start.month))
        begin, _ = self._moment(start, anchor)
        if begin.first > end.last:
            raise ValueError
        return Span(begin, end), how

    def _moment(self, point: Point, anchor: Anchor) -> tuple[Moment, Reckoning]:
        year = point.year
        how: Reckoning = "said"
        if point.shift is not None:
            year, how = anchor.known.year + point.shift, "relative"
        elif not year:
            turn = anchor.turn()
            year = supplied_year(anchor.known, point.month, point.day, turn, self.weekday)
            how = "year"
        if point.day:
            return Moment.of(date(year, point.month, point.day)), how
        return (month_of(year, point.month) if point.month else year_of(year)), how


def _with(point: Point, letter: str, number: int) -> Point:
    if letter == "D":
        return point._replace(day=number)
    if letter == "M":
        return point._replace(month=number)
    if letter == "Y":
        return point._replace(year=number)
    if letter in "PCXG":
        return point._replace(shift=number)
    if letter == "N":
        return Point(number // 10000, number // 100 % 100, number % 100)
    return point
