"""`cstokb add predicate`, and what `cstokb add` says of names that are taken or look so."""

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.writing import digest, ok, small


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def test_a_predicate_extends_the_vocabulary_and_its_facts_read_as_sentences(path: str) -> None:
    words = ("--label", "crew", "--label-ru", "экипаж", "--value", "number", "--of", "force")
    ok("--store", path, "add", "predicate", "manned-by", *words)
    stated = ("crrf", "manned-by", "12", "--unit", "pilots", "--source", "paper")
    ok("--store", path, "add", "fact", *stated)
    assert "crew" in ok("--store", path, "show", "crrf").out
    assert "экипаж" in ok("--store", path, "show", "crrf", "--lang", "ru").out
    (row,) = ok("--store", path, "query", "is:manned-by", "--json").items
    assert "crew: 12 pilots" in row["text"]
    ok("--store", path, "undo")
    ok("--store", path, "undo")
    assert "manned-by" not in ok("--store", path, "schema").out


def test_a_phrase_of_ones_own_is_taken(path: str) -> None:
    words = (
        "--label",
        "flew to",
        "--phrase",
        "flew to {value}[ from {where}]",
        "--value",
        "entity",
    )
    ok("--store", path, "add", "predicate", "flew-to", *words)
    ok("--store", path, "add", "fact", "crrf", "flew-to", "dushanbe", "--source", "paper")
    (row,) = ok("--store", path, "query", "is:flew-to", "--json").items
    assert row["text"].endswith("flew to Dushanbe")


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("motto", "--label", "x"), 4, "already"),
        (("Crew", "--label", "x"), 4, "slug"),
        (("crew",), 2, "label"),
        (("crew", "--label", "x", "--shape", "round"), 2, "event"),
        (("crew", "--label", "x", "--value", "figure"), 2, "number"),
        (("crew", "--label", "x", "--of", "tribe"), 2, "kind"),
        (("crew", "--label", "x", "--phrase", "of {whom}"), 2, "whom"),
        (("crew", "--label", "\u200d"), 4, "seen"),
    ],
)
def test_what_is_no_predicate_is_refused(
    path: str, words: tuple[str, ...], code: int, why: str
) -> None:
    before = digest(path)
    answer = ask("--store", path, "add", "predicate", *words)
    assert answer.code == code
    assert why in answer.err
    assert digest(path) == before


class TestNames:
    @pytest.mark.parametrize(
        ("name", "why"),
        [
            pytest.param("Treaty Organization", "is a name of csto", id="the same"),
            pytest.param("treaty  ORGANIZATION", "is a name of csto", id="folded"),
            pytest.param("Организация Договора", "is a name of csto", id="of the other language"),
            pytest.param("crrf", "is a name of crrf", id="an id"),
            pytest.param("Treаty Organizаtion", "looks like a name of csto", id="mixed letters"),
            pytest.param("Сharter of Аll", "", id="nobody's"),
            pytest.param("Organization", "", id="a part"),
        ],
    )
    def test_a_name_that_is_taken_or_looks_so_is_noted(
        self, path: str, name: str, why: str
    ) -> None:
        answer = ok("--store", path, "add", "entity", "new", "--kind", "body", "--name", name)
        notes = [line for line in answer.err.splitlines() if " name of " in line]
        assert len(notes) == bool(why)
        assert why in answer.err

    def test_a_name_of_the_other_script_is_seen_through(self, path: str) -> None:
        ok("--store", path, "add", "entity", "kcop", "--kind", "force", "--name-ru", "КСОР")
        answer = ok("--store", path, "add", "entity", "x", "--kind", "body", "--name", "KCOP")
        assert 'note: "KCOP" is a name of kcop' in answer.err
        ok("--store", path, "add", "entity", "y", "--kind", "body", "--name-ru", "СОРТ")
        answer = ok("--store", path, "add", "entity", "z", "--kind", "body", "--name", "COPT")
        assert '"COPT" looks like a name of y' in answer.err

    @pytest.mark.parametrize("name", ["\u200d", "\u00a0", "\u3164", "\u2800", "a\u115f", "\ufe0f"])
    def test_a_name_that_shows_as_nothing_is_refused(self, path: str, name: str) -> None:
        before = digest(path)
        for option in ("--name", "--name-ru"):
            answer = ask("--store", path, "add", "entity", "x", "--kind", "body", option, name)
            assert answer.code in (2, 4)
        assert ask("--store", path, "set", "crrf", f"name={name}").code == 4
        assert digest(path) == before
