"""What every command keeps: streams, formats, options, errors and exit codes."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from cstokb.cli import stats as stats_command
from cstokb.cli.app import COMMANDS
from cstokb.model.escaping import csv_text, escape_controls
from cstokb.store import shipped_edition
from tests.cli.asking import ask
from tests.cli.stores import HOSTILE, HOSTILE_IDS, all_hostile, body, hostile, store
from tests.terminal import on_terminal

QUESTIONS = {
    "show": ("show", "joint-staff"),
    "timeline": ("timeline", "2003"),
    "anniversary": ("anniversary", "2003-04-28"),
    "upcoming": ("upcoming", "--days", "30"),
    "search": ("search", "sidorov"),
    "list": ("list", "body"),
    "related": ("related", "joint-staff"),
    "sources": ("sources", "joint-staff"),
    "one source": ("sources", "jscsto-2022-04-28"),
    "stats": ("stats",),
    "schema": ("schema",),
    "start page": (),
}
HOSTILE_QUESTIONS = {
    **{
        f"show {text}": ("show", id, "--all") for text, id in zip(HOSTILE, HOSTILE_IDS, strict=True)
    },
    "show what they are friends of": ("show", "friend", "--all"),
    "timeline": ("timeline", "--all"),
    "anniversary": ("anniversary", "2000-05-06"),
    "upcoming": ("upcoming", "--days", "366"),
    "search": ("search", "odd", "-n", "0"),
    "list": ("list",),
    "related": ("related", "friend"),
    "sources": ("sources",),
    "stats": ("stats",),
    "start page": (),
}
HOSTILE_TABLES = {
    name: words
    for name, words in HOSTILE_QUESTIONS.items()
    if not name.startswith("show ") or "formula" in name or "mark" in name or "friends" in name
}
SHOW_EVERY_TEXT = (
    "show what they are friends of",
    "timeline",
    "anniversary",
    "search",
    "list",
    "related",
    "sources",
)
TYPED = (
    "clears the screen",
    "8-bit control",
    "line break",
    "right to left",
    "unopened markup",
    "template",
)
FORMATS = ("table", "plain", "json", "jsonl", "csv", "tsv", "md")
SGR = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
LINK = re.compile(r"(?<!\\)\]\(")
OWN_LINK = re.compile(r"\]\(<https?://[^<>()|\s]*>\)")


def every(questions: dict[str, tuple[str, ...]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("words", questions.values(), ids=questions)


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store that holds every hostile text in every field."""
    return store(tmp_path_factory.mktemp("odd"), all_hostile())


# Formats


@every(QUESTIONS)
def test_json_is_one_document(words: tuple[str, ...]) -> None:
    answer = ask(*words, "--json")
    assert answer.code == 0
    assert [*answer.document] == ["schema", "query", "items", "left"]
    assert answer.document["schema"] == 2
    assert answer.items
    assert ask(*words, "--format", "json").out == answer.out


@every(QUESTIONS)
def test_json_lines_are_the_items(words: tuple[str, ...]) -> None:
    items = [json.loads(line) for line in ask(*words, "--format", "jsonl").out.splitlines()]
    assert items == ask(*words, "--json").items


@every(QUESTIONS)
def test_delimited_formats_have_one_header_and_the_same_rows(words: tuple[str, ...]) -> None:
    comma = ask(*words, "--format", "csv").out
    assert comma.count("\r\n") == comma.count("\n")
    rows = list(csv.reader(comma.splitlines(keepends=True), strict=True))
    tabbed = [line.split("\t") for line in ask(*words, "--format", "tsv").out.splitlines()]
    assert [[csv_text(cell) for cell in row] for row in rows] == tabbed
    assert len({len(row) for row in rows}) == 1
    assert rows[0][0].isidentifier()
    table, _, _ = ask(*words, "--format", "md").out.partition("\n\n")
    mark = table.splitlines()
    # Addresses that stand in footnotes have no column.
    columns = len([name for name in rows[0] if name != "url" or "sources" not in rows[0]])
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in mark} == {columns + 1}
    assert len(mark) == len(rows) + 1


@every(QUESTIONS)
def test_a_pipe_gets_plain_lines(words: tuple[str, ...]) -> None:
    answer = ask(*words)
    assert answer.out == ask(*words, "--plain").out == ask(*words, "--format", "plain").out
    assert "\x1b" not in answer.out


