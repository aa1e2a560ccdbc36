import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.reports.as_of import AsOf
from cstokb.reports.lifetime import lifetime_of
from cstokb.reports.list import listing
from cstokb.reports.validity import READINGS, Reading, validity_of
from tests.strategies import facts, patterns, periods, predicates, recent_days
from tests.world import KNOWN, PAPER, REPORT, fact, period, world

some_facts = st.lists(facts(), max_size=12, unique_by=lambda one: one.id)
vocabularies = st.lists(predicates(), max_size=5)


@pytest.mark.slow
@given(some_facts, vocabularies, patterns(), periods(recent_days), st.sampled_from(READINGS))
def test_the_facts_are_those_that_match_and_are_not_denied(
    drawn: list[Fact],
    vocabulary: list[Predicate],
    pattern: Pattern,
    during: Period,
    reading: Reading,
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    then = AsOf(knowledge, during, reading=reading)
    matching = list(knowledge.facts(pattern))
    denied = {
        one.id
        for one in matching
        if validity_of(knowledge, one, during, reading=reading).certainty is Certainty.NO
        or (one.when is None and any(begins_after(knowledge, id, during) for id in ends(one)))
    }

    assert list(then.facts(pattern)) == [one for one in matching if one.id not in denied]
    assert then.hidden == denied


def ends(one: Fact) -> tuple[str, ...]:
    return tuple(filter(None, (one.subject, one.link)))


def begins_after(knowledge: Knowledge, id: str, during: Period) -> bool:
    began = lifetime_of(knowledge, id).began
    return began is not None and began.first > during.last


def test_an_undated_fact_is_of_no_day_before_its_ends_began() -> None:
    drawn = (*FOUNDED, fact("armenia", "rests-on", "", "crrf"))
    knowledge = world(*drawn)
    about = Pattern(subjects=["armenia"])
    assert [*AsOf(knowledge, period("2008")).facts(about)] == []
    assert [*AsOf(knowledge, period("2009")).facts(about)] == [drawn[-1]]


def test_nothing_is_hidden_before_it_is_asked_for() -> None:
    assert AsOf(world(fact("csto", "met", "2003")), period("1999")).hidden == set()


FOUNDED = (
    fact("csto", "founded", "2002-10-07"),
    fact("crrf", "founded", "2009~"),
    fact("council", "founded", "1992"),
    fact("council", "closed", "2002-10-07"),
    fact("joint-staff", "met", "2010"),
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("1991", ["joint-staff"], id="before"),
        pytest.param("2002-10-07", ["council", "csto", "joint-staff"], id="day-of-change"),
        pytest.param("2002-10-08", ["csto", "joint-staff"], id="after"),
        pytest.param("2008-06", ["crrf", "csto", "joint-staff"], id="about-then"),
    ],
)
def test_the_entities_are_those_that_may_have_existed(on: str, expected: list[str]) -> None:
    then = AsOf(world(*FOUNDED), period(on))

    assert [entity.id for entity in then.entities()] == expected


def test_the_entities_of_every_day_existed_all_the_time() -> None:
    then = AsOf(world(*FOUNDED), period("2002"), reading="all")

    assert [entity.id for entity in then.entities(("body",))] == ["joint-staff"]


def test_a_search_finds_what_may_have_existed() -> None:
    then = AsOf(world(*FOUNDED), period("2003"))

    assert [hit.entity.id for hit in then.search("organization")] == ["csto"]
    assert list(then.search("security council")) == []


def test_names_sources_and_vocabulary_are_those_of_today() -> None:
    knowledge = world(*FOUNDED)
    then = AsOf(knowledge, period("1991"))

    assert then.entity("csto") == KNOWN["csto"]
    assert then.entity("nobody") is None
    assert then.source("paper") == PAPER
    assert list(then.sources()) == [PAPER, REPORT]
    assert then.predicates() == knowledge.predicates()


def test_it_is_a_knowledge_for_other_reports() -> None:
    then = AsOf(world(*FOUNDED), period("2003"))

    assert [(listed.entity.id, listed.facts) for listed in listing(then)] == [
        ("csto", 1),
        ("joint-staff", 0),
    ]
    assert str(lifetime_of(then, "csto").began) == "2002-10-07"
