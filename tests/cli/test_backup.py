"""`cstokb backup`, `restore` and `repair`: the store as a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from cstokb.store.file.storage import FileStorage
from cstokb.store.file.tiny import TinyStore
from tests.cli.asking import ask
from tests.cli.writing import digest, entities, ok, small
from tests.store.children import before_system_call


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def test_a_backup_that_is_restored_is_the_store_as_it_was(path: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.json")
    before = Path(path).read_bytes().splitlines()
    (item,) = ok("--store", path, "backup", copy, "--json").items
    assert item == {"done": "saved", "from": path, "to": copy}
    ok("--store", path, "set", "crrf", "name=New")
    revision = TinyStore(FileStorage(path)).revision
    ok("--store", path, "restore", copy)
    assert Path(path).read_bytes().splitlines()[3:] == before[3:]
    assert TinyStore(FileStorage(path)).revision > revision
    assert entities(f"{path}.bak")["crrf"]["names"]["en"] == "New"


def test_it_stands_beside_the_store_with_the_day_unless_a_file_is_named(path: str) -> None:
    ok("--store", path, "backup")
    assert digest(f"{path}.20261123.backup") == digest(path)


def test_the_store_is_not_its_own_backup(path: str, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    for target in (path, str(link)):
        assert ask("--store", path, "backup", target).code == 2
    assert link.is_symlink()


def test_without_a_store_there_is_nothing_to_save(home: Path) -> None:
    assert ask("backup").code == 3
    assert list(home.iterdir()) == []


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "zeros": lambda data: bytes(len(data)),
    "trailing": lambda data: data + b"x",
    "foreign": lambda _: b'{"name": "left-pad"}',
}


@pytest.fixture(params=DAMAGES.values(), ids=list(DAMAGES))
def damaged(path: str, request: pytest.FixtureRequest) -> str:
    """A store that was changed once, then damaged."""
    ok("--store", path, "set", "crrf", "name=New")
    file = Path(path)
    file.write_bytes(request.param(file.read_bytes()))
    return path


def test_a_damaged_store_is_neither_saved_nor_restored_from(damaged: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    assert ask("--store", damaged, "backup", str(copy)).code == 5
    assert not copy.exists()
    other = str(tmp_path / "other.json")
    ok("--store", other, "init", "--empty")
    before = digest(other)
    assert ask("--store", other, "restore", damaged).code == 5
    assert digest(other) == before


def test_a_damaged_store_is_repaired_and_kept_aside(damaged: str) -> None:
    bad = digest(damaged)
    answer = ok("--store", damaged, "repair", "--json")
    assert answer.items[0]["from"] == f"{damaged}.bak"
    assert entities(damaged)["crrf"]["names"]["en"] == "Rapid Reaction Forces"
    assert digest(f"{damaged}.damaged-1") == bad
    assert f"{damaged}.damaged-1" in answer.err


def test_without_a_bak_the_error_says_so_and_nothing_is_done(damaged: str) -> None:
    Path(f"{damaged}.bak").unlink()
    before = digest(damaged)
    answer = ask("--store", damaged, "repair")
    assert answer.code == 5
    assert "restore" in answer.err
    assert digest(damaged) == before


def test_whatever_strikes_a_repair_a_good_copy_is_left(path: str) -> None:
    ok("--store", path, "set", "crrf", "name=New")
    good = Path(f"{path}.bak").read_bytes()

    class Struck(BaseException):
        pass

    def strike() -> None:
        raise Struck

    struck = 0
    for call in range(1, 40):
        Path(path).write_bytes(b"damaged")
        Path(f"{path}.bak").write_bytes(good)
        try:
            with before_system_call(call, strike):
                ask("--store", path, "repair")
        except Struck:
            struck += 1
        assert good in (Path(path).read_bytes(), Path(f"{path}.bak").read_bytes())
    assert struck >= 5


def test_a_whole_store_stays_as_it_is(path: str) -> None:
    before = digest(path)
    assert ok("--store", path, "repair", "--json").items[0]["from"] == path
    assert digest(path) == before


@pytest.mark.parametrize("command", ["restore", "repair"])
def test_a_busy_store_is_left(path: str, tmp_path: Path, command: str) -> None:
    copy = tmp_path / "copy.json"
    ok("--store", path, "backup", str(copy))
    words = [str(copy)] if command == "restore" else []
    before = digest(path)
    with FileLock(Path(path).with_name(".store.json.lock")):
        answer = ask("--store", path, command, *words, "--lock-timeout", "0.2")
    assert answer.code == 6
    assert digest(path) == before


def test_a_layer_in_a_database_that_is_restored_is_still_a_layer(tmp_path: Path) -> None:
    url, copy = f"sqlite:///{tmp_path}/own.db", str(tmp_path / "copy")
    ok("init", url)
    ok("--store", url, "add", "entity", "rock-x", "--kind", "exercise", "--name", "Rock-X")
    everything = ok("--store", url, "list", "--json").items
    ok("--store", url, "backup", copy)
    ok("--store", url, "undo")
    ok("--store", url, "restore", copy)
    assert ok("--store", url, "list", "--json").items == everything
    assert len(ok("--store", url, "mine", "--json").items) == 1
