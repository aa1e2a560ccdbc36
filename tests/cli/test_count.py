"""`cstokb count`: things or facts that answer a question, in groups."""

from pathlib import Path

import pytest

from cstokb.model.fact import Link, Quantity, Rank
from cstokb.model.predicate import Predicate
from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import body, fact, joined, store

STRENGTH = Predicate("strength", {"en": "strength"}, value_type="number", one_value=True)
FOUNDING = Predicate("follows", {"en": "follows"}, inverse_label={"en": "followers"}, shape="event")


def figures(subject: str, *numbers: float, rank: Rank = "normal") -> Change:
    made = (fact(subject, "strength", "", Quantity(n, "people"), rank=rank) for n in numbers)
    return Change(facts=tuple(made))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return store(
        tmp_path_factory.mktemp("count"),
        Change(predicates=(STRENGTH, FOUNDING)),
        joined(
            body("league", "1992-05-15", en="League"),
            body("union", "1992", en="Union"),
            body("circle", "2003-04", en="Circle"),
            body("club", en="Club"),
        ),
        Change(
            facts=(
                fact("circle", "follows", "2003", Link("league")),
                fact("circle", "follows", "2003", Link("union")),
                fact("club", "follows", "2004", Link("league")),
            )
        ),
        figures("league", 100, 90),
        figures("league", 70, rank="preferred"),
        figures("union", 500),
    )


def counts(path: str, *words: str) -> dict[str, int]:
    """The first group of each row, or empty, with its count."""
    items = ask("count", *words, "--store", path, "--json").items
    return {str(next(iter(item.values())) or ""): item["count"] for item in items}


def test_without_groups_there_is_one_number(path: str) -> None:
    assert ask("count", "body", "--store", path, "--json").items == [{"count": 4}]


def test_by_year_is_in_the_order_of_time_and_what_has_none_comes_last(path: str) -> None:
    assert [*counts(path, "body", "--by", "year").items()] == [("1992", 2), ("2003", 1), ("", 1)]


def test_other_groups_have_the_largest_first_and_several_values_count_in_each(path: str) -> None:
    by = ("--by", "follows", "--fields", "follows,count")
    assert [*counts(path, "body", *by).items()] == [("league", 2), ("", 2), ("union", 1)]
    notes = ask("count", "body", *by, "--store", path).err
    assert "4 things in all" in notes
    assert "what has several values is counted in each group" in notes


def test_is_and_facts_count_facts_and_not_things(path: str) -> None:
    assert counts(path, "is:follows", "--by", "year") == {"2003": 2, "2004": 1}
    assert "3 facts" in ask("count", "is:follows", "--store", path).err
    assert counts(path, "of:league", "--facts", "--by", "is")["strength"] == 3


def test_the_sum_adds_the_preferred_figure_of_each_thing_in_a_column_of_its_unit(path: str) -> None:
    items = ask("count", "body", "--sum", "strength", "--store", path, "--json").items
    assert items == [{"count": 4, "people": 570}]


def test_every_format_has_the_same_groups(path: str) -> None:
    asked = ("count", "body", "--by", "year,kind", "--store", path)
    assert ask(*asked, "--format", "csv").out.split() == [
        "year,kind,count",
        "1992,body,2",
        "2003,body,1",
        ",body,1",
    ]
    assert ask(*asked).rows == [
        ["1992", "body", "2"],
        ["2003", "body", "1"],
        ["—", "body", "1"],
    ]


def test_a_chart_has_a_bar_for_each_group_and_the_longest_for_the_largest(path: str) -> None:
    rows = ask("count", "body", "--by", "year", "--chart", "--store", path).rows
    bars = [len(row[-1]) for row in rows]
    assert bars[0] == 2 * bars[1] == 2 * bars[2]


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("--by", "yaer"), 'no group "yaer"', "did you mean: year?"),
        (("--sum", "strenth"), 'no column "strenth"', "did you mean: strength?"),
        (("--by", "zzzzzzzz"), 'no group "zzzzzzzz"', "groups: year, kind"),
    ],
)
def test_an_unknown_group_is_usage_with_the_nearest(
    path: str, words: tuple[str, ...], message: str, hint: str
) -> None:
    answer = ask("count", "body", *words, "--store", path)
    assert (answer.code, answer.out, answer.message) == (2, "", message)
    assert hint in answer.err


def test_nothing_counted_is_said(path: str, tmp_path: Path) -> None:
    answer = ask("count", "person", "--by", "year", "--store", path)
    assert (answer.code, answer.out) == (0, "")
    assert "nothing found" in answer.err
    assert ask("count", "person", "-e", "--store", path).code == 1
