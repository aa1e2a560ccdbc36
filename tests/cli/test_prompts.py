"""The prompt, on a pseudo-terminal: what every answer does, and with which exit code."""

import os
import pty
import sys
import time
from pathlib import Path
from select import select

import pytest

from cstokb.cli.app import build
from tests.cli.asking import ask
from tests.cli.writing import digest, ok, small
from tests.terminal import Screen

SECONDS = 30.0
ADD = ("add", "entity", "new", "--kind", "body", "--name", "New")
CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def typing(answers: tuple[str, ...], *words: str) -> Screen:
    """Run cstokb in a child on a terminal of its own, and type an answer at each prompt."""
    child, terminal = pty.fork()
    if not child:
        _run(words)
    text, waiting = "", [*answers]
    until = time.monotonic() + SECONDS
    while select([terminal], [], [], max(0.0, until - time.monotonic()))[0]:
        try:
            text += os.read(terminal, 65536).decode()
        except OSError:
            break
        if text.endswith("[Y/n] ") and waiting:
            os.write(terminal, waiting.pop(0).encode())
            text += "\n"
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Screen(text.replace("\r\n", "\n"), code)


def _run(words: tuple[str, ...]) -> None:
    """What the child does, and nothing after it."""
    code: object = 70
    try:
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        os.environ["PAGER"] = "cat"
        build().main([*words], prog_name="cstokb")
    except SystemExit as done:
        code = done.code
    finally:
        os._exit(code if isinstance(code, int) else 1)


@pytest.mark.parametrize("answer", ["Y", "yes", "да", ""])
def test_yes_writes(path: str, answer: str) -> None:
    before = digest(path)
    screen = typing((f"{answer}\n",), "--store", path, *ADD)
    assert screen.code == 0
    assert "Write this? [Y/n]" in screen.text
    assert digest(path) != before


@pytest.mark.parametrize("answer", ["n", "NO", "нет"])
def test_no_writes_nothing_says_so_and_is_no_error(path: str, answer: str) -> None:
    before = digest(path)
    screen = typing((f"{answer}\n",), "--store", path, *ADD)
    assert (screen.code, digest(path)) == (0, before)
    assert "note: nothing written" in screen.text
    assert "error" not in screen.text


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("words", [ADD, ("undo",)], ids=" ".join)
def test_a_key_that_breaks_off_is_exit_130_and_writes_nothing(
    path: str, words: tuple[str, ...], key: str
) -> None:
    ok("--store", path, "set", "crrf", "name=Other")
    before = digest(path)
    screen = typing((key,), "--store", path, *words)
    assert (screen.code, digest(path)) == (130, before)
    assert "error" not in screen.text


def test_another_answer_is_asked_for_once_more(path: str) -> None:
    before = digest(path)
    screen = typing(("maybe\n", "y\n"), "--store", path, *ADD)
    assert screen.text.count("[Y/n]") == 2
    assert screen.code == 0
    assert digest(path) != before


def test_a_second_other_answer_is_refused(path: str) -> None:
    before = digest(path)
    screen = typing(("maybe\n", "н\n"), "--store", path, *ADD)
    assert (screen.code, digest(path)) == (2, before)
    assert '"н" is neither yes nor no' in screen.text


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (("undo",), "Take it back?"),
        (("redo",), "Bring it back?"),
        (("restore", "{}.bak"), "Replace {}?"),
    ],
)
def test_each_command_asks_its_own_question(
    path: str, words: tuple[str, ...], question: str
) -> None:
    ok("--store", path, "set", "crrf", "name=Other")
    if words == ("redo",):
        ok("--store", path, "undo")
    before = digest(path)
    screen = typing(("no\n",), "--store", path, *(word.format(path) for word in words))
    assert (screen.code, digest(path)) == (0, before)
    # A path may be broken over lines.
    assert question.split(maxsplit=1)[0] in screen.text
    assert "note: nothing written" in screen.text


def test_nobody_is_asked_in_a_pipe_or_with_yes(path: str) -> None:
    assert "[Y/n]" not in ask("--store", path, *ADD).err
    assert "[Y/n]" not in typing((), "--store", path, "undo", "--yes").text
