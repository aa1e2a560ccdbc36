"""Items as JSON: one document, or one object a line."""

from collections.abc import Iterable, Iterator

from cstokb.model.escaping import json_text
from cstokb.render.page import Item

SCHEMA = 1


def json(query: Item, items: Iterable[Item]) -> Iterator[str]:
    """`{"schema": 1, "query": {…}, "items": […]}` in pieces, an item a line."""
    yield f'{{\n  "schema": {SCHEMA},\n  "query": {json_text(query)},\n  "items": ['
    before, end = "\n", "]"
    for item in items:
        yield f"{before}    {json_text(item)}"
        before, end = ",\n", "\n  ]"
    yield f"{end}\n}}\n"


def jsonl(items: Iterable[Item]) -> Iterator[str]:
    """An item a line, nothing around them."""
    return (f"{json_text(item)}\n" for item in items)