@every(QUESTIONS)
def test_a_table_fits_its_width_and_holds_every_word(words: tuple[str, ...]) -> None:
    plain = ask(*words).out
    table = ask(*words, "--format", "table").out
    # An address is never broken.
    assert max(len(line) for line in table.splitlines() if "://" not in line) <= 80
    # A card has what there is room for.
    if words[:1] != ("show",):
        assert not {*plain.split()} - {*table.split()} - {*re.findall(r"\S{20,}", plain)}


def test_an_empty_answer_is_an_empty_list(tmp_path: Path) -> None:
    for command in ("timeline", "upcoming", "list", "search x", "anniversary 1931-01-30"):
        answer = ask(*command.split(), "--store", store(tmp_path), "--json")
        assert (answer.code, answer.items) == (0, []), command
        assert '"items": []' in answer.out


def test_fields_are_chosen_and_ordered() -> None:
    words = ("list", "body", "--fields", "name,id")
    assert ask(*words, "--format", "csv").out.startswith("name,id\r\n")
    assert ask(*words).rows[0][1] == ask("list", "body").rows[0][0]
    assert [*ask(*words, "--json").items[0]] == ["name", "id"]


@pytest.mark.parametrize("format", FORMATS)
def test_an_unknown_field_is_usage_and_the_known_are_listed(format: str) -> None:
    answer = ask("list", "body", "--fields", "name,colour", "--format", format)
    assert (answer.code, answer.out) == (2, "")
    assert "colour" in answer.err
    assert "fields: " in answer.err
    assert "began" in answer.err


# Options


@pytest.mark.parametrize(
    ("name", "value"),
    [("--today", "2022-04-28"), ("--lang", "ru"), ("--format", "json"), ("--color", "never")],
)
def test_a_global_option_may_stand_before_or_after_the_command(name: str, value: str) -> None:
    assert ask(name, value, "show", "joint-staff") == ask("show", "joint-staff", name, value)


def test_the_option_that_stands_nearer_counts() -> None:
    assert (
        ask("--lang", "en", "show", "crrf", "--lang", "ru").out
        == ask("show", "crrf", "--lang", "ru").out
    )


@pytest.mark.parametrize(
    ("option", "variable", "value"),
    [
        pytest.param("--today", "CSTOKB_TODAY", "2022-04-28", id="today"),
        pytest.param("--lang", "CSTOKB_LANG", "ru", id="language"),
    ],
)
def test_a_variable_does_what_its_option_does(option: str, variable: str, value: str) -> None:
    words = ("show", "joint-staff")
    assert ask(*words, **{variable: value}) == ask(*words, option, value) != ask(*words)


def test_an_option_counts_more_than_its_variable() -> None:
    assert ask("show", "crrf", "--lang", "en", CSTOKB_LANG="ru").out == ask("show", "crrf").out


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--today", "2003-02-29"), id="no such day"),
        pytest.param(("--today", "2003"), id="a year as today"),
        pytest.param(("--lang", "de"), id="no such language"),
        pytest.param(("--format", "xml"), id="no such format"),
        pytest.param(("--color", "sometimes"), id="no such colour choice"),
        pytest.param(("--frob",), id="no such option"),
        pytest.param(("--store", "mysql://host/base"), id="no such store"),
        pytest.param(("--today",), id="no value"),
    ],
)
@pytest.mark.parametrize("command", [("timeline",), ()], ids=["a command", "no command"])
def test_a_wrong_option_is_usage(command: tuple[str, ...], words: tuple[str, ...]) -> None:
    answer = ask(*command, *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.message


@pytest.mark.parametrize("variable", ["CSTOKB_TODAY", "CSTOKB_LANG"])
def test_a_wrong_variable_is_usage(variable: str) -> None:
    assert ask("timeline", **{variable: "never"}).code == 2


def test_quiet_keeps_notes_back_and_not_errors() -> None:
    assert ask("timeline", "2003").err.startswith("note: ")
    assert ask("timeline", "2003", "-q").err == ""
    assert ask("show", "joint-stuff", "-q").message


@pytest.mark.parametrize("option", ["-e", "--exit-status"])
def test_the_exit_status_tells_whether_anything_was_found(option: str) -> None:
    assert ask("search", "qqqqqqqqqq", option).code == 1
    assert ask("search", "sidorov", option).code == 0
    assert ask("timeline", "2100", option).code == 1


def test_the_version_is_the_package_s_and_has_the_day_and_revision_of_the_data() -> None:
    from cstokb import __version__

    day, revision = shipped_edition()
    data = f"data of {day}, revision {revision}\n"
    assert ask("--version") == (0, f"cstokb {__version__}\n{data}", "")
    assert date.fromisoformat(day) <= date.today()  # noqa: DTZ011
    assert revision > 1


# Errors


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        pytest.param(("show", "joint-stuff"), 3, "unknown-name", id="unknown"),
        pytest.param(("timeline", "2003-13"), 2, "bad-date", id="date"),
        pytest.param(("list", "boats"), 2, "usage-error", id="kind"),
        pytest.param(("list", "--store", "/nowhere"), 3, "store-missing", id="store"),
        pytest.param(("frob",), 2, "usage-error", id="command"),
    ],
)
@pytest.mark.parametrize(
    "json_words", [("--json",), ("--format", "json"), ("--format=json",)], ids=" ".join
)
def test_errors_are_json_where_answers_are(
    words: tuple[str, ...], code: int, name: str, json_words: tuple[str, ...]
) -> None:
    answer = ask(*json_words, *words)
    assert (answer.code, answer.out) == (code, "")
    error = json.loads(answer.err)["error"]
    assert (error["code"], error["exit"]) == (name, code)
    assert error["message"]
    assert error["hint"]


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        pytest.param("frob", "try: cstokb --help", id="nothing near"),
        pytest.param("shw", "did you mean: cstokb show?", id="a letter is missing"),
        pytest.param("TIMELINE", "did you mean: cstokb timeline?", id="capitals"),
        pytest.param("lits plase", "did you mean: cstokb list?", id="letters swapped"),
        pytest.param("anniv", "did you mean: cstokb anniversary?", id="a beginning"),
        pytest.param("find x", "did you mean: cstokb search?", id="another program's word"),
        pytest.param("add entiy", "did you mean: cstokb add entity?", id="a command below"),
        pytest.param("help serch", "did you mean: cstokb help search?", id="help"),
        pytest.param("list plase", "did you mean: place?", id="a kind"),
        pytest.param("search x -k bodi", "did you mean: body?", id="a kind of an option"),
    ],
)
def test_what_does_not_exist_is_answered_with_the_nearest(words: str, advice: str) -> None:
    answer = ask(*words.split())
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(f"\n{advice}\n")


