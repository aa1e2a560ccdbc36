"""`cstokb timeline`: what happened, in order of time."""

from pathlib import Path

import pytest

from cstokb.model.entity import Entity
from cstokb.model.fact import Text
from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import body, fact, store

CONTRACT = {
    "when",
    "precision",
    "id",
    "kind",
    "predicate",
    "object",
    "where",
    "text",
    "sources",
    "fact",
}
DATES = ("1991-12-31", "1992-01-01", "1992-12-31", "2009", "2010-12-31", "2011-01-01")


@pytest.fixture
def dated(tmp_path: Path) -> str:
    """A store of bodies founded on those dates, and of one without a date."""
    bodies = [body(f"on-{when}", when) for when in DATES]
    return store(tmp_path, *bodies, body("undated"), Change(facts=(fact("undated", "founded"),)))


def test_an_item_has_the_fields_of_the_contract() -> None:
    answer = ask("timeline", "2003-04-28", "--kind", "body", "--json")
    assert [*answer.document] == ["schema", "query", "items", "left"]
    (item,) = [item for item in answer.items if item["id"] == "joint-staff"]
    assert item.keys() >= CONTRACT
    assert item["when"] == "2003-04-28"
    assert item["precision"] == "day"
    assert item["kind"] == "body"
    assert item["object"] == "collective-security-council"
    assert item["where"] == "dushanbe"
    assert "jscsto-2022-04-28" in item["sources"]
    assert item["fact"].startswith("joint-staff.")


def test_the_whole_chronicle_is_in_order_and_each_event_stands_once() -> None:
    items = ask("timeline", "--json").items
    facts = [fact for item in items for fact in item["facts"]]
    assert len(facts) == len(set(facts))
    starts = [item["when"].lstrip("./").partition("/")[0].strip("~?%") for item in items]
    days = [start for start in starts if len(start) == 10]
    assert days == sorted(days)
    assert len({(i["id"], i["predicate"], i["when"]) for i in items}) == len(items)


def test_founding_documents_and_bodies_are_history() -> None:
    found = {
        (i["when"], i["id"])
        for i in ask("timeline", "1992..2010", "--kind", "body,document", "--json").items
    }
    assert {
        ("1992-05-15", "collective-security-treaty"),
        ("2002-10-07", "charter"),
        ("2002-10-07", "csto"),
        ("2003-04-28", "joint-staff"),
    } <= found


