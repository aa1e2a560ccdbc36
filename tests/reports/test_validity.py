from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cstokb.model.fact import Fact, Rank
from cstokb.model.moment import PRECISIONS, Certainty, Moment
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.span import OPEN, Endpoint, Span
from cstokb.reports.intervals import READINGS, REASONS, Reading, Validity
from cstokb.reports.validity import validity_of
from tests.strategies import facts, moments, periods, predicates, recent_days, spans
from tests.world import Text, day, fact, period, world

NO, POSSIBLY, SURELY = Certainty

_readings = st.sampled_from(READINGS)


def validity_during(when: str, during: str, reading: Reading = "any") -> Validity:
    """The answer for a membership of that time."""
    one = fact("armenia", "member-of", when, "csto")
    return validity_of(world(one), one, period(during), reading=reading)


def in_post(when: str, during: str, *others: Fact) -> Certainty:
    """The answer for a chief of that time, among others who held the post."""
    one = fact("sidorov", "headed", when, "joint-staff")
    return validity_of(world(one, *others), one, period(during)).certainty


def predecessor(when: str, rank: Rank = "normal") -> Fact:
    return fact("nikolayev", "headed", when, "joint-staff", rank=rank)


def successor(when: str) -> Fact:
    return fact("serdyukov", "headed", when, "joint-staff")


@pytest.mark.parametrize(
    ("when", "during", "expected"),
    [
        pytest.param("1994-04-20/1999-04-20", "1994-04-19", (NO, "before"), id="before"),
        pytest.param("1994-04-20/1999-04-20", "1994-04-20", (SURELY, "within"), id="first-day"),
        pytest.param("1994-04-20/1999-04-20", "1999-04-20", (SURELY, "within"), id="last-day"),
        pytest.param("1994-04-20/1999-04-20", "1999-04-21", (NO, "after"), id="after"),
        pytest.param("1994/1999-04-20", "1993-12-31", (NO, "before"), id="year-start-before"),
        pytest.param(
            "1994/1999-04-20", "1994-03-01", (POSSIBLY, "start-vague"), id="year-start-is-possible"
        ),
        pytest.param("1994/1999-04-20", "1994-12-31", (SURELY, "within"), id="year-start-over"),
        pytest.param("2006/2012", "2012-06-28", (POSSIBLY, "end-vague"), id="year-end-is-possible"),
        pytest.param("2006/2012", "2013-01-01", (NO, "after"), id="year-end-over"),
        pytest.param("2006-08/2012-12", "2006-08-16", (POSSIBLY, "start-vague"), id="month-start"),
        pytest.param("2006-08/2012-12", "2006-08-31", (SURELY, "within"), id="month-start-over"),
        pytest.param("2002-09-18/..", "9999-12-31", (SURELY, "within"), id="open-end"),
        pytest.param("../2012-12-19", "0001-01-01", (SURELY, "within"), id="open-start"),
        pytest.param("2002-09-18/", "2002-09-18", (SURELY, "within"), id="unknown-end-at-start"),
        pytest.param(
            "2002-09-18/", "2022-04-28", (POSSIBLY, "end-vague"), id="unknown-end-is-no-end"
        ),
        pytest.param("/2012-12-19", "2012-12-19", (SURELY, "within"), id="unknown-start-at-end"),
        pytest.param(
            "/2012-12-19", "1992-05-15", (POSSIBLY, "start-vague"), id="unknown-start-is-no-start"
        ),
        pytest.param("/2012-12-19", "2012-12-20", (NO, "after"), id="unknown-start-after"),
        pytest.param("2022-04-28", "2022-04-28", (SURELY, "attested"), id="attested-day"),
        pytest.param("2022-04-28", "2019-01-01", (POSSIBLY, "not-attested-then"), id="around-it"),
        pytest.param(
            "2022-04", "2022-04-28", (POSSIBLY, "not-attested-then"), id="some-day-of-the-month"
        ),
        pytest.param("2022-04", "2022-04", (SURELY, "attested"), id="in-the-month"),
        pytest.param("2022-04-28", "2022", (SURELY, "attested"), id="in-the-year"),
    ],
)
def test_a_state_holds_over_its_span(
    when: str, during: str, expected: tuple[Certainty, str]
) -> None:
    assert validity_during(when, during) == expected


