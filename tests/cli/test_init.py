"""`cstokb init`: a store of one's own."""

from pathlib import Path

import pytest

from cstokb.store import open_store
from cstokb.store.layered import LayeredStore
from tests.cli.asking import ask
from tests.cli.writing import ok
from tests.servers import Server


def test_a_layer_is_made_over_the_shipped_facts(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "store.json")
    (item,) = ok("init", path, "--json").items
    assert item == {"store": path, "base": "shipped"}
    assert isinstance(open_store(path), LayeredStore)
    assert ok("--store", path, "list").out == ok("list").out


@pytest.mark.parametrize("location", ["{}/store.json", "sqlite:///{}/store.db"])
def test_an_empty_one_has_the_vocabulary_so_that_facts_can_be_stated(
    tmp_path: Path, location: str
) -> None:
    path = location.format(tmp_path)
    ok("init", path, "--empty")
    assert ok("--store", path, "schema", "--json").items == ok("schema", "--json").items
    assert ok("--store", path, "log", "--json").items == []
    ok("--store", path, "add", "entity", "new", "--kind", "exercise", "--name", "New")
    ok("--store", path, "add", "fact", "new", "held", "--when", "2026", "--unsourced")
    assert "2026" in ok("--store", path, "show", "new").out


def test_the_vocabulary_alone_does_not_keep_a_copy_away(tmp_path: Path, postgres: Server) -> None:
    url = postgres.create("to-be-filled")
    ok("init", url, "--empty")
    own = str(tmp_path / "own.json")
    ok("init", own, "--empty")
    ok("--store", own, "add", "entity", "new", "--kind", "body", "--name", "New")
    ok("--store", own, "copy", "--to", url)
    assert ok("--store", url, "list", "--fields", "id").out == "new\n"
    assert ask("--store", own, "copy", "--to", url).code == 4


def test_an_empty_one_knows_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "store.json")
    assert ok("init", path, "--empty", "--json").items[0]["base"] is None
    assert ok("--store", path, "list").out == ""
    ok("--store", path, "add", "entity", "new", "--kind", "body", "--name", "New", "--yes")
    assert ok("--store", path, "list", "--fields", "id").out == "new\n"
    assert ok("--store", path, "check").code == 0


def test_the_store_option_says_where_too(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    ok("--store", str(path), "init")
    assert path.exists()


def test_otherwise_it_is_the_layer_that_all_commands_read(home: Path) -> None:
    ok("init")
    (layer,) = home.rglob("store.json")
    before = layer.read_bytes()
    ok("add", "entity", "new", "--kind", "body", "--name", "New")
    assert layer.read_bytes() != before


@pytest.mark.parametrize("data", [b"", b"{}", b"text"])
def test_what_is_there_is_never_overwritten(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(data)
    assert ask("init", str(path)).code == 4
    assert path.read_bytes() == data


def test_a_dangling_link_is_no_free_path(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.symlink_to(tmp_path / "nowhere.json")
    assert ask("init", str(path)).code == 4
    assert not (tmp_path / "nowhere.json").exists()


def test_a_path_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert ask("init", str(tmp_path / "file" / "store.json")).code == 7
