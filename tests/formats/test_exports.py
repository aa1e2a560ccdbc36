import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.errors import UsageError
from cstokb.formats import FORMATS, exporter
from cstokb.formats.csv import FIELDS
from cstokb.model.escaping import csv_text, unescape
from cstokb.model.fact import Fact, Quantity, Text
from cstokb.model.knowledge import Knowledge
from cstokb.model.source import Citation
from cstokb.store.file.storage import BytesStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.store.samples import CREATED, MEMBER, SAID, SAMPLE, STRENGTH, content
from tests.strategies import entities, facts, predicates, sources

STORE = MemoryStore(SAMPLE)
EMPTY = MemoryStore()
TABLES = ("entities", "facts", "sources", "predicates")
PROMISED = {"id", "subject", "predicate", "value", "when", "where", "citations", "confidence"}
PROMISED |= {"rank", "note"}

patient = settings(deadline=None, max_examples=25)
changes = st.builds(
    Change,
    st.lists(entities(), max_size=3).map(tuple),
    st.lists(facts(), max_size=5).map(tuple),
    st.lists(sources(), max_size=2).map(tuple),
    st.lists(predicates(), max_size=2).map(tuple),
    removed=st.just(()),
    message=st.just(""),
    at=st.just(""),
    kind=st.just("change"),
    of=st.just(0),
)

FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")

SEPARATORS = {"csv": "\r", "tsv": "\r\t"}
"""The control characters that a format itself writes between cells or lines."""

HOSTILE = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "－1+1",
    "'=1+1",
    "=HYPERLINK(\"http://x\",'y')",
    'a","=1+1',
    "a\n=1+1",
    "a\r\n=1+1",
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\0",
    "\x7f",
    "\x85",
    "\u202egnp.exe",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\u2029",
    "\U000e0041",
    "\ud800",
    "<script>alert(1)</script>",
    "\\",
)
hostile_texts = pytest.mark.parametrize("text", HOSTILE, ids=ascii)


def exported(format: str, store: Knowledge = STORE) -> str:
    return "".join(exporter(format)(store))


def document(store: Knowledge = STORE) -> Any:
    return json.loads(exported("json", store))


def lines(store: Knowledge = STORE) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported("jsonl", store).split("\n")[:-1]]


def cells(store: Knowledge = STORE) -> list[list[str]]:
    return list(csv.reader(StringIO(exported("csv", store), newline=""), strict=True))


def rows(store: Knowledge = STORE) -> Iterator[dict[str, str]]:
    header, *body = cells(store)
    for row in body:
        yield dict(zip(header, row, strict=True))


def saying(text: str) -> MemoryStore:
    """A store that says it wherever text may stand."""
    fact = Fact(
        text, text, text, Text(text, text), None, text, (Citation(text, text, text),), note=text
    )
    change = Change(
        (SAMPLE.entities[0]._replace(names={"en": text}, aliases=(text,), summaries={"ru": text}),),
        (fact._replace(contradicts=(text, text)),),
        (SAMPLE.sources[0]._replace(title=text, publisher=text, url=text, language=text),),
        (SAMPLE.predicates[0]._replace(label={"en": text}, note=text),),
    )
    return MemoryStore(change)


def steers(char: str) -> bool:
    """Whether it could steer a terminal: a control, a format character, a line separator."""
    return category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char != "\n"


class TestEveryFormat:
    @pytest.mark.parametrize("format", FORMATS)
    def test_the_same_knowledge_gives_the_same_text(self, format: str) -> None:
        backwards = Change(
            SAMPLE.entities[::-1], SAMPLE.facts[::-1], SAMPLE.sources[::-1], SAMPLE.predicates[::-1]
        )
        text = exported(format)
        assert exported(format, MemoryStore(backwards)) == text
        assert exported(format, TinyStore(BytesStorage(content(SAMPLE), "s"))) == text

    @pytest.mark.parametrize("format", FORMATS)
    def test_another_fact_gives_another_text(self, format: str) -> None:
        fewer = SAMPLE._replace(facts=SAMPLE.facts[1:])
        assert exported(format, MemoryStore(fewer)) != exported(format)

    @hostile_texts
    @pytest.mark.parametrize("format", FORMATS)
    def test_nothing_raw_in_it_could_steer_a_terminal(self, format: str, text: str) -> None:
        written, harmless = exported(format, saying(text)), exported(format, saying("text"))
        assert [*filter(steers, written)] == [*filter(steers, harmless)]
        assert {*filter(steers, harmless)} <= {*SEPARATORS.get(format, "")}

    @pytest.mark.parametrize("name", ["xml", "", "JSON", "json ", "../json"])
    def test_a_format_that_is_not_there_is_refused_with_those_that_are(self, name: str) -> None:
        with pytest.raises(UsageError) as caught:
            exporter(name)
        assert all(known in caught.value.hint for known in FORMATS)


