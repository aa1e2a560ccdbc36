import pytest

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, Value
from cstokb.model.predicate import Predicate
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


FOUNDED = Predicate(
    "set-up",
    {"en": "set up", "ru": "учреждение"},
    {"en": "set up[ by {value}]", "ru": "учреждение[: {value}]"},
    shape="event",
    or_text=True,
    sentences={
        "en": (
            "linked value=document => {subject} {was|were} set up under {value}\n"
            "linked => {subject} {was|were} set up[ by {value}][ {where:loc}]\n"
            "number => {value} set up {subject}"
        ),
        "ru": (
            "linked => {subject} {учреждён|учреждена|учреждено|учреждены}"
            "[ {value:ins}][ {where:loc}]\n"
            "text => {subject} {учреждён|учреждена|учреждено|учреждены} {value:ins}\n"
            "text => Учреждение {subject:gen}: {value}"
        ),
    },
)
HEADS = Predicate(
    "heads",
    {"en": "heads", "ru": "глава"},
    {"en": "heads {value}", "ru": "глава: {value}"},
    shape="state",
    sentences={
        "en": "linked now => {subject} heads {value}\nlinked past => {subject} headed {value}"
    },
)
LEAGUE = Entity(
    "league",
    "body",
    {"en": "League", "ru": "Лига"},
    forms={"en": "sg | nom the League", "ru": "f | gen Лиги | ins Лигой"},
)
FORCES = Entity(
    "forces",
    "force",
    {"en": "Joint Forces", "ru": "Силы"},
    forms={"en": "pl | nom the Joint Forces", "ru": "pl | gen Сил | ins Силами"},
)
PACT = Entity("pact", "document", {"en": "Pact", "ru": "Пакт"}, forms={"en": "sg | nom the Pact"})
OSH = Entity("osh", "place", {"en": "Osh", "ru": "Ош"}, forms={"ru": "m | gen Оша | loc в Оше"})


def told(*facts: Fact, lang: str = "en") -> str:
    things = (LEAGUE, FORCES, PACT, OSH)
    return sentence(world(*facts, entities=things, predicates=(FOUNDED, HEADS)), list(facts), lang)


@pytest.mark.parametrize(
    ("one", "english", "russian"),
    [
        pytest.param(
            fact("league", "set-up", "2003", "forces", where="osh"),
            "The League was set up by the Joint Forces in Osh",
            "Лига учреждена Силами в Оше",
            id="forms",
        ),
        pytest.param(
            fact("forces", "set-up", "2003"),
            "The Joint Forces were set up",
            "Силы учреждены",
            id="agreement",
        ),
        pytest.param(
            fact("league", "set-up", "2003", "pact"),
            "The League was set up under the Pact",
            "Лига — учреждение: Пакт",
            id="a-form-that-is-missing",
        ),
        pytest.param(
            fact("csto", "set-up", "2003", "league"),
            "Treaty Organization was set up by the League",
            "Организация Договора — учреждение: Лига",
            id="a-gender-that-is-missing",
        ),
        pytest.param(
            fact("league", "set-up", "2003", Text("all", "все", "всеми")),
            "League set up by all",
            "Лига учреждена всеми",
            id="words-in-their-case",
        ),
        pytest.param(
            fact("league", "set-up", "2003", Text("all", "все")),
            "League set up by all",
            "Учреждение Лиги: все",
            id="words-without-a-case",
        ),
        pytest.param(
            fact("league", "set-up", "2003", Quantity(22, "states", "страна|страны|стран")),
            "22 states set up the League",
            "Учреждение Лиги: 22 страны",
            id="a-figure-with-its-unit",
        ),
    ],
)
def test_a_sentence_takes_the_first_template_whose_forms_are_known(
    one: Fact, english: str, russian: str
) -> None:
    assert told(one) == english
    assert told(one, lang="ru") == russian


def test_facts_with_several_subjects_or_values_are_one_sentence() -> None:
    by_two = [fact("league", "set-up", "2003", value) for value in ("forces", "csto")]
    of_two = [fact(subject, "set-up", "2003") for subject in ("league", "forces")]

    assert told(*by_two) == "The League was set up by the Joint Forces and Treaty Organization"
    assert told(*of_two) == "The League and the Joint Forces were set up"
    assert told(*of_two, lang="ru") == "Лига и Силы учреждены"


@pytest.mark.parametrize(
    ("when", "verb"),
    [("", "heads"), ("2003/..", "heads"), ("2003/", "headed"), ("2003", "headed")],
)
def test_what_lasts_is_told_in_the_present(when: str, verb: str) -> None:
    assert told(fact("sidorov", "heads", when, "league")) == f"Anatoly Sidorov {verb} the League"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 страна"),
        (3, "3 страны"),
        (11, "11 стран"),
        (61, "61 страна"),
        (2.5, "2,5 страны"),
    ],
)
def test_a_unit_follows_its_number(number: float, words: str) -> None:
    figure = Quantity(number, "states", "страна|страны|стран")

    assert value_words(world(), figure, "ru") == words
    assert value_words(world(), figure._replace(bound="over"), "ru").endswith(" стран")
    assert figure.unit_in("ru") == "стран"


def test_a_phrase_leaves_the_subject_out() -> None:
    one = fact("league", "set-up", "2003", "forces")
    store = world(one, entities=(LEAGUE, FORCES), predicates=(FOUNDED,))

    assert phrase(store, [one]) == "was set up by the Joint Forces"
    assert phrase(store, [one], "ru") == "учреждена Силами"
    words = one._replace(value=Text("all", "все"))
    assert phrase(store, [words], "ru") == "Учреждение Лиги: все"
