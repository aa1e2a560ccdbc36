"""`cstokb officers`: who held the posts of a body on a day: surely, possibly or not."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import Answer, ask
from tests.cli.world import world

CONTRACT = {"entity", "certainty", "since", "until", "reason", "sources"}
CHIEFS = ("nikolayev", "sidorov", "serdyukov")


@pytest.fixture
def staffed(tmp_path: Path) -> str:
    """A chief attested on a day, between one with known days and one still in office."""
    return world(
        tmp_path,
        ("csto", "founded", "2002-10-07"),
        ("joint-staff", "part-of", "2003-04-28/..", "csto"),
        ("nikolayev", "headed", "2003-05-01/2010-06-30", "joint-staff"),
        ("sidorov", "headed", "2015-09-15", "joint-staff"),
        ("serdyukov", "headed", "2023-11-23/..", "joint-staff"),
    )


def of(answer: Answer, entity: str, post: str) -> dict[str, Any]:
    (item,) = [i for i in answer.items if (i["entity"], i["post"]) == (entity, post)]
    return item


# What is known


def test_anatoly_sidorov_surely_headed_the_joint_staff_on_28_april_2022() -> None:
    answer = ask("officers", "joint-staff", "--on", "2022-04-28", "--json")
    assert of(answer, "anatoly-sidorov", "joint-staff")["certainty"] == "surely"
    heads = {
        item["entity"]
        for item in answer.items
        if item["certainty"] == "surely" and item["post"] == "joint-staff"
    }
    assert heads == {"anatoly-sidorov"}


def test_anatoly_sidorov_did_not_head_it_in_2010() -> None:
    answer = ask("officers", "joint-staff", "--on", "2010-01-01", "--json")
    holder = of(answer, "anatoly-sidorov", "joint-staff")
    assert holder["certainty"] == "no"
    assert holder["reason"].startswith("before it began: ")


def test_valery_semerikov_surely_acted_as_secretary_general_on_1_december_2018() -> None:
    answer = ask("officers", "csto", "--on", "2018-12-01", "--json")
    acting = [i for i in answer.items if i["entity"] == "valery-semerikov"]
    assert "surely" in {item["certainty"] for item in acting}
    assert all(item["sources"] for item in acting)
    rows = ask("officers", "csto", "--on", "2018-12-01").rows
    (row,) = [row for row in rows if row[:2] == ["surely", "valery-semerikov"]]
    assert "Secretary General" in row[3]


# The three answers


@pytest.mark.parametrize(
    ("on", "answers"),
    [
        pytest.param("2003-04-30", ("no", "no", "no"), id="before all"),
        pytest.param("2005-01-01", ("surely", "no", "no"), id="within a known term"),
        pytest.param("2010-06-30", ("surely", "possibly", "no"), id="on its last day"),
        pytest.param("2012-01-01", ("no", "possibly", "no"), id="after it, before he is attested"),
        pytest.param("2015-09-15", ("no", "surely", "no"), id="on the day that is attested"),
        pytest.param("2020-01-01", ("no", "possibly", "no"), id="after that day"),
        pytest.param("2023-11-23", ("no", "possibly", "surely"), id="when the next one came"),
        pytest.param("2026-01-01", ("no", "no", "surely"), id="in the term of the next one"),
        pytest.param("2015", ("no", "surely", "no"), id="in the year of the day"),
    ],
)
def test_one_attested_day_is_sure_and_the_terms_of_others_bound_the_rest(
    staffed: str, on: str, answers: tuple[str, ...]
) -> None:
    answer = ask("officers", "joint-staff", "--on", on, "--store", staffed, "--json")
    found = tuple(of(answer, chief, "joint-staff")["certainty"] for chief in CHIEFS)
    assert found == answers


def test_every_day_of_a_year_is_more_than_one_attested_day(staffed: str) -> None:
    words = ("officers", "joint-staff", "--on", "2015", "--store", staffed, "--json")
    any_day, every_day = ask(*words, "--any-of"), ask(*words, "--all-of")
    assert of(any_day, "sidorov", "joint-staff")["certainty"] == "surely"
    assert of(every_day, "sidorov", "joint-staff")["certainty"] == "possibly"
    assert every_day.document["query"]["reading"] == "all"


def test_nothing_is_invented_for_an_attested_term(staffed: str) -> None:
    answer = ask("officers", "joint-staff", "--on", "2020-01-01", "--store", staffed, "--json")
    holder = of(answer, "sidorov", "joint-staff")
    assert (holder["since"], holder["until"]) == (None, None)
    assert holder["reason"] == "attested 2015-09-15 only; start and end not recorded"


# Telling


def test_an_item_has_the_fields_of_the_contract() -> None:
    answer = ask("officers", "csto", "--on", "2018-12-01", "--json")
    assert [*answer.document] == ["schema", "query", "items"]
    assert answer.document["query"] == {"body": "csto", "on": "2018-12-01", "reading": "any"}
    for item in answer.items:
        assert item.keys() >= CONTRACT | {"post"}


def test_the_posts_of_its_parts_are_the_body_s_too(staffed: str) -> None:
    words = ("--on", "2005-01-01", "--store", staffed)
    whole = ask("officers", "csto", *words, "--json").items
    part = ask("officers", "joint-staff", *words, "--json").items
    assert whole == part
    assert len(part) == 3


def test_the_sure_come_first_and_what_is_excluded_shows_with_explain(staffed: str) -> None:
    words = ("officers", "joint-staff", "--on", "2023-11-23", "--store", staffed)
    assert ask(*words).rows == [
        ["surely", "serdyukov", "2023-11-23/..", "Andrei Serdyukov"],
        ["possibly", "sidorov", "2015-09-15", "Anatoly Sidorov"],
    ]
    assert ask(*words).err == "note: 1 surely, 1 possibly, 1 no (--explain shows why)\n"
    explained = ask(*words, "--explain").rows
    assert [row[:2] for row in explained] == [
        ["surely", "serdyukov"],
        ["possibly", "sidorov"],
        ["no", "nikolayev"],
    ]
    assert explained[2][4:] == ["after it ended: 2003-05-01/2010-06-30", "paper report"]


def test_a_pipe_gets_fields_between_tabs() -> None:
    rows = ask("officers", "joint-staff", "--on", "2022-04-28").rows
    assert {len(row) for row in rows} == {4}
    assert [row[:2] for row in rows if row[0] == "surely"] == [["surely", "anatoly-sidorov"]]


def test_without_an_argument_it_is_the_organization_today() -> None:
    answer = ask("officers", "--json")
    assert answer.document["query"] == {"body": "csto", "on": "2026-11-23", "reading": "any"}


def test_a_body_without_posts_is_an_empty_answer(staffed: str) -> None:
    answer = ask("officers", "csto", "--store", world(Path(staffed).parent, ("csto", "founded")))
    assert (answer.code, answer.out) == (0, "")


def test_russian_answers_in_russian(staffed: str) -> None:
    words = ("officers", "joint-staff", "--on", "2020-01-01", "--lang", "ru", "--explain")
    rows = {row[1]: row for row in ask(*words, "--store", staffed).rows}
    assert rows["sidorov"][0] == "возможно"
    assert rows["sidorov"][3] == "Анатолий Сидоров"
    assert rows["sidorov"][4] == "засвидетельствовано только 2015-09-15; начало и конец не указаны"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("--on", "2003-02-29"), 2, id="no such day"),
        pytest.param(("--on", "soon"), 2, id="no date"),
        pytest.param(("joint-stuff",), 3, id="no such body"),
    ],
)
def test_what_cannot_be_answered_is_an_error(words: tuple[str, ...], code: int) -> None:
    answer = ask("officers", *words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.message
