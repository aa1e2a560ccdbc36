"""`cstokb retract`: facts stay, deprecated."""

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.writing import STRENGTH, digest, facts, ok, small


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def test_a_fact_stays_deprecated_with_the_reason(path: str) -> None:
    answer = ok("--store", path, "retract", STRENGTH.id, "-m", "a misprint", "--json")
    (only,) = facts(path).values()
    assert (only["rank"], only["note"]) == ("deprecated", "retracted: a misprint")
    (item,) = answer.items
    assert (item["before"]["rank"], item["after"]["rank"]) == ("normal", "deprecated")


def test_a_fact_that_is_named_twice_is_one_change(path: str) -> None:
    assert len(ok("--store", path, "retract", STRENGTH.id, STRENGTH.id, "--json").items) == 1


def test_undo_brings_it_back(path: str) -> None:
    before = facts(path)
    ok("--store", path, "retract", STRENGTH.id)
    ok("--store", path, "undo")
    assert facts(path) == before


@pytest.mark.parametrize("id", ["crrf.strength.00000000", "crrf", "x", ""])
def test_one_unknown_fact_keeps_all_from_being_retracted(path: str, id: str) -> None:
    before = digest(path)
    assert ask("--store", path, "retract", STRENGTH.id, id).code == 3
    assert digest(path) == before


def test_a_dry_run_writes_nothing(path: str) -> None:
    before = digest(path)
    assert ok("--store", path, "retract", STRENGTH.id, "--dry-run", "--json").items
    assert digest(path) == before


def test_a_shipped_fact_is_retracted_in_the_layer_alone(home: Path) -> None:
    id = next(iter(facts_of_shipped()))
    ok("retract", id)
    (item,) = ok("mine", "--json").items
    assert (item["change"], item["id"]) == ("~", id)
    ok("undo")
    assert ok("mine", "--json").items == []


def facts_of_shipped() -> list[str]:
    lines = ok("export", "csv").out.splitlines()
    return [line.partition(",")[0] for line in lines[1:2]]