@pytest.mark.parametrize(
    ("when", "during"),
    [
        pytest.param("2003/2003-04-10", "2003-04-10", id="start-year-of-a-known-last-day"),
        pytest.param("2003-04-10/2003", "2003-04-10", id="end-year-of-a-known-first-day"),
        pytest.param("2003/2003", "2003", id="both-ends-in-the-year-asked"),
        pytest.param("2003-04/2003-05", "2003-04..2003-05", id="both-ends-in-the-months-asked"),
        pytest.param("2003/", "2003", id="began-in-the-year-asked"),
        pytest.param("/2003", "2003", id="ended-in-the-year-asked"),
    ],
)
def test_no_state_ends_before_it_starts(when: str, during: str) -> None:
    assert validity_during(when, during).certainty is SURELY


@pytest.mark.parametrize(
    ("when", "during"),
    [
        pytest.param("2003-04/", "2003-04-30", id="may-have-ended-within-its-first-month"),
        pytest.param("/2003-04", "2003-04-01", id="may-have-begun-within-its-last-month"),
        pytest.param("2003/2003", "2003-07-01", id="within-one-year"),
    ],
)
def test_a_state_may_be_as_short_as_its_dates_allow(when: str, during: str) -> None:
    assert validity_during(when, during).certainty is POSSIBLY


@pytest.mark.parametrize(
    ("when", "during", "expected"),
    [
        pytest.param("2003-04-28~/..", "2003-04-26", NO, id="two-days-off"),
        pytest.param("2003-04-28~/..", "2003-04-27", POSSIBLY, id="a-day-off"),
        pytest.param("2003-04-28~/..", "2003-04-28", POSSIBLY, id="the-day"),
        pytest.param("2003-04-28~/..", "2003-04-29", SURELY, id="past-the-day"),
        pytest.param("2003-04~/..", "2003-03-01", NO, id="over-a-month-off"),
        pytest.param("2003-04~/..", "2003-03-31", POSSIBLY, id="the-month-before"),
        pytest.param("2003-04~/..", "2003-05-29", POSSIBLY, id="the-month-after"),
        pytest.param("2003-04~/..", "2003-06-01", SURELY, id="past-the-month-after"),
        pytest.param("2003~/..", "2002-06-01", POSSIBLY, id="the-year-before"),
        pytest.param("2003~/..", "2004-06-01", POSSIBLY, id="the-year-after"),
        pytest.param("2003~/..", "2005-01-01", SURELY, id="past-the-year-after"),
        pytest.param("1990/2003~", "2004-06-01", POSSIBLY, id="approximate-end"),
        pytest.param("1990/2003~", "2005-01-01", NO, id="past-an-approximate-end"),
        pytest.param("2003?/..", "1950-01-01", POSSIBLY, id="an-uncertain-start-is-any-day"),
        pytest.param("2003?/..", "2050-01-01", POSSIBLY, id="uncertain-for-ever"),
        pytest.param("1990/2003%", "2050-01-01", POSSIBLY, id="uncertain-and-approximate"),
    ],
)
def test_approximate_dates_are_never_sure_near_their_edge(
    when: str, during: str, expected: Certainty
) -> None:
    assert validity_during(when, during).certainty is expected


@pytest.mark.parametrize(
    ("when", "during", "on_any", "on_every"),
    [
        pytest.param("1994-04-20/1999-04-20", "1993", NO, NO, id="year-before"),
        pytest.param("1994-04-20/1999-04-20", "1994", SURELY, NO, id="began-within"),
        pytest.param("1994-04-20/1999-04-20", "1996", SURELY, SURELY, id="all-year"),
        pytest.param("1994-04-20/1999-04-20", "1999", SURELY, NO, id="ended-within"),
        pytest.param("1994-04-20/1999-04-20", "2000", NO, NO, id="year-after"),
        pytest.param("1994/1999", "1994", SURELY, POSSIBLY, id="began-some-day-of-it"),
        pytest.param("1994/1999", "1994-03", POSSIBLY, POSSIBLY, id="a-month-of-its-first-year"),
        pytest.param("1994/1999", "1990..1996", SURELY, NO, id="longer-than-it"),
        pytest.param("1994/1999", "1999", SURELY, POSSIBLY, id="ended-some-day-of-it"),
        pytest.param("2012-06-28/", "2013", POSSIBLY, POSSIBLY, id="unknown-end"),
        pytest.param("2022-04-28", "2022", SURELY, POSSIBLY, id="attested-within"),
        pytest.param("2022-04-28", "2022-04-28", SURELY, SURELY, id="attested-day"),
        pytest.param("2022-04-28", "2021", POSSIBLY, POSSIBLY, id="attested-later"),
    ],
)
def test_a_period_is_read_as_any_or_as_every_day_of_it(
    when: str, during: str, on_any: Certainty, on_every: Certainty
) -> None:
    assert validity_during(when, during, "any").certainty is on_any
    assert validity_during(when, during, "all").certainty is on_every


