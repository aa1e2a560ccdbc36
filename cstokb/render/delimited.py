"""Items as CSV, TSV or a Markdown table, a line at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import chain

from cstokb.model.escaping import csv_cell, escape_controls
from cstokb.render.page import Item, cell_text


def csv(items: Iterable[Item], fields: Sequence[str]) -> Iterator[str]:
    """CSV by RFC 4180 with a header line; no cell is a formula to a spreadsheet."""
    cells = _cells(items, fields, lambda text: csv_cell(escape_controls(text)))
    return (",".join(map(_quoted, row)) + "\r\n" for row in chain([fields], cells))


def tsv(items: Iterable[Item], fields: Sequence[str]) -> Iterator[str]:
    """Tab-separated values with a header line."""
    return (
        "\t".join(row) + "\n" for row in chain([fields], _cells(items, fields, escape_controls))
    )


def markdown(items: Iterable[Item], fields: Sequence[str]) -> Iterator[str]:
    """A Markdown table; markup in cells is escaped."""
    head = (fields, ["---"] * len(fields))
    rows = chain(head, _cells(items, fields, _markdown_cell))
    return (f"| {' | '.join(row)} |\n" for row in rows)


def _cells(
    items: Iterable[Item], fields: Sequence[str], safe: Callable[[str], str]
) -> Iterator[list[str]]:
    return ([safe(cell_text(item.get(field))) for field in fields] for item in items)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if any(sign in text for sign in '",;\r\n') else text


def _markdown_cell(text: str) -> str:
    safe = escape(escape_controls(text), quote=False)
    for sign in "\\`*_~[]|":
        safe = safe.replace(sign, f"\\{sign}")
    return safe
