"""`cstokb import`: all of a file or nothing of it."""

import json
import os
import time
from pathlib import Path

import pytest

from cstokb.store import create_store
from tests.cli.asking import Answer, ask
from tests.cli.stores import HOSTILE
from tests.cli.writing import STRENGTH, digest, entities, facts, ok, small, sources
from tests.store.children import cpu_limit

HEADER = "subject,predicate,value,value_type,when,source\n"
FORMATS = ("json", "jsonl", "csv", "tsv", "yaml")


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def take(path: str, file: Path, text: str | bytes, *words: str) -> Answer:
    file.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    return ask("--store", path, "import", str(file), *words)


def mottos(count: int) -> str:
    return HEADER + "".join(f"crrf,motto,Motto {n},text,,paper\n" for n in range(count))


class TestWhole:
    @pytest.mark.parametrize("format", ["json", "jsonl"])
    def test_a_store_comes_back_as_it_was_exported(
        self, path: str, tmp_path: Path, format: str
    ) -> None:
        ok(
            "--store",
            path,
            "set",
            STRENGTH.id,
            "note=two\nlines\tand می\u200cخواهم",
            "rank=preferred",
        )
        text = ok("--store", path, "export", format).out
        other = str(tmp_path / "other.json")
        create_store(other)
        assert take(other, tmp_path / f"all.{format}", text).code == 0
        assert ok("--store", other, "export", format).out == text

    def test_facts_come_back_from_csv(self, path: str, tmp_path: Path) -> None:
        for value in ("1.5", "20000", "about 7"):
            words = ("crrf", "strength", value, "--unit", "troops", "--source", "report")
            ok("--store", path, "add", "fact", *words)
        for text in ("=1+1", 'a, "b"; c', "'quoted", "Девиз", "@x", "20,000"):
            motto = ("crrf", "motto", text, "--source", "paper", "--note", text, "--at", text)
            ok("--store", path, "add", "fact", *motto)
        before = facts(path)
        assert len(before) > 8
        text = ok("--store", path, "export", "csv").out
        for id in before:
            ok("--store", path, "retract", id)
        assert take(path, tmp_path / "facts.csv", text).code == 0
        assert facts(path) == before

    @pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
    def test_the_same_file_again_changes_nothing(
        self, path: str, tmp_path: Path, format: str
    ) -> None:
        text = ok("--store", path, "export", format).out
        before = digest(path)
        answer = take(path, tmp_path / f"all.{format}", text, "--json")
        assert answer.items == []
        assert "nothing to change" in answer.err
        assert digest(path) == before

    def test_new_facts_twice_are_there_once(self, path: str, tmp_path: Path) -> None:
        assert take(path, tmp_path / "a.csv", mottos(3)).code == 0
        before = digest(path)
        assert "nothing to change" in take(path, tmp_path / "a.csv", mottos(3)).err
        assert digest(path) == before
        assert len(facts(path)) == 4

    def test_it_is_one_change_that_one_undo_takes_back(self, path: str, tmp_path: Path) -> None:
        take(path, tmp_path / "a.csv", mottos(30), "-m", "thirty")
        (entry,) = ok("--store", path, "log", "--json").items
        assert (len(entry["edits"]), entry["message"]) == (30, "thirty")
        ok("--store", path, "undo")
        assert list(facts(path)) == [STRENGTH.id]

    def test_a_known_fact_keeps_its_sources_beside_the_new_ones(
        self, path: str, tmp_path: Path
    ) -> None:
        row = "crrf,strength,15000,troops,2009-02-04,report\n"
        take(path, tmp_path / "a.csv", HEADER.replace("value_type", "unit") + row)
        (only,) = facts(path).values()
        assert [cited["source"] for cited in only["citations"]] == ["paper", "report"]

    def test_the_changes_of_one_are_the_same_in_another_store(
        self, home: Path, tmp_path: Path
    ) -> None:
        ok("add", "entity", "rock-x", "--kind", "exercise", "--name", "Rock-X")
        url = ("--source-url", "https://example.org/rock", "--source-title", "Rock")
        ok("add", "fact", "rock-x", "held", "--when", "2026-11-16/2026-11-20", *url)
        ok("set", "csto", "name=Renamed")
        text = ok("export", "changes").out
        mine = ok("mine", "--json").items
        other = tmp_path / "other.json"
        ok("--store", str(other), "init")
        assert take(str(other), tmp_path / "mine.jsonl", text).code == 0
        assert ok("--store", str(other), "export", "changes").out == text
        assert ok("--store", str(other), "mine", "--json").items == mine
        assert ok("--store", str(other), "export", "json").out == ok("export", "json").out

    def test_a_dry_run_writes_nothing_not_even_a_layer(self, home: Path, tmp_path: Path) -> None:
        file = tmp_path / "a.csv"
        file.write_text("subject,predicate,value\ncrrf,noted,Onward\n", "utf-8")
        answer = ok("import", str(file), "--dry-run", "--json", "--unsourced")
        assert [item["change"] for item in answer.items] == ["+"]
        assert list(home.iterdir()) == []


