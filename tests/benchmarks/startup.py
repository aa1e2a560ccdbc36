"""Start-up: commands on the shipped facts, as ratios to the bare interpreter."""

from collections.abc import Callable
from functools import partial

from tests.benchmarks.markdown import milliseconds, section, table, times
from tests.benchmarks.timing import (
    BARE,
    CSTOKB,
    Command,
    Run,
    in_turn,
    median,
    ratio,
    timed,
    timed_on_terminal,
)

_SHOW = (CSTOKB, "show", "joint-staff")
_COMPLETION = {
    "_CSTOKB_COMPLETE": "complete_bash",
    "COMP_WORDS": "cstokb show jo",
    "COMP_CWORD": "2",
}
_COMMANDS: tuple[tuple[str, float, Command], ...] = (
    ("show, piped", 6, _SHOW),
    ("show --json", 6, (*_SHOW, "--json")),
    ("timeline, piped", 0, (CSTOKB, "timeline")),
    ("anniversary 2003-04-28, piped", 0, (CSTOKB, "anniversary", "2003-04-28")),
    ("search, misspelt, piped", 0, (CSTOKB, "search", "Sidorof")),
    ("--help", 15, (CSTOKB, "--help")),
)


def startup(rounds: int) -> None:
    """Measure and write the table."""
    section(
        "Start-up",
        f"User and system time on the shipped facts, as a ratio to `python -c pass`: the "
        f"median of {rounds} alternating rounds.",
    )
    runs: list[tuple[str, float, Callable[[], Run]]] = [
        ("show, terminal", 8.5, partial(timed_on_terminal, _SHOW)),
        *((name, goal, partial(timed, command)) for name, goal, command in _COMMANDS),
        ("completion", 7, partial(timed, (CSTOKB,), _COMPLETION)),
    ]
    table(("command", "ratio", "goal", "time"), [_row(*one, rounds) for one in runs])


def _row(name: str, goal: float, run: Callable[[], Run], rounds: int) -> tuple[str, ...]:
    run()
    own, bare = in_turn(rounds, (run, partial(timed, BARE)))
    told = times(goal) if goal else ""
    return name, times(ratio(own, bare)), told, milliseconds(median([one.spent for one in own]))
