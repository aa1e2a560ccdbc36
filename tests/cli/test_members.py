"""`cstokb members`: who belonged to a body on a day: surely, possibly or not."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import Answer, ask
from tests.cli.world import world

FOUNDERS = {"armenia", "belarus", "kazakhstan", "kyrgyzstan", "russia", "tajikistan"}
CONTRACT = {"id", "holder", "certainty", "since", "until", "reason", "sources"}
CERTAINTIES = ("surely", "possibly", "no")


@pytest.fixture
def dated(tmp_path: Path) -> str:
    """Armenia since some day of 2002, Russia since a day of it, Uzbekistan for a time."""
    return world(
        tmp_path,
        ("csto", "founded", "2002-10-07"),
        ("armenia", "member-of", "2002/..", "csto"),
        ("russia", "member-of", "2002-10-07/..", "csto"),
        ("uzbekistan", "member-of", "2006-08-16/2012-12-19", "csto"),
        ("uzbekistan", "froze", "2012-06-28", "csto"),
    )


def by_certainty(answer: Answer) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {certainty: set() for certainty in CERTAINTIES}
    for item in answer.items:
        found[item["certainty"]].add(item["id"])
    return found


def of(answer: Answer, entity: str) -> dict[str, Any]:
    (item,) = [item for item in answer.items if item["id"] == entity]
    return item


# What is known


def test_seven_states_surely_belonged_in_2010() -> None:
    answer = ask("members", "--on", "2010-01-01", "--json")
    assert by_certainty(answer)["surely"] == FOUNDERS | {"uzbekistan"}
    assert by_certainty(answer)["possibly"] == set()
    assert all(item["sources"] for item in answer.items)


def test_uzbekistan_did_not_belong_in_2013_for_it_had_left() -> None:
    answer = ask("members", "--on", "2013-01-01", "--all", "--json")
    assert by_certainty(answer) == {"surely": FOUNDERS, "possibly": set(), "no": {"uzbekistan"}}
    left = of(answer, "uzbekistan")
    assert (left["since"], left["until"]) == ("2006-08-16", "2012-12-19")
    assert left["reason"] == "after it ended: 2006-08-16/2012-12-19"


@pytest.mark.parametrize(
    ("day", "belonged"),
    [
        pytest.param("2006-08-15", False, id="before it joined"),
        pytest.param("2006-08-16", True, id="when it joined"),
        pytest.param("2012-12-19", True, id="when it left"),
        pytest.param("2012-12-20", False, id="after it left"),
    ],
)
def test_uzbekistan_belonged_from_day_to_day(day: str, belonged: bool) -> None:
    surely = by_certainty(ask("members", "--on", day, "--json"))["surely"]
    assert surely - FOUNDERS == ({"uzbekistan"} if belonged else set())


def test_nobody_surely_belonged_before_the_treaty_was_in_force() -> None:
    answer = ask("members", "--on", "1994-03-01", "--json")
    assert by_certainty(answer)["surely"] == set()
    assert answer.document["query"]["body"] == "collective-security-treaty"
    assert (
        "note: csto did not exist yet; these belonged to collective-security-treaty\n" in answer.err
    )


def test_three_states_belonged_to_the_treaty_for_a_part_of_1999() -> None:
    leavers = {"azerbaijan", "georgia", "uzbekistan"}
    rows = ask("members", "--on", "1999", "--any-of", "--explain").rows
    assert {row[0] for row in rows} == {"surely"}
    assert {row[2] for row in rows} == FOUNDERS | leavers
    for row in rows:
        assert len(row) == 8
        part = row[5].startswith("for a part of it: ")
        assert part is (row[2] in leavers)
        assert row[6]
    found = by_certainty(ask("members", "--on", "1999", "--all-of", "--all", "--json"))
    assert found == {"surely": FOUNDERS, "possibly": set(), "no": leavers}


def test_armenia_belonged_in_2024_and_its_freeze_is_told_beside() -> None:
    answer = ask("members", "--on", "2024-06-01", "--json")
    assert by_certainty(answer)["surely"] == FOUNDERS
    armenia = of(answer, "armenia")
    assert armenia["until"] == ".."
    assert any(when.startswith("2024-02") for when in armenia["paused"])
    (row,) = [row for row in ask("members", "--on", "2024-06-01").rows if row[1] == "armenia"]
    assert row[:3] == ["Armenia", "armenia", armenia["since"] + "/.."]
    assert "froze" in row[3]
    assert row[4] == armenia["note"]
    assert "Formally still a member" in row[4]


def test_what_was_frozen_later_is_not_told_of_before() -> None:
    armenia = of(ask("members", "--on", "2024-01-01", "--json"), "armenia")
    assert (armenia["certainty"], armenia["paused"]) == ("surely", [])


# The three answers


@pytest.mark.parametrize(
    ("on", "surely", "possibly"),
    [
        pytest.param("2001-12-31", set(), set(), id="before"),
        pytest.param("2002-10-06", set(), set(), id="in that year, before the body existed"),
        pytest.param("2002-10-07", {"russia"}, {"armenia"}, id="on a known day"),
        pytest.param("2003-01-01", {"armenia", "russia"}, set(), id="after the year"),
        pytest.param("2006-08-16", {"armenia", "russia", "uzbekistan"}, set(), id="later"),
    ],
)
def test_partial_dates_leave_an_answer_open(
    dated: str, on: str, surely: set[str], possibly: set[str]
) -> None:
    found = by_certainty(ask("members", "--on", on, "--all", "--store", dated, "--json"))
    assert (found["surely"], found["possibly"]) == (surely, possibly)
    assert set.union(*found.values()) == {"armenia", "russia", "uzbekistan"}


@pytest.mark.parametrize(
    ("on", "reading", "certainty"),
    [
        pytest.param("2002", "--any-of", "surely", id="some day of the year"),
        pytest.param("2002", "--all-of", "no", id="every day of the year"),
        pytest.param("2002-10", "--any-of", "surely", id="some day of the month"),
        pytest.param("2002-10", "--all-of", "no", id="every day of the month"),
        pytest.param("2002-11", "--any-of", "surely", id="some day of a month within"),
        pytest.param("2002-11", "--all-of", "surely", id="every day of a month within"),
        pytest.param("2002-09..2002-10-06", "--any-of", "no", id="a range before"),
    ],
)
def test_a_month_or_year_has_two_readings(
    dated: str, on: str, reading: str, certainty: str
) -> None:
    answer = ask("members", "--on", on, reading, "--all", "--store", dated, "--json")
    assert of(answer, "russia")["certainty"] == certainty
    assert answer.document["query"]["reading"] == reading[2:5]


def test_of_a_year_its_last_day_is_meant_and_that_is_noted(dated: str) -> None:
    words = ("members", "--store", dated, "--json")
    answer = ask(*words, "--on", "2002")
    assert answer.out == ask(*words, "--on", "2002-12-31").out
    assert answer.err.startswith("note: 2002 is taken as its last day, 2002-12-31\n")


def test_of_the_present_year_today_is_meant(dated: str) -> None:
    answer = ask("members", "--store", dated, "--on", "2026", "--today", "2026-11-28")
    assert answer.err.startswith("note: 2026 is taken as today, 2026-11-28\n")


def test_a_pause_is_told_from_its_day_on_while_it_matters(dated: str) -> None:
    for on, paused in (
        ("2012-06-27", []),
        ("2012-06-28", ["2012-06-28"]),
        ("2013-01-01", []),
    ):
        answer = ask("members", "--on", on, "--all", "--store", dated, "--json")
        assert of(answer, "uzbekistan")["paused"] == paused


# Telling


def test_an_item_has_the_fields_of_the_contract() -> None:
    answer = ask("members", "--on", "2010-01-01", "--json")
    assert [*answer.document] == ["schema", "query", "items", "left"]
    assert answer.document["query"] == {"body": "csto", "on": "2010-01-01", "reading": "any"}
    for item in answer.items:
        assert item.keys() >= CONTRACT
        assert item["certainty"] in CERTAINTIES


@pytest.mark.parametrize("words", [("--all",), ("--explain",)])
def test_who_did_not_belong_is_listed_only_when_all_are_asked_for(
    dated: str, words: tuple[str, ...]
) -> None:
    question = ("members", "--on", "2002-10-07", "--store", dated)
    everybody = ["russia", "armenia", "uzbekistan"]
    for options, ids in (((), everybody[:2]), (words, everybody)):
        assert [item["id"] for item in ask(*question, *options, "--json").items] == ids
        rows = ask(*question, *options).rows
        assert [id for row in rows for id in row[:3] if id in everybody] == ids


def test_those_left_out_are_counted(dated: str) -> None:
    words = ("members", "--on", "2002-10-07", "--store", dated)
    assert ask(*words).err == "note: 1 surely, 1 possibly, 1 no (--explain shows why)\n"


def test_an_explanation_tells_of_everybody_with_reason_and_sources(dated: str) -> None:
    rows = ask("members", "--on", "2002-10-07", "--explain", "--store", dated).rows
    assert rows == [
        [
            "surely",
            "Russia",
            "russia",
            "2002-10-07/..",
            "",
            "within 2002-10-07/..",
            "paper report",
            "",
        ],
        [
            "possibly",
            "Armenia",
            "armenia",
            "≈ 2002/..",
            "",
            "its start is not known to the day: 2002/..",
            "paper report",
            "",
        ],
        [
            "no",
            "Uzbekistan",
            "uzbekistan",
            "2006-08-16/2012-12-19",
            "",
            "before it began: 2006-08-16/2012-12-19",
            "paper report",
            "",
        ],
    ]


def test_where_nobody_belonged_the_note_says_how_to_learn_why(dated: str) -> None:
    words = ("members", "--on", "2001", "--store", dated)
    assert ask(*words) == (
        0,
        "",
        (
            "note: 2001 is taken as its last day, 2001-12-31\n"
            "note: 0 surely, 0 possibly, 3 no (--explain shows why)\n"
            "note: csto did not exist then: 2002-10-07/..\n"
        ),
    )
    answer = ask(*words, "--explain")
    assert {row[0] for row in answer.rows} == {"no"}
    assert all(row[5].startswith("before it began: ") for row in answer.rows)
    assert "note: 0 surely, 0 possibly, 3 no\n" in answer.err


def test_a_pipe_gets_fields_between_tabs_and_neither_box_nor_colour() -> None:
    answer = ask("members", "--on", "2010-01-01")
    assert ["Uzbekistan", "uzbekistan", "2006-08-16/2012-12-19", ""] in [
        row[:4] for row in answer.rows
    ]
    assert {len(row) for row in answer.rows} == {5}
    assert "\x1b" not in answer.out
    assert answer.out == ask("members", "--on", "2010-01-01", "--plain").out


def test_without_a_day_it_is_today() -> None:
    answer = ask("members", "--json")
    assert answer.document["query"] == {"body": "csto", "on": "2026-11-23", "reading": "any"}
    assert ask("members", "--today", "2010-01-01").out == ask("members", "--on", "2010-01-01").out


@pytest.mark.parametrize("name", ["csto", "ОДКБ", "Collective Security Treaty Organization"])
def test_a_body_has_any_of_its_names(name: str) -> None:
    out = ask("members", name, "--on", "2010-01-01").out
    assert out == ask("members", "--on", "2010-01-01").out


def test_a_treaty_has_parties_too() -> None:
    found = ask("members", "collective-security-treaty", "--on", "1996-01-01", "--json")
    surely = by_certainty(found)["surely"]
    assert surely == FOUNDERS | {"azerbaijan", "georgia", "uzbekistan"}
    assert "did not exist" not in found.err


def test_a_body_without_members_is_an_empty_answer() -> None:
    answer = ask("members", "joint-staff", "--json")
    assert (answer.code, answer.items) == (0, [])
    assert ask("members", "joint-staff", "-e").code == 1


def test_russian_answers_in_russian() -> None:
    answer = ask("members", "--on", "2013-01-01", "--explain", "--lang", "ru")
    rows = {row[2]: row for row in answer.rows}
    assert rows["armenia"][:2] == ["точно", "Армения"]
    assert rows["uzbekistan"][:2] == ["нет", "Узбекистан"]
    assert rows["uzbekistan"][5] == "после окончания: 2006-08-16/2012-12-19"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("--on", "2003-02-29"), 2, id="no such day"),
        pytest.param(("--on", "2003-13"), 2, id="no such month"),
        pytest.param(("--on", "yesteryear"), 2, id="no date"),
        pytest.param(("--on", "2010..2009"), 2, id="backwards"),
        pytest.param(("joint-stuff",), 3, id="no such body"),
        pytest.param(("csto", "armenia"), 3, id="two things"),
    ],
)
def test_what_cannot_be_answered_is_an_error(words: tuple[str, ...], code: int) -> None:
    answer = ask("members", *words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.message
