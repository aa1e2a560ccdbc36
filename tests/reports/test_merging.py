"""Making one entity of two."""

import pytest

from cstokb.model.fact import Fact, Quantity
from cstokb.reports.merging import merged
from tests.world import KNOWN, fact, world

GONE, KEPT = KNOWN["council"], KNOWN["csto"]


def facts_of(*before: Fact) -> dict[str, Fact]:
    store = world(*before, entities=(GONE, KEPT))
    return {one.id: one for one in merged(store, GONE, KEPT)[1]}


def test_the_kept_one_is_called_what_both_were() -> None:
    (entity, _), _ = merged(world(), GONE._replace(aliases=("SC",)), KEPT)
    assert (entity.id, entity.kind, entity.names) == (KEPT.id, KEPT.kind, KEPT.names)
    assert {*entity.aliases} == {*GONE.names.values(), GONE.id, "SC"}


def test_its_own_names_are_no_aliases() -> None:
    (entity, _), _ = merged(world(), GONE._replace(names=KEPT.names), KEPT)
    assert entity.aliases == (GONE.id,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            fact("council", "founded", "2001"), fact("csto", "founded", "2001"), id="subject"
        ),
        pytest.param(
            fact("armenia", "member-of", "2001", "council"),
            fact("armenia", "member-of", "2001", "csto"),
            id="value",
        ),
        pytest.param(
            fact("rubezh", "held", "2001", where="council"),
            fact("rubezh", "held", "2001", where="csto"),
            id="place",
        ),
    ],
)
def test_a_fact_is_stated_anew_and_the_old_one_stays_deprecated(old: Fact, new: Fact) -> None:
    reading = f"replaced by {new.id}"
    assert facts_of(old) == {new.id: new, old.id: old._replace(rank="deprecated", reading=reading)}


def test_equal_facts_join_their_citations() -> None:
    one = fact("council", "strength", "2009", Quantity(7), sources=("report",))
    other = fact("csto", "strength", "2009", Quantity(7), sources=("paper",), note="kept")
    found = facts_of(one, other)[other.id]
    assert [cited.source for cited in found.citations] == ["paper", "report"]
    assert found.note == "kept"


def test_facts_of_others_are_left_alone() -> None:
    assert facts_of(fact("csto", "founded", "2001"), fact("crrf", "founded", "2001")) == {}
