"""Whole command-line processes: forked from this one, which has imported all they need."""

import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from cstokb.__main__ import main
from cstokb.cli import app
from tests.store.children import NOBODY, fork

# What the commands import when they need it; a new interpreter would do so each time.
WARM = ("add", "set", "retract", "ingest", "undo", "list", "output", "completion")
WARMER = (
    *("cstokb.formats.reading", "cstokb.render.plain", "encodings.utf_8_sig"),
    *("filelock", "tempfile"),
    *("cstokb.store", "cstokb.store.sql.opening", "cstokb.store.sql.sqlite"),
    *("cstokb.store.sql.search", "cstokb.store.sql.changes"),
)


class Ended(NamedTuple):
    """How a process ended: its exit code, or minus the signal, and what it wrote."""

    code: int
    out: str
    err: str


def warm(*, server: bool = False) -> None:
    """Import what the commands will, and what speaks to a server if there is one."""
    assert set(WARM) - {"ingest", "output", "completion"} < {*app.COMMANDS}
    drivers = ("cstokb.store.sql.postgresql",) if server else ()
    for name in (*(f"cstokb.cli.{name}" for name in WARM), *WARMER, *drivers):
        import_module(name)


def nothing() -> None:
    """Change nothing about the process."""


def as_nobody() -> None:
    """Give up root's rights, which no mode of a file restrains."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def with_files_up_to(size: int) -> Callable[[], None]:
    """Let the process write no file larger than that."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def cstokb(*words: str) -> Callable[[], None]:
    """The program, called with these words."""

    def act() -> None:
        sys.argv = ["cstokb", *words]
        main()

    return act


class Process:
    """A forked process with streams of its own that does one thing and ends."""

    def __init__(self, act: Callable[[], object], before: Callable[[], None] = nothing) -> None:
        # They are read when the process has ended, in `wait`.
        self._out = tempfile.TemporaryFile()  # noqa: SIM115
        self._err = tempfile.TemporaryFile()  # noqa: SIM115
        # What Python does after a fork swallows an interrupt: it waits until that is done.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self._child = fork(lambda: self._run(act, before, mask))
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def send(self, number: int) -> None:
        """Send it a signal; it may have ended, but is not yet waited for."""
        os.kill(self._child, number)

    def wait(self) -> Ended:
        """How it ended."""
        _, status = os.waitpid(self._child, 0)
        said = []
        for stream in (self._out, self._err):
            with stream:
                stream.seek(0)
                said.append(stream.read().decode())
        return Ended(os.waitstatus_to_exitcode(status), *said)

    def _run(
        self, act: Callable[[], object], before: Callable[[], None], mask: set[int | signal.Signals]
    ) -> None:
        for number, stream in ((1, self._out), (2, self._err)):
            os.dup2(stream.fileno(), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            for number, mode in enumerate("rww")
        )
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            before()
            act()
        except KeyboardInterrupt:
            # As the interpreter ends when nobody catches it.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            raise


def run(*words: str, before: Callable[[], None] = nothing) -> Ended:
    """Call the program and wait for its end."""
    return Process(cstokb(*words), before).wait()
