"""`cstokb merge`: one entity of two."""

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.writing import STRENGTH, digest, entities, facts, ok, small


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
