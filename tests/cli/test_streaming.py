"""Answers of any length: written as they are read, in little memory, to whom they reach."""

import gc
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cstokb.cli.session import Session
from cstokb.cli.settings import settle
from cstokb.cli.streams import blocks, write_out
from cstokb.errors import UsageError
from cstokb.model.pattern import EVERYTHING
from cstokb.render.entities import list_view
from cstokb.render.page import View
from cstokb.render.timeline import timeline_view
from cstokb.reports.check import check
from cstokb.reports.list import listing
from cstokb.reports.stats import stats
from cstokb.reports.timeline import Timeline
from tests.cli.asking import ask
from tests.cli.endless import ENDLESS, Endless
from tests.cli.stores import body, store
from tests.cli.test_streams import shell
from tests.terminal import on_terminal

ROOT = Path(__file__).resolve().parent.parent.parent
FORMATS = ("plain", "json", "jsonl", "csv", "tsv", "md", "table")
NOTE = re.compile(r"note: (\d+) events or more\n")

every_format = pytest.mark.parametrize("format", FORMATS)


def command(words: str, count: int = ENDLESS) -> str:
    return f"{sys.executable} -m tests.cli.endless {count} {words}"


def beside(env: dict[str, str], **variables: str) -> dict[str, str]:
    """The environment in which the tests are found."""
    return env | {"PYTHONPATH": str(ROOT)} | variables


def chronicle(knowledge: Endless) -> View:
    return timeline_view(knowledge, Timeline(knowledge, EVERYTHING), {}, "en")


def inventory(knowledge: Endless) -> View:
    return list_view(knowledge, listing(knowledge), (), {}, "en")


every_view = pytest.mark.parametrize("view", [chronicle, inventory], ids=["timeline", "list"])


def session(**given: object) -> Session:
    return Session(settle(given))


# What is read


@every_view
@every_format
def test_an_answer_begins_before_its_facts_are_read(
    format: str, view: Callable[[Endless], View]
) -> None:
    knowledge = Endless()
    pieces = session(format=format).text_of(view(knowledge))
    answer = blocks(pieces)
    assert "unit-00000001" in next(answer)
    assert knowledge.read < 5000
    next(answer)
    assert knowledge.read < 10_000


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "tsv", "md", "table", "plain"])
def test_fields_that_are_asked_for_stream_too(format: str) -> None:
    knowledge = Endless()
    answer = session(format=format, fields="id,when").text_of(chronicle(knowledge))
    assert "unit-00000001" in next(blocks(answer))
    assert knowledge.read < 10_000


@every_format
def test_an_unknown_field_is_refused_before_anything_is_written(format: str) -> None:
    knowledge = Endless()
    with pytest.raises(UsageError, match='no field "entities"') as refused:
        session(format=format, fields="when,entities").text_of(chronicle(knowledge))
    assert refused.value.hint.startswith("fields: bound, certainty, ")
    assert knowledge.read < 5000


# What is held


@contextmanager
def traced() -> Iterator[list[int]]:
    """How many bytes were held at most, as the program runs: cycles are not looked for."""
    peak: list[int] = []
    gc.disable()
    tracemalloc.start()
    try:
        yield peak
        peak.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
        gc.enable()


@pytest.mark.slow
@every_view
@every_format
def test_memory_stays_flat(
    format: str, view: Callable[[Endless], View], monkeypatch: pytest.MonkeyPatch
) -> None:
    # To hold so many takes twice as much and more.
    count, limit = (3000, 12_000_000) if format == "table" else (5000, 4_000_000)
    quiet = session(format=format)
    with open(os.devnull, "w") as nowhere, traced() as peak:
        monkeypatch.setattr("sys.stdout", nowhere)
        quiet.write(view(Endless(count)))
    assert peak[0] < limit


def test_counting_takes_little_memory() -> None:
    with traced() as peak:
        tallies = stats(Endless(20_000))
    assert ("facts about", "body", 20_000) in tallies
    assert peak[0] < 500_000


@pytest.mark.slow
def test_checking_takes_some_bytes_for_each_record() -> None:
    # These find something in every fact, or in every tenth.
    skip = ("dangling", "id-differs", "wrong-kind")
    with traced() as peak:
        assert [found.check for found in check(Endless(20_000), skip=skip)] == ["one-source"]
    # To hold so many facts takes three times as much.
    assert peak[0] < 4_500_000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited so on Linux only")
