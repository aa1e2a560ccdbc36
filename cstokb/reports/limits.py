"""What limits a fact whose time is partly unknown: the lives of its ends, and its horizon."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.period import Period
from cstokb.model.span import OPEN, UNKNOWN, Span
from cstokb.reports.intervals import Reason, UncertainInterval, uncertain_interval
from cstokb.reports.lifetime import Lifetime, Lives
from cstokb.reports.participation import event_time
from cstokb.reports.vocabulary import predicate_of

_YEAR = timedelta(days=366)
_ANY = UncertainInterval(date.min, date.min, date.max, date.max)


class Limit(NamedTuple):
    """The days outside of which a fact cannot hold, as those on which its bounds may fall."""

    reason: Reason
    """Why what lies outside is impossible."""
    interval: UncertainInterval


def limits_of(knowledge: Knowledge, fact: Fact, lives: Lives) -> Iterator[Limit]:
    """The lives of the subject and of the value, then the horizon of the predicate.

    Facts of `anytime` predicates are bound by the horizon alone.
    """
    yield from _lives_around(knowledge, fact, lives)
    yield from _horizon_around(knowledge, fact)


def _lives_around(knowledge: Knowledge, fact: Fact, lives: Lives) -> Iterator[Limit]:
    if predicate_of(knowledge, fact).anytime:
        return
    for id in filter(None, (fact.subject, fact.link)):
        life = lives.of(id)
        if life.beginning or life.ending:
            yield Limit("not-in-life", uncertain_interval(life.span))


def _horizon_around(knowledge: Knowledge, fact: Fact) -> Iterator[Limit]:
    predicate = predicate_of(knowledge, fact)
    if predicate.horizon and fact.when:
        yield Limit("too-far", _horizon(fact.when, predicate.horizon))


def within(interval: UncertainInterval, limit: Limit, when: Span | None) -> UncertainInterval:
    """The interval of a fact of that time, cut to the limit; what is recorded is never cut off.

    A recorded moment outside of the limit stays: there the sources disagree.
    """
    days = limit.interval
    start, end = interval.latest_start, interval.earliest_end
    if when and when.start == OPEN:
        start = max(start, days.earliest_start)
    if when and when.end == OPEN:
        end = max(min(end, days.earliest_end), start)
    return UncertainInterval(
        min(max(interval.earliest_start, days.earliest_start), start),
        start,
        end,
        max(min(interval.latest_end, days.latest_end), end),
    )


def can_reach(knowledge: Knowledge, fact: Fact, period: Period, lives: Lives | None = None) -> bool:
    """Whether a fact whose time, as written, meets the period can hold or happen in it.

    An event that began before the period, and whose end is not known, may be long over.
    `lives` are those of the knowledge, for who asks of many facts.
    """
    when = fact.when
    if when is None or UNKNOWN not in (when.start, when.end):
        return True
    if may_be_over(when, period) and predicate_of(knowledge, fact).shape == "event":
        return False
    interval = uncertain_interval(when)
    around = _lives_around(knowledge, fact, lives or Lives(knowledge))
    # Each limit only takes days away, and the horizon costs no reading.
    for limit in chain(_horizon_around(knowledge, fact), around):
        interval = within(interval, limit, when)
        if interval.earliest_start > period.last or interval.latest_end < period.first:
            return False
    return interval.earliest_start <= period.last and interval.latest_end >= period.first


def event_in(knowledge: Knowledge, life: Lifetime, period: Period) -> Certainty:
    """Whether an event with that lifetime was in the period; one without a time was not."""
    when = event_time(knowledge, life)
    dated = next((fact for fact in life if fact and fact.when), None)
    if when is None or dated is None or may_be_over(when, period):
        return Certainty.NO
    reaches = can_reach(knowledge, dated, period)
    return when.meets(period.first, period.last) if reaches else Certainty.NO


def may_be_over(when: Span, period: Period) -> bool:
    """Whether an event of that time began before the period, and its end is not known."""
    return bool(when.end == UNKNOWN and when.starts and when.starts.last < period.first)


def _horizon(when: Span, years: int) -> UncertainInterval:
    """No farther than so many years from the recorded moments of that time."""
    known = when.starts or when.ends, when.ends or when.starts
    assert known[0]
    assert known[1]
    reach = years * _YEAR
    first = known[0].first - reach if known[0].first > date.min + reach else date.min
    last = known[1].last + reach if known[1].last < date.max - reach else date.max
    return _ANY._replace(
        earliest_start=date.min if when.start == OPEN else first,
        latest_end=date.max if when.end == OPEN else last,
    )
