import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.reports.vocabulary import facts_where, predicate_of
from tests.strategies import facts, predicates
from tests.world import fact, world

FACTS = (
    fact("csto", "founded", "2002-10-07"),
    fact("csto", "met", "2003"),
    fact("csto", "sang", "2004"),
)


def is_event(predicate: Predicate) -> bool:
    return predicate.shape == "event"


def test_only_facts_of_accepted_predicates_are_read() -> None:
    found = facts_where(world(*FACTS), EVERYTHING, lambda predicate: predicate.celebrated)

    assert list(found) == [FACTS[0]]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(EVERYTHING, id="of-all"),
        pytest.param(Pattern(subjects=["csto"]), id="of-a-subject"),
        pytest.param(Pattern(predicates=("founded", "met")), id="of-some-predicates"),
    ],
)
def test_if_no_predicate_is_accepted_there_are_no_facts(pattern: Pattern) -> None:
    assert list(facts_where(world(*FACTS), pattern, lambda _: False)) == []


def test_a_predicate_that_the_vocabulary_lacks_is_never_accepted() -> None:
    knowledge = world(*FACTS)

    assert FACTS[2] not in list(facts_where(knowledge, EVERYTHING, lambda _: True))
    assert list(facts_where(knowledge, Pattern(predicates=("sang",)), lambda _: True)) == []
    assert predicate_of(knowledge, FACTS[2]).shape == "plain"


def test_the_pattern_narrows_the_predicates() -> None:
    pattern = Pattern(predicates=("met", "motto"))

    assert list(facts_where(world(*FACTS), pattern, is_event)) == [FACTS[1]]


@given(
    st.lists(facts(), max_size=12, unique_by=lambda drawn: drawn.id),
    st.lists(predicates(), max_size=5),
    st.booleans(),
)
def test_the_facts_are_those_whose_predicate_is_accepted(
    drawn: list[Fact], vocabulary: list[Predicate], by_time: bool
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    expected = [
        one
        for one in knowledge.facts(by_time=by_time)
        if one.predicate in knowledge.predicates() and is_event(predicate_of(knowledge, one))
    ]

    assert list(facts_where(knowledge, EVERYTHING, is_event, by_time=by_time)) == expected
