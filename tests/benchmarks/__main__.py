"""How long whole commands take, as ratios to `python -c pass`, beside the peers installed.

Run `python -m tests.benchmarks` in the environment that cstokb is installed in. Each
command alternates with the bare interpreter; the ratio is the median over the rounds,
of user and system time as the operating system accounts for it.
"""

import argparse
import json
import os
import pty
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

BARE = (sys.executable, "-c", "pass")
CSTOKB = str(Path(sys.executable).with_name("cstokb"))


class Measured(NamedTuple):
    """A command's name, its goal (0 for none), and the ratios of its rounds."""

    name: str
    goal: float
    ratios: list[float]
    seconds: list[float]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HOME": folder, "PAGER": "cat"}
        measured = [*_own(rounds), *_peers(rounds, Path(folder))]
    width = max(len(item.name) for item in measured)
    print(f"{'command':{width}}  ratio  goal     ms  (median of {rounds} alternating rounds)")
    for item in measured:
        goal = f"{item.goal:4.1f}" if item.goal else "   -"
        ratio, ms = statistics.median(item.ratios), 1000 * statistics.median(item.seconds)
        print(f"{item.name:{width}}  {ratio:5.2f}  {goal}  {ms:5.0f}")


def _own(rounds: int) -> list[Measured]:
    complete = {"_CSTOKB_COMPLETE": "complete_bash", "COMP_WORDS": "cstokb show jo"}
    complete["COMP_CWORD"] = "2"
    plain: list[tuple[str, float, Sequence[str]]] = [
        ("show, piped", 6, (CSTOKB, "show", "joint-staff")),
        ("show --json", 6, (CSTOKB, "show", "joint-staff", "--json")),
        ("timeline, piped", 0, (CSTOKB, "timeline")),
        ("anniversary, piped", 0, (CSTOKB, "anniversary", "2003-04-28")),
        ("search, piped", 0, (CSTOKB, "search", "Sidorof")),
        ("--help", 15, (CSTOKB, "--help")),
    ]
    measured = [_measure(name, goal, partial(_run, c), rounds) for name, goal, c in plain]
    show = (CSTOKB, "show", "joint-staff")
    return [
        _measure("show, terminal", 8.5, lambda: _run_on_terminal(show), rounds),
        *measured,
        _measure("completion", 7, lambda: _run((CSTOKB,), complete), rounds),
    ]


def _peers(rounds: int, folder: Path) -> list[Measured]:
    """The same look-up in the peers that are installed, on the same data."""
    exported = subprocess.run([CSTOKB, "export", "json"], capture_output=True, check=True)
    store = folder / "store.json"
    store.write_bytes(exported.stdout)
    facts = json.loads(exported.stdout)["facts"]
    rec = folder / "facts.rec"
    fields = ("id", "subject", "predicate", "value", "when")
    records = ("\n".join(f"{f}: {fact[f]}" for f in fields if fact[f]) for fact in facts)
    rec.write_text("%rec: Fact\n\n" + "\n\n".join(records) + "\n")
    lines = folder / "facts.jsonl"
    lines.write_text("".join(f"{json.dumps(fact)}\n" for fact in facts))
    subject = "joint-staff"
    peers: list[tuple[str, Sequence[str]]] = [
        ("jq", ("jq", f'.facts[] | select(.subject == "{subject}")', str(store))),
        ("recsel", ("recsel", "-e", f'subject = "{subject}"', str(rec))),
        (
            "sqlite-utils",
            (
                "sqlite-utils",
                "memory",
                f"{lines}:nl",
                f"select * from facts where subject = '{subject}'",
            ),
        ),
    ]
    found = [(name, command) for name, command in peers if shutil.which(command[0])]
    return [_measure(f"{name} look-up", 0, partial(_run, c), rounds) for name, c in found]


def _measure(name: str, goal: float, run: Callable[[], float], rounds: int) -> Measured:
    run()
    pairs = [(run(), _run(BARE)) for _ in range(rounds)]
    return Measured(name, goal, [a / b for a, b in pairs], [a for a, _ in pairs])


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> float:
    """The user and system seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    return _spent(before)


def _run_on_terminal(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    try:
        while os.read(leader, 65536):
            pass
    except OSError:
        pass
    process.wait()
    os.close(leader)
    return _spent(before)


def _spent(before: resource.struct_rusage) -> float:
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
