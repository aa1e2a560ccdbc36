import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.reports.timeline import Timeline, timeline
from tests.reports.world import Text, day, fact, period, world
from tests.strategies import facts, patterns, predicates

NO, POSSIBLY, SURELY = Certainty

some_facts = st.lists(facts(), max_size=12, unique_by=lambda one: one.id)
vocabularies = st.lists(predicates(), max_size=5)


def told(report: Timeline) -> list[tuple[Fact, ...]]:
    return [event.facts for event in report.events]


def test_events_stand_by_first_possible_day_the_coarser_first() -> None:
    dates = ("2003-04-28", "2003-05", "2002~", "2003", "../1999", "2003-04", "2003-04-28/..")
    report = timeline(world(*(fact("csto", "met", when) for when in dates)), EVERYTHING)

    assert [str(event.when) for event in report.events] == [
        "../1999",
        "2002~",
        "2003",
        "2003-04",
        "2003-04-28",
        "2003-04-28/..",
        "2003-05",
    ]


def test_events_of_one_day_stand_by_subject_then_predicate() -> None:
    one, two, three = (
        fact("csto", "founded", "2003"),
        fact("csto", "met", "2003"),
        fact("joint-staff", "founded", "2003"),
    )

    assert told(timeline(world(three, two, one), EVERYTHING)) == [(one,), (two,), (three,)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(fact("csto", "met", "2003-04-28", "russia"), id="value"),
        pytest.param(fact("csto", "met", "2003-04-28", "armenia", where="dushanbe"), id="place"),
    ],
)
def test_facts_that_differ_in_value_or_place_only_are_one_event(other: Fact) -> None:
    (event,) = told(
        timeline(world(fact("csto", "met", "2003-04-28", "armenia"), other), EVERYTHING)
    )

    assert len(event) == 2


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(fact("csto", "met", "2003-04"), id="date"),
        pytest.param(fact("csto", "closed", "2003-04-28"), id="predicate"),
        pytest.param(fact("crrf", "met", "2003-04-28"), id="subject"),
    ],
)
def test_facts_that_differ_in_more_are_two_events(other: Fact) -> None:
    assert len(told(timeline(world(fact("csto", "met", "2003-04-28"), other), EVERYTHING))) == 2


def test_the_preferred_fact_of_an_event_leads_it() -> None:
    first, second = sorted((fact("csto", "met", "2003", "russia"), fact("csto", "met", "2003")))
    better = second._replace(rank="preferred")

    assert told(timeline(world(first, better), EVERYTHING)) == [(better, first)]


def test_minor_facts_are_counted_and_shown_when_everything_is_asked_for() -> None:
    major, minor = fact("csto", "met", "2003"), fact("armenia", "member-of", "2002/..", "csto")
    knowledge = world(major, minor)

    assert timeline(knowledge, EVERYTHING).minor == 1
    assert told(timeline(knowledge, EVERYTHING)) == [(major,)]
    assert told(timeline(knowledge, EVERYTHING, everything=True)) == [(minor,), (major,)]


def test_outranked_and_undated_facts_are_counted() -> None:
    better = fact("csto", "founded", "2002", rank="preferred")
    rival, undated = fact("csto", "founded", "2003"), fact("csto", "met")
    report = timeline(world(better, rival, undated), EVERYTHING)

    assert (told(report), report.outranked, report.undated) == ([(better,)], 1, 1)


def test_a_fact_is_outranked_by_one_outside_of_the_range() -> None:
    better, rival = (
        fact("csto", "founded", "2002", rank="preferred"),
        fact("csto", "founded", "2003"),
    )
    report = timeline(world(better, rival), Pattern(period=period("2003")))

    assert (report.events, report.outranked) == ((), 1)


@given(drawn=some_facts, vocabulary=vocabularies, everything=st.booleans())
def test_nothing_is_lost(
    drawn: list[Fact], vocabulary: list[Predicate], *, everything: bool
) -> None:
    report = timeline(world(*drawn, predicates=vocabulary), EVERYTHING, everything=everything)
    shown = sum(len(event.facts) for event in report.events)

    assert shown + report.minor + report.outranked + report.undated == len(drawn)


