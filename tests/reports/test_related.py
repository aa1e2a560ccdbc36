import pytest

from cstokb.model.entity import Kind
from cstokb.model.fact import Fact
from cstokb.reports.related import related
from tests.world import Text, fact, world

FACTS = (
    fact("csto", "met", "2005", "russia", where="dushanbe"),
    fact("csto", "rests-on", "", "treaty"),
    fact("armenia", "member-of", "2002-09-18/..", "csto"),
    fact("uzbekistan", "member-of", "2006/2012", "csto"),
)


def joined(id: str, *kinds: Kind, facts: tuple[Fact, ...] = FACTS) -> list[tuple[str, str, str]]:
    found = related(world(*facts), id, kinds=kinds or None)
    return [(one.role, one.predicate.id, one.other) for one in found]


def test_an_entity_is_joined_to_what_its_facts_name() -> None:
    assert joined("csto") == [
        ("subject", "met", "russia"),
        ("subject", "rests-on", "treaty"),
        ("value", "member-of", "armenia"),
        ("value", "member-of", "uzbekistan"),
    ]


def test_a_place_is_joined_to_what_happened_there() -> None:
    assert joined("dushanbe") == [("place", "met", "csto")]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param(("state",), ["russia", "armenia", "uzbekistan"], id="one"),
        pytest.param(("document", "place"), ["treaty"], id="two"),
        pytest.param(("person",), [], id="none"),
    ],
)
def test_kinds_of_the_others_can_be_chosen(kinds: tuple[Kind, ...], expected: list[str]) -> None:
    assert [other for _, _, other in joined("csto", *kinds)] == expected


def test_relations_of_one_sort_stand_by_time_the_undated_first() -> None:
    meetings = [fact("csto", "met", when, "russia") for when in ("", "1999~", "2003", "2003-04")]
    found = related(world(*reversed(meetings)), "csto")

    assert [one.fact for one in found] == meetings


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(fact("csto", "motto", "", Text("Peace")), id="words"),
        pytest.param(fact("csto", "closed", "2030"), id="no-value"),
        pytest.param(fact("russia", "met", "2003", "armenia"), id="of-others"),
    ],
)
def test_nothing_is_joined_by(one: Fact) -> None:
    assert joined("csto", facts=(one,)) == []


def test_what_is_no_entity_is_of_no_kind() -> None:
    lost = (fact("csto", "met", "2003", "nobody"),)

    assert joined("csto", facts=lost) == [("subject", "met", "nobody")]
    assert joined("csto", "person", facts=lost) == []
