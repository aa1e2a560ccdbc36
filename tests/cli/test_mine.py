"""`cstokb mine` and `export changes`: one's own records against the shipped ones."""

from pathlib import Path

import pytest

from cstokb.store.file.storage import FileStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.layered import LayeredStore
from cstokb.store.shipped import shipped_store
from tests.cli.asking import ask
from tests.cli.writing import ok, small
from tests.store.samples import CSTO, SAMPLE, content


def test_without_a_layer_there_is_nothing(home: Path) -> None:
    answer = ok("mine", "--json")
    assert answer.items == []
    assert "no layer" in answer.err
    assert ask("export", "changes").code == 2


def test_a_store_that_stands_alone_has_no_changes(tmp_path: Path) -> None:
    path = small(tmp_path)
    assert ok("--store", path, "mine", "--json").items == []
    assert ask("--store", path, "export", "changes").code == 2


def test_new_records_are_added_and_shipped_ones_changed(home: Path) -> None:
    ok("add", "entity", "new", "--kind", "body", "--name", "New")
    ok("set", "csto", "name=Mine")
    items = {item["id"]: item for item in ok("mine", "--json").items}
    assert {id: item["change"] for id, item in items.items()} == {"new": "+", "csto": "~"}
    assert items["csto"]["before"]["names"]["en"] == "Collective Security Treaty Organization"


def test_exported_are_these_records_alone(home: Path) -> None:
    ok("add", "entity", "new", "--kind", "body", "--name", "New")
    assert [line.split('"')[3] for line in ok("export", "changes").out.splitlines()] == ["entity"]


@pytest.mark.parametrize("renamed", [True, False], ids=["changed below", "gone below"])
def test_after_an_upgrade_both_are_there(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, renamed: bool
) -> None:
    ok("set", "csto", "name=Mine")
    ok("add", "entity", "new", "--kind", "body", "--name", "New")
    below = (CSTO._replace(names={"en": "Newer"}),) if renamed else ()
    upgraded = tmp_path / "upgraded.json"
    upgraded.write_bytes(content(SAMPLE._replace(entities=(*SAMPLE.entities[1:], *below))))
    (layer,) = home.rglob("store.json")
    before = layer.read_bytes()
    store = LayeredStore(TinyStore(FileStorage(str(layer))), TinyStore(FileStorage(str(upgraded))))
    monkeypatch.setattr("cstokb.store.open_store", lambda *_, **__: store)
    items = {item["id"]: item for item in ok("mine", "--json").items}
    assert items["csto"]["after"]["names"]["en"] == "Mine"
    assert items["csto"]["before"] == (
        {**items["csto"]["before"], "names": {"en": "Newer"}} if renamed else None
    )
    ids = {row[0] for row in ok("list", "--fields", "id").rows}
    assert {"csto", "new", "armenia"} <= ids
    assert layer.read_bytes() == before
    assert shipped_store().entity("new") is None
