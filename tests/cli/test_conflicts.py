"""`cstokb conflicts`: where sources disagree, the rivals side by side."""

import csv
from pathlib import Path
from typing import Any

import pytest

from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import body, fact, store
from tests.cli.world import world

RIVALS = (
    fact("league", "founded", "1998-01-01", rank="deprecated", note="a misprint"),
    fact("league", "founded", "1999-01-01", rank="preferred", note="its own page"),
    fact("league", "founded", "2000-01-01"),
)


@pytest.fixture
def disputed(tmp_path: Path) -> str:
    others = (fact("pact", "founded", "1992"), fact("pact", "founded", "1993"))
    agreed = (fact("union", "founded", "1992"), fact("union", "founded", "1992-05"))
    return store(
        tmp_path,
        *(body(id) for id in ("league", "pact", "union")),
        Change(facts=(*RIVALS, *others, *agreed)),
    )


def test_the_charter_was_signed_in_chisinau_and_not_in_tashkent() -> None:
    items = ask("conflicts", "charter", "--json").items
    ranks = {one["where"]: one["rank"] for one in items}
    assert ranks == {"chisinau": "preferred", "tashkent": "deprecated"}
    assert {one["when"] for one in items} == {"2002-10-07"}
    assert all(one["sources"] and one["ranked"] for one in items)
    assert {one["conflict"] for one in items} == {1}


def test_every_conflict_of_the_shipped_facts_is_ranked() -> None:
    items = ask("conflicts", "--json").items
    assert items
    assert all(item["ranked"] for item in items)
    numbers = [item["conflict"] for item in items]
    assert [*dict.fromkeys(numbers)] == [*range(1, numbers[-1] + 1)]
    assert numbers == sorted(numbers)


def test_rivals_stand_under_their_subject_the_preferred_first(disputed: str) -> None:
    answer = ask("conflicts", "league", "--store", disputed)
    assert answer.rows == [
        ["The league · league"],
        ["preferred", "1999-01-01", "founded", "paper", "its own page"],
        ["normal", "2000-01-01", "founded", "paper", ""],
        ["deprecated", "1998-01-01", "founded", "paper", "a misprint"],
    ]
    assert answer.err == "note: 1 conflict\n"


def test_dates_that_can_both_be_true_are_no_conflict(disputed: str) -> None:
    answer = ask("conflicts", "--store", disputed, "--json")
    subjects = [item["subject"] for item in answer.items]
    assert [*dict.fromkeys(subjects)] == ["league", "pact"]
    assert answer.err == "note: 2 conflicts\n"


def test_an_unranked_conflict_is_told_as_such(disputed: str) -> None:
    ranked = {i["subject"]: i["ranked"] for i in _items(disputed)}
    assert ranked == {"league": True, "pact": False}


def _items(path: str) -> list[dict[str, Any]]:
    return ask("conflicts", "--store", path, "--json").items


def test_two_holders_of_one_post_at_one_time_are_a_conflict(tmp_path: Path) -> None:
    path = world(
        tmp_path,
        ("joint-staff", "founded", "2003-04-28"),
        ("sidorov", "headed", "2015-09-15/2023-11-23", "joint-staff"),
        ("serdyukov", "headed", "2020-01-01/..", "joint-staff"),
        ("nikolayev", "headed", "2010-01-01/2015-09-15", "joint-staff"),
    )
    items = _items(path)
    assert {one["conflict"] for one in items} == {1}
    assert {one["subject"] for one in items} == {"sidorov", "serdyukov"}


def test_a_conflict_is_found_by_any_of_its_entities(tmp_path: Path) -> None:
    path = world(
        tmp_path,
        ("joint-staff", "founded", "2003-04-28"),
        ("sidorov", "headed", "2015-09-15/2023-11-23", "joint-staff"),
        ("serdyukov", "headed", "2020-01-01/..", "joint-staff"),
    )
    for id in ("sidorov", "serdyukov", "joint-staff"):
        assert len(ask("conflicts", id, "--store", path, "--json").items) == 2


def test_a_store_that_agrees_is_an_empty_answer(tmp_path: Path) -> None:
    path = store(tmp_path, body("league", "1999-01-01"))
    answer = ask("conflicts", "--store", path)
    assert (answer.code, answer.out, answer.err) == (0, "", "note: 0 conflicts\n")
    assert ask("conflicts", "--store", path, "-e").code == 1


def test_a_spreadsheet_gets_a_row_a_rival_with_the_number_of_its_conflict(disputed: str) -> None:
    out = ask("conflicts", "--store", disputed, "--format", "csv").out
    rows = list(csv.DictReader(out.splitlines(keepends=True), strict=True))
    assert [(row["conflict"], row["id"]) for row in rows] == [
        *[("1", "league")] * 3,
        *[("2", "pact")] * 2,
    ]


def test_russian_answers_in_russian() -> None:
    rows = ask("conflicts", "charter", "--lang", "ru").rows
    assert rows[0][0].startswith("Устав ")
    assert "Кишинёв" in rows[1][2]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("joint-stuff",), 3, id="no such entity"),
        pytest.param(("charter", "kind:crrf"), 2, id="no such kind"),
    ],
)
def test_what_cannot_be_answered_is_an_error(words: tuple[str, ...], code: int) -> None:
    answer = ask("conflicts", *words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.message


def test_an_id_may_begin_with_a_digit() -> None:
    answer = ask("conflicts", "103rd-brigade")
    assert (answer.code, answer.err) == (0, "note: 0 conflicts\n")
