import pytest

from cstokb.model.fact import Fact
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.query import parse_question
from cstokb.reports.limits import can_reach
from cstokb.reports.query import query
from cstokb.reports.timeline import Timeline
from cstokb.reports.validity import validity_of
from cstokb.store.memory import MemoryStore
from tests.world import TODAY, VOCABULARY, fact, period, world

NO, POSSIBLY, SURELY = Certainty

FOUNDED = fact("joint-staff", "founded", "2003-04-28", "council")
CLOSED = fact("joint-staff", "closed", "2010-06-30")


def with_horizon(*facts: Fact, years: int, predicate: str = "headed") -> MemoryStore:
    """A world in which the predicate has that horizon."""
    (limited,) = (p._replace(horizon=years) for p in VOCABULARY if p.id == predicate)
    return world(*facts, predicates=(limited,))


@pytest.mark.parametrize(
    ("when", "on", "expected"),
    [
        pytest.param("2005", "2003-04-27", (NO, "not-in-life"), id="before-it-was-founded"),
        pytest.param("2005", "2003-04-28", (POSSIBLY, "not-attested-then"), id="founding-day"),
        pytest.param("2005", "2010-07-01", (NO, "not-in-life"), id="after-it-was-closed"),
        pytest.param("2003/2006", "2003-04-01", (NO, "not-in-life"), id="partial-start"),
        pytest.param("2004/..", "2009", (SURELY, "within"), id="open-while-it-lasts"),
        pytest.param("2004/..", "2011", (NO, "not-in-life"), id="open-end-ends-with-it"),
        pytest.param("/2005", "1999", (NO, "not-in-life"), id="unknown-start"),
        pytest.param("2005/", "2011", (NO, "not-in-life"), id="unknown-end"),
        pytest.param("", "1999", (NO, "not-in-life"), id="undated"),
        pytest.param("", "2005", (POSSIBLY, "undated"), id="undated-in-its-life"),
        pytest.param("2001-05-05", "2001-05-05", (SURELY, "attested"), id="what-a-source-records"),
    ],
)
def test_nothing_is_possible_outside_of_the_life_of_an_end(
    when: str, on: str, expected: tuple[Certainty, str]
) -> None:
    chief = fact("sidorov", "headed", when, "joint-staff")

    assert validity_of(world(chief, FOUNDED, CLOSED), chief, period(on)) == expected


@pytest.mark.parametrize(
    ("when", "on", "expected"),
    [
        pytest.param("2006-06-22", "2007-06-01", POSSIBLY, id="within"),
        pytest.param("2006-06-22", "2007-06-30", NO, id="after"),
        pytest.param("2006-06-22", "2005-06-01", NO, id="before"),
        pytest.param("2006-06-22/", "2007-06-01", POSSIBLY, id="unknown-end-within"),
        pytest.param("2006-06-22/", "2026", NO, id="unknown-end"),
        pytest.param("/2006-06-22", "1999", NO, id="unknown-start"),
        pytest.param("2006-06-22/..", "2026", SURELY, id="open-end"),
        pytest.param("2006?", "2009", NO, id="uncertain"),
        pytest.param("2006/2016", "2013", SURELY, id="both-ends-recorded"),
    ],
)
def test_what_is_possible_reaches_no_farther_than_the_horizon(
    when: str, on: str, expected: Certainty
) -> None:
    chief = fact("sidorov", "headed", when, "joint-staff")
    knowledge = with_horizon(chief, years=1)

    answer = validity_of(knowledge, chief, period(on))

    assert answer.certainty is expected
    assert (answer.reason == "too-far") is (expected is NO)


def test_without_a_horizon_an_attested_membership_reaches_any_year() -> None:
    member = fact("armenia", "member-of", "1994", "csto")

    assert validity_of(world(member), member, period("2026")).certainty is POSSIBLY


def test_an_event_of_unknown_start_is_in_no_year_before_its_subject_began() -> None:
    ended = fact("joint-staff", "closed", "/2010-06-30")
    knowledge = world(FOUNDED, ended)

    assert not can_reach(knowledge, ended, period("2002"))
    assert can_reach(knowledge, ended, period("2004"))
    assert [e.fact for e in query(knowledge, parse_question(["1999..2002"], today=TODAY))] == []
    timeline = Timeline(knowledge, Pattern(period=period("1999..2002")))
    assert list(timeline.events) == []
    assert timeline.omitted["impossible"] == 1


def test_what_is_planned_may_be_from_before_its_subject_began() -> None:
    plan = fact("joint-staff", "planned", "2003-01", None)

    assert validity_of(world(FOUNDED, plan), plan, period("2003-02")).certainty is SURELY


def test_minor_facts_of_impossible_times_are_no_details() -> None:
    rumour = fact("joint-staff", "froze", "/2009-01-01", "csto")
    timeline = Timeline(world(FOUNDED, rumour), Pattern(period=period("1999..2002")))

    assert list(timeline.events) == []
    assert (timeline.omitted["minor"], timeline.omitted["impossible"]) == (0, 1)
