from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cstokb.model.fold import fold

_names = st.text(
    alphabet="abcxyiYX éüß'-_ абвгеёжийкъыьэюя ҒғҚқҲҳҶҷЇїЄє Ⅲﬁ１٣ʼ\u0301\u200b", max_size=12
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Joint Staff", "joint-staff", id="hyphens-are-spaces"),
        pytest.param("CSTO", "csto", id="case"),
        pytest.param("Объединённый", "объединенный", id="yo-is-ye"),
        pytest.param("объект", "обект", id="no-hard-sign"),
        pytest.param("Кремль", "Кремл", id="no-soft-sign"),
        pytest.param("O'Neil", "O’Neil", id="apostrophes"),
        pytest.param("Kazanʹ", "Казань", id="a-prime-for-the-soft-sign"),
        pytest.param("Café", "cafe", id="accents"),
        pytest.param("Йошкар", normalize("NFD", "Йошкар"), id="decomposed"),
        pytest.param("ＣＳＴＯ", "CSTO", id="full-width"),
        pytest.param("Straße", "strasse", id="sharp-s"),
        pytest.param("İstanbul", "istanbul", id="turkish-i"),
        pytest.param("  CSTO \t 2003\n", "csto 2003", id="blanks"),
        pytest.param("under_score", "under score", id="underscores"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Анатолий Сидоров", "Anatoly Sidorov"),
        ("Сергей Шойгу", "Sergey Shoygu"),
        ("Хасанов", "Khasanov"),
        ("Бордюжа", "Bordyuzha"),
        ("Ереван", "Yerevan"),
        ("Достоевский", "Dostoyevsky"),
        ("Мария", "Mariya"),
        ("Мария", "Maria"),
        ("Алексей", "Aleksey"),
        ("Алексей", "Alexey"),
        ("Щербаков", "Shcherbakov"),
        ("Цхинвал", "Tskhinval"),
        ("Ёлкин", "Yolkin"),
    ],
)
def test_a_cyrillic_name_folds_like_its_latin_spelling(cyrillic: str, latin: str) -> None:
    assert fold(cyrillic) == fold(latin)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("Қазақстан", "kazakstan", id="kazakh"),
        pytest.param("Өмірбек Үсен", "omirbek usen", id="kazakh-vowels"),
        pytest.param("Тоҷикистон", "tojikiston", id="tajik-j"),
        pytest.param("Ҳисор", "hisor", id="tajik-h"),
        pytest.param("Ғафуров", "gafurov", id="tajik-g"),
        pytest.param("Кӯлоб", "kulob", id="tajik-u"),
        pytest.param("Зарифӣ", "zarifi", id="tajik-i"),
        pytest.param("Ґалаґан", "galagan", id="ukrainian-g"),
        pytest.param("Євген", "evgen", id="ukrainian-ye"),
        pytest.param("Ўладзімір", "uladzimir", id="belarusian"),
        pytest.param("Երևան", "երեւան", id="armenian-stays"),
    ],
)
def test_letters_of_the_member_states_have_their_latin_ones(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(_names)
@example("III")
@example("Ⅷ")
@example("Юрийй")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_names, _names)
def test_words_fold_each_for_itself(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()


@given(st.text())
def test_any_text_folds_to_words_one_space_apart(text: str) -> None:
    words = fold(text).split(" ")

    assert words == [""] or all(word.isalnum() for word in words)


@pytest.mark.parametrize("text", ["", "   ", "!?*", "%_", "—", "ъь", "\u200b", "🙂"])
def test_text_without_letters_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""
