"""One answer in every format: the same rows in the same order, whatever shows them."""

import csv
import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from cstokb.model.escaping import csv_text, escape_controls
from cstokb.render.page import POSSIBLE, cell_text
from cstokb.reports.rows import ROW_KEYS
from tests.cli.asking import ask

QUESTIONS = (
    ("show", "rubezh-2021"),
    ("show", "secretary-general"),
    ("timeline", "2003"),
    ("timeline", "2009-02", "--all"),
    ("timeline", "2010..2012", "--group", "year"),
    ("anniversary", "2003-04-28"),
    ("anniversary", "11-28"),
    ("anniversary", "crrf"),
    ("upcoming", "--days", "60"),
    ("upcoming", "--days", "40", "--partial"),
    ("members",),
    ("members", "--on", "2013-01-01"),
    ("members", "--on", "2013-01-01", "--all"),
    ("officers",),
    ("officers", "secretary-general", "--on", "2018-06-01"),
    ("officers", "--on", "2006-03-01", "--explain"),
    ("diff", "2009-01-01", "2012-12-31"),
    ("search", "brotherhood"),
    ("search", "штаб"),
    ("list", "force,exercise"),
    ("list", "exercise", "in:tajikistan", "--columns", "held,where,strength,participants"),
    ("query", "is:took-part-in", "of:armenia", "2015..2017"),
    ("count", "kind:exercise", "--by", "in,year", "--sum", "strength"),
    ("compare", "belarus", "armenia"),
    ("calendar", "2027"),
    ("search", "iskander"),
    ("search", "Kucera"),
    ("show", "armenia", "2004-07"),
    ("related", "tajikistan"),
    ("sources", "joint-staff"),
    ("sources", "jscsto-2022-04-28"),
    ("conflicts",),
    ("conflicts", "charter"),
    ("check", "--hints", "--only", "later-than-source,round-number"),
    ("stats",),
    ("schema",),
    ("schema", "rows"),
)
PAGES = [words for words in QUESTIONS if words[0] not in ("show", "schema")]
"""Those whose page has a line of cells for each row; a profile is shorter than its rows."""

LANGUAGES = ("en", "ru")
FOOTNOTE = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)
LINK = re.compile(r"^\[(?P<text>(?:\\.|[^\]])*)\]\(<(?P<url>[^<>()|\s]*)>\)")

every_question = pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
every_language = pytest.mark.parametrize("lang", LANGUAGES)

_ROWS: dict[tuple[str, ...], list[dict[str, Any]]] = {}


