"""Whether a fact holds on a day, in three values: surely, possibly, no, with the reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import OPEN, Certainty, Moment, Span, month_length
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.telling import predicate_of

READINGS = ("any", "all")
"""Whether a month or year is asked about on some day of it, or on every day."""

REASONS = (
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
)
"""Why an answer is as it is; the reader's words for them are the renderer's."""


class Holding(NamedTuple):
    """An answer about one fact: how sure, and why (one of `REASONS`)."""

    certainty: Certainty
    reason: str


class Extent(NamedTuple):
    """The days a state may begin and end on: each end between two days, both included."""

    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date


def holding(knowledge: Knowledge, fact: Fact, period: Period, *, reading: str = "any") -> Holding:
    """Whether the fact holds in the period, on some or on every day of it.

    An event holds from its day on: it has happened. A plain fact always holds. A state
    holds over its span; one that is attested for a single moment surely holds then, and
    possibly around it, as far as no other surely held the same one-at-a-time post.
    """
    predicate = predicate_of(knowledge, fact)
    if predicate.shape == "plain":
        return Holding(Certainty.SURELY, "timeless")
    if fact.when is None:
        return Holding(Certainty.POSSIBLY, "undated")
    if predicate.shape == "event":
        return _happened(fact.when, period, reading)
    extent = extent_of(fact.when)
    if not (fact.when.end is None or fact.when.end == "" or fact.when.start == ""):
        return _held(extent, period, reading)
    rivals = _rivals(knowledge, fact) if predicate.one_subject else []
    bounded = _bounded(extent, [extent_of(r.when) for r in rivals if r.when])
    answer = _held(bounded, period, reading)
    if fact.when.end is None and answer.certainty:
        return _attested(extent, period, reading, answer)
    return answer


def extent_of(when: Span) -> Extent:
    """The days that a state's span leaves open for its start and its end.

    A single moment attests the state: it held on some day of the moment, and its start
    and end are any day before and after. An approximate date may be off by one unit of
    its own precision, an uncertain one by any time.
    """
    if when.end is None and isinstance(when.start, Moment):
        earliest, latest = _range(when.start)
        return Extent(date.min, latest, earliest, date.max)
    starts = _range(when.start) if isinstance(when.start, Moment) else None
    ends = _range(when.end) if isinstance(when.end, Moment) else None
    if starts is None:
        known = ends[0] if ends else date.max
        starts = (date.min, date.min if when.start == OPEN else known)
    if ends is None:
        ends = (date.max if when.end == OPEN else starts[1], date.max)
    return Extent(*starts, *ends)


def _held(extent: Extent, period: Period, reading: str) -> Holding:
    first, last = period
    if extent.earliest_start > last:
        return Holding(Certainty.NO, "before")
    if extent.latest_end < first:
        return Holding(Certainty.NO, "after")
    all_sure = extent.latest_start <= first and extent.earliest_end >= last
    if all_sure:
        return Holding(Certainty.SURELY, "within")
    all_possible = extent.earliest_start <= first and extent.latest_end >= last
    if reading == "all" and not all_possible:
        return Holding(Certainty.NO, "part")
    some_sure = max(extent.latest_start, first) <= min(extent.earliest_end, last)
    if reading == "any" and some_sure:
        return Holding(Certainty.SURELY, "part")
    vague_start = extent.latest_start > first
    return Holding(Certainty.POSSIBLY, "start-vague" if vague_start else "end-vague")


def _attested(extent: Extent, period: Period, reading: str, answer: Holding) -> Holding:
    """The answer for a state known for one moment, when it possibly holds at least."""
    covered = period.first <= extent.earliest_end and extent.latest_start <= period.last
    if answer.certainty is Certainty.SURELY or (covered and reading == "any"):
        return Holding(Certainty.SURELY, "attested")
    return Holding(Certainty.POSSIBLY, "not-attested-then")


def _happened(when: Span, period: Period, reading: str) -> Holding:
    start = when.starts or when.ends
    assert start is not None
    earliest, latest = _range(start)
    by = period.last if reading == "any" else period.first
    if latest <= by:
        return Holding(Certainty.SURELY, "happened")
    if earliest <= by:
        return Holding(Certainty.POSSIBLY, "start-vague")
    return Holding(Certainty.NO, "not-yet")


def _rivals(knowledge: Knowledge, fact: Fact) -> Iterable[Fact]:
    """The facts of others in the same one-at-a-time post."""
    if not fact.link:
        return []
    same = knowledge.facts(Pattern(predicate=fact.predicate, value=fact.link))
    return [other for other in same if other.subject != fact.subject]


def _bounded(extent: Extent, rivals: Iterable[Extent]) -> Extent:
    """The extent without the days on which a rival held, if terms are not broken.

    A rival who is only attested held on some day at least, and bounds it by that.
    """
    start, end = extent.earliest_start, extent.latest_end
    first, last = sorted((extent.latest_start, extent.earliest_end))
    for rival in rivals:
        began, ended = sorted((rival.latest_start, rival.earliest_end))
        if ended <= first:
            start = max(start, rival.earliest_end)
        elif began >= last:
            end = min(end, rival.latest_start)
    return extent._replace(earliest_start=start, latest_end=end)


def _range(moment: Moment) -> tuple[date, date]:
    """The first and the last day that the moment can be, its qualifier counted in."""
    if moment.uncertain:
        return date.min, date.max
    if not moment.approximate:
        return moment.first, moment.last
    days = {
        "day": 1,
        "month": month_length(moment.year, moment.month or 1),
        "year": 365,
        "decade": 3652,
        "century": 36524,
    }[moment.precision]
    slack = timedelta(days=days)
    first = moment.first - slack if moment.first > date.min + slack else date.min
    last = moment.last + slack if moment.last < date.max - slack else date.max
    return first, last
