"""Stores by the command line: the layer, other files, and files that are no store."""

import os
import time
from pathlib import Path

import pytest

from cstokb.model.fact import Text
from cstokb.store.protocol import Change
from tests.cli.asking import ask, run
from tests.cli.stores import body, fact, store
from tests.store.hostile import HOSTILE, Hostile

READERS = (
    ("show", "joint-staff"),
    ("timeline",),
    ("anniversary", "04-28"),
    ("upcoming",),
    ("search", "staff"),
    ("list",),
    ("related", "joint-staff"),
    ("sources",),
    ("stats",),
    ("schema",),
    ("export", "json"),
    (),
)


@pytest.fixture
def layer(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a person's own facts are; the file does not exist yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    return home / "config" / "cstokb"


@pytest.mark.parametrize("words", READERS, ids=lambda words: " ".join(words) or "start page")
def test_reading_creates_no_file(home: Path, words: tuple[str, ...]) -> None:
    assert ask(*words).code == 0
    assert os.listdir(home) == []


def test_the_layer_is_read_over_the_shipped_facts(layer: Path) -> None:
    own = body("my-body", "2003-04-28", en="My body")
    store(layer, own, base="shipped")
    assert ask("show", "my-body").out.startswith("My body · body · my-body\n")
    assert ask("show", "joint-staff").code == 0
    that_day = {item["id"] for item in ask("anniversary", "2003-04-28", "--json").items}
    assert {"my-body", "joint-staff"} <= that_day


def test_the_layer_s_record_counts_where_both_have_one(layer: Path) -> None:
    store(layer, body("joint-staff", en="Renamed"), base="shipped")
    assert ask("show", "joint-staff").out.startswith("Renamed · ")
    assert ask("show", "Renamed", "--json").items


def test_a_layer_of_its_own_stands_alone(layer: Path) -> None:
    store(layer, body("my-body"))
    assert [row[0] for row in ask("list").rows] == ["my-body"]


def test_a_store_by_option_or_variable_replaces_the_layer(layer: Path, tmp_path: Path) -> None:
    store(layer, body("my-body"), base="shipped")
    other = store(tmp_path / "other", body("other-body"))
    assert [row[0] for row in ask("list", "--store", other).rows] == ["other-body"]
    assert [row[0] for row in ask("list", CSTOKB_STORE=other).rows] == ["other-body"]
    on_top = store(tmp_path / "third", body("third-body"), base="shipped")
    listed = {row[0] for row in ask("list", "--store", on_top).rows}
    assert {"third-body", "joint-staff"} <= listed
    assert "my-body" not in listed


def test_a_link_to_a_store_is_followed(tmp_path: Path) -> None:
    path = store(tmp_path, body("league"))
    link = tmp_path / "link"
    link.symlink_to(path)
    assert [row[0] for row in ask("list", "--store", str(link)).rows] == ["league"]


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_store_is_refused_and_left_alone(
    tmp_path: Path, hostile: Hostile
) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(hostile.data)
    began = time.process_time()
    for words in (("list",), ("show", "csto"), ("stats",)):
        answer = ask(*words, "--store", str(path))
        assert (answer.code, answer.out) == (5, "")
        assert answer.message
        assert all(line.isprintable() for line in answer.err.splitlines())
        assert "Traceback" not in answer.err
    assert time.process_time() - began < 6
    assert path.read_bytes() == hostile.data
    assert {*os.listdir(tmp_path)} == {"home", "store.json"}


@pytest.mark.parametrize("words", READERS, ids=lambda words: " ".join(words) or "start page")
def test_a_damaged_layer_is_reported_by_every_command(layer: Path, words: tuple[str, ...]) -> None:
    path = Path(store(layer, body("league"), base="shipped"))
    path.write_bytes(path.read_bytes()[:-20])
    answer = ask(*words)
    assert (answer.code, answer.out) == (5, "")
    assert str(path) in answer.message


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("show", "--help")], ids=" ".join)
def test_help_needs_no_store(layer: Path, words: tuple[str, ...]) -> None:
    layer.mkdir(parents=True)
    (layer / "store.json").write_text("{")
    assert ask(*words).code == 0


def test_an_unknown_base_is_refused(tmp_path: Path) -> None:
    answer = ask("list", "--store", store(tmp_path, base="elsewhere"))
    assert answer.code == 5
    assert "elsewhere" in answer.message


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda path: None, 3, id="nothing"),
        pytest.param(lambda path: path.mkdir(), 7, id="a folder"),
        pytest.param(os.mkfifo, 7, id="a FIFO"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), 7, id="a device"),
        pytest.param(lambda path: path.symlink_to(path.parent / "gone"), 3, id="a dangling link"),
        pytest.param(lambda path: path.symlink_to(path), 7, id="a link to itself"),
    ],
)
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, env: dict[str, str], make: object, code: int
) -> None:
    assert callable(make)
    path = tmp_path / "store.json"
    make(path)
    before = os.listdir(tmp_path)
    done = run(["list", "--store", str(path)], env)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("cstokb: error: ")
    assert "Traceback" not in done.stderr
    assert os.listdir(tmp_path) == before


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store(tmp_path, body("league"))
    opened = os.open

    def forbidding(name: str, *more: int) -> int:
        # root may read everything
        if name == path:
            raise PermissionError(13, "Permission denied", name)
        return opened(name, *more)

    monkeypatch.setattr(os, "open", forbidding)
    answer = ask("list", "--store", path)
    assert (answer.code, answer.out) == (7, "")
    assert answer.message == f"{path}: permission denied"


def test_a_read_only_file_in_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    path = Path(store(tmp_path / "there", body("league")))
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert [row[0] for row in ask("list", "--store", str(path)).rows] == ["league"]
    finally:
        path.parent.chmod(0o755)


def test_a_fact_whose_predicate_nobody_defines_is_still_shown(tmp_path: Path) -> None:
    odd = Change(facts=(fact("league", "waved-at", "2003"),))
    path = store(tmp_path, body("league"), odd)
    rows = ask("show", "league", "--store", path).rows
    assert ["waved at", "2003"] in [row[:2] for row in rows]
    assert ask("timeline", "--all", "--store", path).rows[0][2] == "The league waved at"


def test_a_fact_that_points_nowhere_is_still_told(tmp_path: Path) -> None:
    stray = Change(facts=(fact("ghost", "founded", "2003", sources=["gone"]),))
    path = store(tmp_path, stray)
    (row,) = ask("timeline", "--store", path).rows
    assert row == ["2003", "", "ghost founded", "ghost", "gone"]
    assert ask("upcoming", "--store", path).code == 0
    assert ask("stats", "--store", path).code == 0


@pytest.mark.slow
def test_a_file_with_too_many_facts_says_what_to_type(tmp_path: Path) -> None:
    many = Change(facts=tuple(fact("csto", "remark", value=Text(f"{n}")) for n in range(10_001)))
    full, fitting = tmp_path / "full", tmp_path / "fitting"
    path = store(full, body("csto"), many)
    answer = ask("--store", path, "list")
    (note,) = [line for line in answer.err.splitlines() if "copy --to" in line]
    assert "10,001 facts" in note
    assert ask("--store", path, "list", "-q").err == ""
    copied = ask(*note.partition("type: cstokb ")[2].split())
    assert copied.code == 0
    database = path.replace(".json", ".db")
    assert ask("--store", f"sqlite:///{database}", "list").out == answer.out
    assert "copy --to" not in ask("--store", f"sqlite:///{database}", "list").err
    few = store(fitting, body("csto"), many._replace(facts=many.facts[:10_000]))
    assert "copy --to" not in ask("--store", few, "list").err
