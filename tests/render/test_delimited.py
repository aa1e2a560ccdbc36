"""`cstokb.render.delimited`: cells stay cells, and nothing in them is active."""

import csv as standard
import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cstokb.model.escaping import csv_text, escape_controls
from cstokb.render import delimited
from cstokb.render.page import Item
from tests.cli.stores import HOSTILE

FIELDS = ("id", "text")
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
Writer = Callable[[Sequence[Item], Sequence[str]], str]


def whole(write: Callable[[Sequence[Item], Sequence[str]], Iterator[str]]) -> Writer:
    return lambda items, fields: "".join(write(items, fields))


csv, tsv, markdown = map(whole, (delimited.csv, delimited.tsv, delimited.markdown))
WRITERS = {"csv": csv, "tsv": tsv, "md": markdown}

every_writer = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
hostile_texts = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
any_text = st.one_of(st.text(), st.text("\"',;|\\\r\n\t=+-@<>&*_~`[]()!# aя"))


def items(text: object) -> list[Item]:
    return [{"id": "a", "text": text}, {"id": "b", "text": "plain"}]


def csv_rows(text: str) -> list[list[str]]:
    return list(standard.reader(StringIO(text, newline=""), strict=True))


def markdown_rows(text: str) -> list[list[str]]:
    """The cells between the pipes that are not escaped."""
    lines = text.removesuffix("\n").split("\n")
    return [re.split(r" (?<!\\)\| ", line.removeprefix("| ").removesuffix(" |")) for line in lines]


def read(cell: str) -> str:
    """What a reader of Markdown sees of a cell without markup."""
    return unescape(re.sub(r"\\([\\`*_~\[\]|])", r"\1", cell))


# CSV


@given(any_text)
@example('say "no", twice')
@example("'=1")
def test_csv_gives_the_text_back(text: str) -> None:
    rows = csv_rows(csv(items(text), FIELDS))
    assert [[csv_text(cell) for cell in row] for row in rows] == [
        ["id", "text"],
        ["a", escape_controls(text)],
        ["b", "plain"],
    ]


@given(any_text)
def test_no_cell_of_csv_is_a_formula(text: str) -> None:
    for row in csv_rows(csv(items(text), FIELDS)):
        for cell in row:
            assert not FORMULA.match(cell) or re.fullmatch(r"[+-]?\d+(\.\d+)?", cell, re.ASCII)


@pytest.mark.parametrize("number", [-5, 0, 20000, 2.5, -0.5])
def test_a_number_stays_a_number_in_csv(number: float) -> None:
    assert csv_rows(csv(items(number), FIELDS))[1][1] == str(number)


@given(any_text)
def test_the_lines_of_csv_end_as_the_standard_says(text: str) -> None:
    out = csv(items(text), FIELDS)
    assert out.count("\n") == out.count("\r\n") == 3


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("plain words", "plain words", id="plain"),
        pytest.param("a,b", '"a,b"', id="comma"),
        pytest.param("a;b", '"a;b"', id="semicolon, which some spreadsheets split at"),
        pytest.param('a"b', '"a""b"', id="quote"),
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("Устав", "Устав", id="cyrillic"),
    ],
)
def test_csv_quotes_what_needs_it(text: str, cell: str) -> None:
    assert csv(items(text), FIELDS).split("\r\n")[1] == f"a,{cell}"


# TSV


@given(any_text)
def test_tsv_has_a_line_an_item_and_a_tab_between_fields(text: str) -> None:
    lines = tsv(items(text), FIELDS).split("\n")
    assert [line.split("\t") for line in lines] == [
        ["id", "text"],
        ["a", escape_controls(text)],
        ["b", "plain"],
        [""],
    ]


# Markdown


@given(any_text)
@example("a | b")
@example("\\|")
@example("2003~ and 2004~")
@example("&amp; &lt;")
def test_markdown_shows_the_text_as_it_is(text: str) -> None:
    rows = markdown_rows(markdown(items(text), FIELDS))
    assert [len(row) for row in rows] == [2, 2, 2, 2]
    assert rows[:2] == [["id", "text"], ["---", "---"]]
    assert read(rows[2][1]) == escape_controls(text)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("**loud**", r"\*\*loud\*\*", id="bold"),
        pytest.param("_soft_", r"\_soft\_", id="emphasis"),
        pytest.param("~~gone~~", r"\~\~gone\~\~", id="strike"),
        pytest.param("`code`", r"\`code\`", id="code"),
        pytest.param("[here](https://evil.example)", r"\[here\](https://evil.example)", id="link"),
        pytest.param("![x](y)", r"!\[x\](y)", id="image"),
        pytest.param("<b>&amp;", "&lt;b&gt;&amp;amp;", id="html"),
        pytest.param("a|b", r"a\|b", id="pipe"),
        pytest.param("a\\|b", r"a\\\|b", id="escaped pipe"),
    ],
)
def test_nothing_in_a_cell_of_markdown_is_markup(text: str, cell: str) -> None:
    assert markdown(items(text), FIELDS).split("\n")[2] == f"| a | {cell} |"


# All


@every_writer
@hostile_texts
def test_no_text_steers_what_reads_it(write: Writer, text: str) -> None:
    out = write(items(text), FIELDS)
    assert re.sub(r"[\r\n\t]", "", out).isprintable()
    assert len(out.splitlines()) == len(write(items("tame"), FIELDS).splitlines())


@every_writer
@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param(None, "", id="nothing"),
        pytest.param(False, "no", id="no"),
        pytest.param(True, "yes", id="yes"),
        pytest.param(["a", "b"], "a b", id="list"),
        pytest.param({"date": "2027", "years": 24}, "2027; 24", id="mapping"),
    ],
)
def test_a_value_is_told_in_words(write: Writer, value: object, cell: str) -> None:
    line = write(items(value), FIELDS).splitlines()[-2]
    assert re.sub(r"[\t,|\" ]+", " ", line).strip() == f"a {cell}".strip()


@every_writer
def test_the_fields_are_those_asked_for_in_their_order(write: Writer) -> None:
    header, *_ = write(items("x"), ("text", "no", "id")).splitlines()
    assert re.findall(r"\w+", header) == ["text", "no", "id"]


@every_writer
def test_no_items_are_a_header_alone(write: Writer) -> None:
    assert re.findall(r"\w+", write([], FIELDS)) == ["id", "text"]
