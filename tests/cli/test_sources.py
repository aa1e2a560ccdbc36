"""`cstokb sources`: the sources, or the facts that rest on one."""

from pathlib import Path

from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import body, fact, store


def test_the_most_cited_come_first_and_none_is_missing() -> None:
    items = ask("sources", "--json").items
    order = [(-item["facts"], item["id"]) for item in items]
    assert order == sorted(order)
    exported = ask("export", "json").document["sources"]
    assert {item["id"] for item in items} == {source["id"] for source in exported}


def test_an_entity_has_the_sources_of_its_facts() -> None:
    items = ask("sources", "Объединённый штаб ОДКБ", "--json").items
    shown = ask("show", "joint-staff", "--json").items
    assert {source for row in shown for source in row["sources"]} <= {item["id"] for item in items}
    assert all(item["facts"] for item in items)


def test_a_source_tells_the_facts_that_cite_it_with_the_place_in_it() -> None:
    items = ask("sources", "jscsto-2022-04-28", "--json").items
    (founding,) = [one for one in items if one["fact"].startswith("joint-staff.created-by.")]
    assert (founding["when"], founding["at"]) == ("2003-04-28", "para 1")


def test_a_fact_without_a_time_stands_among_the_facts_of_its_source(tmp_path: Path) -> None:
    path = store(tmp_path, body("league"), Change(facts=(fact("league", "founded"),)))
    rows = ask("sources", "paper", "--store", path).rows
    assert rows == [
        ["A paper · paper"],
        ["A publisher · 2001"],
        ["https://example.org/a"],
        ["", "The league founded", "p. 1"],
    ]


def test_a_near_miss_of_a_source_or_an_entity_is_offered() -> None:
    answer = ask("sources", "jscsto-2022-04-29")
    assert (answer.code, answer.out) == (3, "")
    assert "did you mean: " in answer.err
    assert "jscsto-2022-04-28" in answer.err
    assert "joint-staff" in ask("sources", "joint-stuff").err
