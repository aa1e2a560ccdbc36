"""Writing a store's facts as other programs read them, into a folder.

`python -m tests.benchmarks.preparing FOLDER [STORE]`, of the shipped facts for no store.

It is a process of its own, so that who measures stays small.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import IO

from cstokb.model.fact import Fact
from cstokb.model.record import to_row
from cstokb.store import open_store
from tests.benchmarks.tools import PREPARED

_REC_FIELDS = ("id", "subject", "predicate", "value", "when", "where", "note")


def prepared(folder: str, location: str) -> None:
    """Write facts.json, facts.jsonl, facts.rec and events.journal."""
    os.makedirs(folder, exist_ok=True)

    def file(name: str) -> IO[str]:
        return open(os.path.join(folder, name), "w", encoding="utf-8")

    names = ("facts.json", "facts.jsonl", "facts.rec", "events.journal")
    whole, lines, rec, journal = map(file, names)
    with whole, lines, rec, journal:
        whole.write('{"facts": [\n')
        rec.write("%rec: Fact\n\n")
        for number, fact in enumerate(open_store(location).facts()):
            row = json.dumps(to_row(fact), ensure_ascii=False)
            whole.write(f",\n{row}" if number else row)
            lines.write(f"{row}\n")
            rec.write("".join(_rec(fact)))
            journal.write(_transaction(fact))
        whole.write("\n]}\n")
    file(PREPARED).close()


def _rec(fact: Fact) -> Iterator[str]:
    row = to_row(fact)
    yield from (f"{name}: {row[name]}\n" for name in _REC_FIELDS if row[name] is not None)
    yield "\n"


def _transaction(fact: Fact) -> str:
    """What happened on a day, as an entry without postings; nothing for other facts."""
    start = fact.when.starts if fact.when else None
    if not start or not start.exact_day:
        return ""
    tags = f"subject:{fact.subject}, value:{fact.link}, where:{fact.where}"
    return f"{start.exact_day} {fact.predicate}  ; {tags}\n\n"


if __name__ == "__main__":
    prepared(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
