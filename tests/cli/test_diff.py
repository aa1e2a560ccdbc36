"""`cstokb diff`: what changed in the organization between two days."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import Answer, ask
from tests.cli.world import world

TEXTS = {
    "+": "Uzbekistan member of Treaty Organization",
    "~": "Armenia member of Treaty Organization",
    "-": "Russia member of Treaty Organization",
}


@pytest.fixture
def changing(tmp_path: Path) -> str:
    """Uzbekistan comes, Russia goes, Armenia's year becomes sure, a body and a force come."""
    return world(
        tmp_path,
        ("csto", "founded", "2002-10-07"),
        ("crrf", "founded", "2009-02-04"),
        ("joint-staff", "founded", "2003"),
        ("council", "founded", "1992-05-15"),
        ("council", "closed", "2009-01-01"),
        ("uzbekistan", "member-of", "2006-08-16/..", "csto"),
        ("russia", "member-of", "2002-10-07/2008-12-31", "csto"),
        ("armenia", "member-of", "2005/..", "csto"),
        ("sidorov", "headed", "2008-01-01/..", "joint-staff"),
    )


def changes(answer: Answer) -> dict[tuple[str, str | None], str]:
    """The sign of each change by its subject and predicate."""
    return {(item["id"], item["predicate"]): item["change"] for item in answer.items}


def of(answer: Answer, entity: str, predicate: str | None) -> dict[str, Any]:
    (item,) = [i for i in answer.items if (i["id"], i["predicate"]) == (entity, predicate)]
    return item


def test_uzbekistan_went_out_between_2010_and_2013() -> None:
    answer = ask("diff", "2010-01-01", "2013-01-01", "--json")
    left = of(answer, "uzbekistan", "member-of")
    assert (left["change"], left["before"], left["after"]) == ("-", "surely", "no")
    assert left["object"] == "csto"
    assert left["sources"]
    assert [i["id"] for i in answer.items if i["predicate"] == "member-of"] == ["uzbekistan"]
    rows = ask("diff", "2010-01-01", "2013-01-01").rows
    (row,) = [row for row in rows if row[3] == "uzbekistan"]
    assert row[0] == "-"
    assert row[1].startswith("Uzbekistan was a member of")


def test_uzbekistan_came_in_in_2006() -> None:
    answer = ask("diff", "2006-08-15", "2006-08-16", "--json")
    assert changes(answer)["uzbekistan", "member-of"] == "+"


def test_the_joint_staff_came_into_being_in_april_2003() -> None:
    before = changes(ask("diff", "2003-04-27", "2003-04-28", "--json"))
    assert before["joint-staff", "created-by"] == "+"
    after = changes(ask("diff", "2003-04-28", "2003-04-29", "--json"))
    assert ("joint-staff", "created-by") not in after


def test_members_posts_bodies_and_forces_are_watched(changing: str) -> None:
    answer = ask("diff", "2003-06-01", "2010-01-01", "--store", changing, "--json")
    assert changes(answer) == {
        ("uzbekistan", "member-of"): "+",
        ("armenia", "member-of"): "+",
        ("russia", "member-of"): "-",
        ("sidorov", "headed"): "+",
        ("crrf", "founded"): "+",
        ("council", "closed"): "-",
        ("joint-staff", "founded"): "~",
    }


def test_what_becomes_surer_is_told_from_what_to_what(changing: str) -> None:
    answer = ask("diff", "2005-06-01", "2006-01-01", "--store", changing, "--json")
    armenia = of(answer, "armenia", "member-of")
    assert (armenia["change"], armenia["before"], armenia["after"]) == ("~", "possibly", "surely")
    (row,) = ask("diff", "2005-06-01", "2006-01-01", "--store", changing).rows
    assert row == ["~", TEXTS["~"], "possibly → surely", "armenia", "paper report"]


def test_what_came_and_went_between_the_days_does_not_show(tmp_path: Path) -> None:
    path = world(
        tmp_path,
        ("csto", "founded", "2002-10-07"),
        ("russia", "member-of", "2003-01-01/2003-12-31", "csto"),
    )
    answer = ask("diff", "2002-12-31", "2004-01-01", "--store", path)
    assert (answer.code, answer.out, answer.err) == (0, "", "note: 0 changes\n")


def test_what_came_in_is_told_first_and_what_went_out_last(changing: str) -> None:
    answer = ask("diff", "2005-06-01", "2010-01-01", "--store", changing)
    signs = [row[0] for row in answer.rows]
    assert signs == sorted(signs, key="+~-".index)
    assert {*signs} == {*"+~-"}
    assert answer.err == f"note: {len(signs)} changes\n"
    texts = {row[1] for row in answer.rows}
    assert texts > {*TEXTS.values()}


def test_the_other_way_round_signs_are_the_opposite(changing: str) -> None:
    there = ask("diff", "2003-06-01", "2010-01-01", "--store", changing, "--json")
    back = ask("diff", "2010-01-01", "2003-06-01", "--store", changing, "--json")
    opposite = {"+": "-", "-": "+", "~": "~"}
    signs = {subject: sign for (subject, _), sign in changes(there).items()}
    assert {subject: sign for (subject, _), sign in changes(back).items()} == {
        subject: opposite[sign] for subject, sign in signs.items()
    }


@pytest.mark.parametrize("day", ["1990-01-01", "2010-01-01", "2026-11-23"])
def test_a_day_does_not_differ_from_itself(day: str) -> None:
    assert ask("diff", day, day, "--json").items == []


def test_the_second_day_is_today() -> None:
    assert ask("diff", "2020-01-01").out == ask("diff", "2020-01-01", "2026-11-23").out
    query = ask("diff", "2020-01-01", "--json").document["query"]
    assert query == {"before": "2020-01-01", "after": "2026-11-23"}


def test_one_change_is_one_change(changing: str) -> None:
    answer = ask("diff", "2008-12-31", "2009-01-01", "--store", changing)
    assert answer.err == "note: 1 change\n"
    assert answer.rows == [["-", TEXTS["-"], "", "russia", "paper report"]]


def test_a_pipe_gets_fields_between_tabs() -> None:
    rows = ask("diff", "2010-01-01", "2013-01-01").rows
    assert {len(row) for row in rows} == {5}
    assert {row[0] for row in rows} <= {*"+~-"}


def test_russian_answers_in_russian(changing: str) -> None:
    rows = ask("diff", "2006-08-15", "2006-08-16", "--store", changing, "--lang", "ru").rows
    assert [row[1] for row in rows] == ["Узбекистан — член: Организация Договора"]


def test_of_a_year_the_last_day_is_meant_and_that_is_noted(changing: str) -> None:
    answer = ask("diff", "2005", "2006", "--store", changing, "--json")
    assert answer.document["query"] == {"before": "2005-12-31", "after": "2006-12-31"}
    assert "note: 2005 is taken as its last day, 2005-12-31\n" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("2003-02-29", "2010-01-01"), id="no such day"),
        pytest.param(("2010-01-01", "2003-13-01"), id="no such second day"),
        pytest.param(("2010..", "2013-01-01"), id="no last day"),
        pytest.param(("csto", "2013-01-01"), id="no date"),
        pytest.param((), id="no day"),
    ],
)
def test_what_is_not_two_days_is_usage(words: tuple[str, ...]) -> None:
    answer = ask("diff", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.message
