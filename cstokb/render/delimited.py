"""Rows as CSV, TSV or a Markdown table with footnotes, a line at a time."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import chain
from typing import Any

from cstokb.model.escaping import csv_cell, escape_controls
from cstokb.render.page import Item, cell_text, mark

BYTE_ORDER_MARK = "\ufeff"
"""Excel takes a file that begins with it for UTF-8."""

_WEB = ("http://", "https://")
_BREAKS_A_LINK = frozenset(' <>()|\\`"[]').__contains__
_REFERENCE = re.compile(r"&(?=#?\w+;)")


def csv(rows: Iterable[Item], fields: Sequence[str], *, excel: bool = False) -> Iterator[str]:
    """CSV by RFC 4180 with a header line; no cell is a formula to a spreadsheet."""
    cells = _cells(rows, fields, lambda text: csv_cell(escape_controls(text)))
    lines = (",".join(map(_quoted, row)) + "\r\n" for row in chain([fields], cells))
    return chain([BYTE_ORDER_MARK], lines) if excel else lines


def tsv(rows: Iterable[Item], fields: Sequence[str]) -> Iterator[str]:
    """Tab-separated values with a header line."""
    return ("\t".join(row) + "\n" for row in chain([fields], _cells(rows, fields, escape_controls)))


def markdown(rows: Iterable[Item], fields: Sequence[str]) -> Iterator[str]:
    """A Markdown table; markup in cells is escaped, and web addresses are links.

    The sources of rows with `citations` are footnotes below the table, one for each place
    in a source.
    """
    notes = _Footnotes()
    yield f"| {' | '.join(fields)} |\n"
    yield f"| {' | '.join('---' for _ in fields)} |\n"
    for row in rows:
        shown = mark(row, "text")
        cells = (_markdown_cell(shown, field, notes) for field in fields)
        yield f"| {' | '.join(cells)} |\n"
    yield from notes.lines()


class _Footnotes:
    """The places in sources that were cited so far, each with its number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._lines: list[str] = []

    def marks(self, citations: Sequence[Mapping[str, Any]]) -> str:
        """`[^1] [^2]`; a citation that was not met before gets the next number."""
        numbers = dict.fromkeys(self._number(citation) for citation in citations)
        return " ".join(f"[^{number}]" for number in numbers)

    def lines(self) -> Iterator[str]:
        """The definitions, after an empty line."""
        return chain(["\n"], self._lines) if self._lines else iter(())

    def _number(self, citation: Mapping[str, Any]) -> int:
        at = citation["at"] or ""
        number = self._numbers.setdefault((citation["source"], at), len(self._numbers) + 1)
        if number > len(self._lines):
            title = _linked(citation["title"], citation["url"] or "")
            locator = f", {_escaped(at)}" if at else ""
            self._lines.append(f"[^{number}]: {title}{locator}\n")
        return number


def _cells(
    rows: Iterable[Item], fields: Sequence[str], safe: Callable[[str], str]
) -> Iterator[list[str]]:
    marked = (mark(row, "text") for row in rows)
    return ([safe(cell_text(row.get(field))) for field in fields] for row in marked)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if any(sign in text for sign in '",;\r\n') else text


def _markdown_cell(row: Item, field: str, notes: _Footnotes) -> str:
    text = cell_text(row.get(field))
    if field == "sources" and row.get("citations"):
        return notes.marks(row["citations"])
    return _linked(text, text) if field == "url" else _escaped(text)


def _linked(text: str, url: str) -> str:
    """The text as a link, if it is an address of the web: its only signs are of URLs."""
    if not url.lower().startswith(_WEB):
        return _escaped(text)
    encoded = "".join(c if c.isprintable() and not _BREAKS_A_LINK(c) else _encoded(c) for c in url)
    return f"[{_escaped(text)}](<{_REFERENCE.sub('&amp;', encoded)}>)"


def _encoded(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode(errors="surrogatepass"))


def _escaped(text: str) -> str:
    safe = escape(escape_controls(text), quote=False)
    for sign in "\\`*_~[]|":
        safe = safe.replace(sign, f"\\{sign}")
    return safe
