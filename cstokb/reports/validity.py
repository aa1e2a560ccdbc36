"""Whether a fact holds in a period: surely, possibly or no, and why."""

from datetime import date

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.span import OPEN, UNKNOWN
from cstokb.reports.intervals import (
    Reading,
    UncertainInterval,
    Validity,
    interval_validity,
    possible_days,
    uncertain_interval,
)
from cstokb.reports.limits import limits_of, within
from cstokb.reports.participation import with_times
from cstokb.reports.posts import Posts
from cstokb.reports.vocabulary import predicate_of

_ANY_TIME = UncertainInterval(date.min, date.max, date.min, date.max)


def validity_of(
    knowledge: Knowledge,
    fact: Fact,
    period: Period,
    *,
    reading: Reading = "any",
    posts: Posts | None = None,
) -> Validity:
    """Whether the fact holds in the period, on some or on every day of it (see `Reading`).

    An event holds from its day on: it has happened. A plain fact always holds. A state
    holds over its span. A state attested for a single moment surely holds then and
    possibly at any time around it, but not while another surely held the same post.
    What merely may hold is cut to the limits of the fact (see `limits`). Participation
    has the time of its event. `posts` are those of the knowledge, for who asks of many facts.
    """
    predicate = predicate_of(knowledge, fact)
    if predicate.shape == "plain":
        return Validity(Certainty.SURELY, "timeless")
    if fact.when is None and predicate.time_of:
        (fact,) = with_times(knowledge, [fact])
    posts = posts or Posts(knowledge)
    interval = _interval(posts, predicate, fact)
    answer = _happened if predicate.shape == "event" else interval_validity
    validity = answer(interval, period, reading)
    when = fact.when
    if validity.certainty is Certainty.POSSIBLY or (when and validity.certainty and OPEN in when):
        for limit in limits_of(knowledge, fact, posts.lives):
            interval = within(interval, limit, when)
            validity = answer(interval, period, reading)
            if not validity.certainty:
                return Validity(Certainty.NO, limit.reason)
    return _with_reason(validity, predicate, fact)


def _interval(posts: Posts, predicate: Predicate, fact: Fact) -> UncertainInterval:
    """The days on which the fact may have begun and ended, by its own time and its rivals."""
    when = fact.when
    if when is None:
        return _ANY_TIME
    if predicate.shape == "event" and when.moment:
        first, last = possible_days(when.moment)
        return UncertainInterval(first, last, first, last)
    interval = uncertain_interval(when)
    if predicate.one_subject and (when.moment or UNKNOWN in when):
        return posts.of(fact).trimmed(interval, fact.subject)
    return interval


def _with_reason(validity: Validity, predicate: Predicate, fact: Fact) -> Validity:
    """The answer, its reason that of an undated fact or of an attested state if it is one."""
    if fact.when is None and validity.certainty:
        return Validity(Certainty.POSSIBLY, "undated")
    if fact.when and fact.when.moment and predicate.shape == "state" and validity.certainty:
        sure = validity.certainty is Certainty.SURELY
        return validity._replace(reason="attested" if sure else "not-attested-then")
    return validity


def _happened(interval: UncertainInterval, period: Period, reading: Reading) -> Validity:
    """Whether an event of that time had happened by the first or the last day of the period."""
    day = period.last if reading == "any" else period.first
    if interval.latest_start <= day:
        return Validity(Certainty.SURELY, "happened")
    if interval.earliest_start <= day:
        return Validity(Certainty.POSSIBLY, "start-vague")
    return Validity(Certainty.NO, "not-yet")
