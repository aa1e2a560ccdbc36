import json
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.escaping import csv_cell, csv_text, escape, escape_controls, json_text, unescape

_any_char = st.characters(exclude_categories=())
_any_text = st.text(_any_char, max_size=30)
_odd_text = st.text(
    "a-+=@'\t\r\n0.9 \x1b\x9b\u202e\u200c\u200d\ufeff\ud800\U000e0041نक👩", max_size=12
)
_cells = st.text("'=+-@\t\r\n＝＋－＠05.a ", max_size=8)
_documents = st.recursive(
    st.none() | st.booleans() | st.integers() | _any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_any_text, inner, max_size=3),
    max_leaves=6,
)

_HOSTILE = {
    "clear-screen": ("a\x1b[2Jb", r"a\x1b[2Jb"),
    "hidden-text": ("\x1b[8mx\x1b[0m", r"\x1b[8mx\x1b[0m"),
    "window-title": ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
    "hyperlink": ("\x1b]8;;http://x\x1b\\", r"\x1b]8;;http://x\x1b" + "\\"),
    "clipboard": ("\x1b]52;c;eA==\x07", r"\x1b]52;c;eA==\x07"),
    "c1-csi": ("\x9b31m", r"\x9b31m"),
    "c1-osc": ("\x9d0;x\x9c", r"\x9d0;x\x9c"),
    "backspace": ("no\x08\x08yes", r"no\x08\x08yes"),
    "carriage-return": ("no\ryes", r"no\ryes"),
    "line-break": ("a\nb", r"a\nb"),
    "tab": ("a\tb", r"a\tb"),
    "next-line": ("a\x85b", r"a\x85b"),
    "line-separator": ("a\u2028b\u2029", r"a\u2028b\u2029"),
    "nul": ("a\0b", r"a\x00b"),
    "delete": ("a\x7fb", r"a\x7fb"),
    "right-to-left-override": ("gpj\u202efdp", r"gpj\u202efdp"),
    "isolates": ("\u2066a\u2069", r"\u2066a\u2069"),
    "direction-marks": ("\u200ea\u200f\u061c", r"\u200ea\u200f\u061c"),
    "tag-characters": ("a\U000e0041", r"a\U000e0041"),
    "lone-surrogate": ("a\ud800", r"a\ud800"),
    "zero-width-space": ("a\u200bb", r"a\u200bb"),
    "word-joiner": ("a\u2060b", r"a\u2060b"),
    "byte-order-mark": ("\ufeffa", r"\ufeffa"),
    "soft-hyphen": ("a\xadb", r"a\xadb"),
    "private-use": ("\ue000", r"\ue000"),
    "unassigned": ("\U000e0fff", r"\U000e0fff"),
    "joiner-between-latin": ("a\u200db\u200cc", r"a\u200db\u200cc"),
    "joiner-first": ("\u200dक", r"\u200d" + "क"),
    "joiners-in-a-row": ("ن\u200c\u200cن", "ن" + r"\u200c\u200c" + "ن"),
    "odd-space": ("a\u3000b", "a b"),
}
_HARMLESS = {
    "english": "28 April 2003 – “Joint Staff”",
    "russian": "Объединённый штаб ОДКБ № 1",
    "armenian": "Հայաստան",
    "kazakh": "Қазақстан Республикасы",
    "no-break-space": "20\u00a0000",
    "decomposed": "и\u0306",
    "persian-zwnj": "می\u200cخواهم",
    "persian-zwnj-at-the-end": "نمی\u200c",
    "hindi-zwj": "क्\u200dष",
    "sinhala-zwj": "ශ්\u200dරී",
    "emoji-family": "👨\u200d👩\u200d👧",
    "emoji-skin": "👩🏽\u200d🚀",
    "emoji-heart-on-fire": "❤\ufe0f\u200d🔥",
    "emoji-pilot": "👨\u200d✈\ufe0f",
    "emoji-black-bird": "🐦\u200d⬛",
    "emoji-shaking-head": "🙂\u200d↔\ufe0f",
}


@pytest.mark.parametrize(
    ("text", "escaped"), [pytest.param(*case, id=name) for name, case in _HOSTILE.items()]
)
def test_what_could_steer_a_terminal_is_shown_as_an_escape(text: str, escaped: str) -> None:
    assert escape_controls(text) == escaped


@pytest.mark.parametrize("text", _HARMLESS.values(), ids=_HARMLESS.keys())
def test_spelling_of_any_script_is_shown_as_it_is(text: str) -> None:
    assert escape_controls(text) == text


@given(st.one_of(_any_text, _odd_text))
def test_nothing_shown_steers_a_terminal(text: str) -> None:
    odd = {char for char in escape_controls(text) if not char.isprintable()}

    assert odd <= set("\u00a0\u202f\u2007\u2009\u200c\u200d")


@given(st.one_of(_any_text, _odd_text))
def test_showing_twice_is_showing_once(text: str) -> None:
    assert escape_controls(escape_controls(text)) == escape_controls(text)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1 (37410) 1", "'+1 (37410) 1"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("-5", "-5"),
        ("+12.5", "+12.5"),
        ("-5\n", "'-5\n"),
        ("-٥", "'-٥"),
        ("1=1", "1=1"),
        ("'quoted'", "'quoted'"),
        ("", ""),
    ],
)
def test_no_cell_begins_like_a_formula(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


@given(st.one_of(_any_text, _cells))
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    assert csv_text(csv_cell(text)) == text


@given(st.lists(_cells, min_size=2, max_size=2, unique=True))
def test_two_texts_never_become_one_cell(texts: list[str]) -> None:
    assert csv_cell(texts[0]) != csv_cell(texts[1])


@given(_documents, st.sampled_from((None, 1)))
def test_json_reads_back_as_what_was_written(value: object, indent: int | None) -> None:
    assert json.loads(json_text(value, indent=indent)) == value


@given(st.lists(st.one_of(_any_text, _odd_text)))
def test_json_holds_no_control_characters(texts: list[str]) -> None:
    found = {category(char) for char in json_text(texts) if char not in "\u200c\u200d"}

    assert not found & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Объединённый штаб", '"Объединённый штаб"'),
        ("می\u200cخواهم", '"می\u200cخواهم"'),
        ("\x1b[2J", r'"\u001b[2J"'),
        ("\x7f\x9b", r'"\u007f\u009b"'),
        ("\u202e", r'"\u202e"'),
        ("\U000e0041", r'"\udb40\udc41"'),
        ("\ud800", r'"\ud800"'),
    ],
    ids=["letters", "persian", "escape", "delete-and-c1", "override", "tag", "surrogate"],
)
def test_json_escapes_only_what_could_steer_a_terminal(text: str, written: str) -> None:
    assert json_text(text) == written


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_has_no_word_for_what_is_no_number(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"value": number})


@given(_any_text)
def test_an_escaped_text_shows_nothing_odd_and_can_be_read_back(text: str) -> None:
    assert unescape(escape(text)) == text
    assert escape_controls(escape(text)) == escape(text)
