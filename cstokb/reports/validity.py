"""Whether a fact holds on a day, in three values: surely, possibly, no, with the reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty, Moment, month_length
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.span import OPEN, UNKNOWN, Bound, Span
from cstokb.reports.conflicts import outranked
from cstokb.reports.vocabulary import predicate_of

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


class Validity(NamedTuple):
    """An answer about one fact: how sure, and why (one of `REASONS`)."""

    certainty: Certainty
    reason: str


class UncertainInterval(NamedTuple):
    """The days a state may begin and end on: each end between two days, both included."""

    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date


def validity_of(
    knowledge: Knowledge, fact: Fact, period: Period, *, reading: str = "any"
) -> Validity:
    """Whether the fact holds in the period, on some or on every day of it.

    An event holds from its day on: it has happened. A plain fact always holds. A state
    holds over its span; one that is attested for a single moment surely holds then, and
    possibly around it, as far as no other surely held the same one-at-a-time post.
    """
    predicate = predicate_of(knowledge, fact)
    if predicate.shape == "plain":
        return Validity(Certainty.SURELY, "timeless")
    if fact.when is None:
        return Validity(Certainty.POSSIBLY, "undated")
    if predicate.shape == "event":
        return _happened(fact.when, period, reading)
    extent = uncertain_interval(fact.when)
    if predicate.one_subject and (fact.when.moment or UNKNOWN in fact.when):
        rivals = _rivals(knowledge, fact)
        extent = _bounded(extent, [uncertain_interval(r.when) for r in rivals if r.when])
    answer = interval_validity(extent, period, reading)
    if fact.when.moment and answer.certainty:
        sure = answer.certainty is Certainty.SURELY
        return answer._replace(reason="attested" if sure else "not-attested-then")
    return answer


def uncertain_interval(when: Span) -> UncertainInterval:
    """The days that a state's span leaves open for its start and its end.

    A single moment attests the state: it held on some day of the moment, and its start
    and end are any day before and after. No end comes before its start. An approximate
    date may be off by one unit of its own precision, an uncertain one by any time.
    """
    if when.moment:
        earliest, latest = possible_days(when.moment)
        return UncertainInterval(date.min, latest, earliest, date.max)
    first_start, last_start = _bound_days(when.start, date.min)
    first_end, last_end = _bound_days(when.end, date.max)
    return UncertainInterval(
        first_start, min(last_start, last_end), max(first_end, first_start), last_end
    )


def possible_days(moment: Moment) -> tuple[date, date]:
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


def _bound_days(bound: Bound | None, far: date) -> tuple[date, date]:
    """The first and the last day that one end of a span can be; an open one is `far`."""
    if isinstance(bound, Moment):
        return possible_days(bound)
    return (far, far) if bound == OPEN else (date.min, date.max)


def interval_validity(extent: UncertainInterval, period: Period, reading: str) -> Validity:
    """Whether what began and ended within that extent holds in the period."""
    first, last = period
    if extent.earliest_start > last:
        return Validity(Certainty.NO, "before")
    if extent.latest_end < first:
        return Validity(Certainty.NO, "after")
    if extent.latest_start <= first and extent.earliest_end >= last:
        return Validity(Certainty.SURELY, "within")
    all_possible = extent.earliest_start <= first and extent.latest_end >= last
    if reading == "all" and not all_possible:
        return Validity(Certainty.NO, "part")
    some_sure = extent.latest_start <= last and extent.earliest_end >= first
    if reading == "any" and some_sure:
        return Validity(Certainty.SURELY, "part")
    vague_start = extent.latest_start > (first if reading == "all" else last)
    return Validity(Certainty.POSSIBLY, "start-vague" if vague_start else "end-vague")


def _happened(when: Span, period: Period, reading: str) -> Validity:
    extent = uncertain_interval(when)
    earliest, latest = possible_days(when.moment) if when.moment else extent[:2]
    by = period.last if reading == "any" else period.first
    if latest <= by:
        return Validity(Certainty.SURELY, "happened")
    if earliest <= by:
        return Validity(Certainty.POSSIBLY, "start-vague")
    return Validity(Certainty.NO, "not-yet")


def _rivals(knowledge: Knowledge, fact: Fact) -> Iterable[Fact]:
    """The facts of others in the same one-at-a-time post that no better one outranks."""
    same = list(knowledge.facts(Pattern(predicates=[fact.predicate], value=fact.link)))
    lost = outranked(same, knowledge.predicates())
    return [f for f in same if f.subject != fact.subject and f.id not in lost]


def _bounded(extent: UncertainInterval, rivals: Iterable[UncertainInterval]) -> UncertainInterval:
    """The extent without the days on which a rival held, if terms are not broken.

    A rival who is only attested held on some day at least, and bounds it by that, if
    that day is not the one this term is known by.
    """
    start, end = extent.earliest_start, extent.latest_end
    first, last = sorted((extent.latest_start, extent.earliest_end))
    for rival in rivals:
        began, ended = sorted((rival.latest_start, rival.earliest_end))
        earlier, later = ended <= first, began >= last
        if earlier and not later:
            start = max(start, rival.earliest_end)
        elif later and not earlier:
            end = min(end, rival.latest_start)
    return extent._replace(earliest_start=start, latest_end=end)
