"""Items as CSV, TSV or a Markdown table."""

from collections.abc import Callable, Sequence
from html import escape

from cstokb.model.text import csv_cell, shown
from cstokb.render.page import Item, cell_text


def csv(items: Sequence[Item], fields: Sequence[str]) -> str:
    """RFC 4180 with a header line; no cell is a formula to a spreadsheet."""
    rows = [fields, *_cells(items, fields, lambda text: csv_cell(shown(text)))]
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in rows)


def tsv(items: Sequence[Item], fields: Sequence[str]) -> str:
    """Tab-separated values with a header line."""
    rows = [fields, *_cells(items, fields, shown)]
    return "".join("\t".join(row) + "\n" for row in rows)


def markdown(items: Sequence[Item], fields: Sequence[str]) -> str:
    """A Markdown table; nothing in a cell is markup."""
    rows = [fields, ["---"] * len(fields), *_cells(items, fields, _markdown_cell)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(
    items: Sequence[Item], fields: Sequence[str], safe: Callable[[str], str]
) -> list[list[str]]:
    return [[safe(cell_text(item.get(field))) for field in fields] for item in items]


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if any(sign in text for sign in '",;\r\n') else text


def _markdown_cell(text: str) -> str:
    safe = escape(shown(text), quote=False)
    for sign in "\\`*_~[]|":
        safe = safe.replace(sign, f"\\{sign}")
    return safe