@pytest.mark.parametrize(
    "command", ["show", "related", "officers", "members", "anniversary", "cite"]
)
def test_a_name_may_be_of_several_words(command: str) -> None:
    assert ask(command, "joint", "staff").out == ask(command, "joint-staff").out


@pytest.mark.parametrize(
    "words", ["anniversary autumn 2019", "timeline осенью 2019", "list exercise autumn 2019"]
)
def test_a_season_in_words_is_refused_with_its_edtf(words: str) -> None:
    answer = ask(*words.split())
    assert answer.code == 2
    assert answer.err.endswith("write 2019-23\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_too_many_arguments_are_usage(command: str) -> None:
    answer = ask(command, *(["x"] * 9), "--qqqqqqqq")
    assert answer.code == 2
    assert answer.err.splitlines()[-1] == f"try: cstokb {command} --help"


def test_a_bug_is_one_message_and_exit_code_70(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("lost \x1b[31m")

    monkeypatch.setattr(stats_command, "stats", broken)
    answer = ask("stats")
    assert (answer.code, answer.out) == (70, "")
    assert answer.err == (
        "cstokb: error: a bug: RuntimeError: lost \\x1b[31m\n--debug shows where\n"
    )
    assert "Traceback" in ask("stats", "--debug").err


def test_ctrl_c_is_exit_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stats_command, "stats", stopped)
    answer = ask("stats")
    assert (answer.code, answer.out) == (130, "")
    assert "error" not in answer.err


def test_debug_shows_where_a_user_s_error_arose() -> None:
    answer = ask("show", "joint-stuff", "--debug")
    assert answer.code == 3
    assert "Traceback" in answer.err
    assert "Traceback" not in ask("show", "joint-stuff").err


@pytest.mark.parametrize(
    "place",
    [
        ("show", "{}"),
        ("timeline", "--from", "{}"),
        ("timeline", "--kind", "{}"),
        ("timeline", "--for", "{}"),
        ("anniversary", "{}"),
        ("anniversary", "--on", "{}"),
        ("anniversary", "--leap", "{}"),
        ("upcoming", "--days", "{}"),
        ("list", "{}"),
        ("list", "--fields", "{}"),
        ("related", "{}"),
        ("sources", "{}"),
        ("export", "{}"),
        ("list", "--store", "/nowhere/{}"),
        ("list", "--store", "{}://x"),
        ("list", "--lang", "{}"),
        ("list", "--format", "{}"),
        ("list", "--today", "{}"),
        ("list", "--{}"),
        ("{}",),
    ],
    ids=" ".join,
)
def test_what_a_person_types_does_nothing_on_the_terminal(place: tuple[str, ...]) -> None:
    for text in map(HOSTILE.__getitem__, TYPED):
        answer = ask(*(word.replace("{}", text) for word in place))
        assert answer.code in (2, 3, 7), text
        assert answer.out == ""
        assert all(line.isprintable() for line in lines(answer.err)), text
        assert "Traceback" not in answer.err


def test_an_argument_that_is_no_text_is_shown_as_an_escape() -> None:
    answer = ask("show", "\udcff")
    assert answer.code == 3
    assert answer.message == 'no entity "\\udcff"'


# Nothing from the data is active, and nothing of it is lost


@every(HOSTILE_QUESTIONS)
def test_no_text_steers_what_reads_the_answer(odd: str, words: tuple[str, ...]) -> None:
    for format in FORMATS:
        answer = ask(*words, "--store", odd, "--format", format)
        assert answer.code == 0, answer.err
        for line in lines(answer.out.replace("\t", "")) + lines(answer.err):
            assert line.isprintable(), format


@pytest.mark.parametrize("question", SHOW_EVERY_TEXT)
def test_a_pipe_gets_every_text_whole(odd: str, question: str) -> None:
    out = ask(*HOSTILE_QUESTIONS[question], "--store", odd).out
    assert [text for text in HOSTILE.values() if escape_controls(text) not in out] == []


@pytest.mark.parametrize("question", SHOW_EVERY_TEXT)
def test_a_terminal_gets_every_text_whole_and_nothing_else(
    odd: str, question: str, env: dict[str, str]
) -> None:
    words = " ".join(("cstokb", *HOSTILE_QUESTIONS[question], "--store", odd, "--no-pager"))
    # So wide that nothing is wrapped.
    screen = on_terminal(words, env, columns=2000)
    assert [
        text for text in HOSTILE.values() if escape_controls(text) not in SGR.sub("", screen.text)
    ] == []
    assert all(line.isprintable() for line in lines(SGR.sub("", screen.text)))


@pytest.mark.parametrize(("id", "text"), HOSTILE_IDS.items(), ids=HOSTILE)
def test_a_profile_shows_the_text_in_every_field(odd: str, id: str, text: str) -> None:
    out = ask("show", id, "--all", "--store", odd).out
    # Name, summary, note, value and remark; title and url of the source, whose publisher has
    # the same name and is not named again.
    assert out.count(escape_controls(text)) >= 7


def test_no_text_makes_lines_or_columns(odd: str, tmp_path: Path) -> None:
    changes = [hostile(f"tame-{id}", id) for id in HOSTILE_IDS]
    tame = store(tmp_path, *changes, body("friend"))
    for words in HOSTILE_QUESTIONS.values():
        if words[:1] == ("search",):
            continue
        for format in ("plain", "tsv", "csv"):
            rows, tame_rows = (
                ask(*words, "--store", path, "--format", format)
                .out.replace("\r\n", "\n")
                .split("\n")
                for path in (odd, tame)
            )
            assert len(rows) == len(tame_rows), (words, format)
            if format != "csv":
                assert sorted(row.count("\t") for row in rows) == sorted(
                    row.count("\t") for row in tame_rows
                ), (words, format)


@every(HOSTILE_TABLES)
def test_no_cell_is_a_formula(odd: str, words: tuple[str, ...]) -> None:
    out = ask(*words, "--store", odd, "--format", "csv").out
    for row in csv.reader(out.splitlines(keepends=True), strict=True):
        for cell in row:
            assert not FORMULA.match(cell) or re.fullmatch(r"[+-]?\d+", cell), cell


@every(HOSTILE_TABLES)
def test_markdown_has_no_markup_from_the_data(odd: str, words: tuple[str, ...]) -> None:
    out = ask(*words, "--store", odd, "--format", "md").out
    without_links = OWN_LINK.sub("", out)
    assert "<" not in without_links
    assert not LINK.search(without_links)
    table, _, _ = out.partition("\n\n")
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


@pytest.mark.parametrize(("id", "text"), HOSTILE_IDS.items(), ids=HOSTILE)
def test_json_gives_the_text_back(odd: str, id: str, text: str) -> None:
    rows = ask("show", id, "--store", odd, "--json").items
    assert {row["name"] for row in rows if row["id"] == id} == {text}
    assert text in {row["object_name"] for row in rows}
    assert text in {citation["title"] for row in rows for citation in row["citations"]}
