"""The pages say what is so: every console block in them is run, Russian pages in Russian.

`CSTOKB_UPDATE_DOCS=1 pytest tests/test_documentation.py` writes what the commands print
now into the blocks; a line `...` goes on standing for the lines it stood for.
"""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cstokb.cli.app import COMMANDS
from cstokb.errors import EXIT_CODES
from cstokb.reports.check import CHECKS
from cstokb.words import translations, worded
from tests.terminal import Screen, environment, on_terminal

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = ROOT / "cstokb" / "cli"
LANGUAGES = ("en", "ru")
MOST_COLUMNS = 80
SKIP = "..."
SET_UP = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/cstokb timeline",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
)
TEST = "'.[test]'"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OF_DATA = re.compile(r" --(format|fields|style|json|print)\b")
"""The formats of data, whose keys and values have no language."""
UPDATE = bool(os.environ.get("CSTOKB_UPDATE_DOCS"))


class Example(NamedTuple):
    """A command of a page, and the lines that the page says it prints."""

    page: Path
    command: str
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.page.name}: {self.command}"

    @property
    def text(self) -> str:
        """As it stands in the page."""
        return "".join(f"{line}\n" for line in (f"$ {self.command}", *self.lines))


def pages() -> list[Path]:
    return [README, *sorted(PAGES.glob("*.md"))]


def examples() -> Iterator[Example]:
    for page in pages():
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, *lines = part.splitlines()
                yield Example(page, command, tuple(lines))


def page_of(command: str, lang: str) -> Path:
    return PAGES / (f"{command}.md" if lang == "en" else f"{command}.{lang}.md")


def language(page: Path) -> str:
    return "ru" if page.name.endswith(".ru.md") else "en"


def title_and_text(command: str, lang: str) -> tuple[str, str]:
    title, _, text = page_of(command, lang).read_text(encoding="utf-8").partition("\n")
    return title, text.strip("\n")


def run(command: str, home: Path, lang: str) -> Screen:
    variables = {"NO_COLOR": "1", "PAGER": "cat"} | ({"CSTOKB_LANG": lang} if lang != "en" else {})
    return on_terminal(command, environment(home, **variables))


