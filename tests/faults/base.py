"""The store that the faults strike, and what can be seen of it."""

import json
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Text, fact_id
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation, Source
from cstokb.store.document import loads
from cstokb.store.protocol import Change
from tests.store.samples import content

SAID = Predicate("said", {"en": "said"}, shape="event", subject_kinds=("body",), value_type="text")
PAGE = Source("page", "A page", url="https://example.org/page")
LONG = Text("word " * 1500)
FACT = Fact(
    fact_id("body-000", "said", LONG, None, ""), "body-000", "said", LONG,
    citations=(Citation("page"),),
)  # fmt: skip
BODIES = tuple(Entity(f"body-{n:03}", "body", {"en": f"Body {n}"}) for n in range(100))
WORDY = Entity("wordy", "body", {"en": "Wordy"}, summaries={"en": "word " * 1500})
SEED = Change((*BODIES, WORDY), (FACT,), (PAGE,), (SAID,))


class Row(NamedTuple):
    """A line of the table: what was done, what was seen, and whether it is right."""

    name: str
    figures: str
    right: bool


def made(folder: Path, **meta: Any) -> Path:
    """A store alone in a new folder; `log=False` makes it one without a log."""
    folder.mkdir()
    path = folder / "store.json"
    path.write_bytes(content(SEED, **meta))
    return path


def state(data: bytes) -> object:
    """What a store holds, without the times of its changes; raise `StoreDamaged`."""
    tables: dict[str, dict[str, Any]] = {
        name: dict(rows) for name, rows in loads(data, "store.json").items()
    }
    del tables["meta"]["store"]["crc32"]
    for entry in tables.get("log", {}).values():
        entry.pop("at", None)
    return tables


def strangers(path: Path) -> list[str]:
    """Files beside a store that are neither its lock nor its backup."""
    known = {path.name, f"{path.name}.bak", f".{path.name}.lock"}
    return sorted({*os.listdir(path.parent)} - known)


def ids(out: str) -> list[str]:
    """The ids that `list --fields id` wrote."""
    return re.findall(r"^\S+$", out, re.MULTILINE)


def rows_to_import() -> str:
    """A hundred entities as lines of JSON."""
    rows = (
        {"record": "entity", "id": f"row-{n:03}", "kind": "body", "names": {"en": f"Row {n}"}}
        for n in range(100)
    )
    return "".join(f"{json.dumps(row)}\n" for row in rows)
