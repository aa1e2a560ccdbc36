from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact
from cstokb.model.moment import Certainty
from cstokb.model.period import Period
from cstokb.reports.intervals import READINGS, Reading
from cstokb.reports.members import Holder, body_then, members, officers
from cstokb.reports.validity import validity_of
from cstokb.store.memory import MemoryStore
from tests.strategies import periods, recent_days, spans
from tests.world import KNOWN, fact, period, world

NO, POSSIBLY, SURELY = Certainty

STATES = ("armenia", "russia", "uzbekistan")


def member(state: str, when: str, body: str = "csto") -> Fact:
    return fact(state, "member-of", when, body)


def chief(person: str, when: str, post: str = "joint-staff") -> Fact:
    return fact(person, "headed", when, post)


def answers(holders: Iterable[Holder]) -> list[tuple[str, Certainty]]:
    return [(holder.entity, holder.certainty) for holder in holders]


def only_member(*facts: Fact, on: str) -> Holder:
    """The answer for the single member that the facts have."""
    (holder,) = [holder for holder in members(world(*facts), "csto", period(on)) if holder.decides]
    return holder


REJOINED = (member("uzbekistan", "1994-04-20/1999-04-20"), member("uzbekistan", "2006/2012-12-19"))


def test_members_stand_by_certainty_then_id() -> None:
    knowledge = world(
        member("uzbekistan", "2006-08-16/2012-12-19"),
        member("russia", "2002-09-18/"),
        member("armenia", "2002-09-18/.."),
    )

    assert answers(members(knowledge, "csto", period("2013-01-01"))) == [
        ("armenia", SURELY),
        ("russia", POSSIBLY),
        ("uzbekistan", NO),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("1994-04-19", NO, id="before"),
        pytest.param("1998-01-01", SURELY, id="first-time"),
        pytest.param("2002-01-01", NO, id="between"),
        pytest.param("2006-08-16", POSSIBLY, id="year-of-return"),
        pytest.param("2007-01-01", SURELY, id="second-time"),
        pytest.param("2012-12-20", NO, id="after"),
    ],
)
def test_who_left_and_returned_was_a_member_twice(on: str, expected: Certainty) -> None:
    holder = only_member(*REJOINED, on=on)

    assert (holder.entity, holder.certainty) == ("uzbekistan", expected)
    assert len(holder.facts) == 1


def test_a_holder_has_the_facts_of_the_term_that_decides_alone() -> None:
    first, second = REJOINED

    assert only_member(*REJOINED, on="1998").facts == (first,)
    assert only_member(*REJOINED, on="2010").facts == (second,)


@pytest.mark.parametrize("id", ["armenia.a", "armenia.z"], ids=["first-by-id", "last-by-id"])
def test_of_equal_answers_the_one_that_records_both_ends_decides(id: str) -> None:
    attested, term = member("armenia", "2010-01-01"), member("armenia", "2002-09-18/..")
    attested = attested._replace(id=id)
    holder = only_member(attested, term, on="2010-01-01")

    assert holder.facts == (term,)


@pytest.mark.parametrize(
    ("when", "since", "until"),
    [
        pytest.param("2002-09-18/2012~", "2002-09-18", "2012~", id="ended"),
        pytest.param("2002-09-18/..", "2002-09-18", "..", id="lasting"),
        pytest.param("2002-09-18/", "2002-09-18", "", id="unknown-end"),
        pytest.param("/2012", "", "2012", id="unknown-start"),
        pytest.param("2010-01-01", "", "", id="attested"),
        pytest.param("", "", "", id="undated"),
    ],
)
def test_a_term_tells_its_ends_as_far_as_they_are_recorded(
    when: str, since: str, until: str
) -> None:
    holder = only_member(member("armenia", when), on="2010-01-01")

    assert (holder.since, holder.until) == (since, until)


def test_frozen_participation_is_no_end_of_membership() -> None:
    froze = fact("armenia", "froze", "2024-02-22", "csto")
    knowledge = world(member("armenia", "2002-09-18/.."), member("russia", "2002-09-18/.."), froze)
    armenia, russia = members(knowledge, "csto", period("2024-06-01"))

    assert (armenia.certainty, armenia.pauses) == (SURELY, (froze,))
    assert (russia.certainty, russia.pauses) == (SURELY, ())


def test_a_pause_counts_from_its_day_on() -> None:
    term, froze = member("armenia", "2002/.."), fact("armenia", "froze", "2024-02-22", "csto")

    assert only_member(term, froze, on="2024-02-22").pauses == (froze,)


@pytest.mark.parametrize(
    "on",
    [
        pytest.param("2024-02", id="within-the-month"),
        pytest.param("2023-12-01..2024-02-22", id="on-the-last-day"),
        pytest.param("2024-02-22..2024-03-01", id="on-the-first-day"),
    ],
)
def test_a_pause_counts_that_fell_into_the_period(on: str) -> None:
    term, froze = member("armenia", "2002/.."), fact("armenia", "froze", "2024-02-22", "csto")

    assert only_member(term, froze, on=on).pauses == (froze,)


@pytest.mark.parametrize(
    ("term", "froze", "on"),
    [
        pytest.param("2002/..", "2024-02-22", "2024-02-21", id="later"),
        pytest.param("2002/..", "2024-02-22", "2023..2024-02-21", id="after-the-last-day"),
        pytest.param("2002/2010", "2008", "2012", id="of-one-who-has-left"),
        pytest.param("2002/..", "", "2012", id="undated"),
    ],
)
def test_a_pause_does_not_count(term: str, froze: str, on: str) -> None:
    paused = fact("armenia", "froze", froze, "csto")

    assert only_member(member("armenia", term), paused, on=on).pauses == ()