@pytest.mark.parametrize(
    ("when", "during", "reading", "reason"),
    [
        pytest.param("1994/1999", "1994-03", "any", "start-vague", id="may-not-have-begun"),
        pytest.param("1994/1999", "1999-03", "any", "end-vague", id="may-have-ended"),
        pytest.param("2003/2003", "2003-07..2003-12", "any", "end-vague", id="had-begun-by-then"),
        pytest.param("1994/1999", "1994", "all", "start-vague", id="may-have-begun-within"),
        pytest.param("1994/1999", "1999", "all", "end-vague", id="may-have-ended-within"),
    ],
)
def test_a_doubt_is_explained_by_the_end_that_is_vague(
    when: str, during: str, reading: Reading, reason: str
) -> None:
    assert validity_during(when, during, reading) == (POSSIBLY, reason)


@pytest.mark.parametrize(
    ("when", "during", "reading", "expected"),
    [
        pytest.param("2003-04-28", "2003-04-27", "any", (NO, "not-yet"), id="day-before"),
        pytest.param("2003-04-28", "2003-04-28", "any", (SURELY, "happened"), id="day"),
        pytest.param("2003-04-28", "9999", "any", (SURELY, "happened"), id="ever-after"),
        pytest.param("2003-04", "2003-04-01", "any", (POSSIBLY, "start-vague"), id="month"),
        pytest.param("2003", "2003", "any", (SURELY, "happened"), id="by-the-end-of-the-year"),
        pytest.param("2003-04-28", "2003", "any", (SURELY, "happened"), id="within-the-year"),
        pytest.param("2003-04-28", "2003", "all", (NO, "not-yet"), id="not-all-the-year"),
        pytest.param("2003-04-28", "2004", "all", (SURELY, "happened"), id="all-the-next-year"),
        pytest.param("2003~", "2004-06", "any", (POSSIBLY, "start-vague"), id="approximate"),
        pytest.param("2009-09-08/2009-09-12", "2009-09-09", "any", (SURELY, "happened"), id="span"),
        pytest.param("2009/2009-09-12", "2009-09-12", "any", (SURELY, "happened"), id="vague-span"),
        pytest.param("/2009-09-12", "2009-09-01", "any", (POSSIBLY, "start-vague"), id="no-start"),
    ],
)
def test_an_event_has_happened_from_its_day_on(
    when: str, during: str, reading: Reading, expected: tuple[Certainty, str]
) -> None:
    event = fact("csto", "met", when)

    assert validity_of(world(event), event, period(during), reading=reading) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(fact("csto", "motto", "", Text("Peace")), (SURELY, "timeless"), id="plain"),
        pytest.param(
            fact("csto", "motto", "2003", Text("Peace")), (SURELY, "timeless"), id="dated-plain"
        ),
        pytest.param(fact("armenia", "member-of", "", "csto"), (POSSIBLY, "undated"), id="state"),
        pytest.param(fact("csto", "met"), (POSSIBLY, "undated"), id="event"),
        pytest.param(
            fact("csto", "sang", "2003", Text("A song")),
            (SURELY, "timeless"),
            id="word-that-is-not-in-the-vocabulary",
        ),
    ],
)
def test_what_has_no_time_is_never_denied(one: Fact, expected: tuple[Certainty, str]) -> None:
    assert validity_of(world(one), one, period("1900-01-01")) == expected


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        pytest.param("2015-09-14", NO, id="while-the-one-before-held-it"),
        pytest.param("2015-09-15", POSSIBLY, id="day-of-handing-over"),
        pytest.param("2018-01-01", POSSIBLY, id="since"),
        pytest.param("2022-04-28", SURELY, id="attested"),
        pytest.param("2023-01-01", POSSIBLY, id="later"),
        pytest.param("2023-11-23", POSSIBLY, id="day-of-handing-over-again"),
        pytest.param("2023-11-24", NO, id="while-the-one-after-holds-it"),
        pytest.param("2015", POSSIBLY, id="year-of-handing-over"),
        pytest.param("2014", NO, id="year-before"),
    ],
)
def test_an_attested_term_is_bounded_by_the_others_in_the_post(
    during: str, expected: Certainty
) -> None:
    others = (predecessor("2012-12-20/2015-09-15"), successor("2023-11-23/.."))

    assert in_post("2022-04-28", during, *others) is expected


