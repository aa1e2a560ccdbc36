"""The vocabulary of reading: what a trigger is spelt like, and what the shipped one names."""

import pytest

from cstokb.model.entity import Entity
from cstokb.model.predicate import Predicate, Trigger
from cstokb.reading import Vocabulary
from cstokb.reading.triggers import spelt_out
from cstokb.store.shipped import shipped_store

PREDICATES = tuple(shipped_store().predicates().values())
POSTS = tuple(entity for entity in shipped_store().entities() if entity.held_as)
TRIGGERS = [(predicate, trigger) for predicate in PREDICATES for trigger in predicate.triggers]


@pytest.mark.parametrize(
    ("words", "spellings"),
    [
        ("signed", ["signed"]),
        ("began|start{,ed}", ["began", "start", "started"]),
        (
            "{was,were} {held,conducted}",
            ["was held", "was conducted", "were held", "were conducted"],
        ),
        ("left { open", ["left { open"]),
    ],
)
def test_braces_and_bars_spell_out_a_trigger(words: str, spellings: list[str]) -> None:
    assert list(spelt_out(words)) == spellings


@pytest.mark.parametrize(("predicate", "trigger"), TRIGGERS)
def test_a_shipped_trigger_is_in_small_letters_and_of_its_language(
    predicate: Predicate, trigger: Trigger
) -> None:
    assert trigger.words == trigger.words.lower()
    assert trigger.words.replace("…", "").isascii() == (trigger.lang == "en")
    assert bool(trigger.text) == (trigger.value == "text")


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda predicate: predicate.id)
def test_a_shipped_predicate_names_others_that_are_there(predicate: Predicate) -> None:
    named = {*predicate.rules_out, predicate.ahead} - {""}
    assert named <= {each.id for each in PREDICATES}


def test_nobody_fills_a_post_by_two_predicates() -> None:
    assert [each.id for each in PREDICATES if each.post == "filled"] == [
        Vocabulary.of({each.id: each for each in PREDICATES}).filling
    ]


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.id)
def test_a_shipped_post_is_held_by_what_is_there(post: Entity) -> None:
    store = shipped_store()
    assert store.predicates()[post.held_as].role == "office"
    assert store.entity(post.held_of or post.id)


def test_a_shorthand_belongs_to_one_shipped_entity() -> None:
    names = [name for entity in shipped_store().entities() for name in entity.shorthand]
    assert sorted(names) == sorted({*names})
