"""The days on which a state with a partly known time may have started and ended."""

from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from cstokb.model.moment import Certainty, Moment
from cstokb.model.period import Period
from cstokb.model.span import OPEN, Endpoint, Span

Reading = Literal["any", "all"]
"""Whether a period is asked about on some day of it, or on every day."""

Reason = Literal[
    "undated",
    "attested",
    "not-attested-then",
    "before",
    "after",
    "within",
    "part",
    "start-vague",
    "end-vague",
    "happened",
    "not-yet",
    "timeless",
    "not-in-life",
    "too-far",
]
"""Why an answer is as it is, in the words of the program; `render` has those for people."""


READINGS: tuple[Reading, ...] = get_args(Reading)
REASONS: tuple[Reason, ...] = get_args(Reason)


class Validity(NamedTuple):
    """Whether a fact holds."""

    certainty: Certainty
    reason: Reason


class UncertainInterval(NamedTuple):
    """The days that the start and the end of a state lie between, both included."""

    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date


def uncertain_interval(when: Span) -> UncertainInterval:
    """The days that the start and the end of a state with that span may fall on.

    A single moment attests the state: it held on some day of the moment, started on that
    day or any before and ended on it or any after. No state ends before it starts.
    """
    if when.moment:
        earliest, latest = possible_days(when.moment)
        return UncertainInterval(date.min, latest, earliest, date.max)
    earliest_start, latest_start = _endpoint_days(when.start, date.min)
    earliest_end, latest_end = _endpoint_days(when.end, date.max)
    return UncertainInterval(
        earliest_start, min(latest_start, latest_end), max(earliest_end, earliest_start), latest_end
    )


def possible_days(moment: Moment) -> tuple[date, date]:
    """The first and the last day that the moment can be, with its EDTF qualifier.

    An approximate date (`~`) may be off by one unit of its precision either way, an
    uncertain one (`?`, `%`) by any time.
    """
    if moment.uncertain:
        return date.min, date.max
    if not moment.approximate:
        return moment.first, moment.last
    days = {
        "day": 1,
        "month": (moment.last - moment.first).days + 1,
        "season": 92,
        "year": 365,
        "decade": 3652,
        "century": 36524,
    }[moment.precision]
    slack = timedelta(days=days)
    first = moment.first - slack if moment.first > date.min + slack else date.min
    last = moment.last + slack if moment.last < date.max - slack else date.max
    return first, last


def _endpoint_days(endpoint: Endpoint | None, infinity: date) -> tuple[date, date]:
    """The first and the last day that one end of a span can be; an open end is `infinity`."""
    if isinstance(endpoint, Moment):
        return possible_days(endpoint)
    return (infinity, infinity) if endpoint == OPEN else (date.min, date.max)


def interval_validity(interval: UncertainInterval, period: Period, reading: Reading) -> Validity:
    """Whether a state with those possible starts and ends holds in the period."""
    first, last = period.first, period.last
    if interval.earliest_start > last:
        return Validity(Certainty.NO, "before")
    if interval.latest_end < first:
        return Validity(Certainty.NO, "after")
    if interval.latest_start <= first and interval.earliest_end >= last:
        return Validity(Certainty.SURELY, "within")
    all_possible = interval.earliest_start <= first and interval.latest_end >= last
    if reading == "all" and not all_possible:
        return Validity(Certainty.NO, "part")
    sure_on_a_day = interval.latest_start <= last and interval.earliest_end >= first
    if reading == "any" and sure_on_a_day:
        return Validity(Certainty.SURELY, "part")
    vague_start = interval.latest_start > (first if reading == "all" else last)
    return Validity(Certainty.POSSIBLY, "start-vague" if vague_start else "end-vague")
