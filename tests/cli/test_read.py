"""`cstokb read`: an article, its sheet, and the facts that are taken from it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cstokb.cli.reading_memory import memory_path
from cstokb.store.protocol import Change
from cstokb.store.shipped import shipped_store
from tests.cli.asking import Answer, ask
from tests.cli.stores import HOSTILE, store
from tests.cli.writing import facts, ok, sources
from tests.reading.world import ENTITIES
from tests.terminal import environment, on_terminal

TEXT = """\
The exercise is over

19.12.2012

The exercise Rubezh-2012 was held on 5 May 2012 in Moscow. It rained.

CSTO Secretary General Nikolai Orlov spoke. Armenia and Belarus were thanked for their help.

The exercise Search-2012 was held on 6 June 2012 and everybody was glad that it was over.
"""
SOURCE = "the-exercise-is-over-2012-12-19"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    predicates = tuple(shipped_store().predicates().values())
    return store(tmp_path, Change(ENTITIES, predicates=predicates))


@pytest.fixture
def file(tmp_path: Path) -> str:
    name = tmp_path / "article.txt"
    name.write_text(TEXT, encoding="utf-8")
    return str(name)


def read(path: str, file: str, *words: str) -> Answer:
    return ask("--store", path, "read", file, "--today", "2013-01-01", *words)


def drafted(answer: Answer) -> list[str]:
    drafts = [draft for item in answer.items for draft in item["drafts"]]
    return [f"{d['state']} {d['fact']['subject']} {d['fact']['predicate']}" for d in drafts]


class TestSheet:
    def test_each_sentence_with_a_date_or_name_is_an_item(self, path: str, file: str) -> None:
        answer = read(path, file, "--json")
        assert [(i["paragraph"], i["number"]) for i in answer.items] == [
            (0, 2),
            (1, 1),
            (2, 1),
            (2, 2),
            (3, 1),
        ]
        assert "2 sentences without date or name left out (--all)" in answer.err

    def test_all_shows_every_sentence(self, path: str, file: str) -> None:
        answer = read(path, file, "--json", "--all")
        assert [(i["paragraph"], i["number"]) for i in answer.items][:4] == [
            (0, 1),
            (0, 2),
            (1, 1),
            (1, 2),
        ]

    def test_an_item_says_what_stands_where(self, path: str, file: str) -> None:
        (item,) = [i for i in read(path, file, "--json").items if i["paragraph"] == 1]
        text = item["sentence"]
        for part in (*item["dates"], *item["mentions"]):
            first, last = part["at"]
            assert text[first:last] == part["text"]
        assert [(d["when"], d["how"]) for d in item["dates"]] == [("2012-05-05", "said")]
        assert [m["entity"] for m in item["mentions"]] == ["rubezh-2012", "moscow"]
        (draft,) = item["drafts"]
        assert (draft["draft"], draft["state"], draft["rivals"]) == (1, "new", [])
        assert draft["fact"]["citations"] == [
            {
                "source": SOURCE,
                "at": "para 1",
                "quote": "The exercise Rubezh-2012 was held on 5 May 2012 in Moscow.",
            }
        ]

    def test_what_a_later_sentence_names_is_counted_from_its_beginning(
        self, path: str, file: str
    ) -> None:
        (item,) = [i for i in read(path, file, "--json").items if i["at"][0]]
        assert item["mentions"]
        for part in (*item["dates"], *item["mentions"]):
            assert item["sentence"][slice(*part["at"])] == part["text"]

    def test_the_query_says_what_the_article_is(self, path: str, file: str) -> None:
        query = read(path, file, "--json").document["query"]
        assert query["language"] == "en"
        assert query["source"] == {
            "id": SOURCE,
            "title": "The exercise is over",
            "publisher": None,
            "url": None,
            "published": "2012-12-19",
            "published_from": "text",
            "read_before": None,
        }

    def test_the_page_has_drafts_first_then_what_is_left(self, path: str, file: str) -> None:
        lines = read(path, file).out.splitlines()
        assert lines[0].startswith("The exercise is over, 2012-12-19 (day from the text)")
        sentence = "The exercise Rubezh-2012 was held on 5 May 2012 in Moscow."
        assert lines[1].split("\t") == [
            "1.1",
            sentence,
            '2012-05-05 ("on 5 May 2012")',
            "rubezh-2012, moscow",
            "",
        ]
        assert lines[2] == "+ 1\trubezh-2012 held, 2012-05-05, moscow\t\tnew"
        left = lines.index("left to you: 2 sentences")
        assert lines[left + 2].startswith("2.2\tArmenia and Belarus were thanked")

    def test_it_is_russian_for_who_wants_that(self, path: str, file: str) -> None:
        assert "остаётся вам: 2 предложения" in read(path, file, "--lang", "ru").out

    def test_columns_have_a_row_for_each_sentence(self, path: str, file: str) -> None:
        rows = read(path, file, "--format", "csv").out.splitlines()
        assert rows[2].startswith(
            "1,1,2012-05-05,rubezh-2012 moscow,moscow,new,"
            '"rubezh-2012 held, 2012-05-05, moscow",The exercise'
        )

    def test_nothing_is_written(self, path: str, file: str) -> None:
        before = Path(path).read_bytes()
        assert read(path, file).code == 0
        assert Path(path).read_bytes() == before
        assert not Path(memory_path()).exists()

    def test_stdin_is_read_for_a_dash(self, path: str, tmp_path: Path) -> None:
        env = environment(tmp_path)
        text = (
            "The exercise Rubezh-2012 was held on 5 May 2012, which is the day that the people "
            "of the town and of the north will remember for long."
        )
        command = f"printf '{text}' | cstokb --store {path} read - --json"
        screen = on_terminal(command, env)
        assert '"file": "stdin"' in screen.text
        assert '"when": "2012-05-05"' in screen.text


class TestWriting:
    def test_accepted_drafts_are_written_as_one_change_with_the_source(
        self, path: str, file: str
    ) -> None:
        answer = read(path, file, "--accept", "1,3")
        assert answer.code == 0, answer.err
        assert {row["subject"] for row in facts(path).values()} == {"rubezh-2012", "search-2012"}
        assert sources(path)[SOURCE]["title"] == "The exercise is over"
        ok("--store", path, "undo")
        assert facts(path) == {}
        assert SOURCE not in sources(path)

    def test_a_dry_run_writes_and_remembers_nothing(self, path: str, file: str) -> None:
        before = Path(path).read_bytes()
        assert read(path, file, "--accept", "1", "--dry-run").code == 0
        assert Path(path).read_bytes() == before
        assert not Path(memory_path()).exists()

    def test_what_was_taken_is_cited_already_the_next_time(self, path: str, file: str) -> None:
        ok("--store", path, "read", file, "--accept", "1")
        assert drafted(read(path, file, "--json")) == [
            "cited rubezh-2012 held",
            "new nikolai-orlov served-as",
            "new search-2012 held",
        ]

    def test_the_text_is_known_again_under_another_title(
        self, path: str, file: str, tmp_path: Path
    ) -> None:
        ok("--store", path, "read", file, "--accept", "1")
        copy = tmp_path / "copy.txt"
        copy.write_text(TEXT.replace("The exercise is over\n", "All is over\n", 1), "utf-8")
        query = read(path, str(copy), "--json").document["query"]
        assert query["source"]["read_before"] == SOURCE

    def test_the_source_may_be_named(self, path: str, file: str) -> None:
        read(path, file, "--accept", "1", "--source", "my-article")
        assert "my-article" in sources(path)
        assert SOURCE not in sources(path)

    def test_a_sentence_is_made_a_fact(self, path: str, file: str) -> None:
        answer = read(path, file, "--take", "2.2", "took-part-in", "rubezh-2012")
        assert answer.code == 0, answer.err
        (fact,) = facts(path).values()
        assert (fact["subject"], fact["predicate"]) == ("armenia", "took-part-in")
        assert fact["value"] == "rubezh-2012"
        assert fact["citations"][0]["at"] == "para 2"

    def test_several_sentences_and_drafts_are_one_change(self, path: str, file: str) -> None:
        words = ("--take", "2.2", "took-part-in", "rubezh-2012") * 1
        more = ("--take", "1.1", "noted", "rain", "--accept", "3")
        assert read(path, file, *words, *more).code == 0
        assert len(facts(path)) == 3
        assert len(json.loads(ok("--store", path, "log", "--json").out)["items"]) == 1

    def test_subject_time_and_place_may_be_given(self, path: str, file: str) -> None:
        words = ("--take", "2.2", "declined", "rubezh-2012")
        read(path, file, *words, "--subject", "belarus", "--when", "2012-05", "--where", "moscow")
        (fact,) = facts(path).values()
        assert (fact["subject"], fact["when"], fact["where"]) == ("belarus", "2012-05", "moscow")

    @pytest.mark.parametrize(
        ("words", "code", "message"),
        [
            (("--accept", "9"), 2, "there are drafts 1 to 3, not 9"),
            (("--accept", "all"), 2, '"all" is no number of a draft'),
            (("--take", "9.1", "held", ""), 3, 'no sentence "9.1"'),
            (("--take", "2.2", "no-such", "x"), 3, 'no predicate "no-such"'),
            (("--take", "2.2", "held"), 2, "--take needs N.M PREDICATE VALUE"),
            (("--take", "1.2", "noted", "rain"), 2, "the sentence names no subject for noted"),
            (("--when", "2012"), 2, "--subject, --when and --where belong to --take"),
            (("--language", "de"), 2, 'no language "de"'),
            (("--as", "word"), 2, 'no shape "word"'),
            (("--published", "2012"), 2, "--published is a day, YYYY-MM-DD, not 2012"),
            (("--review",), 2, "--review needs a terminal"),
        ],
    )
    def test_what_is_not_there_is_refused(
        self, path: str, file: str, words: tuple[str, ...], code: int, message: str
    ) -> None:
        answer = read(path, file, *words)
        assert (answer.code, answer.message) == (code, message)
        assert facts(path) == {}

    def test_an_address_that_is_not_there_is_told_where_all_are(self, path: str, file: str) -> None:
        assert "read FILE --all lists all" in read(path, file, "--take", "9.1", "held", "").err

    @pytest.mark.parametrize(
        ("day", "published"), [("yesterday", "2012-12-31"), ("2012-12-20", "2012-12-20")]
    )
    def test_the_day_of_publication_may_be_counted_from_today(
        self, path: str, file: str, day: str, published: str
    ) -> None:
        answer = read(path, file, "--published", day, "--json")
        assert answer.document["query"]["source"]["published"] == published


class TestRejecting:
    def test_what_is_rejected_is_not_shown_again_but_on_request(self, path: str, file: str) -> None:
        read(path, file, "--reject", "1")
        after = read(path, file, "--json")
        assert drafted(after) == ["new nikolai-orlov served-as", "new search-2012 held"]
        assert "1 rejected draft left out (--again)" in after.err
        assert len(drafted(read(path, file, "--json", "--again"))) == 3
        assert facts(path) == {}

    def test_numbers_stay_as_they_were(self, path: str, file: str) -> None:
        read(path, file, "--reject", "1")
        numbers = [d["draft"] for i in read(path, file, "--json").items for d in i["drafts"]]
        assert numbers == [2, 3]

    def test_of_another_source_nothing_is_rejected(
        self, path: str, file: str, tmp_path: Path
    ) -> None:
        read(path, file, "--reject", "1")
        other = tmp_path / "other.txt"
        other.write_text(TEXT.replace("19.12", "20.12") + "\nThat was all.\n", "utf-8")
        assert len(drafted(read(path, str(other), "--json"))) == 3

    @pytest.mark.parametrize("text", ["", "[]", '{"schema": 2}', '{"schema": 1, "articles": 5}'])
    def test_a_strange_memory_is_refused_and_kept(self, path: str, file: str, text: str) -> None:
        memory = Path(memory_path())
        memory.parent.mkdir(parents=True)
        memory.write_text(text, encoding="utf-8")
        answer = read(path, file)
        assert (answer.code, "is no memory of articles" in answer.message) == (4, True)
        assert memory.read_text(encoding="utf-8") == text


class TestReview:
    def ask(self, path: str, file: str, tmp_path: Path, keys: str) -> str:
        env = environment(tmp_path, NO_COLOR="1", PAGER="cat")
        command = f"cstokb --store {path} read {file} --review --yes --today 2013-01-01"
        return on_terminal(command, env, typed="".join(f"{key}\n" for key in keys.split("/"))).text

    def test_each_draft_has_its_own_key(self, path: str, file: str, tmp_path: Path) -> None:
        text = self.ask(path, file, tmp_path, "a/s/r")
        assert "a accept, e edit, r reject, s skip, q quit" in text
        assert [row["subject"] for row in facts(path).values()] == ["rubezh-2012"]

    def test_no_other_key_accepts(self, path: str, file: str, tmp_path: Path) -> None:
        self.ask(path, file, tmp_path, "y//all/q")
        assert facts(path) == {}

    def test_what_was_accepted_before_quitting_is_written(
        self, path: str, file: str, tmp_path: Path
    ) -> None:
        self.ask(path, file, tmp_path, "a/q")
        assert len(facts(path)) == 1

    def test_an_edited_draft_is_written_as_edited(
        self, path: str, file: str, tmp_path: Path
    ) -> None:
        self.ask(path, file, tmp_path, "e/2012-05-99/2012-05/-/q")
        (fact,) = facts(path).values()
        assert (fact["when"], fact["where"]) == ("2012-05", None)

    def test_an_edit_that_changes_nothing_cites_what_is_known(
        self, path: str, file: str, tmp_path: Path
    ) -> None:
        words = ("--when", "2012-05-05", "--unsourced", "--today", "2013-01-01")
        assert ask("--store", path, "add", "fact", "rubezh-2012", "held", *words).code == 0
        self.ask(path, file, tmp_path, "e////q")
        (fact,) = facts(path).values()
        assert [citation["source"] for citation in fact["citations"]] == [SOURCE]


class TestFile:
    def test_the_drafts_go_to_a_file_that_import_takes(
        self, path: str, file: str, tmp_path: Path
    ) -> None:
        drafts = tmp_path / "drafts.yaml"
        assert read(path, file, "--to", str(drafts)).code == 0
        assert facts(path) == {}
        text = drafts.read_text(encoding="utf-8")
        assert "# The exercise Rubezh-2012 was held on 5 May 2012 in Moscow.\n" in text
        assert ask("--store", path, "import", str(drafts)).code == 0
        assert len(facts(path)) == 3
        assert SOURCE in sources(path)

    def test_or_only_those_chosen(self, path: str, file: str, tmp_path: Path) -> None:
        drafts = tmp_path / "drafts.yaml"
        read(path, file, "--to", str(drafts), "--accept", "3")
        assert drafts.read_text(encoding="utf-8").count("- subject") == 1


class TestArchive:
    def lines(self, tmp_path: Path, *records: object) -> str:
        name = tmp_path / "archive.jsonl"
        name.write_text("".join(f"{json.dumps(r)}\n" for r in records), encoding="utf-8")
        return str(name)

    def record(self, id: str, text: str = TEXT) -> dict[str, Any]:
        return {"id": id, "title": "The exercise is over", "published": "2012-12-19", "text": text}

    def test_a_line_in_is_a_line_out(self, path: str, tmp_path: Path) -> None:
        name = self.lines(tmp_path, self.record("one"), self.record("two"))
        answer = read(path, name, "--jsonl")
        sheets = [json.loads(line) for line in answer.out.splitlines()]
        assert [sheet["source"]["id"] for sheet in sheets] == ["one", "two"]
        assert [len(sheet["items"]) for sheet in sheets] == [5, 5]

    def test_a_bad_line_gets_a_line_with_its_error_and_the_others_go_on(
        self, path: str, tmp_path: Path
    ) -> None:
        name = self.lines(tmp_path, {"text": 5}, self.record("two"))
        answer = read(path, name, "--jsonl")
        first, second = [json.loads(line) for line in answer.out.splitlines()]
        assert answer.code == 4
        assert first["error"].endswith("archive.jsonl:1: text is not text")
        assert second["source"]["id"] == "two"

    def test_drafts_are_grouped_by_fact_most_cited_first(self, path: str, tmp_path: Path) -> None:
        short = (
            "The exercise Search-2012 was held on 6 June 2012 and the people of the town came "
            "to see what the forces of the states were doing there."
        )
        name = self.lines(tmp_path, self.record("one"), self.record("two", short))
        answer = read(path, name, "--jsonl", "--group")
        groups = [json.loads(line) for line in answer.out.splitlines()]
        assert [group["articles"] for group in groups] == [2, 1, 1]
        assert groups[0]["fact"]["subject"] == "search-2012"
        assert [s["source"] for s in groups[0]["stated"]] == ["one", "two"]


class TestBadInput:
    def test_no_such_file(self, path: str) -> None:
        answer = read(path, "no-such-file.txt")
        assert (answer.code, answer.message) == (3, 'no file "no-such-file.txt"')

    def test_the_nearest_file_of_the_folder_is_offered(self, path: str, file: str) -> None:
        answer = read(path, f"{file[:-1]}")
        assert answer.code == 3
        assert answer.err.endswith(f"did you mean: {file}?\n")

    def test_a_folder_is_no_article(self, path: str, tmp_path: Path) -> None:
        assert read(path, str(tmp_path)).code == 7

    def test_published_after_today_is_refused(self, path: str, file: str) -> None:
        answer = read(path, file, "--published", "2013-05-05")
        assert answer.code == 4
        assert answer.message.endswith("published on 2013-05-05, after today")

    def test_without_a_day_complete_dates_count_and_the_rest_is_listed(
        self, path: str, tmp_path: Path
    ) -> None:
        name = tmp_path / "a.txt"
        text = TEXT.replace("19.12.2012\n", "").replace("6 June 2012", "6 June")
        name.write_text(text, encoding="utf-8")
        answer = read(path, str(name), "--json")
        assert drafted(answer) == ["new rubezh-2012 held", "new nikolai-orlov served-as"]
        assert answer.items[-1]["dates"][0]["when"] is None
        assert "no day of publication found: give --published" in answer.err

    def test_another_language_is_done_and_empty(self, path: str, tmp_path: Path) -> None:
        name = tmp_path / "a.txt"
        name.write_text("Der CSTO-Gipfel fand am 5. Mai statt. " * 9, encoding="utf-8")
        answer = read(path, str(name), "--json")
        assert (answer.code, answer.items) == (0, [])
        assert "neither English nor Russian" in answer.err
        assert read(path, str(name), "--exit-status").code == 1

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_nothing_of_an_article_steers_the_terminal(
        self, path: str, tmp_path: Path, text: str
    ) -> None:
        name = tmp_path / "a.txt"
        name.write_text(TEXT.replace("It rained.", f"It rained in Moscow {text}."), "utf-8")
        answer = read(path, str(name))
        if "\0" in text:
            assert answer.code == 4
        else:
            assert answer.out.replace("\n", "").replace("\t", "").isprintable()

    def test_the_memory_is_made_for_its_owner_only_where_it_is_needed(self, path: str) -> None:
        assert not os.path.exists(memory_path())
