from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.entity import KINDS, Entity, Kind
from cstokb.model.fact import Fact
from cstokb.model.query import Question, parse_question
from cstokb.reports.lifetime import lifetime_of
from cstokb.reports.list import listing
from tests.strategies import entities, facts
from tests.world import KNOWN, fact, world


def of_kinds(*kinds: Kind) -> Question:
    return parse_question([f"kind:{','.join(kinds)}"], today=date(2026, 11, 28))


def test_entities_stand_by_kind_then_id() -> None:
    chosen = [KNOWN[id] for id in ("russia", "joint-staff", "crrf", "armenia", "csto")]

    assert [listed.entity.id for listed in listing(world(entities=chosen))] == [
        "csto",
        "joint-staff",
        "crrf",
        "armenia",
        "russia",
    ]


def test_an_entity_is_listed_with_its_life_and_the_number_of_its_facts() -> None:
    founded, closed = fact("crrf", "founded", "2009-02-04"), fact("crrf", "closed", "2030")
    knowledge = world(founded, closed, fact("csto", "met", "2003", "crrf"))
    force, *_ = listing(knowledge, of_kinds("force"))

    assert (force.entity, force.facts) == (KNOWN["crrf"], 2)
    assert (str(force.lifetime.began), str(force.lifetime.ended)) == ("2009-02-04", "2030")


def test_kinds_can_be_chosen() -> None:
    knowledge = world(entities=KNOWN.values())

    assert {one.entity.kind for one in listing(knowledge, of_kinds("state", "place"))} == {
        "state",
        "place",
    }
    assert not list(listing(world(), of_kinds("body")))


@given(
    st.lists(entities(), max_size=6, unique_by=lambda one: one.id),
    st.lists(facts(), max_size=12, unique_by=lambda one: one.id),
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=3).map(tuple),
)
def test_every_entity_of_the_kinds_is_listed_once_unless_it_was_merged_away(
    things: list[Entity], drawn: list[Fact], kinds: tuple[Kind, ...]
) -> None:
    knowledge = world(*drawn, entities=things)
    found = list(listing(knowledge, of_kinds(*kinds)))

    assert {one.entity.id for one in found} == {
        e.id for e in knowledge.entities(kinds) if not e.merged_into
    }
    assert len({one.entity.id for one in found}) == len(found)
    for one in found:
        assert one.lifetime == lifetime_of(knowledge, one.entity.id)
        assert one.facts == sum(fact.subject == one.entity.id for fact in drawn)