@given(drawn=some_facts, vocabulary=vocabularies, pattern=patterns(), everything=st.booleans())
def test_only_what_matches_is_told_once_and_in_order(
    drawn: list[Fact], vocabulary: list[Predicate], pattern: Pattern, *, everything: bool
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    report = timeline(knowledge, pattern, everything=everything)
    ids = [one.id for event in report.events for one in event.facts]
    keys = [event.when.sort_key for event in report.events]

    assert keys == sorted(keys)
    assert len(ids) == len(set(ids))
    assert set(ids) <= {one.id for one in knowledge.facts(pattern)}


@given(some_facts, vocabularies, patterns())
def test_certain_keeps_exactly_the_sure_events(
    drawn: list[Fact], vocabulary: list[Predicate], pattern: Pattern
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    every = timeline(knowledge, pattern, everything=True).events
    sure = timeline(knowledge, pattern, everything=True, certain=True).events

    assert sure == tuple(event for event in every if event.certainty is SURELY)


@pytest.mark.parametrize(
    ("when", "asked", "expected"),
    [
        pytest.param("2003-04-28", "2003-04", SURELY, id="day-in-a-month"),
        pytest.param("2003-04", "2003-04", SURELY, id="month-asked-for"),
        pytest.param("2003", "2003-04", POSSIBLY, id="year-around-a-month"),
        pytest.param("2003-04", "2003-04-28", POSSIBLY, id="month-around-a-day"),
        pytest.param("2003~", "2003", POSSIBLY, id="approximate-year"),
        pytest.param("200X", "2003", POSSIBLY, id="decade"),
        pytest.param("2009-09-08/2009-09-12", "2009-09-10", SURELY, id="within-a-span"),
        pytest.param("2003/2005", "2005", SURELY, id="end-of-a-span"),
    ],
)
def test_a_date_that_may_fall_into_the_range_is_marked(
    when: str, asked: str, expected: Certainty
) -> None:
    report = timeline(world(fact("csto", "met", when)), Pattern(period=period(asked)))

    assert [event.certainty for event in report.events] == [expected]


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        pytest.param("2003-04-28", "2003-05", id="day"),
        pytest.param("2003", "2004", id="year"),
        pytest.param("2003-04-28/", "2010", id="event-whose-end-nobody-recorded"),
        pytest.param("", "2003", id="undated"),
    ],
)
def test_what_lies_outside_of_the_range_is_left_out(when: str, asked: str) -> None:
    report = timeline(world(fact("csto", "met", when)), Pattern(period=period(asked)))

    assert report == Timeline((), 0, 0, 0)


def test_an_event_whose_end_nobody_recorded_falls_on_its_day() -> None:
    report = timeline(
        world(fact("csto", "met", "2003-04-28/")), Pattern(period=period("2003-04-28.."))
    )

    assert len(report.events) == 1


def test_a_state_whose_end_nobody_recorded_may_last_into_the_range() -> None:
    knowledge = world(fact("armenia", "member-of", "2002/", "csto"))
    report = timeline(knowledge, Pattern(period=period("2010")), everything=True)

    assert [event.certainty for event in report.events] == [POSSIBLY]


def test_what_has_ended_can_be_left_out_and_is_counted() -> None:
    gone = (fact("crrf", "founded", "2009"), fact("crrf", "closed", "2012-12-19"))
    lasting = fact("csto", "founded", "2002")
    knowledge = world(*gone, lasting)

    before = timeline(knowledge, EVERYTHING, alive_on=day("2012-12-19"))
    after = timeline(knowledge, EVERYTHING, alive_on=day("2012-12-20"))
    assert (len(before.events), before.ended) == (3, 0)
    assert (told(after), after.ended) == ([(lasting,), (gone[1],)], 1)


def test_the_pattern_says_whose_facts_are_told() -> None:
    theirs = fact("crrf", "founded", "2009")
    knowledge = world(fact("csto", "met", "2003", Text("in public")), theirs)

    assert told(timeline(knowledge, Pattern(kinds=("force",)))) == [(theirs,)]
