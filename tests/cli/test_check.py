"""`cstokb check`: silent when all is well, and exit code 1 when it is not."""

from pathlib import Path

import pytest

from cstokb.model.entity import Entity
from cstokb.reports.check import CHECKS
from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import PAPER, body, fact, store
from tests.cli.world import world

ALICE = Entity("alice", "body", {"en": "Alice", "ru": "Алиса"})


@pytest.fixture
def sound(tmp_path: Path) -> str:
    """A store without errors and warnings."""
    return store(tmp_path, Change((ALICE,), (fact("alice", "founded", "2000-05-06"),)))


@pytest.fixture
def dangling(tmp_path: Path) -> str:
    """A store with an error: a fact of what is not there."""
    return store(tmp_path, Change((ALICE,), (fact("nobody", "founded", "2000-05-06"),)))


@pytest.fixture
def unsourced(tmp_path: Path) -> str:
    """A store with a warning: a fact without a source."""
    return store(tmp_path, Change((ALICE,), (fact("alice", "founded", "2000-05-06", sources=()),)))


def test_the_shipped_facts_are_sound() -> None:
    assert ask("check") == (0, "", "")
    assert ask("check", "--strict").code == 0


def test_a_sound_store_is_silent(sound: str) -> None:
    assert ask("check", "--store", sound) == (0, "", "")
    assert ask("check", "--store", sound, "--json").items == []


def test_an_error_is_told_and_the_exit_code_is_1(dangling: str) -> None:
    answer = ask("check", "--store", dangling)
    assert answer.code == 1
    (row,) = answer.rows
    assert row[:2] == ["error", "dangling"]
    assert row[2].startswith("nobody.founded.")
    assert row[3] == 'no entity "nobody"'
    assert row[4]


def test_a_warning_is_told_and_fails_only_when_strict(unsourced: str) -> None:
    answer = ask("check", "--store", unsourced)
    assert answer.code == 0
    assert [row[:2] for row in answer.rows] == [["warning", "unsourced"]]
    strict = ask("check", "--store", unsourced, "--strict")
    assert (strict.code, strict.out) == (1, answer.out)


def test_hints_show_when_asked_for_and_are_counted_otherwise(unsourced: str) -> None:
    hinted = ask("check", "--store", unsourced, "--hints")
    assert hinted.code == 0
    hints = [row for row in hinted.rows if row[0] == "hint"]
    assert [row[1] for row in hints] == ["unused-source"]
    assert hinted.err == ""
    answer = ask("check", "--store", unsourced)
    assert answer.err == "note: 1 hint left out (--hints shows them)\n"


def test_hints_never_fail(sound: str) -> None:
    answer = ask("check", "--store", sound, "--hints", "--strict")
    assert {row[0] for row in answer.rows} == {"hint"}
    assert answer.code == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(("--only", "dangling"), ["dangling"], id="one"),
        pytest.param(("--only", "unsourced, dangling"), ["dangling", "unsourced"], id="two"),
        pytest.param(("--only", "same-url"), [], id="one that finds nothing"),
        pytest.param(("--only", "unused-source"), ["unused-source"], id="a hint asked for by name"),
        pytest.param(("--skip", "dangling"), ["unsourced"], id="all but one"),
        pytest.param(("--skip", "dangling,unsourced"), [], id="all but two"),
        pytest.param(("--only", "dangling", "--skip", "dangling"), [], id="neither"),
    ],
)
def test_checks_are_chosen_by_name(
    tmp_path: Path, words: tuple[str, ...], found: list[str]
) -> None:
    facts = (fact("nobody", "founded", "2000"), fact("alice", "founded", "2000", sources=()))
    spare = PAPER._replace(id="spare", url="https://example.org/spare")
    path = store(tmp_path, Change((ALICE,), facts, (spare,)))
    answer = ask("check", *words, "--store", path, "--json")
    assert [item["check"] for item in answer.items] == found
    assert answer.code == (1 if "dangling" in found else 0)


def test_an_item_says_what_is_wrong_and_how_to_mend_it(dangling: str) -> None:
    answer = ask("check", "--store", dangling, "--json")
    assert answer.code == 1
    assert [*answer.document] == ["schema", "query", "items", "left"]
    (item,) = answer.items
    assert [*item] == ["id", "text", "level", "check", "mend"]
    assert item["mend"] == "add what is missing, or correct the id"


def test_every_check_can_be_asked_for_and_is_on_the_page() -> None:
    page = ask("check", "--help").out
    for check in CHECKS:
        assert ask("check", "--only", check.name).code == 0
        assert check.name in page


def test_two_at_one_time_in_what_one_alone_can_hold_is_an_error(tmp_path: Path) -> None:
    path = world(
        tmp_path,
        ("joint-staff", "founded", "2003-04-28"),
        ("sidorov", "headed", "2015-09-15/2023-11-23", "joint-staff"),
        ("serdyukov", "headed", "2020-01-01/..", "joint-staff"),
    )
    answer = ask("check", "--only", "several-holders", "--store", path)
    assert answer.code == 1
    (row,) = answer.rows
    assert row[3] == "serdyukov, sidorov at one time"


@pytest.mark.parametrize("option", ["--only", "--skip"])
def test_an_unknown_check_is_usage_and_the_known_are_listed(option: str) -> None:
    answer = ask("check", option, "dangling,spelling")
    assert (answer.code, answer.out) == (2, "")
    assert answer.message == 'no check "spelling"'
    assert "checks: bad-id, dangling" in answer.err


def test_a_store_that_cannot_be_read_is_not_checked(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"entities": ')
    answer = ask("check", "--store", str(path))
    assert (answer.code, answer.out) == (5, "")


def test_the_exit_status_of_nothing_found_is_what_was_asked_for(tmp_path: Path) -> None:
    path = store(tmp_path, body("alice", "2000", en="Alice", ru="Алиса"))
    assert ask("check", "--store", path, "-e").code == 1
