import re
from dataclasses import dataclass

import pytest
from hypothesis import given

from cstokb.model.fact import Fact, Link, Quantity, Text, Value, fact_id
from cstokb.model.span import Span
from tests.strategies import facts


@dataclass(frozen=True)
class _Content:
    subject: str = "csto"
    predicate: str = "strength"
    value: Value = None
    when: Span | None = None
    where: str = ""

    @property
    def id(self) -> str:
        return fact_id(self.subject, self.predicate, self.value, self.when, self.where)


def test_an_id_never_changes_between_versions() -> None:
    created = _Content("joint-staff", "created", None, Span.parse("2003-04-28"), "dushanbe")
    strength = _Content(value=Quantity(20000, "troops", bound="about"))

    assert created.id == "joint-staff.created.9c989dc9"
    assert strength.id == "csto.strength.06cfafa1"


@given(facts())
def test_an_id_names_subject_and_predicate(fact: Fact) -> None:
    pattern = rf"{re.escape(fact.subject)}\.{re.escape(fact.predicate)}\.[0-9a-f]{{8}}"

    assert re.fullmatch(pattern, fact.id)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_Content(subject="armenia"), id="subject"),
        pytest.param(_Content(predicate="created"), id="predicate"),
        pytest.param(_Content(value=Text("many")), id="value"),
        pytest.param(_Content(when=Span.parse("2003")), id="time"),
        pytest.param(_Content(when=Span.parse("2003~")), id="qualifier"),
        pytest.param(_Content(when=Span.parse("2003/..")), id="open-end"),
        pytest.param(_Content(when=Span.parse("2003/")), id="unknown-end"),
        pytest.param(_Content(where="minsk"), id="place"),
        pytest.param(_Content(value=Link("minsk")), id="entity"),
        pytest.param(_Content(value=Text("minsk")), id="text-like-an-entity"),
        pytest.param(_Content(value=Text("5")), id="text-like-a-number"),
        pytest.param(_Content(value=Quantity(5)), id="number"),
        pytest.param(_Content(value=Quantity(5, "tanks")), id="unit"),
        pytest.param(_Content(value=Quantity(5, bound="over")), id="bound"),
        pytest.param(_Content(value=Quantity(5.5)), id="fraction"),
    ],
)
def test_other_content_has_another_id(other: _Content) -> None:
    plain = (_Content(), _Content(value=Text("a")), _Content(value=Quantity(6)))

    assert other.id not in [content.id for content in plain]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(Text("three", "три"), Text("three"), id="translation"),
        pytest.param(Quantity(5, "tanks", "танков"), Quantity(5, "tanks"), id="unit-translation"),
        pytest.param(Quantity(5.0, "tanks"), Quantity(5, "tanks"), id="the-same-number"),
    ],
)
def test_the_same_statement_has_the_same_id(one: Value, other: Value) -> None:
    assert _Content(value=one).id == _Content(value=other).id


@pytest.mark.parametrize(
    ("fact", "link", "mentions"),
    [
        pytest.param(Fact("1", "csto", "noted"), "", ("csto",), id="subject"),
        pytest.param(
            Fact("1", "csto", "held", Link("summit"), where="minsk"),
            "summit",
            ("csto", "summit", "minsk"),
            id="subject-value-place",
        ),
        pytest.param(Fact("1", "csto", "noted", Text("minsk")), "", ("csto",), id="words"),
    ],
)
def test_a_fact_mentions_the_entities_it_joins(
    fact: Fact, link: str, mentions: tuple[str, ...]
) -> None:
    assert (fact.link, fact.mentions) == (link, mentions)


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        (Text("three", "три"), "ru", "три"),
        (Text("three", "три"), "en", "three"),
        (Text("three"), "ru", "three"),
    ],
)
def test_words_without_a_translation_stay_as_they_were_written(
    text: Text, lang: str, words: str
) -> None:
    assert text.words(lang) == words
