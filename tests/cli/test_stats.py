"""`cstokb stats`: how much is known, and how well."""

import re
from pathlib import Path

from cstokb.store.protocol import Change
from tests.cli.asking import ask
from tests.cli.stores import body, fact, store


def test_the_tallies_agree_with_the_export() -> None:
    tallies = {(item["about"], item["of"]): item["count"] for item in ask("stats", "--json").items}
    exported = ask("export", "json").document
    for noun in ("entities", "facts", "sources", "predicates"):
        assert tallies["store", noun] == len(exported[noun])
    for about in ("entities", "facts about"):
        total = sum(number for (group, _), number in tallies.items() if group == about)
        assert total == tallies["store", about.partition(" ")[0]]


def test_gaps_are_counted(tmp_path: Path) -> None:
    facts = (fact("league", "founded", sources=()), fact("union", "founded", "2001"))
    path = store(tmp_path, body("league"), body("union", ru="Союз"), Change(facts=facts))
    tallies = {item["of"]: item["count"] for item in ask("stats", "--store", path, "--json").items}
    assert tallies["entities without a Russian name"] == 1
    assert tallies["facts with one source only"] == 1
    assert tallies["facts without a source"] == 1
    assert tallies["facts without a time"] == 1
    assert tallies["2000s"] == 1


def test_thousands_are_grouped_for_people_and_plain_for_programs() -> None:
    number = next(i["count"] for i in ask("stats", "--json").items if i["of"] == "facts")
    assert isinstance(number, int)
    assert f"\t{number:,}\tfacts\n" in ask("stats").out
    assert f"store,facts,{number}\r\n" in ask("stats", "--format", "csv").out


def test_in_russian_the_page_is_and_the_rows_are_as_they_were() -> None:
    page, _, _ = ask("stats", "--lang", "ru").out.partition("источники по издателям")
    assert "хранилище\t" in page
    assert "\tучение" in page
    assert "\t2010-е" in page
    assert not re.search("[A-Za-z]", page)
    assert ask("stats", "--lang", "ru", "--json").items == ask("stats", "--json").items
