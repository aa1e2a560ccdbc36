"""Items as JSON: one document, or one object a line."""

from collections.abc import Sequence

from cstokb.model.text import json_text
from cstokb.render.page import Item

SCHEMA = 1


def json(query: Item, items: Sequence[Item]) -> str:
    """`{"schema": 1, "query": {…}, "items": […]}`, an item a line."""
    lines = ",\n".join(f"    {json_text(item)}" for item in items)
    body = f"[\n{lines}\n  ]" if items else "[]"
    asked = json_text(query)
    return f'{{\n  "schema": {SCHEMA},\n  "query": {asked},\n  "items": {body}\n}}\n'


def jsonl(items: Sequence[Item]) -> str:
    """An item a line, nothing around them."""
    return "".join(f"{json_text(item)}\n" for item in items)
