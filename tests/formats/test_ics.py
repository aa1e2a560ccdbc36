"""`cstokb.formats.ics`: what calendars read is what was meant, whatever the words are."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from unicodedata import category

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from cstokb.formats.ics import calendar
from cstokb.model.calendar_entry import Entry
from cstokb.model.escaping import escape_controls
from cstokb.reports.calendar import calendar as calendar_of
from cstokb.reports.years import LEAP_RULES, LeapRule, anniversary_in
from tests.cli.stores import HOSTILE
from tests.world import fact, world

ENTRY = Entry(
    "csto.founded.12345678@cstokb",
    date(2003, 4, 28),
    date(2003, 4, 28),
    "Treaty Organization was founded in Dushanbe",
    date(2026, 11, 23),
    "A paper. Press. https://example.org/a",
    "https://example.org/a",
    "body",
    "FREQ=YEARLY",
)
NASTY = {
    **HOSTILE,
    "carriage return and line feed": "one\r\ntwo",
    "property": "x\r\nATTACH:https://evil.example",
    "end of the event": "x\nEND:VEVENT\nBEGIN:VALARM",
    "folded property": "x\r\n RRULE:FREQ=SECONDLY",
    "escape": "a\x1b[31mb",
    "escapes": "a\\nb\\,c\\;d\\\\",
    "separators": "a,b;c:d",
    "vertical tab": "a\x0bb\x0cc\x1cd\x85e",
    "half a pair": "a\ud800b",
    "only a break": "\n",
}
hostile_texts = pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
any_text = st.one_of(
    st.text(), st.text("абвгдёЁ \\,;:\r\nN", max_size=300), st.sampled_from([*NASTY.values()])
)


def written(*entries: Entry, note: str = "") -> str:
    return "".join(calendar(entries, note=note))


def saying(text: str) -> Entry:
    """An entry that says it wherever text may stand."""
    url = f"https://example.org/{text}"
    return ENTRY._replace(uid=text, summary=text, description=text, category=text, url=url)


def unfolded(text: str) -> list[str]:
    """The content lines (RFC 5545, section 3.1)."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescape(text: str) -> str:
    """TEXT (RFC 5545, section 3.3.11)."""
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.DOTALL
    )


def properties(text: str) -> Iterator[tuple[str, str]]:
    """Each content line as its name and what follows it."""
    for line in unfolded(text):
        found = re.fullmatch(r"([A-Z-]+)(?:;VALUE=DATE)?:(.*)", line, re.DOTALL)
        assert found, line
        yield found[1], found[2]


def kept(text: str) -> str:
    """What a calendar keeps of a text: its lines, what is not printable as an escape."""
    return "\n".join(escape_controls(line) for line in text.splitlines())


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def event(entry: Entry) -> Any:
    (only,) = events(written(entry))
    return only


# Events


def test_every_entry_is_an_event_in_its_order() -> None:
    uids = [f"{number}@cstokb" for number in range(20)]
    found = events(written(*(ENTRY._replace(uid=uid) for uid in uids)))
    assert [one["UID"] for one in found] == uids


