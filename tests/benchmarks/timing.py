"""Timing whole processes: what the operating system accounts for when they have ended.

A process begins as a copy of this one, and its peak of memory with this one's: whoever
measures stays small, and leaves to other processes what needs memory.
"""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Timer
from typing import NamedTuple

BARE = (sys.executable, "-c", "pass")
CSTOKB = os.path.join(os.path.dirname(sys.executable), "cstokb")

Command = Sequence[str]


class Run(NamedTuple):
    """One run: user and system seconds, seconds by the clock, and the peak in megabytes.

    Those of the processes that it started are among them.
    """

    spent: float
    wall: float
    peak: float


class Slow(Exception):
    """A command that is still running after so many seconds."""


class Failed(Exception):
    """A command that ended with an error; the message is what it said."""


def answer(command: Command, *, limit: float = 0) -> str:
    """What the command answers; raise `Failed` or `Slow`."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=limit or None,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise Slow(f"over {limit:g} s") from None
    except subprocess.CalledProcessError as error:
        raise Failed(f"{' '.join(command)}: {error.stderr.strip()}") from None
    return done.stdout


def timed(
    command: Command,
    environment: Mapping[str, str] | None = None,
    *,
    limit: float = 0,
    errors: int | None = subprocess.DEVNULL,
) -> Run:
    """Run it once, its output thrown away; raise `Failed`, or `Slow` after the limit.

    Where `errors` is None, what it writes to stderr is seen.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env={**os.environ, **(environment or {})},
    )
    timer = Timer(limit, process.kill) if limit else None
    if timer:
        timer.start()
    run = _ended(process, begun)
    if timer:
        timer.cancel()
        if run.wall >= limit:
            raise Slow(f"over {limit:g} s")
    if process.returncode:
        raise Failed(f"{' '.join(command)}: exit status {process.returncode}")
    return run


def timed_on_terminal(command: Command) -> Run:
    """Run it once on a terminal, its output thrown away."""
    begun = time.perf_counter()
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    with suppress(OSError):
        while os.read(leader, 65536):
            pass
    os.close(leader)
    return _ended(process, begun)


def in_turn(
    rounds: int, runs: Sequence[Callable[[], Run]], *, lock_timeout: float = 0
) -> list[list[Run]]:
    """So many rounds, each with every run once: the runs of each.

    With `lock_timeout`, no new round begins when so many seconds have gone by, but for the
    first three.
    """
    begun = time.perf_counter()
    found: list[list[Run]] = [[] for _ in runs]
    for number in range(rounds):
        if lock_timeout and number >= 3 and time.perf_counter() - begun > lock_timeout:
            break
        for place, run in enumerate(runs):
            found[place].append(run())
    return found


def median(numbers: Sequence[float]) -> float:
    """The middle one, or the mean of the middle two."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-middle - 1]) / 2


def ratio(runs: Sequence[Run], others: Sequence[Run]) -> float:
    """How many times as long as the others they took, as the median of the rounds."""
    return median([run.spent / other.spent for run, other in zip(runs, others, strict=True)])


def _ended(process: "subprocess.Popen[bytes]", begun: float) -> Run:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, megabytes)
