"""What text may enter a store."""

from unicodedata import category, is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.entity import is_slug
from cstokb.model.rules import (
    MOST_ITEMS,
    MOST_LETTERS,
    json_problems,
    normalized,
    slug,
    text_problems,
)

any_text = st.text(st.characters(exclude_categories=()), max_size=20)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Объединённый штаб", id="russian"),
        pytest.param("Հայաստան", id="armenian"),
        pytest.param("می\u200cخواهم", id="persian"),
        pytest.param("क्\u200dष", id="hindi"),
        pytest.param("עברית", id="hebrew"),
        pytest.param("👨\u200d👩\u200d👧 ❤\ufe0f", id="emoji"),
        pytest.param("two\nlines\tand a tab", id="lines"),
        pytest.param("20\u00a0000", id="no-break space"),
        pytest.param("x" * MOST_LETTERS, id="long"),
        pytest.param("", id="empty"),
    ],
)
def test_letters_of_every_script_may_stand_in_it(text: str) -> None:
    assert list(text_problems(text)) == []


@pytest.mark.parametrize(
    ("char", "why"),
    [
        *((chr(code), "direction") for code in (0x61C, 0x200E, 0x200F)),
        *((chr(code), "direction") for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
        *((char, "seen") for char in "\0\x07\x08\r\x0b\x0c\x1b\x7f\x85\x9b\u2028\u2029"),
        *((char, "seen") for char in "\u200b\u2060\ufeff\xad\ue000\U000e0041\ud800\udfff"),
    ],
    ids=lambda value: f"U+{ord(value):04X}" if len(value) == 1 else value,
)
def test_what_steers_or_hides_may_not(char: str, why: str) -> None:
    (problem,) = map(str, text_problems(f"a{char}b{char}"))
    assert why in problem
    assert f"U+{ord(char):04X}" in problem


def test_a_text_may_be_too_long() -> None:
    (problem,) = text_problems("x" * (MOST_LETTERS + 1))
    assert str(problem) == "it is longer than 10,000 letters"


@given(any_text)
def test_a_text_without_faults_holds_no_control_but_lines_and_tabs(text: str) -> None:
    steers = [c for c in text if category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t"]
    assert bool(list(text_problems(text))) >= bool(steers)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param({"a": "x\0"}, ["a"], id="field"),
        pytest.param({"a": {"b": ["x", "y\0"]}}, ["a.b"], id="deep"),
        pytest.param({"a": ("x\0", "y\x1b")}, ["a", "a"], id="several"),
        pytest.param({"names": {"en\0": "x"}}, ["names"], id="key"),
        pytest.param({"en\0": "x"}, ["a field"], id="outer key"),
        pytest.param({"a": ["x"] * (MOST_ITEMS + 1)}, ["a"], id="many"),
        pytest.param({"a": 7, "b": None, "c": True, "d": ["x"]}, [], id="none"),
    ],
)
def test_a_problem_names_its_field(value: object, names: list[str]) -> None:
    assert [str(problem).partition(": ")[0] for problem in json_problems(value)] == names


@given(st.recursive(any_text | st.integers() | st.none(), st.lists))
def test_composing_again_changes_nothing(value: object) -> None:
    once = normalized(value)
    assert normalized(once) == once


@given(any_text)
def test_a_composed_text_is_normal_and_no_letter_is_lost(text: str) -> None:
    told = normalized(text)
    assert is_normalized("NFC", told)
    assert told == normalized(f" \n{text}\t ")


@pytest.mark.parametrize("text", ["a\x1f", "\x85a", "\u2028a", "\u00a0a"])
def test_what_is_no_plain_blank_is_not_dropped(text: str) -> None:
    assert normalized(text) == text


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("CSTO Summit, 2003", "csto-summit-2003"),
        ("  --x--  ", "x"),
        ("?", ""),
        ("a" * 63 + " b", "a" * 63),
        ("x" * 70, "x" * 64),
    ],
)
def test_a_slug_is_made_of_words(text: str, id: str) -> None:
    assert slug(text) == id


@given(any_text)
def test_a_slug_is_one_or_empty(text: str) -> None:
    assert slug(text) == "" or is_slug(slug(text))
