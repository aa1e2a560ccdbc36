"""Children of the test's process: they may die, hang or have no rights."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

import cstokb

NOBODY = 65534

# What the store calls that the system can refuse or that a kill can come before.
SYSTEM_CALLS = frozenset(
    {"open", "write", "flush", "fsync", "link", "replace", "rename", "unlink", "truncate"}
    | {"chmod", "fchmod", "chown", "fchown", "listdir", "mkdir", "flock"}
)


class Outcome(NamedTuple):
    """How a child ended: the class and text of its exception, both empty if there is none."""

    error: str
    message: str


def outcome_of(act: Callable[[], object], *, uid: int | None = None) -> Outcome:
    """Run it in a child, as that user where this one may choose."""
    reading, writing = os.pipe()
    child = fork(lambda: _report(act, writing, uid))
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        report = pipe.read()
    os.waitpid(child, 0)
    return Outcome(*report.split("\n", 1))


def fork(act: Callable[[], object]) -> int:
    """Start a child that does this and nothing else; its process id."""
    child = os.fork()
    if not child:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return child


def _report(act: Callable[[], object], pipe: int, uid: int | None) -> None:
    error, message = "", ""
    try:
        if uid is not None and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
        act()
    except Exception as fault:  # noqa: BLE001 - the parent judges it
        error, message = type(fault).__name__, str(fault)
    os.write(pipe, f"{error}\n{message}".encode())


def die() -> NoReturn:
    """End this process the hard way."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@contextmanager
def before_system_call(number: int, act: Callable[[], object]) -> Iterator[None]:
    """Do something just before the call of that number, from 1, into the system.

    What it raises, the call raises.
    """
    calls = 0

    def watch(_frame: FrameType, event: str, called: object) -> None:
        nonlocal calls
        in_memory = isinstance(getattr(called, "__self__", None), BytesIO)
        if event == "c_call" and getattr(called, "__name__", "") in SYSTEM_CALLS and not in_memory:
            calls += 1
            if calls == number:
                act()

    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(None)


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes more of the processor, however busy the machine is."""
    with _timer(signal.ITIMER_PROF, signal.SIGPROF, seconds):
        yield


@contextmanager
def no_waiting() -> Iterator[None]:
    """Raise TimeoutError in what waits for somebody who never comes."""
    with _timer(signal.ITIMER_REAL, signal.SIGALRM, 30):
        yield


@contextmanager
def _timer(timer: int, number: signal.Signals, seconds: float) -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise TimeoutError

    before = signal.signal(number, late)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)


def open_to_all() -> bool:
    """Whether a process without rights can import the program, which a test may need."""
    folders = Path(cstokb.__file__).resolve().parents
    return os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in folders)
