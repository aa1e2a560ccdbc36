"""`Span`: a moment, or a time between two, written in EDTF (ISO 8601-2).

Of level 1 it has open and unknown ends of intervals.
"""

from datetime import date
from typing import Final, NamedTuple

from cstokb.errors import BadDate
from cstokb.model.moment import Certainty, Moment, Precision

OPEN: Final = ".."
"""The end of a span that has not come (EDTF level 1, open interval)."""

UNKNOWN: Final = ""
"""The end of a span that came, or may have come, on a day nobody recorded."""

Endpoint = Moment | str
"""One end of a span: a `Moment`, `OPEN` or `UNKNOWN`."""


class Span(NamedTuple):
    """A single moment (`end` is None), or a time from `start` to `end`, both included.

    Either end of an interval may be `OPEN` or `UNKNOWN`, but not both.
    """

    start: Endpoint
    end: Endpoint | None = None

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read an EDTF date or interval; raise `BadDate` pointing at the wrong part."""
        left, slash, right = text.partition("/")
        if not slash:
            return cls(Moment.parse(text))
        start = _endpoint(text, left, 0)
        end = _endpoint(text, right, len(left) + 1)
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
        endpoint = self.start if self.end is None else self.end
        return endpoint if isinstance(endpoint, Moment) else None

    @property
    def first(self) -> date:
        """The first day it can cover; `date.min` where the start is open or unknown."""
        return self.start.first if isinstance(self.start, Moment) else date.min

    @property
    def last(self) -> date:
        """The last day it can cover; `date.max` where the end is open or unknown."""
        return self.ends.last if self.ends else date.max

    @property
    def precision(self) -> Precision:
        """How exactly the start is known, or the end where only that is."""
        return self._known.precision

    @property
    def sort_key(self) -> tuple[date, int, str, date, str]:
        """A total order for timelines: by first possible day, coarser before finer.

        A span with an open or unknown start sorts at its end.
        """
        return (*self._known.sort_key, self.last, str(self))

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

    @property
    def _known(self) -> Moment:
        """The start, or the end where only that is known."""
        known = self.starts or self.ends
        assert known is not None
        return known

    def _latest_start(self) -> date:
        if self.start == OPEN:
            return date.min
        return min(self.starts.last, self.last) if self.starts else self.last

    def _earliest_end(self) -> date:
        if self.end == OPEN:
            return date.max
        return max(self.ends.first, self.first) if self.ends else self.first


def _endpoint(whole: str, text: str, offset: int) -> Endpoint:
    if text in (OPEN, UNKNOWN):
        return text
    try:
        return Moment.parse(text)
    except BadDate as error:
        raise error.within(whole, offset) from None
