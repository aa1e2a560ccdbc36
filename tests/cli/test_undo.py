"""`cstokb undo` and `cstokb redo`: chains of changes, with before and after."""

from pathlib import Path

import pytest
from filelock import FileLock

from tests.cli.asking import ask
from tests.cli.writing import digest, entities, ok, small


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def rename(path: str, *names: str) -> None:
    for name in names:
        ok("--store", path, "set", "crrf", f"name={name}")


def name(path: str) -> str:
    return str(entities(path)["crrf"]["names"]["en"])


def test_a_chain_goes_back_and_forth(path: str) -> None:
    first = name(path)
    rename(path, "A", "B", "C")
    names = []
    for command in ("undo", "undo", "redo", "undo", "undo", "undo", "redo", "redo", "redo", "redo"):
        ok("--store", path, command)
        names.append(name(path))
    assert names == ["B", "A", "B", "A", first, first, "A", "B", "C", "C"]


def test_a_new_change_ends_what_can_be_redone(path: str) -> None:
    rename(path, "A", "B")
    ok("--store", path, "undo")
    rename(path, "D")
    answer = ok("--store", path, "redo")
    assert "nothing to redo" in answer.err
    assert name(path) == "D"
    ok("--store", path, "undo")
    assert name(path) == "A"


def test_before_and_after_are_shown(path: str) -> None:
    rename(path, "A", "B")
    undone = ok("--store", path, "undo", "--json")
    assert undone.document["query"] == {"undo": 2, "dry_run": False}
    (item,) = undone.items
    assert [item[side]["names"]["en"] for side in ("before", "after")] == ["B", "A"]
    (item,) = ok("--store", path, "redo", "--json").items
    assert [item[side]["names"]["en"] for side in ("before", "after")] == ["A", "B"]


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_there_may_be_nothing_to_take_back(path: str, command: str) -> None:
    before = digest(path)
    answer = ok("--store", path, command, "--json")
    assert answer.items == []
    assert f"nothing to {command}" in answer.err
    assert digest(path) == before


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_without_a_layer_there_is_nothing_and_none_is_made(home: Path, command: str) -> None:
    ok(command)
    assert list(home.iterdir()) == []


def test_a_dry_run_writes_nothing(path: str) -> None:
    rename(path, "A")
    before = digest(path)
    assert ok("--store", path, "undo", "--dry-run", "--json").items
    assert digest(path) == before


def test_of_a_shipped_record_the_shipped_one_is_shown_again(home: Path) -> None:
    ok("set", "csto", "name=Mine")
    (item,) = ok("undo", "--json").items
    assert item["change"] == "~"
    assert item["after"]["names"]["en"] == "Collective Security Treaty Organization"


def test_a_busy_store_is_left(path: str) -> None:
    rename(path, "A")
    before = digest(path)
    with FileLock(Path(path).with_name(".store.json.lock")):
        answer = ask("--store", path, "undo", "--lock-timeout", "0.2")
    assert answer.code == 6
    assert path in answer.message
    assert digest(path) == before
