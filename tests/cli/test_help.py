"""`cstokb help` and `cstokb version`: the same pages, on every way that people try."""

import shutil
import subprocess

import pytest

from cstokb.cli.app import COMMANDS
from cstokb.errors import EXIT_CODES
from tests.cli.asking import ask


@pytest.mark.parametrize("words", ["", "show", "timeline", "add", "add fact", "import"])
def test_help_prints_what_the_option_prints(words: str) -> None:
    assert ask("help", *words.split()).out == ask(*words.split(), "--help").out


@pytest.mark.parametrize("words", ["version", "-V", "--version"])
def test_the_version_is_one(words: str) -> None:
    assert ask(words).out == ask("--version").out
    assert ask(words).out.startswith("cstokb ")


@pytest.mark.parametrize("command", ["show", "timeline", "add fact"])
def test_a_page_names_where_the_global_options_are_and_repeats_none(command: str) -> None:
    page = ask(*command.split(), "--help").out
    assert "cstokb help options" in page
    assert "--no-pager" not in page
    assert "--no-pager" in ask("help", "options").out


def test_the_exit_codes_are_a_topic() -> None:
    page = ask("help", "exit-codes").out
    assert [line.split()[0] for line in page.splitlines()] == [str(code) for code in EXIT_CODES]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_page_for_man_is_plain_roff(command: str) -> None:
    page = ask("help", *command.split(), "--man").out
    assert page.isascii()
    lines = page.splitlines()
    assert lines[0].startswith('.TH "CSTOKB')
    macros = {line.split()[0] for line in lines if line[:1] in (".", "'")}
    assert macros <= {".TH", ".SH", ".SS", ".PP", ".EX", ".EE", ".TP"}
    assert lines.count(".EX") == lines.count(".EE")


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff")
def test_man_shows_the_page_without_a_warning() -> None:
    page = ask("help", "--man").out
    shown = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou"],
        input=page,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert shown.stderr == ""
    assert "Объединённый штаб" in shown.stdout
    assert all(f"cstokb {command} " in shown.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", ["members", "officers"])
@pytest.mark.parametrize(
    ("thing", "kind"), [("uzbekistan", "state"), ("rubezh-2021", "exercise"), ("dushanbe", "place")]
)
def test_what_nobody_belongs_to_is_said_to_be_none(command: str, thing: str, kind: str) -> None:
    answer = ask(command, thing)
    assert (answer.code, answer.out) == (2, "")
    assert f"{thing} is a {kind}" in answer.message
    assert f"cstokb related {thing}" in answer.err
