"""`cstokb list`: the entities of a kind."""

from pathlib import Path

import pytest

from cstokb.model.entity import KINDS
from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import body, fact, store


@pytest.mark.parametrize("word", ["body", "bodies", "Bodies", "органы", "орган"])
def test_a_kind_is_called(word: str) -> None:
    rows = ask("list", word).rows
    assert {row[1] for row in rows} == {"body"}
    assert "joint-staff" in {row[0] for row in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_facts_have_entities_of_every_kind(kind: str) -> None:
    ids = [row[0] for row in ask("list", kind).rows]
    assert ids
    assert ids == sorted(ids)


def test_several_kinds_are_joined_by_commas() -> None:
    assert {row[1] for row in ask("list", "force,body").rows} == {"body", "force"}


def test_without_a_kind_all_are_listed_in_order_of_kind_then_id() -> None:
    rows = ask("list").rows
    order = [(KINDS.index(row[1]), row[0]) for row in rows]
    assert order == sorted(order)
    assert {row[1] for row in rows} == {*KINDS}


def test_kinds_are_words_or_an_option() -> None:
    words = ("list", "in:tajikistan", "2015..2020")
    assert ask(*words, "--kind", "exercise").out == ask("list", "exercise", *words[1:]).out


def test_a_list_is_sorted_by_a_column_that_it_does_not_show() -> None:
    words = ("list", "exercise", "2015..2017", "--sort", "-strength", "--limit", "2")
    shown = ask(*words, "--columns", "strength", "--json").items
    assert [row[0] for row in ask(*words).rows] == [item["id"] for item in shown]
    assert shown[0]["strength"] > shown[1]["strength"]
    assert 'no column "strenth"' in ask("list", "exercise", "--sort", "strenth").err


def test_an_item_has_its_life_and_all_its_names(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        body("league", "1992-05-15", en="League", ru="Лига"),
        Change(facts=(fact("league", "closed", "1999"),)),
    )
    (item,) = ask("list", "--store", path, "--json").items
    assert item == {
        "id": "league",
        "kind": "body",
        "name": "League",
        "text": "League",
        "certainty": "surely",
        "sources": ["paper"],
        "names": {"en": "League", "ru": "Лига"},
        "aliases": [],
        "began": "1992-05-15",
        "ended": "1999",
        "summary": None,
        "facts": 2,
    }
    assert ask("list", "--store", path, "--lang", "ru").rows == [
        ["league", "орган", "Лига", "1992-05-15", "1999"]
    ]


def test_an_unknown_kind_is_usage() -> None:
    answer = ask("list", "boats")
    assert (answer.code, answer.out) == (2, "")
    assert answer.message == 'no kind "boats"'
    assert f"kinds: {', '.join(KINDS)}" in answer.err


def test_a_column_has_only_the_time_of_its_own_predicate() -> None:
    words = ("list", "exercise", "--columns", "held,cancelled", "--json")
    rows = {row["id"]: row for row in ask(*words).items}
    assert rows["rubezh-2021"]["held"] == "2021-09-07/2021-09-09"
    assert rows["rubezh-2021"]["cancelled"] is None
