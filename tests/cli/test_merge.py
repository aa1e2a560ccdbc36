"""`cstokb merge`: one entity of two."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.writing import STRENGTH, digest, entities, facts, ok, small
from tests.conftest import REQUIRED
from tests.servers import Server, missing

NUMBERS = count()


@pytest.fixture
def path(tmp_path: Path) -> str:
    folder = small(tmp_path)
    ok("--store", folder, "add", "entity", "ksor", "--kind", "force", "--name", "KSOR")
    words = ("ksor", "strength", "15000", "--unit", "troops", "--when", "2009-02-04")
    ok("--store", folder, "add", "fact", *words, "--source", "report")
    ok("--store", folder, "add", "fact", "ksor", "motto", "Onward", "--source", "report")
    return folder


def test_facts_and_names_move_and_equal_facts_join_their_sources(path: str) -> None:
    ok("--store", path, "merge", "ksor", "crrf")
    assert {"KSOR", "ksor"} <= {*entities(path)["crrf"]["aliases"]}
    standing = [row for row in facts(path).values() if row["rank"] != "deprecated"]
    assert {row["subject"] for row in standing} == {"crrf"}
    joined = facts(path)[STRENGTH.id]
    assert {cited["source"] for cited in joined["citations"]} == {"paper", "report"}


def test_undo_parts_them_again(path: str) -> None:
    before = (entities(path), facts(path))
    ok("--store", path, "merge", "ksor", "crrf")
    ok("--store", path, "undo")
    assert (entities(path), facts(path)) == before


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [("crrf", "crrf", 2), ("crrf", "nobody", 3), ("nobody", "crrf", 3)],
)
def test_what_cannot_be_merged_is_refused(path: str, one: str, other: str, code: int) -> None:
    before = digest(path)
    assert ask("--store", path, "merge", one, other).code == code
    assert digest(path) == before


def test_json_names_both_and_a_dry_run_writes_nothing(path: str) -> None:
    before = digest(path)
    answer = ok("--store", path, "merge", "ksor", "crrf", "--dry-run", "--json")
    assert answer.document["query"] == {"merge": "ksor", "into": "crrf", "dry_run": True}
    assert "crrf" in {item["id"] for item in answer.items}
    assert digest(path) == before


def test_a_merge_back_turns_it_round_and_undo_parts_them(path: str) -> None:
    before = (entities(path), facts(path))
    ok("--store", path, "merge", "ksor", "crrf")
    ok("--store", path, "merge", "crrf", "ksor")
    standing = {row["subject"] for row in facts(path).values() if row["rank"] != "deprecated"}
    assert standing == {"ksor"}
    assert entities(path)["ksor"]["names"]["en"] == "KSOR"
    assert ok("--store", path, "check", "--only", "merged-away,about-itself,dangling").out == ""
    ok("--store", path, "undo")
    ok("--store", path, "undo")
    assert (entities(path), facts(path)) == before


def test_a_merge_follows_to_what_lives(path: str) -> None:
    ok("--store", path, "add", "entity", "rrf", "--kind", "force", "--name", "RRF")
    ok("--store", path, "merge", "ksor", "crrf")
    ok("--store", path, "merge", "ksor", "rrf")
    assert {row["subject"] for row in facts(path).values() if row["rank"] != "deprecated"} == {
        "rrf"
    }
    merged = {id: row["merged_into"] for id, row in entities(path).items() if row["merged_into"]}
    assert merged == {"ksor": "crrf", "crrf": "rrf"}
    again = ask("--store", path, "merge", "ksor", "rrf")
    assert (again.code, again.message) == (2, "ksor is merged into rrf already")


READING = (
    "show ksor",
    "timeline --for ksor --all",
    "query of:ksor",
    "related ksor",
    "list of:ksor",
)


@pytest.mark.parametrize("words", READING)
def test_reading_follows_to_what_lives(path: str, words: str) -> None:
    ok("--store", path, "add", "fact", "armenia", "met", "ksor", "--source", "paper")
    ok("--store", path, "merge", "ksor", "crrf")
    one, other = (
        ok("--store", path, *text.split(), "--format", "csv", "-q").out
        for text in (words, words.replace("ksor", "crrf"))
    )
    assert one == other
    assert len(one.splitlines()) > 1


@pytest.mark.parametrize("words", ["list", "search ksor", "stats", "check --hints"])
def test_what_was_merged_away_is_not_listed(path: str, words: str) -> None:
    ok("--store", path, "merge", "ksor", "crrf")
    rows = ok("--store", path, *words.split(), "--format", "jsonl", "-q").out
    assert '"id": "ksor"' not in rows
    assert '"about": "ksor"' not in rows


def test_writing_goes_to_what_lives(path: str) -> None:
    ok("--store", path, "merge", "ksor", "crrf")
    ok("--store", path, "add", "fact", "ksor", "motto", "Ahead", "--source", "paper")
    ok("--store", path, "add", "fact", "armenia", "met", "ksor", "--source", "paper")
    ok("--store", path, "set", "ksor", "summary=Fast.")
    mentions = {row["subject"] for row in facts(path).values() if row["value"] == "Ahead"}
    mentions |= {row["value"] for row in facts(path).values() if row["predicate"] == "met"}
    assert mentions == {"crrf"}
    assert entities(path)["crrf"]["summary"] == "Fast."
    taken = ask("--store", path, "add", "entity", "ksor", "--kind", "force", "--name", "K")
    assert (taken.code, taken.message) == (4, "ksor is merged into crrf")


def test_what_would_be_about_itself_is_dropped(path: str) -> None:
    ok("--store", path, "add", "fact", "ksor", "part-of", "crrf", "--source", "report")
    ok("--store", path, "merge", "ksor", "crrf")
    assert all(row["subject"] != row["value"] for row in facts(path).values())
    assert ok("--store", path, "check", "--only", "about-itself").out == ""


@pytest.fixture(params=["file", "sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def location(path: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The store in each of its sorts."""
    if request.param == "file":
        return path
    place = f"sqlite:///{tmp_path}/copy.db"
    if request.param == "postgresql":
        if missing() and not REQUIRED:
            pytest.skip(missing())
        server: Server = request.getfixturevalue("postgres")
        place = server.create(f"merging{next(NUMBERS)}")
    ok("--store", path, "copy", "--to", place)
    return place