def test_a_calendar_of_nothing_is_a_calendar() -> None:
    whole = icalendar.Calendar.from_ical(written())
    assert isinstance(whole, icalendar.Calendar)
    assert (whole["VERSION"], whole["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert whole["PRODID"]
    assert whole.walk("VEVENT") == []


def test_a_calendar_has_its_name_in_both_properties() -> None:
    lines = "".join(calendar((), name="CSTO; dates")).split("\r\n")

    assert {r"NAME:CSTO\; dates", r"X-WR-CALNAME:CSTO\; dates"} <= {*lines}


def test_an_event_holds_what_its_entry_says() -> None:
    found = event(ENTRY)
    assert [*found] == [
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "RRULE",
        "SUMMARY",
        "DESCRIPTION",
        "CATEGORIES",
        "URL",
        "TRANSP",
    ]
    assert found["SUMMARY"] == ENTRY.summary
    assert found["DESCRIPTION"] == ENTRY.description
    assert found["CATEGORIES"].to_ical() == b"body"
    assert found["URL"] == ENTRY.url
    assert found.decoded("DTSTAMP").isoformat() == "2026-11-23T00:00:00+00:00"


def test_an_event_has_no_empty_property() -> None:
    bare = ENTRY._replace(description="", url="", category="", rule="")
    assert [*event(bare)] == ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"]


def test_an_event_does_not_make_its_day_busy() -> None:
    assert event(ENTRY)["TRANSP"] == "TRANSPARENT"


@given(st.dates())
@example(date.min)
@example(date(999, 12, 31))
@example(date.max)
def test_the_true_year_is_kept(day: date) -> None:
    start = event(ENTRY._replace(first=day, last=day, rule=""))["DTSTART"]
    assert start.params["VALUE"] == "DATE"
    assert start.dt == day


@given(st.dates(), st.dates())
@example(date(2009, 9, 8), date(2009, 9, 12))
@example(date(9999, 12, 30), date.max)
def test_the_end_is_the_day_after_the_last_one(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = event(ENTRY._replace(first=first, last=last, rule=""))
    end = found.get("DTEND")
    if first == date.max:
        assert end is None
    elif last == date.max:
        assert end.dt == last
    else:
        assert end.dt - timedelta(days=1) == last


@given(st.dates())
@example(date.min)
@example(date(999, 12, 31))
def test_the_stamp_is_a_time_in_utc(day: date) -> None:
    stamps = [value for name, value in properties(written(ENTRY._replace(stamp=day)))]
    assert f"{day.isoformat().replace('-', '')}T000000Z" in stamps


# Recurrence


def days_of(when: str, leap: LeapRule, years: range) -> list[date]:
    """The days on which a calendar program celebrates what was founded then."""
    founded = fact("csto", "founded", when)
    made = calendar_of(world(founded), [[founded]], leap=leap)
    found = event(made.entries[0])
    rule = rrulestr(found["RRULE"].to_ical().decode(), dtstart=_midnight(found["DTSTART"].dt))
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    return [day.date() for day in rule.between(_midnight(first), _midnight(last), inc=True)]


def _midnight(day: date) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - days have no zone


@pytest.mark.parametrize("leap", LEAP_RULES)
@pytest.mark.parametrize(
    "when",
    [
        pytest.param("2000-02-29", id="leap-day"),
        pytest.param("1992-02-29", id="older-leap-day"),
        pytest.param("2000-02-28", id="day-before"),
        pytest.param("2000-03-01", id="day-after-in-a-leap-year"),
        pytest.param("1999-03-01", id="day-after"),
        pytest.param("2000-12-31", id="last-day-of-a-leap-year"),
        pytest.param("1999-05-31", id="last-of-a-month"),
    ],
)
def test_a_calendar_celebrates_the_days_that_anniversary_tells(when: str, leap: LeapRule) -> None:
    years = range(2001, 2041)
    start = date.fromisoformat(when)
    told = [day for year in years if (day := anniversary_in(start, year, leap))]
    assert days_of(when, leap, years) == told


@pytest.mark.parametrize("leap", LEAP_RULES)
def test_the_first_day_of_a_recurrence_is_the_event_itself(leap: LeapRule) -> None:
    assert days_of("2000-02-29", leap, range(1990, 2001)) == [date(2000, 2, 29)]


# Lines


@given(any_text)
@example("Ж" * 200)
@example("€" * 200)
@example("😀" * 200)
@example("a" * 67)
@example("a" * 68)
@example(" " * 200)
def test_a_line_is_at_most_75_octets_and_no_letter_is_split(text: str) -> None:
    data = written(saying(text), note=text).encode()
    assert data.endswith(b"\r\n")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(any_text)
def test_lines_end_in_a_carriage_return_and_a_line_feed_and_in_nothing_else(text: str) -> None:
    out = written(saying(text), note=text)
    assert not {category(char) for char in out.replace("\r\n", "")} & {"Cc", "Zl", "Zp"}
    assert out.splitlines(keepends=True) == [f"{line}\r\n" for line in out.split("\r\n")[:-1]]


@given(any_text)
@example("\\n")
@example("\\\n")
@example("a,b;c\\")
@example(" leading and trailing ")
@example("Коллективная безопасность, " * 20)
def test_unfolding_and_unescaping_give_the_text_back(text: str) -> None:
    found = dict(properties(written(saying(text))))
    names = {"uid": "UID", "summary": "SUMMARY", "category": "CATEGORIES"}
    if text:
        names["description"] = "DESCRIPTION"
    told = {field: unescape(found[name]) for field, name in names.items() if name in found}
    assert told == {field: kept(text) for field in told}
    assert told.keys() >= {"uid", "summary"}


@given(any_text)
def test_the_note_is_the_description_of_the_calendar(text: str) -> None:
    lines = [value for name, value in properties(written(note=text)) if name == "DESCRIPTION"]
    assert [unescape(line) for line in lines] == ([kept(text)] if text else [])


def test_icalendar_reads_what_was_written() -> None:
    text = "Устав, часть 1; «мир» \\ мир\nвторая строка " + "очень " * 40 + "длинная"
    found = event(ENTRY._replace(summary=text, description=text))
    assert (found["SUMMARY"], found["DESCRIPTION"]) == (text, text)


@hostile_texts
def test_no_text_adds_a_line_or_a_property(text: str) -> None:
    tame = [name for name, _ in properties(written(saying("tame"), note="tame"))]
    assert [name for name, _ in properties(written(saying(text), note=text))] == tame
    (found,) = events(written(saying(text), note=text))
    assert [*found] == [*event(ENTRY)]
    assert found.subcomponents == []


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://odkb.gov.ru/b/azbengl.htm", id="http"),
        pytest.param("https://kremlin.ru/supplement/3506?a=b,c;d#e", id="https"),
        pytest.param("https://xn--e1afmkfd.example/%D0%B0", id="encoded"),
    ],
)
def test_a_web_address_is_the_url_as_it_is(url: str) -> None:
    assert event(ENTRY._replace(url=url))["URL"] == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org/a",
        "//example.org/a",
        "example.org/a",
        " https://example.org",
        "mailto:a@example.org",
        "",
    ],
)
def test_what_is_no_web_address_is_no_url(url: str) -> None:
    assert "URL" not in event(ENTRY._replace(url=url))


@hostile_texts
def test_an_address_stays_on_its_line_and_without_blanks(text: str) -> None:
    found = dict(properties(written(ENTRY._replace(url=f"https://example.org/{text} x"))))
    assert found["URL"].startswith("https://example.org/")
    assert re.fullmatch(r"\S+", found["URL"])
    assert found["TRANSP"] == "TRANSPARENT"
