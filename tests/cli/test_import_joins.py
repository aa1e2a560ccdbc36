"""`cstokb import` joins: what is there stays, and what a file adds is added, and nothing else."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cstokb.store.protocol import Change
from tests.cli.asking import Answer, ask
from tests.cli.stores import joined
from tests.cli.writing import STRENGTH, digest, entities, facts, ok, small, sources
from tests.servers import Server
from tests.store.samples import content
from tests.world import KNOWN, PAPER, REPORT, VOCABULARY

SHIPPED = Change(
    tuple(KNOWN[id] for id in ("crrf", "armenia", "csto", "dushanbe")),
    (STRENGTH._replace(rank="preferred", note="As planned."),),
    (PAPER, REPORT),
    VOCABULARY,
)
MOTTO = {"subject": "crrf", "predicate": "motto", "value": "On"}
CITED = {**MOTTO, "citations": [{"source": "paper"}]}
NEW = {"id": "own-x", "kind": "body", "names": {"en": "Own X"}}


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put other facts in the place of those that are shipped."""

    def put(*changes: Change) -> None:
        data = content(joined(SHIPPED, *changes))
        monkeypatch.setattr("cstokb.store.shipped.shipped_bytes", lambda: data)

    put()
    return put


@pytest.fixture
def layer(tmp_path: Path, ship: Callable[..., None]) -> str:
    path = str(tmp_path / "layer.json")
    ok("--store", path, "init")
    return path


