"""`cstokb export`: the whole store for other programs."""

import csv
import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.stores import HOSTILE_IDS, all_hostile, store

FACT = {
    "id",
    "subject",
    "predicate",
    "value",
    "when",
    "where",
    "citations",
    "confidence",
    "rank",
    "note",
}


def test_json_has_the_fields_of_the_contract() -> None:
    document = ask("export", "json").document
    assert [*document] == ["schema", "entities", "facts", "sources", "predicates"]
    assert document["schema"] == 1
    for one in document["facts"]:
        assert one.keys() >= FACT
        assert all(citation.keys() >= {"source", "at"} for citation in one["citations"])


def test_every_link_of_the_shipped_facts_leads_somewhere() -> None:
    document = ask("export", "json").document
    entities = {entity["id"] for entity in document["entities"]}
    sources = {source["id"] for source in document["sources"]}
    predicates = {predicate["id"] for predicate in document["predicates"]}
    for one in document["facts"]:
        linked = {one["value"]} if one["value_type"] == "entity" else set()
        assert {one["subject"], *linked} | {one["where"] or one["subject"]} <= entities
        assert one["predicate"] in predicates
        assert one["citations"]
        assert {citation["source"] for citation in one["citations"]} <= sources


def test_json_lines_hold_the_same_records() -> None:
    lines = [json.loads(line) for line in ask("export", "jsonl").out.splitlines()]
    document = ask("export", "json").document
    for noun, records in (("entity", "entities"), ("fact", "facts"), ("source", "sources")):
        same = [
            {k: v for k, v in line.items() if k != "record"}
            for line in lines
            if line["record"] == noun
        ]
        assert same == document[records]


def test_csv_has_a_row_for_each_citation_of_each_fact() -> None:
    rows = list(csv.DictReader(ask("export", "csv").out.splitlines(keepends=True), strict=True))
    facts = ask("export", "json").document["facts"]
    assert [row["id"] for row in rows] == [
        one["id"] for one in facts for _ in one["citations"] or [None]
    ]
    founding = next(row for row in rows if row["id"].startswith("joint-staff.created-by."))
    assert (founding["when"], founding["where"]) == ("2003-04-28", "dushanbe")


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_the_same_store_gives_the_same_bytes(format: str) -> None:
    assert ask("export", format).out == ask("export", format).out


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_nothing_in_an_export_steers_a_terminal(tmp_path: Path, format: str) -> None:
    out = ask("export", format, "--store", store(tmp_path, all_hostile())).out
    assert out.replace("\r\n", "").replace("\n", "").isprintable()


def test_json_gives_every_text_back(tmp_path: Path) -> None:
    document = ask("export", "json", "--store", store(tmp_path, all_hostile())).document
    names = {entity["id"]: entity["names"] for entity in document["entities"]}
    for id, text in HOSTILE_IDS.items():
        assert names[id] == {"en": text, "ru": text}
        assert text in {one["value"] for one in document["facts"]}
        assert text in {source["title"] for source in document["sources"]}


def test_no_cell_of_csv_is_a_formula(tmp_path: Path) -> None:
    out = ask("export", "csv", "--store", store(tmp_path, all_hostile())).out
    for row in csv.reader(out.splitlines(keepends=True), strict=True):
        for cell in row:
            assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell) or cell.isdecimal(), cell


def test_a_file_gets_what_stdout_would(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    answer = ask("export", "json", "-o", str(path))
    assert (answer.code, answer.out) == (0, "")
    assert path.read_text(encoding="utf-8") == ask("export", "json").out
    assert {*os.listdir(tmp_path)} == {"facts.json", "home"}


def test_a_hyphen_is_stdout() -> None:
    assert ask("export", "csv", "-o", "-").out == ask("export", "csv").out


def test_a_file_that_cannot_be_written_is_one_message_and_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    answer = ask("export", "json", "-o", str(folder))
    assert answer.code == 7
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 2
    assert {*os.listdir(tmp_path)} == {"there", "home"}
    assert ask("export", "json", "-o", str(tmp_path / "no" / "file")).code == 7


@pytest.mark.parametrize(
    "words", [pytest.param((), id="no format"), pytest.param(("xml",), id="no such format")]
)
def test_usage_that_makes_no_sense_is_refused(words: tuple[str, ...]) -> None:
    answer = ask("export", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.message
