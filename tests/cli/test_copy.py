"""`cstokb copy`: all of a store to another one, or nothing."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cstokb.store import open_store
from cstokb.store.protocol import records
from tests.cli.asking import ask
from tests.cli.stores import all_hostile, body, store
from tests.cli.writing import digest, ok
from tests.conftest import REQUIRED
from tests.servers import Server, missing
from tests.terminal import on_terminal

SORTS = ("file", "sqlite", "postgresql")


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Server | None:
    if missing() and not REQUIRED:
        return None
    found: Server = request.getfixturevalue("postgres")
    return found


def location(sort: str, folder: Path, server: Server | None, name: str) -> str:
    """Where a store of that sort may be made."""
    if sort == "file":
        return f"{folder}/{name}.json"
    if sort == "sqlite":
        return f"sqlite:///{folder}/{name}.db"
    if server is None:
        pytest.skip(missing())
    database = f"copy_{name}_{abs(hash(folder))}"
    return server.create(database)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("other", SORTS)
def test_a_copy_of_a_copy_is_the_store_as_it_was(
    sort: str, other: str, tmp_path: Path, server: Server | None
) -> None:
    path = store(tmp_path, all_hostile(), body("csto", "2002-10-07"))
    ok("--store", path, "set", "csto", "name=Organization", "-m", "why")
    there = location(sort, tmp_path, server, "there")
    further = location(other, tmp_path, server, "further")
    back = f"{tmp_path}/back.json"
    ok("--store", path, "copy", "--to", there)
    ok("--store", there, "copy", "--to", further)
    ok("--store", further, "copy", "--to", back)
    assert digest(back) == digest(path)
    ok("--store", further, "undo")
    assert ok("--store", further, "show", "csto", "--json").items[0]["name"] == "The csto"


def test_it_tells_what_was_compared(tmp_path: Path) -> None:
    answer = ok("copy", "--to", f"sqlite:///{tmp_path}/facts.db", "--json")
    (item,) = answer.items
    assert item["records"] == sum(1 for _ in records(open_store()))
    assert re.fullmatch("[0-9a-f]{64}", item["sha256"])
    assert item["sha256"] in answer.err
    again = ok("copy", "--to", f"{tmp_path}/facts.json", "--json").items[0]
    assert again["sha256"] == item["sha256"]
    assert again["from"] == "the shipped facts"


def test_a_store_that_exists_is_never_replaced(tmp_path: Path) -> None:
    path = store(tmp_path, body("csto"))
    other = tmp_path / "other.db"
    other.write_bytes(b"something else")
    for target in (path, f"sqlite:///{other}"):
        answer = ask("copy", "--to", target)
        assert answer.code == 4
        assert "exists already" in answer.err
    assert other.read_bytes() == b"something else"
    ok("copy", "--to", f"sqlite:///{tmp_path}/facts.db")
    before = digest(f"{tmp_path}/facts.db")
    assert ask("copy", "--to", f"sqlite:///{tmp_path}/facts.db").code == 4
    assert digest(f"{tmp_path}/facts.db") == before


def test_a_layer_stays_one_unless_it_is_joined(tmp_path: Path) -> None:
    ok("add", "entity", "rock-x", "--kind", "exercise", "--name", "Rock-X")
    layer, flat = f"sqlite:///{tmp_path}/layer.db", f"sqlite:///{tmp_path}/flat.db"
    assert ok("copy", "--to", layer, "--json").items[0]["records"] == 1
    assert ok("copy", "--to", flat, "--flat", "--json").items[0]["records"] > 3000
    everything = ok("list", "--json").items
    for url, mine in ((layer, 1), (flat, 0)):
        assert ok("--store", url, "list", "--json").items == everything
        assert len(ok("--store", url, "mine", "--json").items) == mine


def test_nothing_is_written_in_a_dry_run(tmp_path: Path) -> None:
    answer = ok("copy", "--to", f"sqlite:///{tmp_path}/facts.db", "--dry-run")
    assert "nothing written" in answer.err
    assert not list(tmp_path.glob("facts*"))


@pytest.mark.slow
def test_a_copy_that_is_stopped_leaves_nothing(tmp_path: Path, env: dict[str, str]) -> None:
    for target in (f"sqlite:///{tmp_path}/facts.db", f"{tmp_path}/facts.json"):
        for seconds in (0.25, 0.5, 0.8):
            copying = subprocess.Popen(
                [sys.executable, "-m", "cstokb", "copy", "--to", target],
                env=env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            time.sleep(seconds)
            copying.send_signal(signal.SIGINT)
            _, error = copying.communicate(timeout=60)
            assert b"Traceback" not in error
            assert copying.returncode in (0, 130)
            there = [path.name for path in tmp_path.iterdir() if path.name != "home"]
            assert len(there) == (copying.returncode == 0), there
            for name in there:
                (tmp_path / name).unlink()


def test_what_cannot_be_read_is_not_copied(tmp_path: Path) -> None:
    path = f"{tmp_path}/facts.db"
    ok("copy", "--to", f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("update facts set record = '{}' where rank = 'preferred'")
    connection.close()
    answer = ask("--store", f"sqlite:///{path}", "copy", "--to", f"{tmp_path}/copy.json")
    assert answer.code == 5
    assert not (tmp_path / "copy.json").exists()


def test_on_a_terminal_a_bar_is_drawn_and_wiped_away(tmp_path: Path, env: dict[str, str]) -> None:
    screen = on_terminal(f"cstokb copy --to {tmp_path}/facts.json", env)
    assert "copied " in screen.text
    assert "compared: the same " in screen.text
    assert json.loads((tmp_path / "facts.json").read_text("utf-8"))["entities"]
