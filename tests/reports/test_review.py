"""What is answer of a change before it is written."""

import pytest

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Quantity
from cstokb.reports.review import review
from tests.world import KNOWN, fact, world

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


def test_nothing_is_said_of_nothing() -> None:
    assert review(world(OLD, RIVAL), (), ()) == ((), ())
