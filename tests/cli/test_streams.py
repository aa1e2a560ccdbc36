"""The streams of a run: pipes that close, disks that are full, terminals of all sorts."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.asking import run
from tests.terminal import Screen, on_terminal

SGR = re.compile(r"\x1b\[[0-9;]*m")
LONG = "cstokb show joint-staff --all"
SHORT = "cstokb search sidorov"


def shell(command: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["/bin/sh", "-c", command],
        env=env,
        cwd=env["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


# Pipes and files


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize(
    ("command", "codes"),
    [
        pytest.param("cstokb list bodies", (0, 141), id="a short answer"),
        pytest.param("cstokb export json", (141,), id="a long answer"),
        pytest.param("cstokb timeline --all --json -q", (141,), id="a long document"),
        pytest.param("cstokb --help", (0, 141), id="help"),
    ],
)
def test_a_reader_that_goes_away_is_no_error(
    command: str, codes: tuple[int, ...], unbuffered: str, env: dict[str, str]
) -> None:
    variables = env | {"PYTHONUNBUFFERED": unbuffered}
    done = shell(f"{{ {command}; echo $? >code; }} | head -1", variables)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert int((Path(env["HOME"]) / "code").read_text()) in codes


@pytest.mark.parametrize(
    "command",
    [
        "cstokb list bodies",
        "cstokb export csv",
        "cstokb",
        "cstokb --version",
        "cstokb --help",
        "cstokb show --help",
    ],
)
@pytest.mark.parametrize("stdout", ["> /dev/full", ">&-"], ids=["full", "closed"])
def test_a_stdout_that_takes_nothing_is_one_line_and_exit_code_7(
    command: str, stdout: str, env: dict[str, str]
) -> None:
    if stdout == "> /dev/full" and not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    done = shell(f"{command} {stdout}", env)
    assert done.returncode == 7
    message = done.stderr.decode().splitlines()
    assert message[0].startswith("cstokb: error: stdout")
    assert len(message) == 1


def test_a_closed_stderr_loses_the_notes_only(env: dict[str, str]) -> None:
    done = shell("cstokb timeline 2003 2>&-", env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == shell("cstokb timeline 2003", env).stdout
    assert shell("cstokb show joint-stuff 2>&-", env).returncode == 3


def test_a_full_disk_under_stderr_loses_the_notes_only(env: dict[str, str]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    assert shell("cstokb timeline 2003 2>/dev/full", env).returncode == 0


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"LC_ALL": "C"}, id="C"),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="ASCII"),
        pytest.param({"LC_ALL": "POSIX"}, id="POSIX"),
        pytest.param({"PYTHONIOENCODING": "latin-1"}, id="Latin-1"),
    ],
)
@pytest.mark.parametrize(
    "command", ["cstokb show КСОР", "cstokb --lang ru", "cstokb search --help"]
)
def test_output_is_utf_8_in_any_locale(
    command: str, variables: dict[str, str], env: dict[str, str]
) -> None:
    done = shell(command, env | variables)
    assert done.returncode == 0
    assert done.stdout == shell(command, env).stdout


# Terminals


def on(command: str, env: dict[str, str], **variables: str) -> Screen:
    return on_terminal(command, env | {"PAGER": "cat"} | variables)


def test_a_terminal_has_colour_and_the_same_words_without(env: dict[str, str]) -> None:
    coloured, bare = on(SHORT, env), on(SHORT, env, NO_COLOR="1")
    assert "\x1b[" in coloured.text
    assert "\x1b" not in bare.text
    assert SGR.sub("", coloured.text) == bare.text


@pytest.mark.parametrize(
    ("command", "variables", "colour"),
    [
        pytest.param(SHORT, {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(SHORT, {"NO_COLOR": ""}, True, id="an empty NO_COLOR"),
        pytest.param(SHORT, {"TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param(f"{SHORT} --color never", {}, False, id="never"),
        pytest.param(f"{SHORT} --color always", {"NO_COLOR": "1"}, True, id="always"),
        pytest.param(f"{SHORT} --color always", {"TERM": "dumb"}, True, id="always, though dumb"),
        pytest.param(f"{SHORT} | cat", {}, False, id="a pipe"),
        pytest.param(f"{SHORT} --color always | cat", {}, True, id="always, in a pipe"),
        pytest.param(f"{SHORT} --format table --color always | cat", {}, True, id="a table in it"),
        pytest.param(f"{SHORT} --plain", {}, False, id="plain"),
        pytest.param(f"{SHORT} --json --color always", {}, False, id="JSON, though always"),
        pytest.param(f"{SHORT} --json", {}, False, id="JSON"),
        pytest.param(SHORT, {"CSTOKB_PLAIN": "1"}, False, id="CSTOKB_PLAIN"),
        pytest.param("cstokb show joint-stuff", {}, False, id="an error"),
    ],
)
def test_colour(command: str, variables: dict[str, str], colour: bool, env: dict[str, str]) -> None:
    assert ("\x1b[" in on(command, env, **variables).text) is colour


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_lost(
    columns: int, env: dict[str, str]
) -> None:
    command = "cstokb show crisis-response-center -q --all"
    bare = env | {"NO_COLOR": "1", "PAGER": "cat"}
    text = on_terminal(command, bare, columns=columns).text
    # What sticks out is a single word: an address, an id or a date.
    assert all(len(line) <= columns or len(line.split()) == 1 for line in text.splitlines())
    wide = on_terminal(command, bare, columns=4000).text
    assert sorted("".join(text.split())) == sorted("".join(wide.split()))


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize(
    "command",
    [
        pytest.param("cstokb timeline 2022-01 > /dev/null", id="a note"),
        pytest.param("cstokb show joint-stuff", id="an error with a hint"),
    ],
)
def test_stderr_is_broken_between_words(command: str, columns: int, env: dict[str, str]) -> None:
    text = on_terminal(command, env, columns=columns).text
    wide = on_terminal(command, env, columns=1000).text
    assert max(map(len, text.splitlines())) <= columns
    assert text.split() == wide.split()


def test_carets_stay_under_what_they_mark(env: dict[str, str]) -> None:
    command = "cstokb timeline 'of:joint-staff in:dushanbe with:russia' 2003-13"
    text = on_terminal(command, env, columns=30).text
    assert max(map(len, text.splitlines()[:1])) <= 30
    (at,) = [at for at, line in enumerate(text.splitlines()) if set(line.strip()) == {"^"}]
    below, above = text.splitlines()[at], text.splitlines()[at - 1]
    assert above[below.index("^") :].startswith("13")


def test_links_reach_only_a_terminal_with_colours(env: dict[str, str]) -> None:
    command = f"{LONG} --no-pager"
    assert "\x1b]8;" in on_terminal(command, env).text
    for bare in (f"{command} | cat", f"NO_COLOR=1 {command}", f"TERM=dumb {command}"):
        assert "\x1b" not in on_terminal(bare, env).text


def test_a_pager_that_counts_colours_as_columns_gets_none(env: dict[str, str]) -> None:
    more = Path(env["HOME"]) / "more"
    more.write_text("#!/bin/sh\nexec cat -v\n")
    more.chmod(0o755)
    screen = on_terminal(LONG, env | {"PAGER": str(more)})
    assert "Joint Staff" in screen.text
    assert "^[" not in screen.text


@pytest.mark.parametrize(
    ("command", "variables", "paged"),
    [
        pytest.param(LONG, {}, True, id="a long answer"),
        pytest.param("cstokb officers joint-staff", {}, False, id="a short answer"),
        pytest.param(f"{LONG} | cat", {}, False, id="a pipe"),
        pytest.param(f"{LONG} --no-pager", {}, False, id="no pager"),
        pytest.param(LONG, {"TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param(LONG, {"CSTOKB_PAGER": "cat"}, False, id="cat before PAGER"),
        pytest.param(LONG, {"PAGER": "no-such-pager"}, False, id="a pager that is missing"),
        pytest.param(LONG, {"PAGER": "sed 's/unclosed"}, False, id="a pager that is no command"),
        pytest.param(
            LONG, {"PAGER": "cat", "CSTOKB_PAGER": "sed s/^/paged:/"}, True, id="CSTOKB_PAGER"
        ),
    ],
)
def test_the_pager(
    command: str, variables: dict[str, str], paged: bool, env: dict[str, str]
) -> None:
    screen = on_terminal(command, env | {"PAGER": "sed s/^/paged:/"} | variables)
    assert screen.code == 0
    assert ("paged:" in screen.text) is paged
    assert "Joint Staff" in screen.text or "Sidorov" in screen.text


def test_a_pager_that_is_left_early_is_no_error(env: dict[str, str]) -> None:
    screen = on_terminal(f"{LONG} -q", env | {"PAGER": "head -1"})
    assert screen.code == 0
    assert screen.text.count("\n") == 1


# Signals


@pytest.mark.parametrize(
    ("number", "code"),
    [pytest.param(signal.SIGINT, 130, id="Ctrl-C"), pytest.param(signal.SIGTERM, -15, id="TERM")],
)
def test_a_signal_ends_the_run_quietly(number: int, code: int, env: dict[str, str]) -> None:
    # It fills the pipe and then waits for its reader.
    child = subprocess.Popen(
        [sys.executable, "-m", "cstokb", "export", "json"],
        env=env,
        cwd=env["HOME"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout
    assert child.stderr
    try:
        assert child.stdout.read(1)
        time.sleep(0.05)
        child.send_signal(number)
        child.stdout.close()
        assert child.wait(20) == code
        assert child.stderr.read().strip() == b""
    finally:
        child.kill()
        child.wait()
        child.stderr.close()


def test_the_module_and_the_program_are_one(env: dict[str, str]) -> None:
    assert run(["stats"], env).stdout.encode() == shell("cstokb stats", env).stdout
