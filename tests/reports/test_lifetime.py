from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact
from cstokb.model.moment import Certainty
from cstokb.model.predicate import Predicate
from cstokb.reports.lifetime import (
    Lifetime,
    existed,
    has_ended,
    lifetime_of,
    lifetime_of_facts,
    lifetimes,
)
from tests.strategies import ENTITY_IDS, facts, predicates
from tests.world import day, fact, period, world

NO, POSSIBLY, SURELY = Certainty


def lived(*facts: Fact) -> Lifetime:
    return lifetime_of(world(*facts), facts[0].subject)


def days(known: Lifetime) -> tuple[str, str]:
    return str(known.began or ""), str(known.ended or "")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([fact("csto", "met", "2001")], ("", ""), id="nothing-said-of-it"),
        pytest.param([fact("csto", "founded")], ("", ""), id="undated"),
        pytest.param([fact("csto", "founded", "2002-10-07")], ("2002-10-07", ""), id="begun"),
        pytest.param([fact("csto", "closed", "2012~")], ("", "2012~"), id="ended"),
        pytest.param(
            [fact("csto", "founded", "1992/2002")], ("1992", ""), id="begun-over-some-time"
        ),
        pytest.param([fact("csto", "founded", "/2002")], ("", ""), id="begun-since-unknown-times"),
        pytest.param(
            [fact("csto", "closed", "2012/2013")], ("", "2013"), id="ended-over-some-time"
        ),
        pytest.param([fact("csto", "closed", "2012/")], ("", ""), id="ending-without-an-end"),
        pytest.param(
            [fact("summit", "held", "2009-06-14/2009-06-15")],
            ("2009-06-14", "2009-06-15"),
            id="an-event-is-its-whole-existence",
        ),
        pytest.param(
            [fact("csto", "founded", "2002"), fact("csto", "founded", "2002-10-07")],
            ("2002", ""),
            id="the-earliest-beginning",
        ),
        pytest.param(
            [fact("csto", "founded", "2003", rank="preferred"), fact("csto", "founded", "2002")],
            ("2003", ""),
            id="the-preferred-beginning",
        ),
        pytest.param(
            [fact("summit", "founded", "2003", rank="preferred"), fact("summit", "held", "2002")],
            ("2003", "2002"),
            id="the-preferred-beginning-even-by-another-word",
        ),
        pytest.param(
            [fact("csto", "founded", "2001", rank="deprecated"), fact("csto", "founded", "2002")],
            ("2002", ""),
            id="no-deprecated-beginning",
        ),
        pytest.param(
            [fact("csto", "closed", "2012"), fact("csto", "closed", "2014")],
            ("", "2014"),
            id="the-latest-end",
        ),
        pytest.param(
            [
                fact("summit", "closed", "2012-06", rank="preferred"),
                fact("summit", "held", "2012-05/2012-07"),
            ],
            ("2012-05", "2012-06"),
            id="the-preferred-end-even-by-another-word",
        ),
    ],
)
def test_a_life_is_told_by_what_begins_and_ends_it(
    facts: list[Fact], expected: tuple[str, str]
) -> None:
    assert days(lived(*facts)) == expected


def test_a_life_knows_the_facts_that_tell_it() -> None:
    founded, closed = fact("csto", "founded", "2002-10-07"), fact("csto", "closed", "2030")
    known = lived(founded, fact("csto", "met", "2003"), closed)

    assert (known.beginning, known.ending) == (founded, closed)


def test_a_life_is_that_of_one_subject() -> None:
    theirs = fact("joint-staff", "founded", "2003-04-28", "csto")

    assert lifetime_of(world(theirs), "csto") == lifetime_of_facts(world(theirs), []) == Lifetime()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([fact("csto", "founded", "2002-10-07")], "2002-10-07/..", id="lasting"),
        pytest.param([fact("csto", "closed", "2012")], "/2012", id="of-unknown-beginning"),
        pytest.param(
            [fact("csto", "founded", "1992"), fact("csto", "closed", "2012/")],
            "1992/",
            id="ended-when-nobody-knows",
        ),
        pytest.param([fact("summit", "held", "2009-06-14")], "2009-06-14/2009-06-14", id="a-day"),
    ],
)
def test_an_end_that_is_not_told_has_not_come(facts: list[Fact], expected: str) -> None:
    assert str(lived(*facts).span) == expected


