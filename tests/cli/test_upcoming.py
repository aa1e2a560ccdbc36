"""`cstokb upcoming`: the anniversaries that come next."""

from datetime import date
from pathlib import Path

import pytest

from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import body, fact, store
from tests.cli.test_anniversary import CONTRACT

BODIES = {
    "today": "2000-11-23",
    "tomorrow": "2001-11-24",
    "soon": "2006-12-31",
    "far": "2011-02-21",
    "farther": "1992-02-22",
    "yesterday": "2000-11-22",
    "month": "2000-12",
}


@pytest.fixture
def dated(tmp_path: Path) -> str:
    return store(tmp_path, *(body(id, when) for id, when in BODIES.items()))


def found(*words: str) -> list[str]:
    return [item["id"] for item in ask("upcoming", *words, "--json").items]


def test_an_item_has_the_fields_of_the_contract() -> None:
    answer = ask("upcoming", "--days", "365", "--json")
    assert [*answer.document] == ["schema", "query", "items", "left"]
    for item in answer.items:
        assert item.keys() >= CONTRACT
        assert item["precision"] == "day"
        assert item["years"] is not None


def test_the_joint_staff_is_celebrated_in_156_days() -> None:
    items = ask("upcoming", "--days", "365", "--json").items
    (coming,) = [
        tuple(item[key] for key in ("next_date", "next_years", "in_days", "round"))
        for item in items
        if (item["id"], item["when"]) == ("joint-staff", "2003-04-28")
    ]
    assert coming == ("2027-04-28", 24, 156, False)


def test_a_pipe_gets_the_day_the_wait_and_the_number() -> None:
    rows = ask("upcoming", "--days", "365").rows
    (row,) = [row for row in rows if row[0] == "2027-04-28" and row[5] == "joint-staff"]
    assert row[1:4] == ["Wed", "in 156 days", "24th"]


def test_the_days_are_in_order_and_counted_from_today() -> None:
    items = ask("upcoming", "--days", "365", "--json").items
    days = [item["next_date"] for item in items]
    assert days == sorted(days)
    today = date(2026, 11, 23)
    for item in items:
        assert item["in_days"] == (date.fromisoformat(item["next_date"]) - today).days
        assert item["next_years"] == int(item["next_date"][:4]) - int(item["when"][:4])
        assert item["round"] is (item["next_years"] % 5 == 0)


@pytest.mark.parametrize(
    ("words", "entities"),
    [
        pytest.param((), ["today", "tomorrow", "soon", "far"], id="ninety days"),
        pytest.param(("--days", "0"), ["today"], id="today alone"),
        pytest.param(("--days", "1"), ["today", "tomorrow"], id="the last day is included"),
        pytest.param(("--days", "90"), ["today", "tomorrow", "soon", "far"], id="in 90 days"),
        pytest.param(("--days", "89"), ["today", "tomorrow", "soon"], id="not yet in 89"),
        pytest.param(("--to", "2026-11"), ["today", "tomorrow"], id="to the end of a month"),
        pytest.param(("--from", "2027-02", "--to", "2027-02"), ["far", "farther"], id="a month"),
        pytest.param(("--round", "5"), ["soon", "tomorrow"][::-1], id="multiples of five"),
        pytest.param(
            ("--round", "20"), ["tomorrow", "soon"], id="multiples of twenty and jubilees"
        ),
        pytest.param(
            ("--days", "99999999"),
            ["today", "tomorrow", "soon", "far", "farther", "yesterday"],
            id="for ever",
        ),
    ],
)
def test_it_lists(dated: str, words: tuple[str, ...], entities: list[str]) -> None:
    assert found("--store", dated, *words) == entities


def test_round_ones_carry_a_star(dated: str) -> None:
    marks = {row[5]: row[3] for row in ask("upcoming", "--store", dated).rows}
    assert marks == {"today": "26th", "tomorrow": "25th*", "soon": "20th*", "far": "16th"}


def test_what_has_no_day_is_counted(dated: str) -> None:
    answer = ask("upcoming", "--store", dated)
    assert answer.err.startswith("note: 1 fact has no exact day and is not listed (month, 2000-12)")


def test_what_has_ended_is_counted_and_listed_when_asked_for(tmp_path: Path) -> None:
    path = store(
        tmp_path, body("league", "1992-12-01"), Change(facts=(fact("league", "closed", "1999"),))
    )
    answer = ask("upcoming", "--store", path)
    assert answer.out == ""
    assert answer.err.splitlines() == [
        "note: 1 of what has ended left out (--include-ended shows them)",
        "note: nothing found",
    ]
    assert found("--store", path, "--include-ended") == ["league"]


@pytest.mark.parametrize(
    ("leap", "day"),
    [
        pytest.param("feb28", "2027-02-28", id="28 February"),
        pytest.param("mar1", "2027-03-01", id="1 March"),
        pytest.param("skip", "2028-02-29", id="the next leap year"),
    ],
)
def test_29_february_comes_round_on(tmp_path: Path, leap: str, day: str) -> None:
    path = store(tmp_path, body("league", "2000-02-29"))
    (item,) = ask("upcoming", "--days", "800", "--leap", leap, "--store", path, "--json").items
    assert item["next_date"] == day


def test_the_last_day_of_the_calendar_still_has_anniversaries(dated: str) -> None:
    assert found("--today", "9999-12-31", "--store", dated) == ["soon"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--days", "-1"), id="days back"),
        pytest.param(("--days", "many"), id="no number"),
        pytest.param(("--round", "-5"), id="round and negative"),
        pytest.param(("--leap", "apr1"), id="no such leap rule"),
        pytest.param(("--kind", "boat"), id="no such kind"),
        pytest.param(("--from", "2027-02-29"), id="no such day"),
        pytest.param(("--from", "2028", "--to", "2027"), id="backwards"),
    ],
)
def test_usage_that_makes_no_sense_is_refused(words: tuple[str, ...]) -> None:
    answer = ask("upcoming", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.message


def test_russian_counts_days_in_russian(dated: str) -> None:
    rows = ask("upcoming", "--store", dated, "--lang", "ru").rows
    assert [row[1:4] for row in rows] == [
        ["пн", "сегодня", "26-я"],
        ["вт", "через 1 день", "25-я*"],
        ["чт", "через 38 дней", "20-я*"],
        ["вс", "через 90 дней", "16-я"],
    ]
