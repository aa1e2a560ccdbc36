"""What the stores hold that the faults strike, and how it is told what was seen."""

import json
import re
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Text, fact_id
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation, Source
from cstokb.store.protocol import Change

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