@pytest.mark.parametrize(
    ("facts", "during", "expected"),
    [
        pytest.param([], "2003", POSSIBLY, id="nothing-known"),
        pytest.param([fact("csto", "closed", "2012")], "2003", POSSIBLY, id="no-beginning"),
        pytest.param([fact("csto", "closed", "2012")], "2013", NO, id="no-beginning-but-over"),
        pytest.param([fact("csto", "founded", "2002-10")], "2002-09-30", NO, id="day-before"),
        pytest.param([fact("csto", "founded", "2002-10")], "2002-10-07", POSSIBLY, id="perhaps"),
        pytest.param([fact("csto", "founded", "2002-10")], "2002-10", SURELY, id="in-the-month"),
        pytest.param([fact("csto", "founded", "2002-10")], "9999", SURELY, id="ever-after"),
        pytest.param([fact("csto", "founded", "2002~")], "2001-06-01", POSSIBLY, id="about-then"),
        pytest.param([fact("csto", "founded", "2002~")], "2003-06-01", POSSIBLY, id="about-so"),
        pytest.param([fact("summit", "held", "2009-06-14")], "2009-06-14", SURELY, id="on-its-day"),
        pytest.param([fact("summit", "held", "2009-06-14")], "2009-06-15", NO, id="a-day-later"),
    ],
)
def test_something_existed_as_surely_as_its_dates_say(
    facts: list[Fact], during: str, expected: Certainty
) -> None:
    assert existed(lifetime_of_facts(world(*facts), facts), period(during)) is expected


def test_something_may_have_existed_for_some_of_the_time_only() -> None:
    known = lived(fact("csto", "founded", "2002-10-07"))

    assert existed(known, period("2002")) is SURELY
    assert existed(known, period("2002"), reading="all") is NO


@pytest.mark.parametrize(
    ("closed", "on", "expected"),
    [
        pytest.param("2012-12-19", "2012-12-19", False, id="on-its-last-day"),
        pytest.param("2012-12-19", "2012-12-20", True, id="the-day-after"),
        pytest.param("2012", "2012-12-31", False, id="within-the-year"),
        pytest.param("2012", "2013-01-01", True, id="after-the-year"),
        pytest.param("2012~", "2013-06-01", False, id="about-then"),
        pytest.param("2012?", "2050-01-01", False, id="doubted"),
        pytest.param("", "2050-01-01", False, id="undated"),
    ],
)
def test_what_began_has_ended_when_that_is_sure(closed: str, on: str, *, expected: bool) -> None:
    founded = fact("csto", "founded", "2002-10-07")

    assert has_ended(world(founded, fact("csto", "closed", closed)), founded, day(on)) is expected


def test_only_a_beginning_can_have_ended() -> None:
    held, met = fact("summit", "held", "2009-06-14"), fact("csto", "met", "2003")
    knowledge = world(held, met, fact("csto", "closed", "2012"))

    assert not has_ended(knowledge, held, date.max)
    assert not has_ended(knowledge, met, date.max)


@pytest.mark.slow
@given(
    st.lists(facts(), max_size=12, unique_by=lambda one: one.id),
    st.lists(predicates(), max_size=5),
)
def test_lives_read_at_once_are_those_read_one_by_one(
    drawn: list[Fact], vocabulary: list[Predicate]
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    every = lifetimes(knowledge, drawn)

    for id in ENTITY_IDS:
        assert every.get(id, Lifetime()) == lifetime_of(knowledge, id)
