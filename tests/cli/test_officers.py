"""`cstokb officers`: who held the posts of a body on a day: surely, possibly or not."""

from pathlib import Path
from typing import Any

import pytest

from cstokb.store.protocol import Change
from tests.cli.asking import Answer, ask
from tests.cli.stores import store
from tests.cli.world import world
from tests.world import KNOWN, PAPER, REPORT, VOCABULARY, fact

CONTRACT = {"id", "holder", "certainty", "since", "until", "reason", "sources"}
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
    (item,) = [i for i in answer.items if (i["id"], i["body"]) == (entity, post)]
    return item


# What is known


def test_anatoly_sidorov_surely_headed_the_joint_staff_on_28_april_2022() -> None:
    answer = ask("officers", "joint-staff", "--on", "2022-04-28", "--json")
    assert of(answer, "anatoly-sidorov", "joint-staff")["certainty"] == "surely"
    heads = {
        item["id"]
        for item in answer.items
        if item["certainty"] == "surely" and item["body"] == "joint-staff"
    }
    assert heads == {"anatoly-sidorov"}


def test_anatoly_sidorov_did_not_head_it_in_2010() -> None:
    answer = ask("officers", "joint-staff", "--on", "2010-01-01", "--all", "--json")
    terms = [i for i in answer.items if i["id"] == "anatoly-sidorov"]
    assert {term["certainty"] for term in terms} == {"no"}
    assert any(term["reason"].startswith("before it began: ") for term in terms)


def test_valery_semerikov_surely_acted_as_secretary_general_on_1_december_2018() -> None:
    answer = ask("officers", "csto", "--on", "2018-12-01", "--json")
    acting = [i for i in answer.items if i["id"] == "valery-semerikov"]
    assert "surely" in {item["certainty"] for item in acting}
    assert all(item["sources"] for item in acting)
    lines = ask("officers", "csto", "--on", "2018-12-01").out.splitlines()
    assert any(
        line.startswith("CSTO Secretary General: acting holders\tValery Semerikov\t")
        for line in lines
    )


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
        pytest.param("2015", ("no", "possibly", "no"), id="at the end of that year"),
    ],
)
def test_one_attested_day_is_sure_and_the_terms_of_others_bound_the_rest(
    staffed: str, on: str, answers: tuple[str, ...]
) -> None:
    answer = ask("officers", "joint-staff", "--on", on, "--all", "--store", staffed, "--json")
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
    assert [*answer.document] == ["schema", "query", "items", "left"]
    assert answer.document["query"] == {"body": "csto", "on": "2018-12-01", "reading": "any"}
    for item in answer.items:
        assert item.keys() >= CONTRACT | {"post", "body"}


def test_the_posts_of_its_parts_are_the_body_s_too(staffed: str) -> None:
    words = ("--on", "2005-01-01", "--all", "--store", staffed)
    whole = ask("officers", "csto", *words, "--json").items
    part = ask("officers", "joint-staff", *words, "--json").items
    assert whole == part
    assert len(part) == 3


def test_the_sure_come_first_and_what_is_excluded_shows_with_explain(staffed: str) -> None:
    words = ("officers", "joint-staff", "--on", "2023-11-23", "--store", staffed)
    assert ask(*words).rows == [
        ["Andrei Serdyukov", "serdyukov", "2023-11-23/..", ""],
        ["Anatoly Sidorov", "sidorov", "≈ 2015-09-15", ""],
    ]
    assert ask(*words).err == "note: 1 surely, 1 possibly, 1 no (--explain shows why)\n"
    explained = ask(*words, "--explain").rows
    assert [(row[0], row[2]) for row in explained] == [
        ("surely", "serdyukov"),
        ("possibly", "sidorov"),
        ("no", "nikolayev"),
    ]
    assert explained[2][5:] == ["after it ended: 2003-05-01/2010-06-30", "paper report"]


def test_a_pipe_gets_fields_between_tabs() -> None:
    row, *_ = ask("officers", "secretary-general", "--on", "2018-06-01").rows
    assert row == ["Yuri Khachaturov", "yuri-khachaturov", "2017-05-02/2018-11-02", ""]


