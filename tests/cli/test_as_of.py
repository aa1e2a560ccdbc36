"""`--as-of`: what was surely or possibly so on a day, in every answer."""

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.world import world

ANSWERS = {
    "show": ("show", "joint-staff"),
    "list": ("list",),
    "related": ("related", "joint-staff"),
    "search": ("search", "joint staff"),
    "stats": ("stats",),
}
every_answer = pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)


@pytest.fixture
def dated(tmp_path: Path) -> str:
    """Bodies founded on a day, in a month and in a year, one ended, one undated."""
    return world(
        tmp_path,
        ("csto", "founded", "2002-10-07"),
        ("joint-staff", "founded", "2003-04"),
        ("joint-staff", "part-of", "2003-04-28/..", "csto"),
        ("council", "founded", "1992"),
        ("treaty", "founded", "1992-05-15"),
        ("treaty", "closed", "1999-04-20"),
        ("crrf", "motto"),
        ("sidorov", "headed", "2015-09-15/2023-11-23", "joint-staff"),
    )


def listed(*words: str) -> set[str]:
    return {item["id"] for item in ask("list", *words, "--json").items}


# What is known


def test_in_2010_the_joint_staff_knows_nothing_of_sidorov() -> None:
    now = ask("show", "joint-staff", "--all").out
    then = ask("show", "joint-staff", "--all", "--as-of", "2010-01-01")
    assert "[anatoly-sidorov]" in now
    assert "[anatoly-sidorov]" not in then.out
    assert "2003-04-28" in then.out
    assert " left out, not valid then\n" in then.err


def test_on_28_april_2022_sidorov_is_its_head() -> None:
    items = ask("show", "joint-staff", "--as-of", "2022-04-28", "--json").items
    heads = {one["subject"] for one in items if one["predicate"] == "headed"}
    assert heads == {"anatoly-sidorov"}


@pytest.mark.parametrize(
    ("day", "there"),
    [
        pytest.param("2003-04-27", False, id="the day before"),
        pytest.param("2003-04-28", True, id="the day it was created"),
        pytest.param("2026-11-23", True, id="today"),
    ],
)
def test_the_joint_staff_is_listed_from_its_first_day_on(day: str, there: bool) -> None:
    assert ("joint-staff" in listed("body", "--as-of", day)) is there


def test_uzbekistan_is_joined_to_the_organization_while_it_belonged() -> None:
    def members(day: str) -> set[str]:
        items = ask("related", "csto", "--kind", "state", "--as-of", day, "--json").items
        return {item["id"] for item in items if item["predicate"] == "member-of"}

    assert members("2010-01-01") - members("2013-01-01") == {"uzbekistan"}
    assert members("2013-01-01")


# Answers


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        pytest.param("1991-12-31", {"crrf"}, id="before all that is dated"),
        pytest.param("1992-03-01", {"council", "crrf"}, id="in a year that is all we know"),
        pytest.param("1999-04-20", {"council", "treaty", "crrf"}, id="on a last day"),
        pytest.param("1999-04-21", {"council", "crrf"}, id="after the end"),
        pytest.param("2003-04-15", {"council", "csto", "joint-staff", "crrf"}, id="in a month"),
    ],
)
def test_what_surely_or_possibly_existed_is_listed(dated: str, as_of: str, found: set[str]) -> None:
    assert listed("--as-of", as_of, "--store", dated) - {"sidorov"} == found


@pytest.mark.parametrize(
    ("as_of", "some_day", "every_day"),
    [
        pytest.param("2002", True, False, id="the year of the founding"),
        pytest.param("2002-10", True, False, id="the month of the founding"),
        pytest.param("2003", True, True, id="a year after it"),
        pytest.param("2001", False, False, id="a year before it"),
    ],
)
def test_a_month_or_year_has_two_readings(
    dated: str, as_of: str, some_day: bool, every_day: bool
) -> None:
    words = ("--as-of", as_of, "--store", dated)
    assert ("csto" in listed(*words)) is some_day
    assert listed(*words) == listed(*words, "--any-of")
    assert ("csto" in listed(*words, "--all-of")) is every_day


