import pytest
from hypothesis import given

from cstokb.errors import UsageError
from cstokb.model.entity import KIND_WORDS, KINDS, Entity, Kind, Words, is_slug, kind_of_word
from tests.strategies import entities


@pytest.mark.parametrize("id", ["csto", "treaty-1992", "7", "-", "a" * 64])
def test_a_slug_is_made_of_small_letters_digits_and_hyphens(id: str) -> None:
    assert is_slug(id)


@pytest.mark.parametrize(
    "id", ["", "CSTO", "joint staff", "a_b", "a.b", "одкб", "a\n", "٣", "../x", "a" * 65]
)
def test_what_else_is_no_slug(id: str) -> None:
    assert not is_slug(id)


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [
        ({"en": "Treaty", "ru": "Договор"}, "ru", "Договор"),
        ({"en": "Treaty"}, "ru", "Treaty"),
        ({"ru": "Договор"}, "en", "Договор"),
        ({"en": "", "ru": "Договор"}, "en", "Договор"),
    ],
)
def test_a_missing_language_falls_back_to_the_other(words: Words, lang: str, expected: str) -> None:
    entity = Entity("treaty-1992", "document", words, summaries=words)

    assert (entity.name(lang), entity.summary(lang)) == (expected, expected)


def test_an_entity_without_names_is_called_by_its_id() -> None:
    entity = Entity("treaty-1992", "document", {})

    assert (entity.name("ru"), entity.summary("ru")) == ("treaty-1992", "")


@given(entities())
def test_an_entity_is_called_its_id_names_and_aliases_until_it_is_merged_away(
    entity: Entity,
) -> None:
    living = entity._replace(merged_into="")
    assert set(living.called) == {entity.id, *entity.names.values(), *entity.aliases}
    assert living._replace(merged_into="csto").called == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_goes_by_its_words_in_any_case(kind: Kind) -> None:
    words = (kind, *KIND_WORDS[kind])

    assert {kind_of_word(f" {word.upper()} ") for word in words} == {kind}


def test_no_word_means_two_kinds() -> None:
    words = [word for kind in KINDS for word in {kind, *KIND_WORDS[kind]}]

    assert len(set(words)) == len(words)


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as error:
        kind_of_word("tank")

    assert error.value.message == 'no kind "tank"'
    assert error.value.hint.endswith("body, force, document, exercise, date, person, state, place")
