"""What a command does without, so that it starts fast: told by modules, not by clocks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cstokb.cli.app import COMMANDS as COMMAND_NAMES
from cstokb.model.entity import Entity
from cstokb.store import create_store, open_store
from cstokb.store.file.lines import SMALL
from cstokb.store.protocol import Change

PROBE = """
import json, os, sys
before = set(sys.modules)
sys.argv = ["cstokb", *sys.argv[1:]]
import cstokb.__main__
try:
    os._exit = sys.exit
    cstokb.__main__.main()
except SystemExit as done:
    assert not done.code, done.code
sys.stderr.write("\\n" + json.dumps(sorted(set(sys.modules) - before)))
"""
NEVER = (
    "asyncio",
    "email",
    "filelock",
    "http",
    "importlib.metadata",
    "importlib.resources",
    "pydantic",
    "sqlite3",
    "ssl",
    "tempfile",
    "urllib.request",
)
LIGHT = {
    "cstokb.store",
    "cstokb.store.candidates",
    "cstokb.store.file",
    "cstokb.store.file.lines",
    "cstokb.store.shipped",
}
"""What of the stores a file is read with for completion."""
COMMANDS = (
    ("show", "joint-staff"),
    ("timeline", "2003"),
    ("anniversary", "2003-04-28"),
    ("upcoming",),
    ("search", "sidorov"),
    ("list", "body"),
)


def modules(words: tuple[str, ...], env: dict[str, str]) -> set[str]:
    """What a run imports that a bare interpreter has not."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        env=env,
        cwd=env["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {*json.loads(done.stderr.splitlines()[-1])}


def packages(found: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in found}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_piped_answer_needs_no_rich(words: tuple[str, ...], env: dict[str, str]) -> None:
    found = modules(words, env)
    assert "cstokb.store.file.tiny" in found
    assert {*NEVER} & found == set()
    assert {"rich", "pygments", "markdown_it"} & packages(found) == set()


def test_show_imports_one_command_and_no_search(env: dict[str, str]) -> None:
    found = modules(("show", "joint-staff"), env)
    assert "cstokb.cli.show" in found
    assert not {"cstokb.cli.timeline", "cstokb.cli.export", "cstokb.formats"} & found
    assert {"cstokb.model.fold", "cstokb.model.names"} & found == set()


@pytest.mark.parametrize("words", [("--help",), ("show", "--help")], ids=" ".join)
def test_help_needs_no_store(words: tuple[str, ...], env: dict[str, str]) -> None:
    found = modules(words, env)
    assert {*NEVER} & found == set()
    assert {"rich", "tinydb"} & packages(found) == set()
    assert [name for name in found if name.startswith("cstokb.store")] == []


def test_the_version_reads_no_more_of_the_store_than_its_head(env: dict[str, str]) -> None:
    found = modules(("--version",), env)
    assert {*NEVER} & found == set()
    assert {"rich", "tinydb"} & packages(found) == set()
    assert {name for name in found if name.startswith("cstokb.store")} <= LIGHT


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_imports_no_command(word: str, env: dict[str, str]) -> None:
    found = modules((word,), env)
    assert {f"cstokb.cli.{command}" for command in COMMAND_NAMES} & found == set()
    assert [name for name in found if name.startswith(("cstokb.reports", "cstokb.render"))] == []


def completing(line: str, env: dict[str, str]) -> set[str]:
    """What a press of Tab imports that a bare interpreter has not."""
    asked = {"_CSTOKB_COMPLETE": "complete_bash", "COMP_WORDS": line}
    return modules((), env | asked | {"COMP_CWORD": str(line.count(" "))})


@pytest.mark.parametrize("line", ["cstokb ", "cstokb show joint-", "cstokb list b"])
def test_completion_needs_no_rich(line: str, env: dict[str, str]) -> None:
    found = completing(line, env)
    assert {*NEVER} & found == set()
    assert {"rich", "pygments"} & packages(found) == set()


def test_completing_a_command_opens_no_store(env: dict[str, str]) -> None:
    assert "cstokb.cli.completion.candidates" not in completing("cstokb sh", env)


@pytest.mark.parametrize("kind", ["shipped", "layer", "file", "large file", "sqlite", "postgresql"])
@pytest.mark.parametrize("line", ["cstokb show jo", "cstokb upcoming --predicate f"])
def test_completion_of_ids_reads_a_file_without_its_store(
    kind: str, line: str, env: dict[str, str], tmp_path: Path
) -> None:
    found = completing(line, env | {"CSTOKB_STORE": made(kind, tmp_path)})
    assert "cstokb.cli.completion.candidates" in found
    assert ("cstokb.cli.completion.cache" in found) == (kind == "postgresql")
    assert {"psycopg", "rich", "pygments"} & packages(found) == set()
    if kind == "sqlite":
        assert {*NEVER} & found == {"sqlite3"}
        assert {"cstokb.store.sql.postgresql", "cstokb.store.file.tiny"} & found == set()
    else:
        assert {*NEVER} & found == set()
        assert {name for name in found if name.startswith(("cstokb.store", "tinydb"))} <= LIGHT


def made(kind: str, folder: Path) -> str:
    """Where a store of that kind is, which has something to offer."""
    if kind in ("shipped", "postgresql"):
        return "" if kind == "shipped" else "postgresql://nobody@127.0.0.1:1/nothing"
    path = str(folder / "store")
    location = f"sqlite:///{path}" if kind == "sqlite" else path
    create_store(location, base="shipped" if kind == "layer" else "")
    much = "x" * (SMALL // 100 if kind == "large file" else 1)
    entities = (Entity(f"jo-{n}", "body", {"en": "Jo"}, (), {"en": much}) for n in range(101))
    open_store(location).apply(Change(tuple(entities)))
    return location


def test_a_store_in_sqlite_needs_nothing_of_the_others(env: dict[str, str]) -> None:
    url = f"sqlite:///{env['HOME']}/facts.db"
    modules(("copy", "--to", url), env)
    found = modules(("show", "joint-staff"), {**env, "CSTOKB_STORE": url})
    assert "sqlite3" in found
    assert not found & ({*NEVER, "tinydb", "psycopg", "rich"} - {"sqlite3"})
