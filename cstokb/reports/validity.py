"""Whether a fact holds in a period: surely, possibly or no, and why."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty, Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.span import OPEN, UNKNOWN, Endpoint, Span
from cstokb.reports.conflicts import outranked
from cstokb.reports.vocabulary import predicate_of

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


def validity_of(
    knowledge: Knowledge, fact: Fact, period: Period, *, reading: Reading = "any"
) -> Validity:
    """Whether the fact holds in the period, on some or on every day of it (see `Reading`).

    An event holds from its day on: it has happened. A plain fact always holds. A state
    holds over its span. A state attested for a single moment surely holds then and
    possibly at any time around it, but not while another surely held the same post.
    """
    predicate = predicate_of(knowledge, fact)
    if predicate.shape == "plain":
        return Validity(Certainty.SURELY, "timeless")
    if fact.when is None:
        return Validity(Certainty.POSSIBLY, "undated")
    if predicate.shape == "event":
        return _happened(fact.when, period, reading)
    interval = uncertain_interval(fact.when)
    if predicate.one_subject and (fact.when.moment or UNKNOWN in (fact.when.start, fact.when.end)):
        rivals = _rivals(knowledge, fact)
        interval = _trimmed(interval, [uncertain_interval(r.when) for r in rivals if r.when])
    validity = interval_validity(interval, period, reading)
    if fact.when.moment and validity.certainty:
        sure = validity.certainty is Certainty.SURELY
        return validity._replace(reason="attested" if sure else "not-attested-then")
    return validity


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


def _happened(when: Span, period: Period, reading: Reading) -> Validity:
    """Whether an event of that time had happened by the first or the last day of the period."""
    interval = uncertain_interval(when)
    earliest, latest = interval.earliest_start, interval.latest_start
    if when.moment:
        earliest, latest = possible_days(when.moment)
    day = period.last if reading == "any" else period.first
    if latest <= day:
        return Validity(Certainty.SURELY, "happened")
    if earliest <= day:
        return Validity(Certainty.POSSIBLY, "start-vague")
    return Validity(Certainty.NO, "not-yet")


def _rivals(knowledge: Knowledge, fact: Fact) -> Iterable[Fact]:
    """The facts that give the same post to others and that no better fact outranks."""
    if not fact.link:
        return []
    same_post = list(knowledge.facts(Pattern(predicates=[fact.predicate], value=fact.link)))
    outranked_ids = outranked(same_post, knowledge.predicates())
    return [f for f in same_post if f.subject != fact.subject and f.id not in outranked_ids]


def _trimmed(interval: UncertainInterval, rivals: Iterable[UncertainInterval]) -> UncertainInterval:
    """The interval without the days before an earlier rival ended or after a later one began.

    Each holder is taken to have held the post once, without a break. A rival attested for
    a single moment ended no earlier and began no later than that moment. One that cannot
    be placed before or after this interval trims nothing.
    """
    start, end = interval.earliest_start, interval.latest_end
    first, last = sorted((interval.latest_start, interval.earliest_end))
    for rival in rivals:
        rival_first, rival_last = sorted((rival.latest_start, rival.earliest_end))
        earlier, later = rival_last <= first, rival_first >= last
        if earlier and not later:
            start = max(start, rival.earliest_end)
        elif later and not earlier:
            end = min(end, rival.latest_start)
    return interval._replace(earliest_start=start, latest_end=end)
