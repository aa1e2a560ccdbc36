"""What is answer of a change before it is written."""

import pytest

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Quantity, Text
from cstokb.reports.review import review
from cstokb.store import with_change
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.world import KNOWN, VOCABULARY, fact, world

OLD = fact("crrf", "strength", "2009-02-04", Quantity(15000))
RIVAL = fact("crrf", "strength", "2009-02-04", Quantity(20000))


@pytest.mark.parametrize(
    ("new", "check"),
    [
        pytest.param(fact("nobody", "motto"), "dangling", id="subject"),
        pytest.param(fact("crrf", "nothing"), "dangling", id="predicate"),
        pytest.param(OLD._replace(where="nowhere"), "dangling", id="place"),
        pytest.param(fact("crrf", "founded", "2001", sources=("x",)), "dangling", id="source"),
        pytest.param(fact("crrf", "founded", contradicts=(RIVAL,)), "dangling", id="rival"),
        pytest.param(fact("crrf", "held", "2001"), "wrong-kind", id="kind"),
        pytest.param(fact("crrf", "strength"), "wrong-kind", id="value"),
    ],
)
def test_what_others_rely_on_blocks(new: Fact, check: str) -> None:
    after = world(new, entities=(KNOWN["crrf"],))
    assert check in {finding.check for finding in review(after, (), (new,)).blocking}


@pytest.mark.parametrize("noun", ["entity", "source"])
def test_ids_are_slugs(noun: str) -> None:
    after = world(entities=(Entity("Б", "body", {"en": "x"}),))
    ids = ("Б",)
    answer = review(after, ids, ()) if noun == "entity" else review(after, (), (), ids)
    assert [(f.check, f.about) for f in answer.blocking] == [("bad-id", "Б")]


def test_what_was_wrong_before_does_not_block() -> None:
    after = world(fact("crrf", "held", "2001"), OLD)
    assert review(after, ("crrf",), (OLD,)).blocking == ()


def test_a_rival_is_told_and_does_not_block() -> None:
    answer = review(world(OLD, RIVAL), (), (RIVAL,))
    assert answer.blocking == ()
    assert [{one.id for one in c.facts} for c in answer.conflicts] == [{OLD.id, RIVAL.id}]


def test_rivals_that_the_change_does_not_touch_are_not_told() -> None:
    new = fact("crrf", "founded", "2009")
    assert review(world(OLD, RIVAL, new), (), (new,)).conflicts == ()


def test_of_many_subjects_the_same_is_said_as_of_each() -> None:
    other = [one._replace(subject="council", id=f"{one.id}x") for one in (OLD, RIVAL)]
    after = world(OLD, RIVAL, *other)
    together = review(after, (), (RIVAL, other[1])).conflicts
    alone = [review(after, (), (one,)).conflicts for one in (RIVAL, other[1])]
    assert {*together} == {conflict for found in alone for conflict in found}
    assert len(together) == 2


CRRF = KNOWN["crrf"]


def reviewed(before: MemoryStore, change: Change) -> list[tuple[str, str]]:
    """The checks that block a change of that store, and what each blames."""
    after = with_change(before, change)
    answer = review(
        after,
        [one.id for one in change.entities],
        change.facts,
        predicates=[one.id for one in change.predicates],
        before=before,
    )
    return [(finding.check, finding.about) for finding in answer.blocking]


MEMBER = fact("armenia", "member-of", "2002/..", "csto")
PLACED = fact("crrf", "met", "2004", where="moscow")


@pytest.mark.parametrize(
    ("facts", "change", "culprit"),
    [
        pytest.param(
            [MEMBER], Change((KNOWN["csto"]._replace(kind="person"),)), "csto", id="of a value"
        ),
        pytest.param(
            [MEMBER],
            Change((KNOWN["armenia"]._replace(kind="body"),)),
            "armenia",
            id="of a subject",
        ),
        pytest.param(
            [PLACED], Change((KNOWN["moscow"]._replace(kind="body"),)), "moscow", id="of a place"
        ),
    ],
)
def test_a_kind_that_does_not_suit_what_hangs_on_it_blocks(
    facts: list[Fact], change: Change, culprit: str
) -> None:
    assert reviewed(world(*facts), change) == [("wrong-kind", culprit)]


def test_a_kind_changes_where_only_deprecated_facts_hang_on_it() -> None:
    store = world(MEMBER._replace(rank="deprecated"))
    assert reviewed(store, Change((KNOWN["armenia"]._replace(kind="body"),))) == []


def test_a_predicate_that_does_not_suit_its_facts_blocks() -> None:
    (narrower,) = (
        one._replace(value_kinds=("force",)) for one in VOCABULARY if one.id == "member-of"
    )
    assert reviewed(world(MEMBER), Change(predicates=(narrower,))) == [("wrong-kind", "member-of")]


def test_what_closes_a_circle_is_blamed_wherever_it_stands_among_its_facts() -> None:
    parts = [
        fact("crrf", "part-of", "", "csto"),
        fact("csto", "part-of", "", "council"),
        fact("council", "part-of", "", "crrf"),
    ]
    for last in parts:
        rest = [one for one in parts if one is not last]
        assert reviewed(world(*rest), Change(facts=(last,))) == [("circle", last.id)]


def test_parts_of_each_other_at_different_times_are_no_circle() -> None:
    then = fact("crrf", "part-of", "2001/2002", "csto")
    later = fact("csto", "part-of", "2003/2004", "crrf")
    assert reviewed(world(then), Change(facts=(later,))) == []


def test_an_end_before_the_beginning_blocks_and_an_older_fault_does_not() -> None:
    began, ended = fact("csto", "founded", "2003"), fact("csto", "closed", "2001")
    assert reviewed(world(began), Change(facts=(ended,))) == [("ended-before-begun", ended.id)]
    motto = fact("csto", "motto", value=Text("On"))
    assert reviewed(world(began, ended), Change(facts=(motto,))) == []


def test_a_second_holder_at_one_time_blocks_unless_preferred() -> None:
    first = fact("sidorov", "headed", "2015/..", "joint-staff")
    second = fact("serdyukov", "headed", "2023/..", "joint-staff")
    assert reviewed(world(first, entities=[KNOWN["serdyukov"]]), Change(facts=(second,))) == [
        ("several-holders", second.id)
    ]
    preferred = Change(facts=(second._replace(rank="preferred"),))
    assert reviewed(world(first, entities=[KNOWN["serdyukov"]]), preferred) == []


def test_a_fact_of_what_was_merged_away_blocks() -> None:
    store = world(entities=[CRRF._replace(merged_into="csto"), KNOWN["csto"]])
    new = fact("crrf", "motto", value=Text("On"))
    assert reviewed(store, Change(facts=(new,))) == [("merged-away", new.id)]


def test_nothing_is_said_of_nothing() -> None:
    assert review(world(OLD, RIVAL), (), ()) == ((), ())
