"""`cstokb anniversary`: what happened on a day, its age, and its next anniversary."""

from pathlib import Path
from typing import Any

import pytest

from cstokb.store.protocol import Change
from tests.cli.asking import Answer, ask
from tests.cli.stores import body, fact, store

CONTRACT = {
    "id",
    "kind",
    "text",
    "when",
    "precision",
    "years",
    "is_anniversary",
    *("next_date", "next_years", "in_days", "round"),
    "sources",
}


def of(answer: Answer, entity: str) -> dict[str, Any]:
    """The first item about the entity."""
    return next(item for item in answer.items if item["id"] == entity)


def coming(item: dict[str, Any]) -> tuple[Any, ...]:
    """The date, number and days of its next anniversary, and whether that is a round one."""
    return tuple(item[key] for key in ("next_date", "next_years", "in_days", "round"))


def test_an_item_has_the_fields_of_the_contract() -> None:
    answer = ask("anniversary", "2003-04-28", "--json")
    assert [*answer.document] == ["schema", "query", "items", "left"]
    for item in answer.items:
        assert item.keys() >= CONTRACT


def test_the_joint_staff_is_23_years_old_in_november_2026() -> None:
    item = of(ask("anniversary", "2003-04-28", "--json"), "joint-staff")
    assert (item["when"], item["precision"], item["years"]) == ("2003-04-28", "day", 23)
    assert item["is_anniversary"] is False
    assert coming(item) == ("2027-04-28", 24, 156, False)
    assert "jscsto-2022-04-28" in item["sources"]


def test_the_joint_staff_had_its_19th_anniversary_on_28_april_2022() -> None:
    answer = ask("anniversary", "2003-04-28", "--on", "2022-04-28", "--json")
    item = of(answer, "joint-staff")
    assert (item["years"], item["is_anniversary"]) == (19, True)
    assert coming(item) == ("2023-04-28", 20, 365, True)


def test_people_read_that_the_anniversary_is_that_day() -> None:
    (row,) = [
        row
        for row in ask("anniversary", "2003-04-28", "--on", "2022-04-28").rows
        if row[-2:-1] == ["joint-staff"]
    ]
    assert row[2] == (
        "19 years old; the 19th anniversary is that day; "
        "20th anniversary: Fri 2023-04-28, in 365 days"
    )


@pytest.mark.parametrize(
    ("what", "on"),
    [
        pytest.param("joint-staff", "2022-04-28", id="an entity"),
        pytest.param("Объединённый штаб ОДКБ", "2022-04-28", id="an entity by its name"),
        pytest.param("04-28", "2022-04-28", id="a month and day"),
        pytest.param("--04-28", "2022-04-28", id="a month and day as EDTF has it"),
        pytest.param("today", "2022-04-28", id="today is the day asked from"),
        pytest.param("2003-04", "2022-04-28", id="a month"),
        pytest.param("2003", "2022-04-28", id="a year"),
    ],
)
def test_the_joint_staff_is_found_by(what: str, on: str) -> None:
    answer = ask("anniversary", "--on", on, "--json", "--", what)
    assert of(answer, "joint-staff")["years"] == 19


def test_without_an_argument_it_is_today() -> None:
    answer = ask("anniversary", "--today", "2022-04-28", "--json")
    assert of(answer, "joint-staff")["is_anniversary"] is True


def test_today_comes_from_the_variable() -> None:
    answer = ask("anniversary", "--json", CSTOKB_TODAY="2022-04-28")
    assert of(answer, "joint-staff")["is_anniversary"] is True