def test_a_term_known_by_its_day_of_handing_over_is_bounded_there() -> None:
    assert in_post("2022-04-28", "2022-04-27", predecessor("2012/2022-04-28")) is NO
    assert in_post("2022-04-28", "2022-04-29", successor("2022-04-28/..")) is NO
    assert in_post("2022-04-28", "2022-04-28", predecessor("2012/2022-04-28")) is SURELY


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        pytest.param("2010-04-27", NO, id="before-the-one-before-was-seen"),
        pytest.param("2010-04-28", POSSIBLY, id="the-day-he-was"),
        pytest.param("2016-01-01", POSSIBLY, id="between"),
        pytest.param("2022-04-28", SURELY, id="attested"),
        pytest.param("2024-02-29", POSSIBLY, id="last-day-that-the-other-may-have-come"),
        pytest.param("2024-03-01", NO, id="after-the-one-after-was-seen"),
    ],
)
def test_those_who_are_attested_bound_each_other(during: str, expected: Certainty) -> None:
    others = (predecessor("2010-04-28"), successor("2024-02"))

    assert in_post("2022-04-28", during, *others) is expected


@pytest.mark.parametrize(
    ("when", "during", "expected"),
    [
        pytest.param("2015-10-01/", "2024-01-01", NO, id="unknown-end"),
        pytest.param("2015-10-01/", "2023-01-01", POSSIBLY, id="unknown-end-before"),
        pytest.param("/2023-11-01", "2015-01-01", NO, id="unknown-start"),
        pytest.param("/2023-11-01", "2016-01-01", POSSIBLY, id="unknown-start-after"),
    ],
)
def test_an_unknown_end_of_a_term_is_bounded_by_the_others(
    when: str, during: str, expected: Certainty
) -> None:
    others = (predecessor("2012-12-20/2015-09-15"), successor("2023-11-23/.."))

    assert in_post(when, during, *others) is expected


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(predecessor("2012/2015", rank="deprecated"), id="deprecated"),
        pytest.param(fact("nikolayev", "headed", "2012/2015", "council"), id="another-post"),
        pytest.param(fact("sidorov", "headed", "2012/2015", "joint-staff"), id="an-earlier-term"),
        pytest.param(predecessor(""), id="undated"),
        pytest.param(predecessor("2012?/2015?"), id="uncertain"),
        pytest.param(predecessor("2022-04-28"), id="on-the-same-day"),
        pytest.param(predecessor("2020/2024"), id="around-it"),
    ],
)
def test_an_attested_term_is_not_bounded_by(other: Fact) -> None:
    assert in_post("2022-04-28", "2013-06-01", other) is POSSIBLY
    assert in_post("2022-04-28", "2022-04-28", other) is SURELY


_terms = st.builds(
    fact,
    st.sampled_from(("nikolayev", "serdyukov")),
    st.just("headed"),
    spans(moments(recent_days)).map(str),
    st.just("joint-staff"),
)


def test_members_do_not_bound_each_other() -> None:
    attested = fact("armenia", "member-of", "2022-04-28", "csto")
    knowledge = world(attested, fact("russia", "member-of", "1994/2010", "csto"))

    assert validity_of(knowledge, attested, period("2005")).certainty is POSSIBLY


@given(facts(), st.lists(predicates(), max_size=3), periods(recent_days), _readings)
def test_every_answer_has_a_known_reason(
    one: Fact, vocabulary: list[Predicate], during: Period, reading: Reading
) -> None:
    knowledge = world(one, predicates=vocabulary)

    assert validity_of(knowledge, one, during, reading=reading).reason in REASONS


@given(facts(), st.lists(predicates(), max_size=3), periods(recent_days), recent_days)
def test_a_period_is_as_sure_as_its_days_allow(
    one: Fact, vocabulary: list[Predicate], during: Period, on: date
) -> None:
    knowledge = world(one, predicates=vocabulary)
    within = Period(min(during.first, on), max(during.last, on))

    def certainty(days: Period, reading: Reading) -> Certainty:
        return validity_of(knowledge, one, days, reading=reading).certainty

    single = certainty(Period.day(on), "any")
    assert certainty(Period.day(on), "all") is single
    assert certainty(within, "all") <= single <= certainty(within, "any")


