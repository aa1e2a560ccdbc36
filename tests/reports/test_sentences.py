import pytest

from cstokb.model.fact import Fact, Link, Value
from cstokb.reports.sentences import name_of, phrase, sentence, sources_of, value_words
from cstokb.reports.vocabulary import predicate_of
from tests.world import Quantity, Text, fact, world

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        pytest.param(None, "", "", id="none"),
        pytest.param(Link("csto"), "Treaty Organization", "Организация Договора", id="entity"),
        pytest.param(Link("nobody"), "nobody", "nobody", id="unknown-entity"),
        pytest.param(Text("peace", "мир"), "peace", "мир", id="text"),
        pytest.param(Text("peace"), "peace", "peace", id="untranslated-text"),
        pytest.param(
            Quantity(20000, "soldiers", "военных", "about"),
            "about 20,000 soldiers",
            f"около 20{NBSP}000 военных",
            id="figure",
        ),
        pytest.param(Quantity(5, "bases"), "5 bases", "5 bases", id="untranslated-unit"),
        pytest.param(Quantity(5), "5", "5", id="bare-figure"),
        pytest.param(Quantity(0, "bases"), "0 bases", "0 bases", id="nought"),
        pytest.param(Quantity(2.5, "tonnes", "тонны"), "2.5 tonnes", "2,5 тонны", id="fraction"),
        pytest.param(Quantity(9, bound="over"), "over 9", "более 9", id="over"),
        pytest.param(Quantity(9, bound="up to"), "up to 9", "до 9", id="up-to"),
        pytest.param(Quantity(9, bound="under"), "under 9", "менее 9", id="under"),
    ],
)
def test_a_value_is_told_in_words(value: Value, english: str, russian: str) -> None:
    knowledge = world(fact("csto", "founded"))

    assert value_words(knowledge, value) == english
    assert value_words(knowledge, value, "ru") == russian


@pytest.mark.parametrize(
    ("one", "english", "russian"),
    [
        pytest.param(
            fact("csto", "founded", "2002", "treaty", where="moscow"),
            "was founded by Collective Treaty in Moscow",
            "основание: Договор (Москва)",
            id="value-and-place",
        ),
        pytest.param(fact("csto", "founded", "2002"), "was founded", "основание", id="neither"),
        pytest.param(
            fact("csto", "met", "", Text("in public", "открыто")),
            "met: in public",
            "встреча: открыто",
            id="words-have-a-phrase-of-their-own",
        ),
        pytest.param(
            fact("csto", "met", "", "russia"), "met Russia", "встреча: Россия", id="entity"
        ),
        pytest.param(fact("csto", "met"), "met", "встреча", id="nothing"),
        pytest.param(
            fact("csto", "sang-of", "", Text("peace")),
            "sang of: peace",
            "sang of: peace",
            id="word-that-is-not-in-the-vocabulary",
        ),
    ],
)
def test_a_fact_is_told_by_the_phrase_of_its_predicate(
    one: Fact, english: str, russian: str
) -> None:
    assert phrase(world(one), [one]) == english
    assert phrase(world(one), [one], "ru") == russian


def test_facts_of_one_event_are_told_together_each_value_and_place_once() -> None:
    facts = [
        fact("csto", "met", "2003", "russia", where="dushanbe"),
        fact("csto", "met", "2003", "armenia", where="dushanbe"),
        fact("csto", "met", "2003", "russia", where="moscow"),
    ]

    assert phrase(world(*facts), facts) == "met Russia, Armenia in Dushanbe, Moscow"


def test_a_sentence_has_its_subject() -> None:
    one = fact("csto", "founded", "2002-10-07")

    assert sentence(world(one), [one]) == "Treaty Organization was founded"
    assert sentence(world(one), [one], "ru") == "Организация Договора — основание"


def test_what_is_no_entity_is_called_by_its_id() -> None:
    assert name_of(world(), "nobody", "ru") == "nobody"


def test_a_predicate_that_is_not_defined_is_read_as_words() -> None:
    neutral = predicate_of(world(), fact("csto", "sang-of", "2003"))

    assert (neutral.id, neutral.label["ru"], neutral.shape) == ("sang-of", "sang of", "plain")


def test_sources_are_named_once_in_order() -> None:
    facts = [
        fact("csto", "met", "2003", sources=["b", "a", "b"]),
        fact("csto", "met", "2004", sources=["c", "a"]),
    ]

    assert sources_of(facts) == ("b", "a", "c")
    assert sources_of([]) == ()