@pytest.mark.parametrize(
    ("when", "on", "years", "between", "today", "coming"),
    [
        pytest.param("2000-05-06", "2000-05-06", 0, [0, 0], False, "2001-05-06", id="on the day"),
        pytest.param("2000-05-06", "2001-05-05", 0, [0, 0], False, "2001-05-06", id="a day before"),
        pytest.param("2000-05-06", "2001-05-06", 1, [1, 1], True, "2002-05-06", id="a year after"),
        pytest.param("2000-05-06", "1999-05-06", None, None, False, "2001-05-06", id="not yet"),
        pytest.param("2000-05", "2010-04-30", 9, [9, 9], False, "2010-05", id="a month, before it"),
        pytest.param("2000-05", "2010-05-15", None, [9, 10], True, "2011-05", id="a month, in it"),
        pytest.param("2000", "2010-05-15", None, [9, 10], True, "2011", id="a year"),
        pytest.param("2000~", "2010-05-15", None, [9, 10], True, "2011~", id="about a year"),
        pytest.param("200X", "2010-05-15", None, [0, 10], False, None, id="a decade"),
    ],
)
def test_an_age_is_as_exact_as_its_date(
    tmp_path: Path,
    when: str,
    on: str,
    years: int | None,
    between: list[int] | None,
    today: bool,
    coming: str | None,
) -> None:
    path = store(tmp_path, body("league", when))
    (item,) = ask("anniversary", "league", "--on", on, "--store", path, "--json").items
    assert item["years"] == years
    assert item["years_range"] == between
    assert item["is_anniversary"] is today
    assert item["next_date"] == coming


def test_what_is_not_yet_founded_has_no_age(tmp_path: Path) -> None:
    path = store(tmp_path, body("league", "2030-01-01"))
    (_, row) = ask("anniversary", "league", "--store", path).rows
    assert row[2] == "not yet"


def test_a_date_tells_that_day_then_other_years_then_what_may_have_been_then(
    tmp_path: Path,
) -> None:
    bodies = [("that-day", "2000-05-06"), ("other", "1990-05-06"), ("perhaps", "2000-05")]
    path = store(tmp_path, *(body(*one) for one in bodies), body("unlike", "2000-05-07"))
    rows = ask("anniversary", "2000-05-06", "--store", path).rows
    assert [row[0] if len(row) == 1 else row[3] for row in rows] == [
        "On 6 May 2000 (Sat)",
        "that-day",
        "Also on 6 May, in other years",
        "other",
        "Day not known, may be then",
        "perhaps",
    ]


@pytest.mark.parametrize(
    ("leap", "on", "today", "coming"),
    [
        pytest.param("feb28", "2023-02-28", True, "2024-02-29", id="28 February"),
        pytest.param("feb28", "2023-03-01", False, "2024-02-29", id="28 February, a day later"),
        pytest.param("mar1", "2023-03-01", True, "2024-02-29", id="1 March"),
        pytest.param("mar1", "2023-02-28", False, "2023-03-01", id="1 March, a day earlier"),
        pytest.param("skip", "2023-02-28", False, "2024-02-29", id="none in common years"),
        pytest.param("skip", "2024-02-29", True, "2028-02-29", id="none, in a leap year"),
    ],
)
def test_29_february_in_common_years_is(
    tmp_path: Path, leap: str, on: str, today: bool, coming: str
) -> None:
    path = store(tmp_path, body("league", "2000-02-29"))
    words = ("--leap", leap, "--on", on, "--store", path)
    (item,) = ask("anniversary", "league", *words, "--json").items
    assert item["is_anniversary"] is today
    assert item["next_date"] == coming
    note = f"note: 29 February in common years: {leap} (--leap)\n"
    assert ask("anniversary", "league", *words).err == note


def test_29_february_can_be_asked_for(tmp_path: Path) -> None:
    path = store(tmp_path, body("league", "2000-02-29"))
    for what in ("02-29", "2000-02-29"):
        assert [i["id"] for i in ask("anniversary", what, "--store", path, "--json").items] == [
            "league"
        ]


def test_29_february_is_among_what_is_celebrated_on_28(tmp_path: Path) -> None:
    path = store(tmp_path, body("league", "2000-02-29"))
    words = ("anniversary", "today", "--store", path, "--json", "--today")
    assert [i["id"] for i in ask(*words, "2023-02-28").items] == ["league"]
    assert ask(*words, "2024-02-28").items == []


