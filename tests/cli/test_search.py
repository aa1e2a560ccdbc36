"""`cstokb search`: things by name, in either script, typos forgiven."""

import pytest

from tests.cli.asking import ask


@pytest.mark.parametrize(
    ("text", "first", "how"),
    [
        pytest.param("joint-staff", "joint-staff", "exact", id="an id"),
        pytest.param("Объединённый штаб ОДКБ", "joint-staff", "exact", id="a Russian name"),
        pytest.param("ОБЪЕДИНЕННЫЙ ШТАБ ОДКБ", "joint-staff", "exact", id="in capitals, without ё"),
        pytest.param("КСОР", "crrf", "exact", id="an alias"),
        pytest.param("ksor", "crrf", "exact", id="an alias in the other script"),
        pytest.param("anatoly sid", "anatoly-sidorov", "prefix", id="the beginning"),
        pytest.param("sidor anat", "anatoly-sidorov", "words", id="its words, begun"),
        pytest.param("Sidorof", "anatoly-sidorov", "typo", id="a typing error"),
        pytest.param("Sidoorv", "anatoly-sidorov", "typo", id="two letters swapped"),
        pytest.param("обьединеный штаб", "joint-staff", "typo", id="a typing error in Russian"),
    ],
)
def test_the_best_answer_is(text: str, first: str, how: str) -> None:
    item = ask("search", text, "--json").items[0]
    assert (item["id"], item["how"]) == (first, how)


@pytest.mark.parametrize("text", ["CTSO", "CSTOO", "csot", "\u0421STO"])
def test_a_typing_error_in_a_whole_name_ranks_before_one_in_a_word(text: str) -> None:
    found = [item["id"] for item in ask("search", text, "--json").items]
    assert found[0] == "csto"
    assert "did you mean: csto (" in ask("show", text).err


@pytest.mark.parametrize(
    ("text", "what", "how", "shown"),
    [
        pytest.param("iskander", "fact", "fact", "Iskander missiles", id="words of a value"),
        pytest.param("ИСКАНДЕР", "fact", "fact", "Iskander missiles", id="in the other script"),
        pytest.param("7,000 troops", "fact", "fact", "about 7,000 troops", id="a figure"),
        pytest.param("7000 troops", "fact", "fact", "about 7,000 troops", id="ungrouped"),
        pytest.param("7 000 troops", "fact", "fact", "about 7,000 troops", id="with a blank"),
        pytest.param("6,000 troops", "fact", "figure", "6,000", id="another word for them"),
        pytest.param("5000 personnel", "fact", "fact", "5,000 personnel", id="a figure in words"),
        pytest.param("Kucera", "source", "source", "Kucera", id="a source's publisher"),
        pytest.param("j,]tlbyzysq", "entity", "layout", None, id="Russian typed as Latin"),
        pytest.param("сыещ", "entity", "layout", None, id="Latin typed as Russian"),
    ],
)
def test_search_reads_facts_figures_sources_and_keyboards(
    text: str, what: str, how: str, shown: str | None
) -> None:
    items = ask("search", text, "--json").items
    assert items
    assert {item["what"] for item in items} == {what}
    assert {item["how"] for item in items} == {how}
    assert shown is None or shown in items[0]["text"]


@pytest.mark.parametrize(
    ("text", "id", "shown"),
    [
        ("joint staff created", "joint-staff", "The CSTO Joint Staff was created by"),
        ("created joint staff", "joint-staff", "The CSTO Joint Staff was created by"),
        ("combat brotherhood iskander", "combat-brotherhood-2017", "Iskander"),
        ("armenia froze", "armenia", "Armenia froze its participation in"),
        ("сердюков начальник", "andrey-serdyukov", "Serdyukov"),
    ],
)
def test_words_of_a_name_and_of_a_fact_together_find_the_fact(
    text: str, id: str, shown: str
) -> None:
    items = ask("search", text, "--json").items
    found = [item for item in items if item["what"] == "fact" and item["id"] == id]
    assert any(shown in item["text"] for item in found)
    assert all(item["citations"] and item["sources"] for item in found)


def test_a_whole_name_does_not_list_the_facts_about_the_thing() -> None:
    items = ask("search", "csto charter", "--limit", "0", "--json").items
    assert not [i for i in items if i["what"] == "fact" and i["id"] == "charter"]


def test_letters_that_look_like_those_of_the_other_script_are_offered() -> None:
    assert 'note: "КСОР" in letters of the other script is crrf\n' in ask("search", "KCOP").err
    assert "other script" not in ask("search", "КСОР").err


def test_an_empty_answer_says_so() -> None:
    answer = ask("search", "zzzzqq")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("note: nothing found")
    assert ask("search", "zzzzqq", "-e").code == 1
    assert ask("search", "zzzzqq", "-q").err == ""


def test_words_need_no_quotes() -> None:
    assert ask("search", "обьединеный", "штаб").out == ask("search", "обьединеный штаб").out


def test_a_pipe_gets_the_names_and_how_near_they_are() -> None:
    (row,) = ask("search", "Sidorof").rows
    assert row == ["anatoly-sidorov", "person", "Anatoly Sidorov, Анатолий Сидоров", "1 typo"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("s", id="one letter is no typing error"),
        pytest.param("xyz", id="three letters forgive nothing"),
        pytest.param("Sydorfff", id="three edits are too many"),
        pytest.param("", id="nothing"),
        pytest.param("...", id="no letters"),
    ],
)
def test_no_typing_error_is_forgiven_in(text: str) -> None:
    assert [item for item in ask("search", text, "--json").items if item["how"] == "typo"] == []


@pytest.mark.parametrize(
    "text",
    [
        ".*",
        "(a+)+$",
        "%",
        "_",
        '"',
        "'; drop table",
        "[",
        "NEAR(",
        "a:b",
        "\\",
        "{0}",
        "^joint",
        "*",
    ],
)
def test_the_text_is_never_syntax(text: str) -> None:
    answer = ask("search", "--json", "--", text)
    assert answer.code == 0
    assert answer.document["query"]["text"] == text
    words = "".join(letter if letter.isalnum() else " " for letter in text)
    assert answer.items == ask("search", words, "--json").items


def test_nothing_found_is_done() -> None:
    answer = ask("search", "qqqqqqqqqq", "--json")
    assert (answer.code, answer.items) == (0, [])
    assert '"items": []' in answer.out


def test_kinds_are_kept() -> None:
    assert {item["kind"] for item in ask("search", "csto", "-k", "force", "--json").items} == {
        "force"
    }


def test_what_is_over_the_limit_is_said_but_not_counted() -> None:
    whole = ask("search", "csto", "--limit", "0")
    assert whole.err == ""
    part = ask("search", "csto", "-n", "3")
    assert part.rows == whole.rows[:3]
    assert part.err == "note: more (--limit 0 shows all)\n"
    assert ask("search", "csto", "-n", "3", "--json").document["left"] is None
    assert ask("search", "Sidorof", "--json").document["left"] == 0


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="no text"),
        pytest.param(("x", "--limit", "-1"), id="a negative limit"),
        pytest.param(("x", "--kind", "boat"), id="no such kind"),
    ],
)
def test_usage_that_makes_no_sense_is_refused(words: tuple[str, ...]) -> None:
    answer = ask("search", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.message
