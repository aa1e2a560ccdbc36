"""Facts named by where they stand: an entity, a predicate, a number."""

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.test_edit import editor
from tests.cli.writing import STRENGTH, digest, facts, ok, small


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A store with one figure and two mottoes of a force, which two states met."""
    path = small(tmp_path)
    for words in (
        ("crrf", "motto", "One", "--when", "2001"),
        ("crrf", "motto", "Two", "--when", "2002"),
        ("armenia", "met", "crrf", "--when", "2003"),
        ("russia", "met", "crrf", "--when", "2004"),
    ):
        ok("--store", path, "add", "fact", *words, "--source", "paper")
    return path


def standing(path: str) -> set[tuple[str, str, str]]:
    rows = (row for row in facts(path).values() if row["rank"] != "deprecated")
    return {(row["subject"], row["predicate"], row["when"]) for row in rows}


@pytest.mark.parametrize("label", ["strength", "Strength", "численность"])
def test_one_fact_needs_no_number(path: str, label: str) -> None:
    ok("--store", path, "set", "crrf", label, "when=2010")
    assert ("crrf", "strength", "2010") in standing(path)
    assert facts(path)[STRENGTH.id]["rank"] == "deprecated"


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        (("set", "crrf", "motto", "when=2010"), ["motto 1  2001", "motto 2  2002"]),
        (("retract", "crrf", "motto"), ["motto 1  2001", "motto 2  2002"]),
        (("edit", "crrf", "met by"), ["met 1  2003  Armenia", "met 2  2004  Russia"]),
    ],
)
def test_of_several_a_numbered_list_is_given(
    path: str, words: tuple[str, ...], listed: list[str]
) -> None:
    before = digest(path)
    answer = ask("--store", path, *words)
    assert (answer.code, digest(path)) == (3, before)
    for line in listed:
        assert f"  {line}" in answer.err
    assert f"say which, such as: crrf {listed[0].split('  ')[0]}" in answer.err


def test_a_number_says_which(path: str) -> None:
    ok("--store", path, "set", "crrf", "motto", "2", "when=2010")
    assert {("crrf", "motto", "2001"), ("crrf", "motto", "2010")} <= standing(path)
    ok("--store", path, "retract", "crrf", "met", "1", "2")
    assert not {key for key in standing(path) if key[1] == "met"}


def test_a_fact_is_edited_where_it_stands(path: str, tmp_path: Path) -> None:
    code = "text = text.replace('value: One', 'value: Eins')"
    words = ("edit", "crrf", "motto", "1")
    assert ask("--store", path, *words, EDITOR=editor(tmp_path, code), VISUAL="").code == 0
    assert {row["value"] for row in facts(path).values()} >= {"Eins"}


def test_the_numbers_and_ids_stand_on_the_page(path: str) -> None:
    rows = ok("--store", path, "show", "crrf", "--ids").rows
    ids = {row[0]: row[-1] for row in rows if len(row) > 1}
    assert ids["strength 1"] == STRENGTH.id
    assert [id for handle, id in ids.items() if handle.startswith("motto")]
    assert ids.keys() == {"strength 1", "motto 1", "motto 2", "met 1", "met 2"}
    narrowed = ok("--store", path, "show", "crrf", "is:motto", "2002", "--ids").out
    assert "motto 2\t2002" in narrowed
    assert "motto 1" not in narrowed


@pytest.mark.parametrize(
    ("words", "code", "advice"),
    [
        (("set", "crrf", "moto", "when=2001"), 3, "did you mean: motto"),
        (("set", "crrf", "nonsense", "when=2001"), 3, "cstokb schema lists them"),
        (("set", "crrf", "motto", "3", "when=2001"), 3, "--ids"),
        (("set", "crrf", "motto", "0", "when=2001"), 3, "--ids"),
        (("set", "crrf", "motto", "1", "2", "when=2001"), 2, "one number"),
        (("set", "crrf", "when=2001"), 2, "cstokb set crrf PREDICATE when="),
        (("set", "crrf", "motto"), 2, "name_ru="),
        (("retract", "crrf"), 3, "--ids"),
    ],
)
def test_what_points_nowhere_is_refused_with_the_advice_that_fits(
    path: str, words: tuple[str, ...], code: int, advice: str
) -> None:
    before = digest(path)
    answer = ask("--store", path, *words)
    assert (answer.code, digest(path)) == (code, before)
    assert advice in answer.err


PAGES = (
    "show crrf --all",
    "show crrf --ids",
    "timeline --all",
    "query of:crrf",
    "conflicts",
    "related crrf",
    "sources paper",
    "search 15000",
    "count is:strength --facts",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_fact_that_was_corrected_leaves_the_pages(path: str, page: str) -> None:
    ok("--store", path, "set", "crrf", "strength", "when=2010-05-05")
    out = ok("--store", path, *page.split()).out
    assert "2009-02-04" not in out
    assert STRENGTH.id not in out


def test_a_correction_is_no_conflict_and_the_log_knows_both(path: str) -> None:
    answer = ok("--store", path, "set", "crrf", "strength", "value=20000")
    assert "disagree" not in answer.err
    (entry, *_) = ok("--store", path, "log", "--json").items
    assert [edit["change"] for edit in entry["edits"]] == ["+", "~"]
    assert entry["edits"][1]["id"] == STRENGTH.id


def test_a_correction_that_is_taken_back_by_hand_revives_the_first(path: str) -> None:
    before = facts(path)[STRENGTH.id]
    ok("--store", path, "set", "crrf", "strength", "when=2010")
    answer = ok("--store", path, "set", "crrf", "strength", "when=2009-02-04")
    assert f"{STRENGTH.id} was deprecated, and stands again" in answer.err
    assert facts(path)[STRENGTH.id] == before


def test_a_shipped_fact_is_corrected_in_the_layer(home: Path) -> None:
    ok("set", "joint-staff", "created-by", "when=2003-04-29")
    assert "29 April 2003" in ok("show", "joint-staff").out
    assert {item["change"] for item in ok("mine", "--json").items} == {"+", "~"}
