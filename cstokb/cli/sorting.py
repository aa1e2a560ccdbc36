"""`--sort`: entries in the order of a key of their rows."""

from collections.abc import Callable
from typing import Any

from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.names import nearest
from cstokb.render.page import Item, cell_text

_BY_TIME = {"when": ("first", "last")}
"""The keys that stand for others in the order of rows that have those."""


def sorted_rows(entries: list[Any], row: Callable[[Any], Item], key: str) -> list[Any]:
    """The entries by that key of their rows, `-KEY` the other way round.

    Numbers are ordered as numbers, `when` by time, true before false; a row without the key
    comes last either way, and equal ones keep their order. Raise `UsageError` for a key that
    the rows do not have.
    """
    name, backwards = key.removeprefix("-"), key.startswith("-")
    pairs = [(row(entry), entry) for entry in entries]
    if pairs and name not in pairs[0][0]:
        raise _unknown(name, pairs[0][0])
    having = [pair for pair in pairs if pair[0][name] not in (None, "", [])]
    lacking = [entry for item, entry in pairs if item[name] in (None, "", [])]
    having.sort(key=lambda pair: _order(pair[0], name), reverse=backwards)
    return [*(entry for _, entry in having), *lacking]


def _order(row: Item, name: str) -> tuple[tuple[int, float, str], ...]:
    keys = _BY_TIME.get(name, ())
    return tuple(map(_comparable, [row[key] for key in keys if key in row] or [row[name]]))


def _comparable(value: object) -> tuple[int, float, str]:
    """A key that puts numbers before texts, and what is missing first."""
    if value is None:
        return (0, 0, "")
    if isinstance(value, bool):
        return (1, 0 if value else 1, "")
    if isinstance(value, int | float):
        return (1, value, "")
    return (2, 0, cell_text(value).casefold())


def _unknown(name: str, row: Item) -> UsageError:
    near = nearest(name, row)
    hint = (
        Message("try: --sort {}", near[0]) if near else Message("keys: {}", ", ".join(sorted(row)))
    )
    return UsageError('no key "{}" to sort by', name, hint=hint)