def test_posts_stand_in_order_of_rank_the_holder_of_today_first() -> None:
    items = ask("officers", "--all", "--json").items
    posts = [*dict.fromkeys(item["body"] for item in items)]
    assert posts[0] == "collective-security-council"
    assert posts.index("secretary-general") < posts.index("joint-staff")
    for post in posts:
        certainties = [item["certainty"] for item in items if item["body"] == post]
        order = ["surely", "possibly", "no", "unrecorded"]
        assert (
            certainties == sorted(certainties, key=order.index)
            or len({item["post"] for item in items if item["body"] == post}) > 1
        )


def test_without_an_argument_it_is_the_organization_today() -> None:
    answer = ask("officers", "--json")
    assert answer.document["query"] == {"body": "csto", "on": "2026-11-23", "reading": "any"}


def test_of_a_body_without_posts_nobody_is_on_record(staffed: str) -> None:
    store = world(Path(staffed).parent, ("csto", "founded"))
    answer = ask("officers", "csto", "--store", store, "--json")
    (item,) = answer.items
    assert (item["body"], item["certainty"], item["holder"]) == ("csto", "unrecorded", None)
    (row,) = ask("officers", "csto", "--store", store).rows
    assert row[:4] == ["Nobody is on record", "Treaty Organization", "csto", "not recorded"]


def test_a_body_that_did_not_exist_has_no_head_of_another_decade() -> None:
    answer = ask("officers", "crisis-response-center", "--on", "2005-01-01")
    assert answer.out == ""
    assert "crisis-response-center did not exist then: 2016-10-14/..\n" in answer.err


def test_officers_of_the_organization_name_the_bodies_without_a_holder() -> None:
    items = ask("officers", "csto", "--on", "2026-11-28", "--json").items
    of = {item["body"]: item for item in items}
    assert of["parliamentary-assembly"]["holder"] == "vyacheslav-volodin"
    assert "leonid-maltsev" not in {item["holder"] for item in items}
    for body in ("council-of-defence-ministers", "computer-incident-center", "csto-academy"):
        assert (of[body]["certainty"], of[body]["holder"]) == ("unrecorded", None)


def test_russian_answers_in_russian(staffed: str) -> None:
    words = ("officers", "joint-staff", "--on", "2020-01-01", "--lang", "ru", "--explain")
    rows = {row[2]: row for row in ask(*words, "--store", staffed).rows}
    assert rows["sidorov"][:2] == ["возможно", "Анатолий Сидоров"]
    assert rows["sidorov"][5] == "засвидетельствовано только 2015-09-15; начало и конец не указаны"


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


@pytest.fixture
def returning(tmp_path: Path) -> str:
    """A chief of two terms, each from a source of its own."""
    terms = (
        fact("sidorov", "headed", "2003-01-01/2004-12-31", "joint-staff", sources=["paper"]),
        fact("sidorov", "headed", "2010-01-01/2012-12-31", "joint-staff", sources=["report"]),
    )
    return store(
        tmp_path,
        Change((KNOWN["joint-staff"], KNOWN["sidorov"]), terms, (PAPER, REPORT), VOCABULARY),
    )


@pytest.mark.parametrize(("on", "source"), [("2004-05-01", "paper"), ("2011-05-01", "report")])
def test_a_holder_cites_the_term_that_decides_and_no_other(
    returning: str, on: str, source: str
) -> None:
    words = ("officers", "joint-staff", "--store", returning, "--on", on, "--json")
    (item,) = ask(*words).items
    assert item["sources"] == [source]
    assert [citation["source"] for citation in item["citations"]] == [source]
    assert len(item["facts"]) == 1


def test_other_terms_are_rows_of_their_own(returning: str) -> None:
    words = ("officers", "joint-staff", "--store", returning, "--on", "2011-05-01", "--all")
    items = ask(*words, "--json").items
    assert [(i["since"], i["certainty"], i["sources"]) for i in items] == [
        ("2010-01-01", "surely", ["report"]),
        ("2003-01-01", "no", ["paper"]),
    ]
    assert ask(*words).err == "note: 1 surely, 0 possibly, 0 no\n"


def test_in_a_pipe_every_line_has_its_post_and_its_holder() -> None:
    rows = ask("officers", "joint", "staff").rows
    assert [row[:3] for row in rows] == [
        ["CSTO Joint Staff: headed by", "Andrey Serdyukov", "andrey-serdyukov"],
        [
            "CSTO Crisis Response Center: headed by",
            "not recorded since 2022-03-18",
            "crisis-response-center",
        ],
    ]