def in_both_languages(argument: str, values: Iterable[Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        (argument, "lang"), [(value, lang) for value in values for lang in LANGUAGES]
    )


def matches(expected: tuple[str, ...], text: str) -> bool:
    """Whether the text is those lines, `...` standing for any number of lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == SKIP else re.escape(line) + r"\n" for line in expected
    )
    return re.fullmatch(pattern, text) is not None


def renewed(expected: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The new lines, left out where the expected ones left out theirs.

    The first and the last piece keep their lengths; a piece between begins where a line
    begins with the same word.
    """
    if matches(expected, text):
        return expected
    lines = tuple(text.splitlines())
    if SKIP not in expected:
        return lines
    marks = [at for at, line in enumerate(expected) if line == SKIP]
    first, last = marks[0], len(expected) - 1 - marks[-1]
    kept = [*lines[:first], SKIP]
    for start, stop in pairwise(marks):
        piece = expected[start + 1 : stop]
        begins = [at for at in range(first, len(lines)) if _same_word(lines[at], piece[0])]
        if begins:
            first = begins[0] + len(piece)
            kept += [*lines[begins[0] : first], SKIP]
    return (*kept, *lines[max(first, len(lines) - last) :])


def _same_word(one: str, other: str) -> bool:
    return one.split()[:1] == other.split()[:1]


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_an_example_prints_what_its_page_says(example: Example, tmp_path: Path) -> None:
    screen = run(example.command, tmp_path, language(example.page))
    if UPDATE:
        new = example._replace(lines=renewed(example.lines, screen.text))
        text = example.page.read_text(encoding="utf-8").replace(example.text, new.text)
        example.page.write_text(text, encoding="utf-8")
        example = new
    assert "Traceback" not in screen.text
    if not matches(example.lines, screen.text):
        # Equal texts would show pytest what differs.
        assert "\n".join(example.lines) == screen.text


def test_only_console_blocks_hold_sessions() -> None:
    told = sum(page.read_text(encoding="utf-8").count("\n$ ") for page in pages())
    assert told > 0
    assert told == len(list(examples()))


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_an_example_with_a_pipe_has_no_notes_to_come_in_between(example: Example) -> None:
    # They would come before the last program of the pipe, or behind it.
    notes = [line for line in example.lines if line.startswith(("note: ", "примечание: "))]
    assert " | " not in example.command or notes == []


def test_no_cell_of_a_russian_example_is_an_english_word_that_has_its_russian() -> None:
    english = {*translations("ru")}
    cells = {
        (example.name, cell)
        for example in examples()
        if language(example.page) == "ru" and not OF_DATA.search(example.command)
        for line in example.lines
        for cell in re.split(r"\t|  +| · ", line)
    }
    assert len(cells) > 100
    assert {(name, cell) for name, cell in cells if cell in english} == set()


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_fits_the_terminal(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    prose = "" if page == README else BLOCK.sub("", text)
    commands = [f"$ {example.command}" for example in examples() if example.page == page]
    lines = [*prose.splitlines(), *commands]
    assert [line for line in lines if len(line) > MOST_COLUMNS] == []


@in_both_languages("command", COMMANDS)
def test_a_page_begins_with_its_command_and_a_summary(command: str, lang: str) -> None:
    title, _ = title_and_text(command, lang)
    summary = re.fullmatch(rf"# cstokb {command} - (.+)", title)
    assert summary
    assert summary[1][0].islower()
    assert not summary[1].endswith(".")


@in_both_languages("command", COMMANDS)
def test_a_page_has_an_example_of_its_own_command(command: str, lang: str) -> None:
    own = [e for e in examples() if e.page == page_of(command, lang)]
    assert any(e.command.startswith(f"cstokb {command}") for e in own)


def test_every_command_has_a_page_and_every_page_a_command() -> None:
    expected = {page_of(command, lang) for command in COMMANDS for lang in LANGUAGES}
    assert set(PAGES.glob("*.md")) == expected


@in_both_languages("command", COMMANDS)
def test_help_prints_the_page_as_it_stands(command: str, lang: str, tmp_path: Path) -> None:
    _, text = title_and_text(command, lang)
    assert text in run(f"cstokb {command} --help", tmp_path, lang).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_lists_every_command_with_its_summary(lang: str, tmp_path: Path) -> None:
    listed = re.sub(r"\s+", " ", run("cstokb --help", tmp_path, lang).text)
    for command in COMMANDS:
        title, _ = title_and_text(command, lang)
        assert f"{command} {title.partition(' - ')[2]}" in listed


@in_both_languages("code", EXIT_CODES)
def test_help_tells_every_exit_code(code: int, lang: str, tmp_path: Path) -> None:
    listed = re.sub(r"\s+", " ", run("cstokb --help", tmp_path, lang).text)
    assert f" {code} {worded(EXIT_CODES[code], lang)}" in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"^\| `{command}\b", README.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_check_names_the_checks_in_their_order(lang: str) -> None:
    _, text = title_and_text("check", lang)
    assert re.findall(r"^    ([a-z-]+)  +", text, re.MULTILINE) == [check.name for check in CHECKS]


@pytest.mark.parametrize("command", SET_UP, ids=["use", "test"])
def test_the_readme_holds_the_set_up_commands(command: str) -> None:
    assert f"\n{command}\n" in README.read_text(encoding="utf-8")


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    if not script.exists():
        pytest.skip("this checkout has no .ci")
    first = next(line for line in README.read_text(encoding="utf-8").splitlines() if TEST in line)
    assert first == SET_UP[1]
    assert f'grep -m1 -F "{TEST}" README.md' in script.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "named",
    re.findall(
        r"`((?:cstokb|tests|data)/(?:(?!NAME)[\w./])+)`", README.read_text(encoding="utf-8")
    ),
)
def test_the_files_that_the_readme_names_exist(named: str) -> None:
    assert (ROOT / named).exists()


@pytest.mark.parametrize(
    ("expected", "text", "fits"),
    [
        pytest.param(("a", "b"), "a\nb\n", True, id="the same"),
        pytest.param(("a", "b"), "a\nc\n", False, id="another line"),
        pytest.param(("a",), "a\nb\n", False, id="a line too many"),
        pytest.param(("a", "...", "d"), "a\nb\nc\nd\n", True, id="some left out"),
        pytest.param(("a", "...", "b"), "a\nb\n", True, id="nothing left out"),
        pytest.param(("a", "...", "d"), "a\nb\nc\n", False, id="another end"),
    ],
)
def test_three_dots_match_any_lines(expected: tuple[str, ...], text: str, fits: bool) -> None:
    assert matches(expected, text) is fits


def test_updating_keeps_what_was_left_out() -> None:
    expected = ("head 1", "...", "age  9", "...", "end 1")
    text = "head 2\nx\nage  10\ny\nz\nend 2\n"
    assert renewed(expected, text) == ("head 2", "...", "age  10", "...", "end 2")