def test_outranked_memberships_do_not_count() -> None:
    claim = member("armenia", "1994/..")._replace(rank="deprecated")

    assert members(world(claim), "csto", period("2000")) == ()


def test_members_are_those_of_one_body() -> None:
    knowledge = world(member("armenia", "2002/.."), member("russia", "1994/..", "treaty"))

    assert answers(members(knowledge, "csto", period("2010"))) == [("armenia", SURELY)]


def test_a_year_is_read_as_any_or_as_every_day_of_it() -> None:
    knowledge = world(member("uzbekistan", "2006-08-16/2012-12-19"))

    assert answers(members(knowledge, "csto", period("2012"))) == [("uzbekistan", SURELY)]
    assert answers(members(knowledge, "csto", period("2012"), reading="all")) == [
        ("uzbekistan", NO)
    ]


_memberships = st.lists(st.builds(member, st.sampled_from(STATES), spans().map(str)), max_size=6)


@given(_memberships, periods(recent_days), st.sampled_from(READINGS))
def test_everybody_gets_one_of_three_answers_the_surest_of_their_facts(
    memberships: list[Fact], during: Period, reading: Reading
) -> None:
    knowledge = world(*memberships)
    holders = members(knowledge, "csto", during, reading=reading)
    found = dict(answers(holder for holder in holders if holder.decides))

    assert found == {
        state: max(
            validity_of(knowledge, one, during, reading=reading).certainty
            for one in memberships
            if one.subject == state
        )
        for state in {one.subject for one in memberships}
    }


@given(_memberships, periods(recent_days))
def test_who_is_surely_a_member_every_day_is_so_on_some_day(
    memberships: list[Fact], during: Period
) -> None:
    knowledge = world(*memberships)
    on_every = dict(answers(members(knowledge, "csto", during, reading="all")))
    on_any = dict(answers(members(knowledge, "csto", during)))

    assert all(certainty <= on_any[state] for state, certainty in on_every.items())


def test_officers_are_those_of_the_body_and_of_its_parts() -> None:
    knowledge = world(
        fact("joint-staff", "part-of", "2003-04-28/..", "csto"),
        chief("sidorov", "2015-09-15/2023-11-23"),
        chief("nikolayev", "2017/..", "csto"),
        chief("serdyukov", "2017/..", "council"),
    )

    assert answers(officers(knowledge, "csto", period("2018-12-01"))) == [
        ("nikolayev", SURELY),
        ("sidorov", SURELY),
    ]
    assert answers(officers(knowledge, "joint-staff", period("2018-12-01"))) == [
        ("sidorov", SURELY)
    ]


def test_officers_of_different_posts_are_told_apart() -> None:
    knowledge = world(
        fact("joint-staff", "part-of", "", "csto"),
        chief("sidorov", "2015/2023"),
        chief("sidorov", "2024/..", "csto"),
    )
    found = officers(knowledge, "csto", period("2018"))

    assert [(h.post, h.certainty) for h in found] == [("csto", NO), ("joint-staff", SURELY)]


def test_an_attested_chief_is_sure_on_that_day_and_possible_since_the_one_before() -> None:
    knowledge = world(chief("sidorov", "2022-04-28"), chief("nikolayev", "2012-12-20/2015-09-15"))

    assert answers(officers(knowledge, "joint-staff", period("2022-04-28")))[0] == (
        "sidorov",
        SURELY,
    )
    assert answers(officers(knowledge, "joint-staff", period("2018-01-01")))[0] == (
        "sidorov",
        POSSIBLY,
    )
    assert answers(officers(knowledge, "joint-staff", period("2013-01-01"))) == [
        ("nikolayev", SURELY),
        ("sidorov", NO),
    ]


def _treaty_world(began: str = "2002-10-07") -> MemoryStore:
    return world(
        fact("csto", "founded", began),
        fact("csto", "rests-on", "", "treaty"),
        fact("csto", "rests-on", "", "charter"),
        member("russia", "1994-04-20/..", "treaty"),
    )


@pytest.mark.parametrize(
    ("knowledge", "on", "expected"),
    [
        pytest.param(_treaty_world(), "1999", "treaty", id="before-it-began"),
        pytest.param(_treaty_world(), "2002-10-06", "treaty", id="the-day-before"),
        pytest.param(_treaty_world(), "2002-10-07", "csto", id="the-day"),
        pytest.param(_treaty_world(), "2002", "csto", id="the-year"),
        pytest.param(_treaty_world("2002"), "2002-01-01", "csto", id="perhaps-begun"),
        pytest.param(_treaty_world(""), "1999", "csto", id="of-unknown-beginning"),
        pytest.param(world(fact("csto", "founded", "2002")), "1999", "csto", id="of-no-basis"),
        pytest.param(
            world(
                fact("csto", "founded", "2002"),
                fact("csto", "part-of", "2002/..", "treaty"),
                member("russia", "1994/..", "treaty"),
            ),
            "1999",
            "csto",
            id="of-no-basis-but-part-of-something",
        ),
    ],
)
def test_before_a_body_there_was_what_it_rests_on(
    knowledge: MemoryStore, on: str, expected: str
) -> None:
    assert body_then(knowledge, KNOWN["csto"], period(on)).id == expected