@given(facts(), st.lists(predicates(), max_size=3), periods(recent_days))
def test_what_holds_on_every_day_holds_on_some_day(
    one: Fact, vocabulary: list[Predicate], during: Period
) -> None:
    knowledge = world(one, predicates=vocabulary)
    on_every = validity_of(knowledge, one, during, reading="all").certainty

    assert on_every <= validity_of(knowledge, one, during, reading="any").certainty


@given(spans(moments(recent_days)), st.lists(_terms, max_size=4), recent_days)
def test_others_in_a_post_only_take_days_from_what_is_possible(
    when: Span, terms: list[Fact], on: date
) -> None:
    mine = fact("sidorov", "headed", str(when), "joint-staff")
    alone = validity_of(world(mine), mine, Period.day(on)).certainty
    among = validity_of(world(mine, *terms), mine, Period.day(on)).certainty

    assert among is alone or (alone, among) == (POSSIBLY, NO)


FIRST, LAST = day("2003-12-01"), day("2005-03-31")
"""All the time there is: open ends lie there, and unknown ones in between."""

ALL_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

_all_days = st.sampled_from(ALL_DAYS)
_short_spans = spans(
    moments(st.dates(day("2004-01-01"), day("2004-12-31")), PRECISIONS[:3], st.just(""))
)

Lifetime = tuple[date, date]
"""The first and the last day of a state."""


def possible_lifetimes(when: Span) -> list[Lifetime]:
    """Every lifetime that a state of that span can have had."""
    if when.moment:
        # It held on one of these days; the other lifetimes lie between.
        return [(FIRST, LAST), *((day, day) for day in _choices(when.moment, FIRST))]
    starts, ends = _choices(when.start, FIRST), _choices(when.end, LAST)
    return [(start, end) for start in starts for end in ends if start <= end]


def _choices(endpoint: Endpoint | None, far: date) -> list[date]:
    if isinstance(endpoint, Moment):
        return [one for one in ALL_DAYS if endpoint.first <= one <= endpoint.last]
    return [far] if endpoint == OPEN else ALL_DAYS


def certainty_of(true: int, of: int) -> Certainty:
    return SURELY if true == of else POSSIBLY if true else NO


@given(_short_spans)
@example(Span.parse("2004/2004"))
@example(Span.parse("2004-04/2004-04-10"))
@example(Span.parse("2004-04/"))
@example(Span.parse("/2004-04"))
@example(Span.parse("../2004"))
@example(Span.parse("2004-04"))
@settings(max_examples=50, deadline=None)
def test_a_state_on_a_day_is_as_sure_as_all_its_possible_lifetimes_say(when: Span) -> None:
    member = fact("armenia", "member-of", str(when), "csto")
    knowledge, lifetimes = world(member), possible_lifetimes(when)
    begin, end = (Counter(days) for days in zip(*lifetimes, strict=True))
    alive = 0

    for on in ALL_DAYS:
        alive += begin[on]
        answer = validity_of(knowledge, member, Period.day(on)).certainty
        assert answer is certainty_of(alive, len(lifetimes)), on
        alive -= end[on]


@given(_short_spans, _all_days, _all_days, _readings)
@example(Span.parse("2004/2004"), day("2004-01-01"), day("2004-12-31"), "any")
@example(Span.parse("2004-04-10/2004"), day("2004-01-01"), day("2004-12-31"), "any")
@settings(max_examples=100, deadline=None)
def test_a_state_in_a_period_is_as_sure_as_all_its_possible_lifetimes_say(
    when: Span, one: date, other: date, reading: Reading
) -> None:
    member = fact("armenia", "member-of", str(when), "csto")
    during = Period(min(one, other), max(one, other))
    begun, lasting = during if reading == "all" else reversed(during)
    lifetimes = possible_lifetimes(when)
    true = sum(start <= begun and end >= lasting for start, end in lifetimes)

    answer = validity_of(world(member), member, during, reading=reading).certainty
    assert answer is certainty_of(true, len(lifetimes))


@given(_short_spans, _all_days)
@settings(max_examples=100, deadline=None)
def test_an_event_has_happened_if_all_the_days_it_can_have_begun_on_are_over(
    when: Span, on: date
) -> None:
    event = fact("csto", "met", str(when))
    starts = [start for start, end in possible_lifetimes(when) if not when.moment or start == end]
    true = sum(start <= on for start in starts)

    answer = validity_of(world(event), event, Period.day(on)).certainty
    assert answer is certainty_of(true, len(starts))
