"""Rows as a JSON document, or as JSON Lines."""

from collections.abc import Callable, Iterable, Iterator

from cstokb.model.escaping import json_text
from cstokb.render.page import Item

SCHEMA = 2


def json(query: Item, rows: Iterable[Item], left: Callable[[], int | None]) -> Iterator[str]:
    """The document `{"schema": 2, "query": {…}, "items": […], "left": N}`, one row a line.

    It comes in pieces; `left` is asked after the last row: how many rows a limit left out,
    null where they were not counted.
    """
    yield f'{{\n  "schema": {SCHEMA},\n  "query": {json_text(query)},\n  "items": ['
    before, end = "\n", "]"
    for row in rows:
        yield f"{before}    {json_text(row)}"
        before, end = ",\n", "\n  ]"
    yield f'{end},\n  "left": {json_text(left())}\n}}\n'


def jsonl(rows: Iterable[Item]) -> Iterator[str]:
    """One row a line."""
    return (f"{json_text(row)}\n" for row in rows)