@every_answer
def test_every_answer_takes_a_month_in_both_readings(dated: str, words: tuple[str, ...]) -> None:
    question = (*words, "--as-of", "2003-04", "--store", dated, "--json")
    some_day, every_day = ask(*question, "--any-of"), ask(*question, "--all-of")
    assert (some_day.code, every_day.code) == (0, 0)
    assert some_day.out == ask(*question).out
    assert some_day.items != every_day.items or words[0] in ("search", "show")


@every_answer
def test_the_date_is_told_with_the_query(words: tuple[str, ...]) -> None:
    assert ask(*words, "--as-of", "2010", "--json").document["query"]["as_of"] == "2010"
    assert ask(*words, "--json").document["query"]["as_of"] is None


@every_answer
def test_the_day_of_an_answer_without_a_date_does_not_matter(words: tuple[str, ...]) -> None:
    assert ask(*words, "--as-of", "today").code == 0
    assert ask(*words, "--as-of", "today").out == ask(*words, "--as-of", "2026-11-23").out


@every_answer
@pytest.mark.parametrize("as_of", ["2003-02-29", "2003-13", "then", "2010..2009"])
def test_an_impossible_date_is_usage(words: tuple[str, ...], as_of: str) -> None:
    answer = ask(*words, "--as-of", as_of)
    assert (answer.code, answer.out) == (2, "")
    assert answer.message


@pytest.mark.parametrize(
    ("as_of", "predicates"),
    [
        pytest.param("2003-04-15", {"founded"}, id="before it was a part"),
        pytest.param("2010", {"founded", "part-of"}, id="without a head"),
        pytest.param("2015-09-15", {"founded", "part-of", "headed"}, id="with its head"),
        pytest.param("2024", {"founded", "part-of"}, id="after its head"),
    ],
)
def test_a_profile_tells_what_held_then(dated: str, as_of: str, predicates: set[str]) -> None:
    words = ("show", "joint-staff", "--as-of", as_of, "--store", dated)
    items = ask(*words, "--json").items
    assert {one["predicate"] for one in items if one["certainty"] != "unrecorded"} == predicates


@pytest.mark.parametrize("on", ["2007-06-01", "2004-06-01"])
def test_a_profile_of_a_day_without_a_recorded_head_says_so(on: str) -> None:
    rows = ask("show", "joint-staff", "--as-of", on, "--json").items
    (gap,) = [row for row in rows if row["certainty"] == "unrecorded"]
    assert gap["predicate"] == "headed"
    assert "not recorded between" in gap["text"]


def test_what_did_not_hold_is_counted(dated: str) -> None:
    words = ("show", "joint-staff", "--store", dated, "--as-of")
    assert "note: 1 fact left out, not valid then\n" in ask(*words, "2010").err
    assert "note: 2 facts left out, not valid then\n" in ask(*words, "2003-04-15").err
    assert "left out" not in ask(*words, "2020").err


def test_fewer_facts_held_before() -> None:
    def facts(*words: str) -> int:
        items = ask("stats", *words, "--json").items
        (tally,) = [i for i in items if (i["about"], i["of"]) == ("store", "facts")]
        return int(tally["count"])

    counts = [facts("--as-of", day) for day in ("1990-01-01", "2003-01-01", "2020-01-01")]
    assert counts == sorted({*counts})
    assert counts[-1] < facts()


def test_a_name_is_known_whether_or_not_the_thing_existed() -> None:
    answer = ask("show", "joint-staff", "--as-of", "1990-01-01")
    assert answer.code == 0
    assert answer.out.startswith("CSTO Joint Staff · ")
    assert "[anatoly-sidorov]" not in answer.out


def test_what_did_not_exist_is_not_found() -> None:
    def found(day: str) -> set[str]:
        items = ask("search", "joint", "staff", "--kind", "body", "--json", "--as-of", day).items
        return {item["id"] for item in items if item["what"] == "entity"}

    assert "joint-staff" in found("2010")
    assert "joint-staff" not in found("2000")