class TestJson:
    def test_the_document_names_its_schema_and_the_four_tables(self) -> None:
        assert list(document()) == ["schema", *TABLES]
        assert document()["schema"] == 1

    def test_an_empty_store_has_empty_lists(self) -> None:
        assert document(EMPTY) == {"schema": 1, **{table: [] for table in TABLES}}

    @patient
    @given(changes)
    def test_every_noun_is_there_once_in_order_of_id(self, change: Change) -> None:
        found = document(MemoryStore(change))
        for table in TABLES:
            nouns = getattr(change, table)
            assert [row["id"] for row in found[table]] == sorted({noun.id for noun in nouns})

    @patient
    @given(changes)
    def test_every_fact_has_every_promised_field(self, change: Change) -> None:
        for row in document(MemoryStore(change))["facts"]:
            assert row.keys() >= PROMISED
            assert all(cited.keys() >= {"source", "at"} for cited in row["citations"])

    def test_a_fact_says_what_it_says(self) -> None:
        found = {row["id"]: row for row in document()["facts"]}
        member, created = found[MEMBER.id], found[CREATED.id]
        assert {name: member[name] for name in PROMISED} == {
            "id": MEMBER.id,
            "subject": "armenia",
            "predicate": "member-of",
            "value": "csto",
            "when": "2002-10-07/..",
            "where": None,
            "citations": [{"source": "charter", "at": "art. 26", "quote": "enters into force"}],
            "confidence": "high",
            "rank": "normal",
            "note": None,
        }
        assert (created["value"], created["where"]) == (None, "dushanbe")
        assert created["note"] == CREATED.note
        assert found[STRENGTH.id]["value"] == 20000
        assert found[SAID.id]["value"] == "peace"

    def test_one_record_stands_on_each_line(self) -> None:
        nouns = sum(len(document()[table]) for table in TABLES)
        assert sum(line.startswith('{"id"') for line in exported("json").split("\n")) == nouns

    @hostile_texts
    def test_a_text_comes_back_as_it_was(self, text: str) -> None:
        found = document(saying(text))
        assert found["facts"][0]["value"] == text
        assert found["facts"][0]["contradicts"] == [text, text]
        assert found["entities"][0]["aliases"] == [text]
        assert found["sources"][0]["url"] == text
        assert found["predicates"][0]["label"] == {"en": text}


class TestJsonLines:
    def test_an_empty_store_has_no_line(self) -> None:
        assert exported("jsonl", EMPTY) == ""

    @patient
    @given(changes)
    def test_the_lines_are_the_records_of_the_document(self, change: Change) -> None:
        store = MemoryStore(change)
        nouns = ("entity", "fact", "source", "predicate")
        whole = document(store)
        assert lines(store) == [
            {"record": noun, **row}
            for noun, table in zip(nouns, TABLES, strict=True)
            for row in whole[table]
        ]

    @hostile_texts
    def test_no_text_breaks_a_line(self, text: str) -> None:
        assert len(exported("jsonl", saying(text)).splitlines()) == 4


class TestCsv:
    def test_an_empty_store_has_a_header(self) -> None:
        assert cells(EMPTY) == [list(FIELDS)]

    def test_the_columns_have_the_promised_names(self) -> None:
        assert set(FIELDS) >= (PROMISED - {"citations"}) | {"source", "at"}

    @patient
    @given(changes)
    def test_each_citation_of_each_fact_has_a_row(self, change: Change) -> None:
        store = MemoryStore(change)
        wanted = [
            (fact.id, str(fact.when or ""), cited.source if cited else "")
            for fact in store.facts()
            for cited in (fact.citations or (None,))
        ]
        assert [(row["id"], row["when"], row["source"]) for row in rows(store)] == wanted

    @patient
    @given(changes)
    def test_every_row_has_every_column(self, change: Change) -> None:
        assert {len(row) for row in cells(MemoryStore(change))} == {len(FIELDS)}

    @hostile_texts
    def test_no_cell_is_a_formula(self, text: str) -> None:
        for row in cells(saying(text)):
            for cell in row:
                assert not FORMULA.match(cell) or NUMBER.fullmatch(cell) or cell[0] == "'"

    @pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
    def test_a_text_comes_back_as_it_was(self, text: str) -> None:
        (row,) = rows(saying(text))
        for name in ("subject", "value", "value_ru", "where", "note", "source", "at", "quote"):
            assert unescape(csv_text(row[name])) == text

    @pytest.mark.parametrize("number", [20000, -5, 0, 2.5, -0.5])
    def test_a_number_stays_a_number(self, number: float) -> None:
        fact = STRENGTH._replace(value=Quantity(number, "soldiers"))
        (row,) = rows(MemoryStore(Change(facts=(fact,))))
        assert row["value"] == str(number)

    def test_the_lines_end_as_the_standard_says(self) -> None:
        text = exported("csv")
        assert text.count("\n") == text.count("\r\n") == len(cells())
