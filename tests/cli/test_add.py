"""`cstokb add`: entities, facts and sources, whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from cstokb.store.shipped import shipped_store
from tests.cli.asking import Answer, ask
from tests.cli.stores import HOSTILE
from tests.cli.writing import STRENGTH, digest, entities, facts, ok, small, sources
from tests.store.children import NOBODY, open_to_all, outcome_of
from tests.terminal import on_terminal


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="cstokb-") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def add_fact(path: str, *words: str) -> Answer:
    return ask("--store", path, "add", "fact", "crrf", "strength", *words, "--unit", "troops")


SOURCED = ("--source", "report")


class TestSources:
    def test_a_fact_without_a_source_is_refused_with_the_three_ways_out(self, path: str) -> None:
        before = digest(path)
        answer = add_fact(path, "20000", "--when", "2014")
        assert (answer.code, answer.out) == (2, "")
        assert answer.message == "a fact needs a source"
        assert all(way in answer.err for way in ("--source ID", "--source-url", "--unsourced"))
        assert digest(path) == before

    def test_a_source_is_cited_by_its_id_with_the_place_in_it(self, path: str) -> None:
        add_fact(path, "20000", "--when", "2014", "--source", "report", "--at", "p. 17")
        (new,) = (row for row in facts(path).values() if row["when"] == "2014")
        assert new["citations"] == [{"source": "report", "at": "p. 17", "quote": None}]

    def test_a_new_source_is_made_in_the_same_change(self, path: str) -> None:
        url = ("--source-url", "https://www.example.org/x", "--source-title", "News")
        add_fact(path, "20000", "--when", "2014", *url)
        assert sources(path)["example-org-news"]["url"] == "https://www.example.org/x"
        assert len(ok("--store", path, "log", "--json").items) == 1

    def test_a_source_of_a_known_address_is_cited_and_not_made_again(self, path: str) -> None:
        before = sources(path)
        address = before["report"]["url"]
        add_fact(path, "20000", "--source-url", address, "--source-title", "Again")
        assert sources(path) == before

    def test_two_sources_of_one_title_get_two_ids(self, path: str) -> None:
        for page in "ab":
            url = ("--source-url", f"https://example.org/new/{page}", "--source-title", "News")
            add_fact(path, "20000", "--when", "2014", *url)
        assert {"example-org-news", "example-org-news-2"} <= sources(path).keys()

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param(("--source-url", "https://example.org/x"), id="no title"),
            pytest.param(("--source-title", "x"), id="no address"),
        ],
    )
    def test_half_a_source_is_refused(self, path: str, words: tuple[str, ...]) -> None:
        assert add_fact(path, "20000", *words).code == 2

    def test_an_unknown_source_is_not_found(self, path: str) -> None:
        assert add_fact(path, "20000", "--source", "nowhere").code == 3

    def test_a_fact_may_do_without_and_check_lists_it(self, path: str) -> None:
        assert add_fact(path, "20000", "--when", "2014", "--unsourced").code == 0
        findings = ask("--store", path, "check", "--json").items
        (finding,) = (item for item in findings if item["check"] == "unsourced")
        assert facts(path)[finding["id"]]["value"] == 20000

    def test_the_same_fact_gains_the_citation(self, path: str) -> None:
        answer = add_fact(path, "15,000", "--when", "2009-02-04", *SOURCED)
        assert answer.code == 0
        (only,) = facts(path).values()
        assert only["id"] == STRENGTH.id
        assert [cited["source"] for cited in only["citations"]] == ["paper", "report"]

    def test_the_same_fact_with_the_same_source_changes_nothing(self, path: str) -> None:
        before = digest(path)
        answer = add_fact(path, "15000", "--when", "2009-02-04", "--source", "paper")
        assert "nothing to change" in answer.err
        assert digest(path) == before


class TestDisagreement:
    def test_it_is_told_and_both_are_kept(self, path: str) -> None:
        answer = add_fact(path, "20000", "--when", "2009-02-04", *SOURCED)
        assert answer.code == 0
        assert "sources disagree" in answer.err
        assert STRENGTH.id in answer.err
        assert {row["rank"] for row in facts(path).values()} == {"normal"}
        assert len(facts(path)) == 2

    def test_the_preferred_one_is_the_only_preferred_one(self, path: str) -> None:
        add_fact(path, "20000", "--when", "2009-02-04", "--prefer", *SOURCED)
        add_fact(path, "25000", "--when", "2009-02-04", "--prefer", *SOURCED)
        ranks = {row["value"]: row["rank"] for row in facts(path).values()}
        assert ranks == {15000: "normal", 20000: "normal", 25000: "preferred"}

    def test_what_was_preferred_of_another_time_stays_so(self, path: str) -> None:
        add_fact(path, "20000", "--when", "2014", "--prefer", *SOURCED)
        add_fact(path, "15000", "--when", "2009-02-04", "--prefer", *SOURCED)
        assert {row["rank"] for row in facts(path).values()} == {"preferred"}

    def test_a_fact_of_another_time_disagrees_with_none(self, path: str) -> None:
        assert "disagree" not in add_fact(path, "20000", "--when", "2014", *SOURCED).err

    def test_what_disagreed_before_is_not_told_again(self, path: str) -> None:
        add_fact(path, "20000", "--when", "2009-02-04", *SOURCED)
        answer = ask("--store", path, "add", "fact", "crrf", "motto", "Onward", *SOURCED)
        assert "disagree" not in answer.err


class TestDryRun:
    def test_nothing_is_written_and_what_would_be_is_shown(self, path: str) -> None:
        before = digest(path)
        answer = add_fact(path, "20000", "--when", "2014", "--dry-run", "--json", *SOURCED)
        assert [item["after"]["value"] for item in answer.items] == [20000]
        assert answer.document["query"]["dry_run"] is True
        assert digest(path) == before

    def test_not_even_a_layer_is_made(self, home: Path) -> None:
        words = ("crrf", "strength", "20000", "--unit", "troops", "--unsourced", "--dry-run")
        assert ok("add", "fact", *words).out
        assert list(home.iterdir()) == []


class TestLayer:
    def test_the_first_change_makes_it_and_the_shipped_facts_stay(self, home: Path) -> None:
        shipped = shipped_store()
        ok("set", "csto", "name=Mine")
        assert [file.name for file in home.rglob("store.json")] == ["store.json"]
        assert shipped_store().entity("csto") == shipped.entity("csto")
        (csto,) = (item for item in ok("list", "--json").items if item["id"] == "csto")
        assert csto["names"]["en"] == "Mine"

    def test_a_change_that_is_refused_makes_none(self, home: Path) -> None:
        assert ask("add", "entity", "csto", "--kind", "body", "--name", "x").code == 4
        assert list(home.iterdir()) == []


class TestIdentity:
    def test_a_text_is_stored_composed_under_the_id_of_that(self, path: str) -> None:
        for text in ("Объединённый", "Объедине\u0308нный", "  Объединённый "):
            ok("--store", path, "add", "fact", "crrf", "motto", text, *SOURCED)
        mottos = [row for row in facts(path).values() if row["predicate"] == "motto"]
        assert [row["value"] for row in mottos] == ["Объединённый"]
        found = ask("--store", path, "check", "--only", "id-differs", "--json")
        assert found.items == []

    @pytest.mark.parametrize(
        ("text", "number", "bound"),
        [
            ("20000", 20000, None),
            ("20,000", 20000, None),
            ("20 000", 20000, None),
            ("about 20000", 20000, "about"),
            ("over 1.5", 1.5, "over"),
        ],
    )
    def test_a_figure_is_read_as_people_write_it(
        self, path: str, text: str, number: float, bound: str | None
    ) -> None:
        add_fact(path, text, "--when", "2014", *SOURCED)
        (new,) = (row for row in facts(path).values() if row["when"] == "2014")
        assert (new["value"], new["bound"]) == (number, bound)

    @pytest.mark.parametrize("text", ["9" * 20, "9" * 5000, f"{'9' * 400}.5"])
    def test_a_figure_that_cannot_be_kept_exactly_is_rejected(self, path: str, text: str) -> None:
        before = digest(path)
        assert add_fact(path, text, *SOURCED).code == 4
        assert digest(path) == before

    @pytest.mark.parametrize(
        ("id", "why"),
        [
            pytest.param("КСОР", "slug", id="cyrillic"),
            pytest.param("сsto", "slug", id="mixed script"),
            pytest.param("Csto2", "slug", id="capital"),
            pytest.param("../etc", "slug", id="path"),
            pytest.param("a b", "slug", id="blank"),
            pytest.param("a" * 65, "slug", id="long"),
        ],
    )
    @pytest.mark.parametrize("noun", ["entity", "source"])
    def test_an_id_is_a_slug(self, path: str, noun: str, id: str, why: str) -> None:
        before = digest(path)
        words = ("--kind", "body", "--name", "x") if noun == "entity" else ("--title", "x")
        answer = ask("--store", path, "add", noun, id, *words)
        assert answer.code == 4, answer
        assert why in answer.err or "a-z" in answer.err
        assert digest(path) == before

    @pytest.mark.parametrize("noun", ["entity", "source"])
    def test_an_id_that_is_taken_is_rejected(self, path: str, noun: str) -> None:
        words = ("--kind", "body", "--name", "x") if noun == "entity" else ("--title", "x")
        id = "crrf" if noun == "entity" else "paper"
        assert ask("--store", path, "add", noun, id, *words).code == 4

    @pytest.mark.parametrize("name", ["", " ", "\n\t"])
    def test_an_entity_needs_a_name(self, path: str, name: str) -> None:
        answer = ask("--store", path, "add", "entity", "new", "--kind", "body", "--name", name)
        assert answer.code == 2


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("می\u200cخواهم", id="persian"),
            pytest.param("क्\u200dष", id="hindi"),
            pytest.param("[bold]x[/nope] :smile:", id="markup"),
            pytest.param("=1+1", id="formula"),
            pytest.param("'; drop table facts; --", id="sql"),
            pytest.param("Հայաստան", id="armenian"),
        ],
    )
    def test_letters_of_every_script_survive(self, path: str, text: str) -> None:
        ok("--store", path, "add", "entity", "new", "--kind", "body", "--name", text)
        assert entities(path)["new"]["names"] == {"en": text}

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_a_text_is_stored_as_it_is_or_refused(self, path: str, text: str) -> None:
        before = digest(path)
        words = ("--kind", "body", "--name", text, "--alias", text, "--summary", text)
        answer = ask("--store", path, "add", "entity", "new", *words)
        assert "Traceback" not in answer.err
        if answer.code:
            assert answer.code == 4
            assert digest(path) == before
        else:
            assert entities(path)["new"]["names"] == {"en": text}

    @pytest.mark.parametrize(
        "text", ["a\x1b[2Jb", "a\u202eb", "a\u2066b", "a\u200eb", "a\0b", "a\u200bb", "a\ud800"]
    )
    @pytest.mark.parametrize("option", ["--note", "-m", "--source-publisher", "--at"])
    def test_control_and_direction_characters_are_refused(
        self, path: str, option: str, text: str
    ) -> None:
        before = digest(path)
        url = ("--source-url", "https://example.org/x", "--source-title", "x")
        assert add_fact(path, "20000", *url, option, text).code == 4
        assert digest(path) == before

    def test_a_text_that_is_too_long_is_refused(self, path: str) -> None:
        answer = add_fact(path, "20000", *SOURCED, "--note", "x" * 10_001)
        assert answer.code == 4
        assert "10,000" in answer.err


class TestTimeInWords:
    @pytest.mark.parametrize(
        ("words", "edtf"),
        [
            ("last Thursday", "2026-11-19"),
            ("28 апреля 2003", "2003-04-28"),
            ("since 2003", "2003/.."),
        ],
    )
    def test_what_words_would_mean_is_offered(self, path: str, words: str, edtf: str) -> None:
        answer = add_fact(path, "20000", "--when", words)
        assert answer.code == 2
        assert answer.err.endswith(f"\nwrite {edtf}\n")

    def test_words_that_say_more_than_a_time_are_not(self, path: str) -> None:
        assert "2026-" not in add_fact(path, "20000", "--when", "next week maybe").err


class TestRefusals:
    @pytest.mark.parametrize(
        ("words", "code"),
        [
            pytest.param(("nobody", "strength", "1"), 3, id="unknown subject"),
            pytest.param(("crrf", "power", "1"), 3, id="unknown predicate"),
            pytest.param(("armenia", "member-of", "nowhere"), 3, id="unknown value"),
            pytest.param(("crrf", "motto", "x", "--where", "nowhere"), 3, id="unknown place"),
            pytest.param(("crrf", "motto", "x", "--when", "2001-02-30"), 2, id="bad date"),
            pytest.param(("crrf", "strength"), 2, id="no value"),
            pytest.param(("crrf", "held", "--when", "2001"), 4, id="wrong kind of subject"),
            pytest.param(("crrf", "strength", "many"), 4, id="words for a figure"),
            pytest.param(("crrf", "strength", "1"), 4, id="a figure without a unit"),
            pytest.param(("crrf", "strength", "many", "--unit", "x"), 4, id="words with a unit"),
            pytest.param(("crrf", "motto", "On", "--unit", "x"), 4, id="a unit of words"),
            pytest.param(("armenia", "member-of", "csto", "--unit", "x"), 4, id="a unit of one"),
            pytest.param(("crrf", "motto", "x", "--where", "csto"), 4, id="no place"),
            pytest.param(("crrf", "strength", "1", "--confidence", "great"), 2, id="confidence"),
        ],
    )
    def test_what_breaks_the_rules_is_refused(
        self, path: str, words: tuple[str, ...], code: int
    ) -> None:
        before = digest(path)
        assert ask("--store", path, "add", "fact", *words, *SOURCED).code == code
        assert digest(path) == before

    def test_a_writer_that_waits_too_long_is_told_which_store_is_busy(self, path: str) -> None:
        before = digest(path)
        with FileLock(Path(path).with_name(".store.json.lock")):
            answer = add_fact(path, "20000", *SOURCED, "--lock-timeout", "0.2")
            assert ask("--store", path, "list").code == 0
        assert answer.code == 6
        assert path in answer.message
        assert digest(path) == before

    def test_nobody_waits_a_negative_time(self, path: str) -> None:
        assert add_fact(path, "20000", *SOURCED, "--lock-timeout", "-1").code == 2

    @pytest.mark.skipif(not open_to_all(), reason="the checkout is in a private folder")
    @pytest.mark.parametrize("mode", [0o444, 0o644], ids=["read-only file", "read-only folder"])
    def test_a_store_that_cannot_be_written_is_still_read(
        self, open_folder: Path, mode: int
    ) -> None:
        path = small(open_folder)
        if mode == 0o444:
            open_folder.chmod(0o777)
        os.chmod(path, mode)
        before = digest(path)

        def refused() -> None:
            assert add_fact(path, "20000", *SOURCED).code == 7
            assert ask("--store", path, "show", "crrf").code == 0

        assert outcome_of(refused, uid=NOBODY).error == ""
        assert digest(path) == before


def test_what_one_adds_meets_what_others_add_meanwhile(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cstokb.cli.writing._confirm", _adding("2015", path, monkeypatch))
    assert add_fact(path, "20000", "--when", "2014", *SOURCED).code == 0
    assert {row["when"] for row in facts(path).values()} == {"2009-02-04", "2014", "2015"}


def test_a_record_that_others_changed_meanwhile_is_not_overwritten(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cstokb.cli.writing._confirm", _adding("2014", path, monkeypatch))
    answer = add_fact(path, "20000", "--when", "2014", *SOURCED)
    assert answer.code == 6
    (new,) = (row for row in facts(path).values() if row["when"] == "2014")
    assert [cited["source"] for cited in new["citations"]] == ["paper"]


def _adding(when: str, path: str, monkeypatch: pytest.MonkeyPatch) -> object:
    """Another writer who is quicker than the question."""

    def quicker(*_: object) -> None:
        monkeypatch.undo()
        ok(*("--store", path, "add", "fact", "crrf", "strength", "20000", "--unit", "troops"),
           *("--when", when, "--source", "paper", "--today", "2026-11-23"))  # fmt: skip

    return quicker


def test_a_new_user_adds_an_exercise_of_last_week(home: Path) -> None:
    ok("add", "entity", "rock-x", "--kind", "exercise", "--name", "Rock-X", "--name-ru", "Скала")
    held = ("--when", "2026-11-16/2026-11-20", "--where", "kyrgyzstan")
    url = ("--source-url", "https://example.org/rock", "--source-title", "Rock-X was held")
    made = ok("add", "fact", "rock-x", "held", *held, *url, "--json").items
    (source,) = (item["id"] for item in made if item["record"] == "source")
    for state in ("belarus", "kyrgyzstan"):
        ok("add", "fact", state, "took-part-in", "rock-x", "--source", source)
    page = ok("show", "rock-x").out
    for words in ("Rock-X", "2026", "Kyrgyzstan", "Belarus", "Rock-X was held"):
        assert words in page
    assert len(ok("mine", "--json").items) == 5


@pytest.mark.parametrize("way", ["< /dev/null", "| cat", "--yes"])
def test_it_asks_only_where_somebody_can_answer(path: str, env: dict[str, str], way: str) -> None:
    before = digest(path)
    words = "add entity new --kind body --name New"
    screen = on_terminal(f"cstokb --store {path} {words} {way}", env)
    assert screen.code == 0
    assert "Write this?" not in screen.text
    assert digest(path) != before