def rows_of(words: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows as JSON has them; each question is asked once."""
    if words not in _ROWS:
        answer = ask(*words, "--json")
        assert answer.code in (0, 1), answer.err
        _ROWS[words] = answer.items
    return _ROWS[words]


def in_a_cell(row: dict[str, Any], key: str) -> str:
    text = cell_text(row[key])
    possible = key == "text" and row.get("certainty") == "possibly" and text
    return escape_controls(f"{POSSIBLE} {text}" if possible else text)


def text_of(cell: str) -> str:
    """The text of a Markdown cell."""
    return html.unescape(re.sub(r"\\([\\`*_~\[\]|])", r"\1", cell))


def markdown_rows(text: str) -> tuple[list[str], list[list[str]], dict[str, str]]:
    """The header, the cells of each row and the footnotes of a document of one table."""
    table, _, _ = text.partition("\n\n")
    lines = [re.split(r"(?<!\\) \| ", line[2:-2]) for line in table.splitlines()]
    assert {*lines[1]} == {"---"}
    return lines[0], lines[2:], dict(FOOTNOTE.findall(text))


@every_question
@every_language
def test_lines_of_json_are_the_items_of_the_document(words: tuple[str, ...], lang: str) -> None:
    asked = (*words, "--lang", lang)
    lines = ask(*asked, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows_of(asked)


@every_question
@every_language
def test_cells_of_csv_and_tsv_are_the_values_of_the_rows(words: tuple[str, ...], lang: str) -> None:
    asked = (*words, "--lang", lang)
    rows = rows_of(asked)
    out = ask(*asked, "--format", "csv").out
    fields, *comma = csv.reader(out.splitlines(keepends=True), strict=True)
    tabbed = [line.split("\t") for line in ask(*asked, "--format", "tsv").out.splitlines()]
    assert tabbed == [fields, *([csv_text(cell) for cell in row] for row in comma)]
    assert tabbed[1:] == [[in_a_cell(row, field) for field in fields] for row in rows]


@every_question
@every_language
def test_cells_of_markdown_are_the_values_of_the_rows(words: tuple[str, ...], lang: str) -> None:
    asked = (*words, "--lang", lang)
    rows = rows_of(asked)
    fields, cells, notes = markdown_rows(ask(*asked, "--format", "md").out)
    assert len(cells) == len(rows)
    for row, shown in zip(rows, cells, strict=True):
        for field, cell in zip(fields, shown, strict=True):
            if field == "sources" and "citations" in row:
                assert [*cited(cell, notes)] == [*citations(row)]
            elif field == "url" and cell:
                assert text_of(cell.rpartition("](")[0][1:]) == row["url"]
            else:
                assert text_of(cell) == in_a_cell(row, field)


def citations(row: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Title and address of each place in a source that the row cites."""
    places = {(c["source"], c["at"]): (c["title"], c["url"]) for c in row["citations"]}
    yield from places.values()


def cited(cell: str, notes: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    for number in re.findall(r"\[\^(\d+)\]", cell):
        link = LINK.match(notes[number])
        if link:
            yield text_of(link["text"]), link["url"].replace("&amp;", "&")
        else:
            yield text_of(notes[number]), None


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
@every_language
def test_a_page_has_a_line_for_each_row(words: tuple[str, ...], lang: str) -> None:
    asked = (*words, "--lang", lang)
    lines = [line for line in ask(*asked, "--plain").out.splitlines() if "\t" in line]
    assert len(lines) == len(rows_of(asked))
    for line, row in zip(lines, rows_of(asked), strict=True):
        if line.startswith(POSSIBLE) or f"\t{POSSIBLE} " in line:
            assert row["certainty"] == "possibly"
        id = row.get("other") or row.get("id")
        if id and words[0] != "conflicts" and row.get("at", "") in ("", None):
            assert id in line or str(row.get("text")) in line


FORMATS = ("plain", "table", "csv", "tsv", "md", "jsonl", "json")


@every_question
@pytest.mark.parametrize("format", FORMATS)
def test_fields_choose_columns_and_never_rows(words: tuple[str, ...], format: str) -> None:
    rows = rows_of((*words, "--lang", "en"))
    key = next(key for key in rows[0] if all(row[key] is not None for row in rows))
    out = ask(*words, "--fields", key, "--format", format).out
    if format == "json":
        shown = [str(item[key]) for item in json.loads(out)["items"]]
    elif format == "jsonl":
        shown = [str(json.loads(line)[key]) for line in out.splitlines()]
    elif format == "md":
        shown = [text_of(line[2:-2]) for line in out.splitlines()[2:]]
    else:
        header = 0 if format == "plain" else 1
        shown = out.splitlines()[header:]
    assert shown == [str(row[key]) for row in rows]


@every_question
def test_the_language_changes_words_and_never_rows(words: tuple[str, ...]) -> None:
    english, russian = (rows_of((*words, "--lang", lang)) for lang in LANGUAGES)
    for key in ("id", "fact", "when", "certainty", "sources", "count", "key"):
        assert [row.get(key) for row in english] == [row.get(key) for row in russian]


@every_question
def test_a_limit_and_an_offset_cut_every_format_alike(words: tuple[str, ...]) -> None:
    rows = rows_of((*words, "--limit", "0"))
    document = ask(*words, "--limit", "1", "--offset", "1", "--json").document
    assert document["items"] == rows[1:2]
    left = max(0, len(rows) - 2)
    answer = ask(*words, "--limit", "1", "--offset", "1", "--format", "tsv")
    assert answer.out.count("\n") == 1 + len(rows[1:2])
    assert ("more (--limit 0 shows all)\n" in answer.err) is (left > 0)
    # Search stops at its limit, and does not count what it has not looked for.
    if words[0] != "search" or not left:
        assert document["left"] == left
        assert (f"note: {left} more" in answer.err) is (left > 0)


@every_question
def test_no_row_says_no_unless_all_are_asked_for(words: tuple[str, ...]) -> None:
    answers = {row.get("certainty") for row in rows_of((*words, "--lang", "en"))}
    if words[0] != "diff" and not {"--all", "--explain"} & {*words}:
        assert "no" not in answers


@pytest.mark.parametrize(
    ("words", "kind", "more"),
    [
        (("timeline", "2003"), "fact", ()),
        (("timeline", "2010..2012", "--group", "year"), "fact of a group", ()),
        (("query", "is:took-part-in", "of:armenia", "2015..2017"), "fact", ()),
        (("compare", "belarus", "armenia"), "fact of two things", ()),
        (("anniversary", "2003-04-28"), "anniversary of a day", ()),
        (("calendar", "2027"), "anniversary", ()),
        (("upcoming", "--days", "60"), "anniversary", ()),
        (("members",), "holder", ()),
        (("officers",), "holder", ()),
        (("diff", "2009-01-01", "2012-12-31"), "diff", ()),
        (("list", "force"), "entity", ()),
        (("list", "force", "--columns", "age"), "entity", ("age",)),
        (("search", "iskander"), "search hit", ()),
        (("search", "brotherhood"), "search hit", ()),
        (("search", "Kucera"), "search hit", ()),
        (("sources",), "source", ()),
        (("cite", "joint-staff"), "reference", ()),
        (("count", "kind:exercise"), "count", ()),
        (("stats",), "tally", ()),
        (("check", "--hints", "--only", "later-than-source,round-number"), "finding", ()),
        (("related", "joint-staff"), "related", ()),
        (("sources", "jscsto-2022-04-28"), "source's fact", ()),
        (("conflicts",), "conflict", ()),
        (("show", "joint-staff"), "fact of a thing", ()),
    ],
)
def test_rows_have_the_keys_that_the_schema_lists(
    words: tuple[str, ...], kind: str, more: tuple[str, ...]
) -> None:
    listed = [row["key"] for row in ask("schema", "rows", "--json").items if row["row"] == kind]
    assert (*listed,) == ROW_KEYS[kind]
    for row in rows_of(words):
        assert [*row] == [*listed, *more]


@pytest.mark.parametrize("words", [w for w in QUESTIONS if w[0] != "schema"], ids=" ".join)
def test_a_cell_of_csv_holds_one_value(words: tuple[str, ...]) -> None:
    out = ask(*words, "--format", "csv").out
    for row in csv.DictReader(out.splitlines(keepends=True), strict=True):
        for field in {"sources", "facts", "id"} & {*row}:
            assert re.fullmatch(r"[\w.@ -]*", row[field]), row[field]


def test_every_address_of_the_shipped_sources_survives_markdown() -> None:
    rows = rows_of(("sources",))
    _, cells, _ = markdown_rows(ask("sources", "--format", "md", "--fields", "url").out)
    for row, (cell,) in zip(rows, cells, strict=True):
        if row["url"]:
            link = LINK.fullmatch(cell)
            assert link, cell
            assert text_of(link["text"]) == row["url"]
            decoded = re.sub(
                r"%(20|22|28|29|3C|3E|5B|5C|5D|60|7C)",
                lambda sign: chr(int(sign[1], 16)),
                link["url"].replace("&amp;", "&"),
            )
            assert decoded in (
                row["url"],
                re.sub(r"%(28|29|20)", lambda s: chr(int(s[1], 16)), row["url"]),
            )


def test_excel_gets_a_byte_order_mark_before_the_same_csv() -> None:
    words = ("officers", "--lang", "ru")
    assert ask(*words, "--excel").out == "\ufeff" + ask(*words, "--format", "csv").out
    assert ask(*words, "--excel", "--json").code == 2


@pytest.mark.parametrize(
    ("words", "key", "ordered"),
    [
        (("upcoming", "--days", "300"), "next_years", lambda row: row["next_years"]),
        (("timeline", "2003..2012"), "text", lambda row: row["text"].casefold()),
        (("related", "joint-staff"), "other", lambda row: row["other"]),
        (("sources", "csto"), "facts", lambda row: row["facts"]),
        (("stats",), "count", lambda row: row["count"]),
        (("show", "joint-staff"), "when", lambda row: (row["first"] or "", row["last"] or "")),
    ],
)
def test_rows_are_sorted_by_a_key_and_back(words: tuple[str, ...], key: str, ordered: Any) -> None:
    rows = [row for row in ask(*words, "--sort", key, "--json").items if row[key] is not None]
    assert rows == sorted(rows, key=ordered)
    back = [row for row in ask(*words, "--sort", f"-{key}", "--json").items if row[key] is not None]
    assert [ordered(row) for row in back] == [ordered(row) for row in rows][::-1]


def test_rows_without_the_key_come_last_either_way() -> None:
    for key in ("where", "-where"):
        places = [row["where"] for row in ask("timeline", "--sort", key, "--json").items]
        lacking = places.count(None)
        assert lacking
        assert places[-lacking:] == [None] * lacking


def test_an_unknown_key_is_usage_with_the_nearest_one() -> None:
    answer = ask("timeline", "2003", "--sort", "wehn")
    assert (answer.code, answer.out) == (2, "")
    assert answer.message == 'no key "wehn" to sort by'
    assert "try: --sort when" in answer.err


@pytest.mark.parametrize("option", ["--limit", "--offset"])
def test_a_number_below_zero_is_usage(option: str) -> None:
    assert ask("timeline", option, "-1").code == 2