@pytest.fixture(params=["file", "sqlite", "postgresql", "layer"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same small world in a store of each sort."""
    if request.param == "layer":
        return str(request.getfixturevalue("layer"))
    path = str(tmp_path / "file.json")
    Path(path).write_bytes(content(SHIPPED))
    if request.param == "file":
        return path
    url = f"sqlite:///{tmp_path}/store.db"
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        url = server.create(f"joins-{tmp_path.name}"[:60])
    ok("--store", path, "copy", "--to", url)
    return url


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def take(path: str, document: object, *words: str, format: str = "json") -> Answer:
    """What import answers to the document, or to the text in that format."""
    file = Path.cwd() / f"taken.{format}"
    text = document if isinstance(document, str) else json.dumps(document)
    file.write_text(text, encoding="utf-8")
    return ask("--store", path, "import", str(file), *words)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def everything(path: str) -> dict[str, dict[str, Any]]:
    """All records of the store, by noun and id."""
    lines = map(json.loads, ok("--store", path, "export", "jsonl").out.splitlines())
    return {f"{row['record']} {row['id']}": row for row in lines}


def with_new_entity(path: str, format: str) -> str:
    """The whole store in that format, and one entity more."""
    if format == "jsonl":
        text = ok("--store", path, "export", "jsonl").out
        return text + json.dumps({"record": "entity", **NEW}) + "\n"
    document = ok("--store", path, "export", "json").document
    document["entities"].append(NEW)
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize("format", ["json", "jsonl", "yaml"])
def test_an_export_and_one_record_more_adds_that_record(store: str, format: str) -> None:
    before = everything(store)
    answer = take(store, with_new_entity(store, format), "--json", format=format)
    assert answer.code == 0, answer.err
    assert [item["id"] for item in answer.items] == ["own-x"]
    after = everything(store)
    assert after.pop("entity own-x")["names"] == NEW["names"]
    assert after == before


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_a_table_and_one_row_more_adds_that_fact(store: str, format: str) -> None:
    before = everything(store)
    text = ok("--store", store, "export", format).out
    cells = {"subject": "armenia", "predicate": "motto", "value": "On", "source": "paper"}
    separator = "," if format == "csv" else "\t"
    header = text.splitlines()[0].split(separator)
    row = separator.join(cells.get(column, "") for column in header)
    answer = take(store, f"{text}{row}\r\n", "--json", format=format)
    assert answer.code == 0, answer.err
    (new,) = [item["after"] for item in answer.items]
    after = everything(store)
    assert after.pop(f"fact {new['id']}")["value"] == "On"
    assert after == before


def test_a_layer_gets_what_differs_and_an_upgrade_shows_through(
    layer: str, ship: Callable[..., None]
) -> None:
    assert take(layer, with_new_entity(layer, "json")).code == 0
    assert [item["id"] for item in ok("--store", layer, "mine", "--json").items] == ["own-x"]
    renamed = KNOWN["csto"]._replace(names={"en": "Renamed by an upgrade"})
    ship(Change((renamed, KNOWN["russia"])))
    names = {id: row["names"]["en"] for id, row in entities(layer).items()}
    assert names["csto"] == "Renamed by an upgrade"
    assert {"russia", "own-x"} <= names.keys()


class TestKnown:
    def test_what_a_file_leaves_out_stays(self, store: str) -> None:
        before = everything(store)
        name = KNOWN["csto"].names["en"]
        document = {
            "entities": [{"id": "csto", "kind": "body", "names": {"en": name}}],
            "sources": [{"id": "paper", "title": PAPER.title}],
            "facts": [{"id": STRENGTH.id, "subject": "crrf"}],
        }
        answer = take(store, document, "--json")
        assert (answer.code, answer.items) == (0, [])
        assert everything(store) == before

    @pytest.mark.parametrize(
        ("document", "both"),
        [
            ({"entities": [{"id": "csto", "names": {"en": "Other"}}]}, ("Treaty Org", "Other")),
            ({"entities": [{"id": "csto", "kind": "force"}]}, ("body", "force")),
            ({"sources": [{"id": "paper", "title": "Other"}]}, ("A paper", "Other")),
            ({"sources": [{"id": "paper", "publisher": None}]}, ("Press", "–")),
            ({"predicates": [{"id": "motto", "label": {"en": "word"}}]}, ("motto", "word")),
            ({"facts": [{"id": STRENGTH.id, "note": "Other."}]}, ("As planned.", "Other.")),
            ({"facts": [{"id": STRENGTH.id, "value": 9}]}, ("15000", "9")),
            ({"facts": [{"id": STRENGTH.id, "rank": "normal"}]}, ("preferred", "normal")),
        ],
        ids=str,
    )
    def test_other_content_is_refused_with_both_versions(
        self, layer: str, document: object, both: tuple[str, str]
    ) -> None:
        before = digest(layer)
        answer = take(layer, document)
        assert answer.code == 4
        here, there = (
            line for line in answer.err.splitlines() if "here: " in line or "file: " in line
        )
        assert both[0] in here.partition("here: ")[2]
        assert both[1] in there.partition("file: ")[2]
        assert "--replace" in answer.err
        assert digest(layer) == before

    def test_replace_takes_the_version_of_the_file_field_by_field(self, layer: str) -> None:
        document = {"entities": [{"id": "csto", "names": {"en": "Other"}}]}
        assert take(layer, document, "--replace").code == 0
        assert entities(layer)["csto"]["names"] == {"en": "Other", "ru": KNOWN["csto"].names["ru"]}
        assert take(layer, {"sources": [{"id": "paper", "url": None}]}, "--replace").code == 0
        assert sources(layer)["paper"]["url"] is None
        assert sources(layer)["paper"]["publisher"] == "Press"

    def test_what_is_replaced_as_it_was_shipped_leaves_the_layer(self, layer: str) -> None:
        name = KNOWN["csto"].names["en"]
        for text in ("Other", name):
            take(layer, {"entities": [{"id": "csto", "names": {"en": text}}]}, "--replace")
        assert ok("--store", layer, "mine", "--json").items == []

    def test_a_fact_with_other_content_is_another_fact(self, layer: str) -> None:
        document = {"facts": [{"id": STRENGTH.id, "value": 99999}]}
        assert take(layer, document, "--replace").code == 0
        there = facts(layer)
        assert there[STRENGTH.id]["rank"] == "deprecated"
        (new,) = (row for id, row in there.items() if id != STRENGTH.id)
        assert (new["value"], new["unit"], new["rank"]) == (99999, "troops", "preferred")
        assert ask("--store", layer, "check", "--only", "id-differs", "--json").items == []

    def test_a_fact_gains_the_sources_that_it_lacks(self, layer: str) -> None:
        cited = [{"source": "paper"}, {"source": "report", "at": "p. 1"}]
        assert take(layer, {"facts": [{"id": STRENGTH.id, "citations": cited}]}).code == 0
        there = facts(layer)[STRENGTH.id]
        assert [each["source"] for each in there["citations"]] == ["paper", "report"]
        assert there["rank"] == "preferred"

    def test_what_was_retracted_stands_again_and_it_says_so(self, path: str) -> None:
        assert take(path, {"facts": [CITED]}).code == 0
        (id,) = facts(path).keys() - {STRENGTH.id}
        ok("--store", path, "retract", id)
        answer = take(path, {"facts": [CITED]})
        assert answer.code == 0
        assert "deprecated" in answer.err
        assert facts(path)[id]["rank"] == "normal"

    def test_partial_takes_the_rest(self, layer: str) -> None:
        document = {"entities": [{"id": "csto", "names": {"en": "Other"}}, NEW]}
        answer = take(layer, document, "--partial")
        assert answer.code == 0
        assert "left out" in answer.err
        assert [item["id"] for item in ok("--store", layer, "mine", "--json").items] == ["own-x"]


class TestTwice:
    @pytest.mark.parametrize(
        ("document", "both"),
        [
            ({"entities": [NEW, {**NEW, "kind": "force"}]}, ("#/entities/1", "#/entities/0")),
            ({"entities": [NEW, NEW]}, ("#/entities/1", "#/entities/0")),
            ({"sources": [{"id": "a", "title": "A"}] * 2}, ("#/sources/1", "#/sources/0")),
            ({"facts": [CITED, {**CITED, "rank": "preferred"}]}, ("#/facts/1", "#/facts/0")),
            ({"facts": [CITED, {**CITED, "subject": "ОБСЕ"}]}, ("#/facts/1",)),
        ],
        ids=str,
    )
    def test_an_id_is_refused_with_both_places(
        self, path: str, document: object, both: tuple[str, ...]
    ) -> None:
        before = digest(path)
        answer = take(path, document)
        assert answer.code == 4
        assert all(place in answer.err for place in both)
        assert digest(path) == before

    def test_rows_of_one_fact_join_their_sources_without_an_id(self, path: str) -> None:
        text = "subject,predicate,value,source\ncrrf,motto,On,paper\ncrrf,motto,On,report\n"
        assert take(path, text, format="csv").code == 0
        (new,) = (row for row in facts(path).values() if row["predicate"] == "motto")
        assert [cited["source"] for cited in new["citations"]] == ["paper", "report"]


class TestNew:
    def test_a_fact_needs_a_source(self, path: str) -> None:
        answer = take(path, {"facts": [MOTTO]})
        assert answer.code == 4
        assert "a fact needs a source" in answer.err
        assert take(path, {"facts": [MOTTO]}, "--unsourced").code == 0

    def test_an_entity_needs_a_name(self, path: str) -> None:
        for names in ({}, {"en": " "}, {"en": "\u200d"}, {"en": "\u3164"}):
            assert take(path, {"entities": [{**NEW, "names": names}]}).code == 4
        assert "own-x" not in entities(path)

    @pytest.mark.parametrize(
        ("fields", "value"),
        [
            ({"predicate": "motto", "value": "1,5"}, ("text", "1,5", None)),
            ({"predicate": "strength", "value": 7, "unit": "troops"}, ("number", 7, None)),
            ({"predicate": "strength", "value": "1,500", "unit": "x"}, ("number", 1500, None)),
            ({"predicate": "strength", "value": "about 7", "unit": "x"}, ("number", 7, "about")),
            ({"predicate": "part-of", "value": "csto"}, ("entity", "csto", None)),
            ({"predicate": "part-of", "value": "Организация Договора"}, ("entity", "csto", None)),
            ({"predicate": "девиз", "value": "On"}, ("text", "On", None)),
            (
                {"predicate": "motto", "value": "On", "subject": "Силы реагирования"},
                ("text", "On", None),
            ),
            ({"predicate": "motto", "value": "7", "unit": "words"}, ("number", 7, None)),
        ],
        ids=str,
    )
    def test_names_stand_for_ids_and_the_predicate_for_the_type(
        self, path: str, fields: dict[str, object], value: tuple[object, ...]
    ) -> None:
        assert take(path, {"facts": [{**CITED, **fields}]}).code == 0
        (new,) = (row for id, row in facts(path).items() if id != STRENGTH.id)
        assert new["subject"] == "crrf"
        assert (new["value_type"], new["value"], new["bound"]) == value

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"predicate": "strength", "value": "1,5", "unit": "x"}, "1.5 or 15"),
            ({"predicate": "strength", "value": "many", "unit": "x"}, "no figure"),
            ({"predicate": "strength", "value": 7}, "needs a unit"),
            ({"predicate": "motto", "value": "On", "unit": "x"}, "no figure"),
            ({"predicate": "part-of", "value": "Treaty Organisation"}, "csto"),
            ({"predicate": "motta"}, "motto"),
            ({"subject": "crff"}, "crrf"),
            ({"value_type": "number", "value": "20 000"}, "not a number"),
            ({"id": "crrf.motto.00000000"}, "its content has the id"),
        ],
        ids=str,
    )
    def test_what_is_no_name_and_no_figure_is_refused(
        self, path: str, fields: dict[str, object], why: str
    ) -> None:
        answer = take(path, {"facts": [{**CITED, **fields}]})
        assert answer.code == 4
        assert why in answer.err

    def test_a_name_of_the_same_file_is_known(self, path: str) -> None:
        document = {"entities": [NEW], "facts": [{**CITED, "subject": "Own X"}]}
        assert take(path, document).code == 0
        assert "own-x" in {row["subject"] for row in facts(path).values()}

    def test_a_predicate_extends_the_vocabulary(self, path: str) -> None:
        flies = {"id": "flies", "label": {"en": "flies"}, "value_type": "none"}
        document = {
            "predicates": [flies],
            "facts": [{**CITED, "predicate": "flies", "value": None}],
        }
        assert take(path, document).code == 0
        assert "flies" in {row["predicate"] for row in facts(path).values()}


class TestChanges:
    def exchange(self, tmp_path: Path, *edits: tuple[str, ...]) -> Answer:
        """What one layer changed, taken by another one that has made the edits."""
        mine, theirs = str(tmp_path / "mine.json"), str(tmp_path / "theirs.json")
        for path in (mine, theirs):
            ok("--store", path, "init")
        ok("--store", mine, "set", "csto", "name=Renamed")
        ok("--store", mine, "retract", STRENGTH.id)
        ok("--store", mine, "add", "entity", "new", "--kind", "body", "--name", "New")
        for words in edits:
            ok("--store", theirs, *words)
        text = ok("--store", mine, "export", "changes").out
        return take(theirs, text, format="jsonl")

    def test_a_colleague_gets_what_was_changed(
        self, tmp_path: Path, ship: Callable[..., None]
    ) -> None:
        assert self.exchange(tmp_path).code == 0
        theirs = str(tmp_path / "theirs.json")
        mine = str(tmp_path / "mine.json")
        assert everything(theirs) == everything(mine)
        assert ok("--store", theirs, "mine").out == ok("--store", mine, "mine").out

    def test_what_both_changed_is_refused_with_both_versions(
        self, tmp_path: Path, ship: Callable[..., None]
    ) -> None:
        answer = self.exchange(tmp_path, ("set", "csto", "name=Theirs"))
        assert answer.code == 4
        assert "here: Theirs" in answer.err
        assert "file: Renamed" in answer.err

    def test_what_the_colleague_changed_elsewhere_stays(
        self, tmp_path: Path, ship: Callable[..., None]
    ) -> None:
        answer = self.exchange(tmp_path, ("set", "csto", "name_ru=Их", "summary=Theirs."))
        assert answer.code == 0
        row = entities(str(tmp_path / "theirs.json"))["csto"]
        assert (row["names"], row["summary"]) == ({"en": "Renamed", "ru": "Их"}, "Theirs.")


def test_a_pipe_is_refused_with_the_name_of_stdin(path: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    answer = ask("--store", path, "import", str(tmp_path / "fifo"))
    assert answer.code == 7
    assert "import - --as" in answer.err


def test_a_file_that_is_not_there_is_answered_with_files(path: str) -> None:
    Path("facts.csv").touch()
    answer = ask("--store", path, "import", "fact.csv")
    assert answer.code == 3
    assert "facts.csv" in answer.err
    answer = ask("--store", path, "import", "nothing-like-it.json")
    assert "search" not in answer.err
