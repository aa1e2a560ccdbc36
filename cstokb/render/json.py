"""Items as a JSON document, or as JSON Lines."""

from collections.abc import Iterable, Iterator

from cstokb.model.escaping import json_text
from cstokb.render.page import Item

SCHEMA = 1


def json(query: Item, items: Iterable[Item]) -> Iterator[str]:
    """The document `{"schema": 1, "query": {…}, "items": […]}` with one item a line, in pieces."""
    yield f'{{\n  "schema": {SCHEMA},\n  "query": {json_text(query)},\n  "items": ['
    before, end = "\n", "]"
    for item in items:
        yield f"{before}    {json_text(item)}"
        before, end = ",\n", "\n  ]"
    yield f"{end}\n}}\n"


def jsonl(items: Iterable[Item]) -> Iterator[str]:
    """One item a line."""
    return (f"{json_text(item)}\n" for item in items)