def test_two_hundred_thousand_facts_pass_through_little_memory(env: dict[str, str]) -> None:
    words = command("timeline --format csv", 200_000)
    done = subprocess.run(
        ["/bin/sh", "-c", f"ulimit -v 200000; {words} | wc -l"],
        env=beside(env, PYTHONMALLOC="malloc"),
        cwd=env["HOME"],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert done.stderr == b"note: 180000 events; left out: 20000 details (--all shows them)\n"
    assert int(done.stdout) == 180_001


def test_what_fails_while_it_is_read_is_not_the_fault_of_stdout() -> None:
    def pieces() -> Iterator[str]:
        yield "a"
        raise BrokenPipeError("the server went away")

    with pytest.raises(BrokenPipeError, match="server"):
        write_out(pieces())


# Whom it reaches


@pytest.mark.parametrize(
    "words",
    [
        *(f"{word} --format {format}" for word in ("timeline", "list") for format in FORMATS),
        *(f"export {format}" for format in ("json", "jsonl", "csv")),
    ],
)
def test_a_reader_that_has_enough_ends_it(words: str, env: dict[str, str]) -> None:
    done = shell(f"{{ {command(words)}; echo $? >code; }} | head -1", beside(env))
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert (Path(env["HOME"]) / "code").read_text() == "141\n"


@pytest.mark.parametrize("words", ["timeline", "timeline --plain", "timeline --json"])
def test_a_pager_that_is_left_ends_it_quietly(words: str, env: dict[str, str]) -> None:
    screen = on_terminal(command(words), beside(env, PAGER="head -1"))
    assert screen.code == 0
    found = NOTE.search(screen.text)
    assert found
    assert int(found[1]) < 10_000
    assert screen.text.count("\n") == 2


def test_a_pager_gets_all_of_a_long_answer(env: dict[str, str]) -> None:
    screen = on_terminal(command("timeline --plain", 3000), beside(env, PAGER="sed s/^/paged:/"))
    lines = screen.text.splitlines()
    assert len([line for line in lines if line.startswith("paged:")]) == 2700
    assert lines[-1] == "note: 2700 events; left out: 300 details (--all shows them)"


@pytest.mark.parametrize(
    ("lines", "paged"), [pytest.param(23, True, id="one too many"), pytest.param(24, False)]
)
def test_what_fits_the_terminal_is_not_paged(lines: int, paged: bool, env: dict[str, str]) -> None:
    variables = beside(env, PAGER="sed s/^/paged:/")
    screen = on_terminal(command("timeline --plain -q --all", 23), variables, lines=lines)
    assert screen.text.startswith("paged:") is paged
    assert screen.text.count("\n") == 23


PAGER = """
import signal, sys
signal.signal(signal.SIGINT, {on_ctrl_c})
sys.stdin.buffer.{read}
print("ready", flush=True)
signal.pause()
sys.stdin.buffer.read()
print("left", flush=True)
"""
STAYS = "lambda *_: None"
IS_KILLED = "signal.SIG_DFL"


@pytest.mark.parametrize(
    ("count", "read", "on_ctrl_c", "code", "begins"),
    [
        pytest.param(ENDLESS, "readline()", STAYS, 130, "left", id="while it is drawn"),
        pytest.param(100, "read()", STAYS, 0, "left note: 90 events", id="when it is drawn"),
        pytest.param(100, "read()", IS_KILLED, 130, "", id="where the pager stops"),
    ],
)
def test_ctrl_c_leaves_the_terminal_to_the_pager(
    count: int, read: str, on_ctrl_c: str, code: int, begins: str, env: dict[str, str], home: Path
) -> None:
    (home / "pager.py").write_text(PAGER.format(read=read, on_ctrl_c=on_ctrl_c))
    variables = beside(env, PAGER=f"{sys.executable} {home}/pager.py")
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.endless", str(count), "timeline", "--plain"],
        stdin=theirs, stdout=theirs, stderr=theirs,
        env=variables, cwd=home, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as screen:
        assert screen.read(7) == b"ready\r\n"
        # It has written that it waits for the signal.
        time.sleep(0.2)
        os.killpg(child.pid, signal.SIGINT)
        assert child.wait(20) == code
        left = " ".join(rest(screen.fileno()).split())
    assert left.startswith(begins)
    assert "Traceback" not in left


def rest(terminal: int) -> str:
    """What is still to be read of a terminal that all others have left."""
    text = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            # Linux says so when the other side is closed.
            return text.decode()
        if not piece:
            return text.decode()
        text += piece


# What it says


@every_format
def test_nothing_found_is_told_by_the_exit_status(format: str, tmp_path: Path) -> None:
    path = store(tmp_path, body("league", "1999"))
    words = ("timeline", "-e", "--format", format, "--store", path)
    assert ask(*words, "1999").code == 0
    nothing = ask(*words, "2001")
    assert nothing.code == 1
    assert nothing.err == "note: nothing found\n"
    assert ask("timeline", "--format", format, "--store", path, "2001").code == 0


@pytest.mark.parametrize("options", [("--group", "year"), ("--chart",), ("--format", "ics")])
def test_what_holds_all_events_tells_by_the_exit_status_too(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    path = store(tmp_path, body("league", "1999"))
    for year, code in (("1999", 0), ("2001", 1)):
        assert ask("timeline", "-e", *options, "--store", path, year).code == code


@pytest.mark.parametrize("count", [0, 2, 11, 2500])
def test_a_long_document_is_whole(count: int, env: dict[str, str]) -> None:
    done = shell(command("timeline --json --all", count), beside(env))
    document = json.loads(done.stdout)
    assert [item["id"] for item in document["items"]] == [
        f"unit-{number:08}" for number in range(count)
    ]
    assert done.stdout.count(b"\n") == count + (7 if count else 6)