def test_a_pipe_gets_one_line_an_event_with_its_sources() -> None:
    rows = ask("timeline", "2003-04-28", "--kind", "body").rows
    (row,) = [row for row in rows if row[3] == "joint-staff"]
    assert row[:2] == ["2003-04-28", "body"]
    assert "jscsto-2022-04-28" in row[4].split()


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("1992..2010", DATES[1:5], id="both ends are included"),
        pytest.param("1992/2010", DATES[1:5], id="written as EDTF"),
        pytest.param("1992", DATES[1:3], id="a year is all of it"),
        pytest.param("1992-12", DATES[2:3], id="a month is all of it"),
        pytest.param("1992-12-31", DATES[2:3], id="a day"),
        pytest.param("..1992", DATES[:3], id="no beginning"),
        pytest.param("..1992-01-01", DATES[:2], id="no beginning, to the day"),
        pytest.param("2010..", DATES[4:], id="no end"),
        pytest.param("2011-01-01..", DATES[5:], id="no end, from the day"),
        pytest.param("2009-03..2009-05", ("≈ 2009",), id="a year may fall into a month"),
        pytest.param("2009-07-01", ("≈ 2009",), id="a year may fall on a day"),
        pytest.param("2009..2010-12-30", ("2009",), id="a year surely falls into a longer time"),
        pytest.param("1993..2008", (), id="nothing"),
        pytest.param("-16y..", DATES[4:], id="sixteen years back"),
        pytest.param("-16y..today", ("2010-12-31", "2011-01-01"), id="back, until today"),
    ],
)
def test_a_range_finds(dated: str, period: str, expected: tuple[str, ...]) -> None:
    # The day of asking decides what -16y is: 2010-11-23.
    answer = ask("timeline", "--store", dated, "--", period)
    assert [row[0] for row in answer.rows] == list(expected)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param(("--from", "2010"), DATES[4:], id="from"),
        pytest.param(("--to", "1992-01-01"), DATES[:2], id="to"),
        pytest.param(("--from", "1992", "--to", "1992"), DATES[1:3], id="both"),
    ],
)
def test_from_and_to_include_their_ends(
    dated: str, options: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert [row[0] for row in ask("timeline", "--store", dated, *options).rows] == list(found)


def test_certain_leaves_out_what_merely_may_fall_in(dated: str) -> None:
    assert ask("timeline", "2009-03", "--certain", "--store", dated).rows == []


def test_the_doubt_is_a_field_and_not_a_part_of_the_date(dated: str) -> None:
    (item,) = ask("timeline", "2009-03", "--store", dated, "--json").items
    assert (item["when"], item["certainty"], item["precision"]) == ("2009", "possibly", "year")


def test_what_was_left_out_is_counted(tmp_path: Path) -> None:
    facts = (
        fact("league", "founded", "1999", rank="preferred"),
        fact("league", "founded", "1998"),
        fact("league", "remark", "2001", Text("a detail")),
        fact("league", "remark", value=Text("undated")),
    )
    path = store(tmp_path, body("league"), Change(facts=facts))
    answer = ask("timeline", "--store", path)
    assert [row[0] for row in answer.rows] == ["1999"]
    assert answer.err == (
        "note: 1 event; left out: 1 detail (--all shows them), "
        "1 contradicted by a preferred source, 1 without a date\n"
    )


def test_all_shows_details(tmp_path: Path) -> None:
    detail = fact("league", "remark", "2001", Text("a detail"))
    path = store(tmp_path, body("league", "1999"), Change(facts=(detail,)))
    assert len(ask("timeline", "--store", path).rows) == 1
    assert [row[2] for row in ask("timeline", "--all", "--store", path).rows] == [
        "The league founded",
        "The league remark: a detail",
    ]


def test_for_keeps_what_an_entity_is_part_of() -> None:
    items = ask("timeline", "--for", "объединённый штаб", "--json", "--all").items
    assert items
    whole = ask("show", "joint-staff", "--json").items
    assert {item["fact"] for item in items} & {one["fact"] for one in whole}
    unknown = ask("timeline", "--for", "joint-stuff")
    assert unknown.code == 3


def test_kinds_are_those_of_the_subject(tmp_path: Path) -> None:
    paper = Change((Entity("act", "document", {"en": "Act"}),), (fact("act", "founded", "2000"),))
    path = store(tmp_path, body("league", "1999"), paper)
    for word in ("documents", "Document", "документ"):
        assert [row[3] for row in ask("timeline", "-k", word, "--store", path).rows] == ["act"]
    both = ask("timeline", "-k", "body,document", "--store", path)
    assert [row[3] for row in both.rows] == ["league", "act"]


@pytest.mark.parametrize(
    ("period", "caret", "reason"),
    [
        pytest.param("2003-13..2010", (5, 7), "month 13", id="month, at the start"),
        pytest.param("2003..2010-13", (11, 13), "month 13", id="month, at the end"),
        pytest.param("2003-02-29", (8, 10), "28 days", id="29 February of a common year"),
        pytest.param("2003-04-31", (8, 10), "30 days", id="31 April"),
        pytest.param("2010..1992", (0, 10), "ends before it begins", id="backwards"),
        pytest.param("..", (0, 2), "one end", id="without an end"),
    ],
)
def test_an_impossible_date_is_pointed_at(period: str, caret: tuple[int, int], reason: str) -> None:
    answer = ask("timeline", period)
    assert answer.code == 2
    assert answer.out == ""
    assert reason in answer.message
    _, text, carets, hint = answer.err.splitlines()
    assert text == f"  {period}"
    assert carets == f"  {' ' * caret[0]}{'^' * (caret[1] - caret[0])}"
    assert hint


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("2003", "--from", "2004"), id="a range and an end"),
        pytest.param(("--from", "2004", "--to", "2003"), id="backwards"),
        pytest.param(("--kind", "boat"), id="no such kind"),
        pytest.param(("2003", "2004"), id="two ranges"),
        pytest.param(("--from", "soon"), id="no date"),
    ],
)
def test_usage_that_makes_no_sense_is_refused(words: tuple[str, ...]) -> None:
    answer = ask("timeline", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.message


def test_russian_tells_the_same_events() -> None:
    english, russian = (
        ask("timeline", "2003", "--json", "--lang", lang).items for lang in ("en", "ru")
    )
    assert [item["fact"] for item in english] == [item["fact"] for item in russian]
    (item,) = [item for item in russian if item["id"] == "joint-staff"]
    assert item["text"].startswith("Объединённый штаб ОДКБ создан ")