class TestNothing:
    def test_one_bad_row_of_a_thousand_changes_nothing_in_time(
        self, path: str, tmp_path: Path
    ) -> None:
        before = digest(path)
        began = time.process_time()
        rows = mottos(1000).splitlines()
        rows[499] = "crrf,motto,x,text,2001-02-30,paper"
        answer = take(path, tmp_path / "a.csv", "\n".join(rows))
        assert time.process_time() - began < 3
        assert answer.code == 4
        assert answer.message.startswith(f"{tmp_path / 'a.csv'}:500: ")
        assert "2001-02" in answer.message
        assert "--partial" in answer.err
        assert digest(path) == before

    def test_every_bad_row_is_listed_at_its_line(self, path: str, tmp_path: Path) -> None:
        rows = (
            "crrf,motto,good,text,,paper",
            "crrf,motto,x,text,2001-13,paper",
            "crrf,motto,x",
            "nobody,motto,x,text,,paper",
            "crrf,motto,x,text,,nowhere",
            "crrf,power,x,text,,paper",
            "crrf,strength,many,number,,paper",
            "crrf,motto,a\u202eb,text,,paper",
        )
        answer = take(path, tmp_path / "a.csv", HEADER + "\n".join(rows))
        assert answer.code == 4
        for line in range(3, 10):
            assert f"a.csv:{line}: " in answer.err, line
        assert "a.csv:2: " not in answer.err

    def test_a_thousand_bad_rows_are_cut_at_a_hundred_and_counted(
        self, path: str, tmp_path: Path
    ) -> None:
        answer = take(path, tmp_path / "a.csv", HEADER + "crrf,motto,x,text,?,paper\n" * 1000)
        assert answer.err.count("a.csv:") == 100
        assert "900 more" in answer.err

    @pytest.mark.parametrize(
        ("name", "text", "place"),
        [
            ("a.jsonl", '{"record": "fact"}\n{"id": \n', "a.jsonl:2:"),
            ("a.jsonl", "\n\n[]\n", "a.jsonl:3: "),
            ("a.json", '{"facts": [{}, 7]}', "a.json#/facts/1: "),
            ("a.json", '{"facts": 7}', "a.json#/facts: "),
            ("a.json", '{\n"facts": [}', "a.json:2:11: "),
            ("a.yaml", "facts:\n- subject: crrf\n", "a.yaml#/facts/0: "),
            ("a.yaml", "facts: [\n", "a.yaml:2:1: "),
        ],
    )
    def test_a_fault_has_its_place(
        self, path: str, tmp_path: Path, name: str, text: str, place: str
    ) -> None:
        answer = take(path, tmp_path / name, text)
        assert answer.code == 4
        assert place in answer.err

    def test_what_is_right_can_be_taken_alone(self, path: str, tmp_path: Path) -> None:
        rows = (
            "crrf,motto,good,text,,paper",
            "crrf,motto,x,text,2001-13,paper",
            "nobody,motto,x,text,,paper",
        )
        answer = take(path, tmp_path / "a.csv", HEADER + "\n".join(rows), "--partial")
        assert answer.code == 0
        assert "left out" in answer.err
        assert "a.csv:3: " in answer.err
        assert "a.csv:4: " in answer.err
        assert [row["value"] for row in facts(path).values()] in (["good", 15000], [15000, "good"])

    def test_what_rests_on_a_bad_row_is_left_out_with_it(self, path: str, tmp_path: Path) -> None:
        rows = [
            {"record": "entity", "id": "new", "kind": "tribe", "names": {"en": "New"}},
            {"record": "fact", "subject": "new", "predicate": "motto", "value": "x"}
            | {"value_type": "text"},
        ]
        text = "\n".join(map(json.dumps, rows))
        before = digest(path)
        assert take(path, tmp_path / "a.jsonl", text, "--partial").code == 0
        assert digest(path) == before

    @pytest.mark.parametrize("noun", ["entity", "source"])
    @pytest.mark.parametrize("id", ["КСОР", "сsto", "../etc", "A", "a" * 65])
    def test_an_id_is_a_slug(self, path: str, tmp_path: Path, noun: str, id: str) -> None:
        fields = {"kind": "body", "names": {"en": "x"}} if noun == "entity" else {"title": "x"}
        text = json.dumps({"record": noun, "id": id, **fields})
        before = digest(path)
        assert take(path, tmp_path / "a.jsonl", text).code == 4
        assert digest(path) == before

    def test_a_fact_under_the_id_of_another_is_refused(self, path: str, tmp_path: Path) -> None:
        fields = {"subject": "armenia", "predicate": "motto", "value": "x", "value_type": "text"}
        answer = take(path, tmp_path / "a.jsonl", json.dumps({"id": STRENGTH.id, **fields}))
        assert answer.code == 4
        assert list(facts(path)) == [STRENGTH.id]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE_FILES = {
    "empty": b"",
    "blank": b" \n\t\n",
    "zeros": bytes(4096),
    "null": b"null",
    "number": b"7",
    "NaN": b'{"facts": [{"value": NaN}]}',
    "1e999": b'{"facts": [{"subject": "crrf", "predicate": "strength", "value": 1e999, '
    b'"value_type": "number"}]}',
    "digits": b'{"facts": [{"value": ' + b"9" * 5000 + b"}]}",
    "half a surrogate": b'{"facts": [{"note": "\\ud800"}]}',
    "a key twice": b'{"facts": [], "facts": []}',
    "nested lists": b'{"facts": ' + b"[" * 100_000,
    "nested objects": b'{"facts": ' + b'{"a":' * 100_000,
    "quotes without end": b'{"facts": ["' + b'\\"' * 100_000,
    "a quote without end": HEADER.encode() + b'crrf,motto,"x\n' * 1000,
    "Latin-1": "{'a': 'é'}".encode("latin-1"),
    "UTF-16": '{"facts": []}'.encode("utf-16"),
    "truncated": b'{"facts": [{"subject": "cr',
    "conflict markers": b'<<<<<<< ours\n{"facts": []}\n=======\n>>>>>>> theirs\n',
    "another program's": b'{"name": "left-pad", "version": "1.0.0"}',
    "aliases": BOMB.encode(),
    "tags": b"facts: !!python/object/apply:os.system ['touch pwned']",
    "yaml twice": b"facts:\n- subject: a\n  subject: b\n",
    "yaml brackets": b"[" * 3000,
    "billion laughs": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>',
    "zip": b"PK\x03\x04" + bytes(100),
    "gzip": b"\x1f\x8b\x08" + bytes(100),
    "columns twice": b"subject,subject\na,b\n",
    "unknown column": b"subject,colour\na,b\n",
    "long cell": b"subject\n" + b"x" * 1_100_000,
    "false value": b'{"facts": [{"subject": "crrf", "predicate": "held", "value": false}]}',
    "records of numbers": b'{"facts": [1, 2], "entities": [null], "sources": [[]]}',
    "a key that steers": b'{"entities": [{"id": "n", "kind": "body", "names": '
    b'{"en\\u202e": "x"}}]}',
}


