"""A term lies between those of others: as a comparison with each of them defines it."""

from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact, Link, fact_id
from cstokb.model.span import Span
from cstokb.reports.intervals import UncertainInterval, uncertain_interval
from cstokb.reports.posts import Posts
from tests.strategies import moments, recent_days, spans
from tests.world import world

HOLDERS = ("armenia", "csto", "sidorov", "dushanbe")


def term(holder: str, when: Span) -> Fact:
    id = fact_id(holder, "chaired", Link("joint-staff"), when, "")
    return Fact(id, holder, "chaired", Link("joint-staff"), when)


terms = st.lists(
    st.builds(term, st.sampled_from(HOLDERS), spans(moments(recent_days))),
    max_size=8,
    unique_by=lambda fact: fact.id,
)


def trimmed(fact: Fact, others: list[Fact]) -> UncertainInterval:
    """The days of the term without those before an earlier rival's end or after a later's start."""
    assert fact.when
    interval = uncertain_interval(fact.when)
    first, last = sorted((interval.latest_start, interval.earliest_end))
    start, end = interval.earliest_start, interval.latest_end
    for rival in others:
        assert rival.when
        other = uncertain_interval(rival.when)
        other_first, other_last = sorted((other.latest_start, other.earliest_end))
        earlier, later = other_last <= first, other_first >= last
        if earlier and not later:
            start = max(start, other.earliest_end)
        elif later and not earlier:
            end = min(end, other.latest_start)
    return interval._replace(earliest_start=start, latest_end=end)


@given(terms)
def test_a_term_is_trimmed_by_each_rival_that_is_before_or_after_it(facts: list[Fact]) -> None:
    posts = Posts(world(*facts))
    for fact in facts:
        assert fact.when
        others = [other for other in facts if other.subject != fact.subject]
        found = posts.of(fact).trimmed(uncertain_interval(fact.when), fact.subject)
        assert found == trimmed(fact, others)


def test_a_post_is_read_once() -> None:
    facts = [term("armenia", Span.parse("2003")), term("csto", Span.parse("2004"))]
    posts = Posts(world(*facts))
    assert posts.of(facts[0]) is posts.of(facts[1])
