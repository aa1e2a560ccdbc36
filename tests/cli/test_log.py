"""`cstokb log`: what was changed, the latest first."""

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.writing import ok, small


@pytest.fixture
def path(tmp_path: Path) -> str:
    store = small(tmp_path)
    for name in "ABC":
        ok("--store", store, "set", "crrf", f"name={name}", "-m", f"call it {name}")
    ok("--store", store, "undo")
    return store


def test_the_latest_comes_first_with_its_message(path: str) -> None:
    items = ok("--store", path, "log", "--json").items
    assert [item["number"] for item in items] == [4, 3, 2, 1]
    assert [item["kind"] for item in items] == ["undo of #3", "change", "change", "change"]
    assert items[1]["message"] == "call it C"
    assert items[1]["changes"] == ["~crrf"]
    assert items[1]["edits"][0]["after"]["names"]["en"] == "C"


def test_times_are_in_utc(path: str) -> None:
    for item in ok("--store", path, "log", "--json").items:
        assert item["at"].endswith("Z")


@pytest.mark.parametrize(("limit", "count"), [("0", 4), ("1", 1), ("2", 2), ("99", 4)])
def test_it_can_be_cut(path: str, limit: str, count: int) -> None:
    assert len(ok("--store", path, "log", "-n", limit).rows) == count


def test_less_than_nothing_is_refused(path: str) -> None:
    assert ask("--store", path, "log", "-n", "-1").code == 2


def test_the_shipped_facts_have_none() -> None:
    assert ok("log", "--json").items == []
