"""`cstokb export ics` and `--format ics`: answers that a calendar program takes."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from cstokb.store.protocol import Change
from tests.cli.asking import SECONDS, Answer, ask
from tests.cli.stores import all_hostile, body, fact, store

YEARS = ("2001-05-06", "2002-05", "2003", "2004-02-29")


@pytest.fixture
def dated(tmp_path: Path) -> str:
    """A store of four foundations: two days, a month and a year."""
    return store(tmp_path, *(body(f"b-{when}", when) for when in YEARS))


def events(answer: Answer) -> list[Any]:
    assert answer.code == 0, answer.err
    return list(icalendar.Calendar.from_ical(answer.out).walk("VEVENT"))


def exported(*words: str) -> list[Any]:
    return events(ask("export", "ics", *words))


def days(found: list[Any]) -> list[date]:
    return [one["DTSTART"].dt for one in found]


def joint_staff(found: list[Any]) -> Any:
    """The event of the founding of the Joint Staff."""
    (one,) = [e for e in found if str(e["UID"]).startswith("joint-staff.created-by.")]
    return one


# What is in it


def test_every_event_of_the_timeline_is_in_it_or_counted() -> None:
    answer = ask("export", "ics", "--kind", "body,document")
    items = ask("timeline", "--kind", "body,document", "--json").items
    exact = [item for item in items if re.match(r"\d{4}-\d\d-\d\d(/|$)", item["when"])]
    assert [str(one["UID"]) for one in events(answer)] == [f"{i['fact']}@cstokb" for i in exact]
    assert days(events(answer)) == [date.fromisoformat(item["when"][:10]) for item in exact]
    left = len(items) - len(exact)
    assert left
    assert f"note: {len(exact)} entries\n" in answer.err
    assert f"note: {left} events without an exact day left out (--partial)\n" in answer.err


def test_the_joint_staff_recurs_from_2003_on() -> None:
    found = joint_staff(exported("--kind", "body"))
    assert found["DTSTART"].dt == date(2003, 4, 28)
    assert found["RRULE"].to_ical() == b"FREQ=YEARLY"
    assert found["SUMMARY"].startswith("The CSTO Joint Staff was created by ")
    assert found["URL"].startswith("https://")
    assert "https://jscsto.odkb-csto.org/" in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("lang", "beginning"),
    [
        pytest.param("en", "24th anniversary: The CSTO Joint Staff was created by ", id="en"),
        pytest.param("ru", "24-я годовщина: Объединённый штаб ОДКБ создан ", id="ru"),
    ],
)
def test_years_are_written_out_as_numbered_anniversaries(lang: str, beginning: str) -> None:
    found = exported("--kind", "body", "--years", "2027..2030", "--lang", lang)
    staff = [one for one in found if one["UID"].startswith("joint-staff.created-by.")]
    assert days(staff) == [date(year, 4, 28) for year in range(2027, 2031)]
    assert staff[0]["SUMMARY"].startswith(beginning)
    assert [re.findall(r"\d+", one["SUMMARY"])[0] for one in staff] == ["24", "25", "26", "27"]
    assert not any("RRULE" in one for one in staff)


def test_the_same_store_gives_the_same_bytes_on_any_day() -> None:
    words = ("export", "ics", "--kind", "body,document,date")
    assert ask(*words).out == ask(*words, "--today", "2031-01-01").out


def test_a_file_gets_what_stdout_would(tmp_path: Path) -> None:
    path = tmp_path / "csto.ics"
    answer = ask("export", "ics", "--kind", "body", "-o", str(path))
    assert (answer.code, answer.out) == (0, "")
    assert path.read_bytes().decode() == ask("export", "ics", "--kind", "body").out


@pytest.mark.parametrize(
    ("partial", "found", "noted"),
    [
        pytest.param("skip", 2, [], id="skip"),
        pytest.param("span", 4, [], id="span"),
        pytest.param(
            "note",
            2,
            ["2002-05: The b-2002-05 founded", "2003: The b-2003 founded"],
            id="note",
        ),
    ],
)
def test_partial_dates_are_counted_whatever_becomes_of_them(
    dated: str, partial: str, found: int, noted: list[str]
) -> None:
    answer = ask("export", "ics", "--partial", partial, "--store", dated)
    assert len(events(answer)) == found
    left_out = "note: 2 events without an exact day left out (--partial)\n"
    kept = "" if partial != "skip" else left_out
    assert answer.err == f"note: {found} {'entry' if found == 1 else 'entries'}\n{kept}"
    description = icalendar.Calendar.from_ical(answer.out).get("DESCRIPTION", "")
    assert str(description).splitlines() == noted


def test_a_span_is_marked_by_the_date_as_it_is_known(dated: str) -> None:
    found = exported("--partial", "span", "--store", dated)
    (year,) = [one for one in found if "2003" in one["SUMMARY"]]
    assert year["SUMMARY"].endswith(" (2003)")
    assert (year["DTSTART"].dt, year["DTEND"].dt) == (date(2003, 1, 1), date(2004, 1, 1))
    assert "RRULE" not in year


@pytest.mark.parametrize(
    ("words", "whens"),
    [
        pytest.param(("--from", "2002"), ["2004-02-29"], id="from"),
        pytest.param(("--to", "2002"), ["2001-05-06"], id="to"),
        pytest.param(("--for", "b-2001-05-06"), ["2001-05-06"], id="for-an-entity"),
        pytest.param(("--kind", "force"), [], id="kind"),
    ],
)
def test_a_choice_is_kept(dated: str, words: tuple[str, ...], whens: list[str]) -> None:
    found = exported(*words, "--store", dated)
    assert days(found) == [date.fromisoformat(when) for when in whens]


LEAP_RULES = {
    "feb28": ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", ["2005-02-28", "2008-02-29"]),
    "mar1": ("FREQ=YEARLY;BYYEARDAY=60", ["2005-03-01", "2008-02-29"]),
    "skip": ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2008-02-29"]),
}


@pytest.mark.parametrize(("leap", "rule"), [(leap, rule) for leap, (rule, _) in LEAP_RULES.items()])
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("export", "ics", "--from", "2004"), id="export"),
        pytest.param(("anniversary", "02-29", "--format", "ics"), id="anniversary"),
        pytest.param(("upcoming", "--days", "1500", "--format", "ics"), id="upcoming"),
    ],
)
def test_29_february_recurs_by_the_rule_asked_for(
    dated: str, words: tuple[str, ...], leap: str, rule: str
) -> None:
    found = events(ask(*words, "--leap", leap, "--store", dated))
    (leap_day,) = [one for one in found if one["DTSTART"].dt == date(2004, 2, 29)]
    assert leap_day["RRULE"] == icalendar.vRecur.from_ical(rule)


@pytest.mark.parametrize(
    ("leap", "whens"), [(leap, days) for leap, (_, days) in LEAP_RULES.items()]
)
def test_29_february_is_written_out_by_the_rule_asked_for(
    dated: str, leap: str, whens: list[str]
) -> None:
    for year in ("2005..2005", "2008..2008"):
        found = exported("--from", "2004", "--years", year, "--leap", leap, "--store", dated)
        in_year = [when for when in whens if when[:4] == year[:4]]
        assert days(found) == [date.fromisoformat(when) for when in in_year]


def test_an_empty_choice_is_an_empty_calendar(tmp_path: Path) -> None:
    assert exported("--store", store(tmp_path)) == []


def test_the_last_day_of_the_calendar_can_be_exported(tmp_path: Path) -> None:
    closed = fact("league", "closed", "9999-12-30/9999-12-31")
    path = store(tmp_path, body("league", "9999-12-31"), Change(facts=(closed,)))
    assert days(exported("--store", path)) == [date(9999, 12, 30), date.max]
    assert [one["SUMMARY"] for one in exported("--store", path, "--years", "9998")] == [
        "The league closed"
    ]


# Other answers as calendars


@pytest.mark.parametrize(
    "words",
    [("timeline", "2003"), ("anniversary", "2003-04-28"), ("upcoming", "--days", "365")],
    ids=" ".join,
)
def test_an_answer_in_time_is_a_calendar(words: tuple[str, ...]) -> None:
    items = ask(*words, "--json").items
    answer = ask(*words, "--format", "ics")
    exact = [
        item["fact"]
        for item in items
        if item["precision"] == "day"
        and not item.get("when", "").startswith("/")
        and "~" not in item.get("date", "")
    ]
    assert [str(one["UID"]) for one in events(answer)] == [f"{id}@cstokb" for id in exact]
    assert joint_staff(events(answer))["DTSTART"].dt == date(2003, 4, 28)


def test_what_has_no_day_is_counted_in_an_answer(dated: str) -> None:
    answer = ask("timeline", "--format", "ics", "--store", dated)
    assert len(events(answer)) == 2
    assert "note: 2 without an exact day left out\n" in answer.err


@pytest.mark.parametrize(
    "words",
    [("members",), ("officers",), ("stats",), ("list", "body"), ("show", "crrf"), ("schema",)],
    ids=" ".join,
)
def test_an_answer_without_days_is_no_calendar(words: tuple[str, ...]) -> None:
    answer = ask(*words, "--format", "ics")
    assert (answer.code, answer.out) == (2, "")
    assert answer.message == "there is no calendar of this answer"
    assert "export ics" in answer.err


# What goes wrong


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("ics", "--partial", "guess"), 2, id="no such way"),
        pytest.param(("ics", "--leap", "apr1"), 2, id="no such leap rule"),
        pytest.param(("ics", "--kind", "boat"), 2, id="no such kind"),
        pytest.param(("ics", "--years", "2027.."), 2, id="years without an end"),
        pytest.param(("ics", "--years", "soon"), 2, id="no years"),
        pytest.param(("ics", "--from", "2003-02-29"), 2, id="no such day"),
        pytest.param(("ics", "--from", "2004", "--to", "2003"), 2, id="backwards"),
        pytest.param(("ics", "--for", "joint-stuff"), 3, id="no such entity"),
        pytest.param(("json", "--kind", "body"), 2, id="a part in a format of the whole"),
        pytest.param(("csv", "--years", "2027"), 2, id="years in a format of the whole"),
    ],
)
def test_what_cannot_be_exported_is_an_error(words: tuple[str, ...], code: int) -> None:
    answer = ask("export", *words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.message


def test_no_text_of_the_data_makes_lines_of_its_own(tmp_path: Path) -> None:
    found = ask("export", "ics", "--partial", "note", "--store", store(tmp_path, all_hostile()))
    assert found.code == 0
    names = {re.split("[:;]", line)[0] for line in found.out.replace("\r\n ", "").split("\r\n")}
    assert names == {
        *(
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "CALSCALE",
            "NAME",
            "X-WR-CALNAME",
            "DESCRIPTION",
            "",
        ),
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "RRULE", "SUMMARY", "CATEGORIES", "URL", "TRANSP"),
    }
    assert "\n" not in found.out.replace("\r\n", "")


# Into a calendar program


CONFIGURATION = """\
[calendars]
[[csto]]
path = {home}/events
[sqlite]
path = {home}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = csto
"""


def test_a_second_import_into_khal_changes_nothing(home: Path, env: dict[str, str]) -> None:
    (home / "events").mkdir()
    (home / "khal.conf").write_text(CONFIGURATION.format(home=home))
    words = ("export", "ics", "--kind", "body", "--from", "2003", "--to", "2003")
    assert ask(*words, "-o", f"{home}/csto.ics").code == 0

    def khal(*words: str) -> str:
        # In a process of its own, for it sets the locale.
        done = subprocess.run(
            [sys.executable, "-m", "khal", "-c", f"{home}/khal.conf", *words],
            env=env,
            cwd=home,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=True,
        )
        return done.stdout

    def imported() -> tuple[dict[str, str], str]:
        khal("import", "--batch", "csto.ics")
        # Khal leaves temporary files beside them when it imports an event again.
        files = [name for name in os.listdir(home / "events") if name.endswith(".ics")]
        events = {name: (home / "events" / name).read_text() for name in files}
        return events, khal("list", "--format", "{start-date} {title}", "2027-04-28", "1d")

    first = imported()
    assert len(first[0]) == len(exported(*words[2:]))
    assert "2027-04-28 The CSTO Joint Staff was created by" in first[1]
    assert imported() == first
