"""What is asked of every store, and the names that the questions need.

They are written out: who measures loads nothing of cstokb's (see `timing`).
"""

import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from tests.benchmarks.timing import Command

STAFF = "standing-staff"
"""It has as many facts in every archive."""
HUB = "council-for-border-security-in-karamyk"
"""The body that most facts link to."""
SEARCHED = "mountain shield karamyk"
MISSPELT = "mountian sheild karamyk"
ADDED_TO = "decision-on-radio-frequencies-balmyk-1947"
SOURCE = "standing-record"
TODAY = "2026-11-23"


class Question(NamedTuple):
    """What is asked, in words and as a command, and whether its answer stays the same.

    The goals are for the largest store: `growth`, how many times as long as at 10,000
    facts it may take; `most`, in so many seconds. 0 is none.
    """

    name: str
    command: Callable[[], Command]
    constant: bool
    growth: float = 0
    most: float = 0
    writes: bool = False


def _asks(*words: str) -> Callable[[], Command]:
    return lambda: words


def _add_fact(*source: str) -> Command:
    words = ("add", "fact", ADDED_TO, "noted", f"seen in run {time.time_ns()}")
    return (*words, "--when", "2026-11-20", *source, "--yes")


def _add_fact_and_source() -> Command:
    url = f"https://example.org/{time.time_ns()}"
    return _add_fact("--source-url", url, "--source-title", "What was seen in a run")


def _add_entity() -> Command:
    number = time.time_ns()
    return ("add", "entity", f"run-{number}", "--kind", "exercise", "--name", f"Run {number}", "-y")


QUESTIONS = (
    Question("show, the same facts", _asks("show", STAFF), True, growth=1.5),
    Question("show, most linked to", _asks("show", HUB), False),
    Question("timeline 1998", _asks("timeline", "1998"), False, most=1),
    Question("anniversary 04-28, the same events", _asks("anniversary", "04-28"), True, growth=1.5),
    Question("anniversary 06-15", _asks("anniversary", "06-15"), False),
    Question("upcoming, a week", _asks("upcoming", "--days", "7"), False),
    Question("search, three words, the same hits", _asks("search", SEARCHED), True, most=1),
    Question("search, two of them misspelt", _asks("search", MISSPELT), True, most=1),
    Question("add fact", partial(_add_fact, "--source", SOURCE), True, growth=1.5, writes=True),
    Question("add fact and source", _add_fact_and_source, True, growth=1.5, writes=True),
    Question("add entity", _add_entity, True, growth=1.5, writes=True),
)
MOST_MEGABYTES = 100