class TestHostile:
    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("data", HOSTILE_FILES.values(), ids=HOSTILE_FILES)
    def test_a_file_that_is_none_is_rejected_in_time(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, data: bytes
    ) -> None:
        monkeypatch.chdir(tmp_path)
        before = digest(path)
        with cpu_limit(3):
            answer = take(path, tmp_path / "a", data, "--as", format)
        assert answer.code == 4, answer
        assert "Traceback" not in answer.err
        assert digest(path) == before
        assert not (tmp_path / "pwned").exists()

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    @pytest.mark.parametrize("format", ["jsonl", "csv"])
    def test_a_text_is_stored_as_it_is_or_refused(
        self, path: str, tmp_path: Path, text: str, format: str
    ) -> None:
        before = digest(path)
        fields = {"subject": "crrf", "predicate": "motto", "value": text, "value_type": "text"}
        row = ",".join('"' + str(cell).replace('"', '""') + '"' for cell in fields.values())
        whole = json.dumps(fields) if format == "jsonl" else f"{','.join(fields)}\n{row}\n"
        answer = take(path, tmp_path / f"a.{format}", whole, "--unsourced")
        if answer.code:
            assert answer.code == 4
            assert digest(path) == before
        else:
            (new,) = (row for row in facts(path).values() if row["predicate"] == "motto")
            assert new["value"] == text

    def test_a_text_is_composed(self, path: str, tmp_path: Path) -> None:
        for text in ("Ё", "Е\u0308"):
            fields = {"subject": "crrf", "predicate": "motto", "value": text, "value_type": "text"}
            row = json.dumps(fields)
            assert take(path, tmp_path / "a.jsonl", row, "--unsourced").code == 0
        assert [row["value"] for row in facts(path).values() if row["predicate"] == "motto"] == [
            "Ё"
        ]

    @pytest.mark.parametrize("text", ["no", "on", "010", "1.10", "12:30:45", "2003-04-28", "0x1f"])
    def test_yaml_takes_no_word_for_something_else(
        self, path: str, tmp_path: Path, text: str
    ) -> None:
        yaml = f"facts:\n- {{subject: crrf, predicate: motto, value_type: text, value: {text}}}\n"
        answer = take(path, tmp_path / "a.yaml", yaml, "--unsourced")
        values = [row["value"] for row in facts(path).values() if row["predicate"] == "motto"]
        assert (answer.code, values) in ((0, [text]), (4, []))

    def test_what_is_no_file_is_refused_without_waiting(self, path: str, tmp_path: Path) -> None:
        fifo = tmp_path / "fifo.json"
        os.mkfifo(fifo)
        with cpu_limit(3):
            for file in (str(fifo), "/dev/zero", str(tmp_path)):
                assert ask("--store", path, "import", file, "--as", "json").code == 7
            assert ask("--store", path, "import", str(tmp_path / "none.json")).code == 3

    def test_an_unknown_format_is_refused_with_those_that_are(
        self, path: str, tmp_path: Path
    ) -> None:
        answer = take(path, tmp_path / "a.xml", "<a/>")
        assert answer.code == 2
        assert all(format in answer.err for format in FORMATS)

    def test_a_file_has_a_size(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "a.json"
        with file.open("wb") as stream:
            stream.truncate(50_000_001)
        answer = ask("--store", path, "import", str(file))
        assert answer.code == 4
        assert "50,000,000" in answer.err

    def test_a_file_has_a_number_of_records(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cstokb.formats.reading.MOST_ROWS", 10)
        assert take(path, tmp_path / "a.csv", mottos(11)).code == 4
        assert take(path, tmp_path / "a.csv", mottos(10)).code == 0


def test_the_nouns_of_a_file_may_rest_on_each_other(path: str, tmp_path: Path) -> None:
    document = {
        "facts": [
            {"subject": "new", "predicate": "motto", "value": "x", "value_type": "text"}
            | {"citations": [{"source": "news", "at": "p. 1"}]}
        ],
        "entities": [{"id": "new", "kind": "body", "names": {"en": "New"}}],
        "sources": [{"id": "news", "title": "News"}],
    }
    assert take(path, tmp_path / "a.json", json.dumps(document)).code == 0
    assert "new" in entities(path)
    assert "news" in sources(path)
    assert len(facts(path)) == 2