@pytest.mark.parametrize("others", ["ksor crrf", "crrf ksor"])
def test_what_others_merge_meanwhile_gets_no_fact(location: str, others: str) -> None:
    with quicker(location, "merge", *others.split()):
        ok("--store", location, "add", "fact", "ksor", "motto", "Ahead", "--source", "paper")
    (fact,) = (row for row in facts(location).values() if row["value"] == "Ahead")
    assert (fact["subject"], fact["rank"]) == (others.split()[1], "normal")
    assert ok("--store", location, "check", "--only", "merged-away").out == ""


def test_a_merge_moves_what_others_add_meanwhile(location: str) -> None:
    words = ("add", "fact", "ksor", "motto", "Ahead", "--source", "paper")
    with quicker(location, *words):
        ok("--store", location, "merge", "ksor", "crrf")
    standing = [row for row in facts(location).values() if row["rank"] != "deprecated"]
    assert {row["subject"] for row in standing} == {"crrf"}
    assert "Ahead" in {row["value"] for row in standing}


@contextmanager
def quicker(location: str, *words: str) -> Iterator[None]:
    """Another writer, who writes after a change was planned and before it is written."""
    with pytest.MonkeyPatch.context() as patch:

        def first(*_: object) -> bool:
            patch.undo()
            ok("--store", location, *words)
            return False

        patch.setattr("cstokb.cli.writing._confirm", first)
        yield