def test_what_has_ended_is_celebrated_only_when_asked_for(tmp_path: Path) -> None:
    path = store(
        tmp_path, body("league", "1992-05-15"), Change(facts=(fact("league", "closed", "1999"),))
    )
    words = ("anniversary", "05-15", "--store", path, "--json")
    assert ask(*words).items == []
    assert [item["id"] for item in ask(*words, "--include-ended").items] == ["league"]


def test_both_sides_of_a_conflict_are_told_for_an_entity(tmp_path: Path) -> None:
    rivals = (
        fact("league", "founded", "1999-01-01", rank="preferred"),
        fact("league", "founded", "1998-01-01"),
    )
    path = store(tmp_path, body("league"), Change(facts=rivals))
    found = [i["when"] for i in ask("anniversary", "league", "--store", path, "--json").items]
    assert found == ["1999-01-01", "1998-01-01"]
    by_day = [i["when"] for i in ask("anniversary", "01-01", "--store", path, "--json").items]
    assert by_day == ["1999-01-01"]


def test_a_day_of_nothing_is_an_empty_answer() -> None:
    answer = ask("anniversary", "1931-01-30")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "note: nothing is recorded for that day\n"


def test_kinds_are_kept() -> None:
    items = ask("anniversary", "2003-04-28", "--kind", "body", "--json").items
    assert items
    assert {item["kind"] for item in items} == {"body"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("2003-02-29",), 2, id="no such day"),
        pytest.param(("13-01",), 2, id="no such month"),
        pytest.param(("02-30",), 2, id="no such day of any year"),
        pytest.param(("28.04",), 2, id="a day as people write it"),
        pytest.param(("28.04.2003",), 2, id="a date as people write it"),
        pytest.param(("2003-04-28", "--on", "2022.."), 2, id="asked from a range without an end"),
        pytest.param(("2003-04-28", "--on", "2022-13-01"), 2, id="asked from no date"),
        pytest.param(("2003-04-28", "--leap", "apr1"), 2, id="no such leap rule"),
        pytest.param(("2003-04-28", "--kind", "boat"), 2, id="no such kind"),
        pytest.param(("joint-stuff",), 3, id="no such entity"),
    ],
)
def test_what_cannot_be_answered_is_an_error(words: tuple[str, ...], code: int) -> None:
    answer = ask("anniversary", *words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.message


def test_a_day_that_no_year_has_is_refused_without_a_year() -> None:
    message = ask("anniversary", "02-30").message
    assert message == '"02-30" is no day of any year: February has 29 days'


def test_a_day_without_a_year_is_offered_as_it_is_asked_for() -> None:
    assert "write 04-28" in ask("anniversary", "28 April").err


def test_an_id_that_begins_like_a_date_is_an_entity(tmp_path: Path) -> None:
    path = store(tmp_path, body("2003rd-brigade", "1990-01-01"))
    (item,) = ask("anniversary", "2003rd-brigade", "--store", path, "--json").items
    assert item["id"] == "2003rd-brigade"


def test_russian_counts_years_and_days_in_russian() -> None:
    out = ask("anniversary", "2003-04-28", "--lang", "ru", "--kind", "body").out
    assert out.startswith("28 апреля 2003 г. (пн)\n")
    assert "\t23 года; 24-я годовщина: ср 2027-04-28, через 156 дней\t" in out


@pytest.mark.parametrize(
    ("when", "lang", "heading"),
    [
        ("2003-04-28", "en", "On 28 April 2003 (Mon)"),
        ("2003", "en", "2003"),
        ("2003", "ru", "2003 г."),
        ("2003-04", "en", "April 2003"),
        ("2003-04..2003-06", "en", "1 April – 30 June 2003"),
        ("..1993", "en", "Until 31 December 1993"),
        ("2009-22", "ru", "Лето 2009 г."),
    ],
)
def test_a_heading_says_the_time_in_words(when: str, lang: str, heading: str) -> None:
    assert ask("anniversary", when, "--lang", lang).rows[0] == [heading]
