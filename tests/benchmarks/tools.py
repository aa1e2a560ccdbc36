"""Other programs, and how each is asked what cstokb is asked."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.benchmarks.timing import CSTOKB, Command, answer

PREPARED = "prepared"
"""The name of a file that is beside the others when they are complete."""
PREPARING = 600.0
"""A program may take so many seconds to take the data in."""

KHAL = """\
[calendars]
[[facts]]
path = {folder}/events
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = facts
"""


class Asked(NamedTuple):
    """What is looked for: the facts of an entity, of a year, and of a day of any year."""

    entity: str
    year: int
    day: str

    def commands(self) -> dict[str, Command]:
        """The same in words of cstokb's, by the name of the work."""
        return {
            "show": (CSTOKB, "show", self.entity),
            "timeline": (CSTOKB, "timeline", str(self.year)),
            "anniversary": (CSTOKB, "anniversary", self.day),
        }


Tool = Callable[[str, Asked], Iterator[tuple[str, str, Command]]]
"""Takes in the files of a folder; yields each work, the program's name, and its command."""


def tools(*, small: bool) -> Sequence[tuple[str, Tool]]:
    """The programs that there are, by name; khal for small data only, which it takes in slowly."""
    known: dict[str, Tool] = {
        "jq": _jq,
        "recsel": _recsel,
        "sqlite-utils": _sqlite_utils,
        "hledger": _hledger,
    }
    if small:
        known["khal"] = _khal
    return [(name, tool) for name, tool in known.items() if program(name)]


def program(name: str) -> str:
    """Where the program of that name is: beside this Python, or on the path; or empty."""
    beside = os.path.join(os.path.dirname(sys.executable), name)
    return beside if os.path.exists(beside) else shutil.which(name) or ""


def _jq(folder: str, asked: Asked) -> Iterator[tuple[str, str, Command]]:
    about = f'select(.subject == "{asked.entity}" or .value == "{asked.entity}")'
    lines = f"{folder}/facts.jsonl"
    yield "show", "jq, one document", ("jq", f".facts[] | {about}", f"{folder}/facts.json")
    yield "show", "jq, lines", ("jq", about, lines)
    of_year = f'select(.when and (.when | startswith("{asked.year}")))'
    yield "timeline", "jq, lines", ("jq", of_year, lines)
    of_day = f'select(.when and (.when | endswith("-{asked.day}")))'
    yield "anniversary", "jq, lines", ("jq", of_day, lines)


def _recsel(folder: str, asked: Asked) -> Iterator[tuple[str, str, Command]]:
    for work, looked_for in (
        ("show", f"subject = '{asked.entity}' || value = '{asked.entity}'"),
        ("timeline", f"when ~ '^{asked.year}'"),
        ("anniversary", f"when ~ '-{asked.day}$'"),
    ):
        yield work, "recsel", ("recsel", "-e", looked_for, f"{folder}/facts.rec")


def _sqlite_utils(folder: str, asked: Asked) -> Iterator[tuple[str, str, Command]]:
    utils, lines, database = program("sqlite-utils"), f"{folder}/facts.jsonl", f"{folder}/facts.db"
    if not os.path.exists(database):
        answer((utils, "insert", database, "facts", lines, "--nl"), limit=PREPARING)
        for column in ("subject", "value", "when"):
            answer((utils, "create-index", database, "facts", column), limit=PREPARING)
    wanted = f"where subject = '{asked.entity}' or value = '{asked.entity}'"
    about = f"select * from facts {wanted}"
    yield "show", "sqlite-utils, database", (utils, "query", database, about)
    yield "show", "sqlite-utils, memory", (utils, "memory", f"{lines}:nl", about)
    years = f"\"when\" >= '{asked.year}' and \"when\" < '{asked.year + 1}'"
    of_year = f'select * from facts where {years} order by "when"'
    yield "timeline", "sqlite-utils, database", (utils, "query", database, of_year)
    of_day = f"select * from facts where \"when\" like '%-{asked.day}'"
    yield "anniversary", "sqlite-utils, database", (utils, "query", database, of_day)


def _hledger(folder: str, asked: Asked) -> Iterator[tuple[str, str, Command]]:
    ask = ("hledger", "-f", f"{folder}/events.journal", "print")
    about = f"tag:subject|value=^{asked.entity}$"
    yield "show", "hledger, days only", (*ask, about)
    yield "timeline", "hledger, days only", (*ask, "-p", str(asked.year))


def _khal(folder: str, asked: Asked) -> Iterator[tuple[str, str, Command]]:
    khal = (program("khal"), "-c", f"{folder}/khal.conf")
    if not os.path.exists(f"{folder}/events"):
        os.mkdir(f"{folder}/events")
        with open(f"{folder}/khal.conf", "w", encoding="utf-8") as file:
            file.write(KHAL.format(folder=folder))
        answer((CSTOKB, "export", "ics", "-o", f"{folder}/events.ics"))
        answer((*khal, "import", "--batch", f"{folder}/events.ics"), limit=PREPARING)
    # The days are told as they come round, in a year that is no leap year.
    yield "timeline", "khal, days only", (*khal, "list", f"{asked.year}-01-01", "365d")
    yield "anniversary", "khal, days only", (*khal, "list", f"2027-{asked.day}", "1d")
