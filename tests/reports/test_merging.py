"""Making one entity of two."""

import pytest

from cstokb.model.fact import Fact, Quantity, Text, replaced, retracted
from cstokb.reports.check import check
from cstokb.reports.merging import merged
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.world import KNOWN, fact, world

GONE, KEPT = KNOWN["council"], KNOWN["csto"]


def facts_of(*before: Fact) -> dict[str, Fact]:
    store = world(*before, entities=(GONE, KEPT))
    return {one.id: one for one in merged(store, GONE, KEPT).facts}


def test_the_kept_one_is_called_what_both_were() -> None:
    entity = merged(world(), GONE._replace(aliases=("SC",)), KEPT).target
    assert (entity.id, entity.kind, entity.names) == (KEPT.id, KEPT.kind, KEPT.names)
    assert {*entity.aliases} == {*GONE.names.values(), GONE.id, "SC"}


def test_its_own_names_are_no_aliases() -> None:
    entity = merged(world(), GONE._replace(names=KEPT.names), KEPT).target
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


def test_what_goes_is_kept_as_a_redirect() -> None:
    assert merged(world(), GONE, KEPT).duplicate == GONE._replace(merged_into=KEPT.id)


def test_what_would_be_about_itself_is_only_deprecated() -> None:
    found = facts_of(fact("council", "part-of", "2001/..", "csto"))
    assert [(one.subject, one.link, one.rank) for one in found.values()] == [
        ("council", "csto", "deprecated")
    ]


def test_a_fact_that_contradicts_one_that_moves_contradicts_what_it_became() -> None:
    moved = fact("council", "founded", "2001")
    rival = fact("crrf", "motto", value=Text("never"), contradicts=[moved])
    assert facts_of(moved, rival)[rival.id].contradicts == (fact("csto", "founded", "2001").id,)


def test_what_was_replaced_or_retracted_before_is_not_revived() -> None:
    there = fact("csto", "strength", "2009", Quantity(7))
    gone = retracted(fact("council", "strength", "2009", Quantity(7), sources=("report",)), "no")
    assert facts_of(replaced(gone, "other"), there) == {}
    assert facts_of(gone, there)[there.id] == there


def merge(store: MemoryStore, gone: str, kept: str) -> MemoryStore:
    """The store after that merge; a fact or entity is of what it was."""
    entities = {one.id: one for one in store.entities()}
    merger = merged(store, entities[gone], entities[kept])
    store.apply(Change((merger.target, merger.duplicate), merger.facts))
    return store


def test_a_merge_back_turns_it_round_and_all_facts_stand_on_the_first_again() -> None:
    facts = (
        fact("council", "founded", "2001"),
        fact("csto", "founded", "2001", sources=("paper",)),
        fact("csto", "motto", value=Text("One")),
        fact("armenia", "member-of", "2001/..", "council"),
        retracted(fact("council", "motto", value=Text("Two")), "a slip"),
    )
    store = merge(merge(world(*facts, entities=(GONE, KEPT)), "council", "csto"), "csto", "council")
    standing = [one for one in store.facts() if not one.is_replaced]
    assert {(one.subject, one.predicate, one.link, one.rank) for one in standing} == {
        ("council", "founded", "", "normal"),
        ("council", "motto", "", "normal"),
        ("council", "motto", "", "deprecated"),
        ("armenia", "member-of", "council", "normal"),
    }
    assert store.fact(facts[0].id) == facts[0]
    assert store.fact(facts[4].id) == facts[4]
    council, csto = store.entity("council"), store.entity("csto")
    assert council
    assert csto
    assert (council.merged_into, council.names, csto.merged_into) == ("", GONE.names, "council")
    assert check(store, only=["dangling", "about-itself", "merged-away"]) == ()


def test_facts_of_others_are_left_alone() -> None:
    assert facts_of(fact("csto", "founded", "2001"), fact("crrf", "founded", "2001")) == {}
