"""`View`: an answer ready to be written, for programs and for people.

A view holds the items of the JSON contract and, for people, a page of blocks. Where a
page is just the items in a grid, `listed` makes it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cstokb.model.fact import Fact

STYLES = {
    "title": "bold",
    "heading": "bold",
    "name": "bold",
    "id": "cyan",
    "date": "green",
    "kind": "magenta",
    "source": "dim",
    "doubt": "yellow",
    "note": "dim",
    "mark": "bold yellow",
}
"""What each style name looks like on a terminal that has colours."""


class Cell(NamedTuple):
    """Some text and the name of its style."""

    text: str
    style: str = ""


class Line(NamedTuple):
    """Pieces of text on one line, wrapped where it is long."""

    cells: tuple[Cell, ...]
    indent: int = 0


class Grid(NamedTuple):
    """Rows of cells under headers, or without any; `indent` is from the left edge.

    Columns in `keep` are not broken over lines. Where a terminal is too narrow for all
    columns, those in `below` stand under the last of the others: a line for each group.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    indent: int = 0
    keep: tuple[int, ...] = ()
    below: tuple[tuple[int, ...], ...] = ()


Block = Line | Grid
Item = Mapping[str, Any]


class Column(NamedTuple):
    """A field of the items as a column: its style, whether it wraps, or goes below."""

    field: str
    style: str = ""
    wraps: bool = False
    below: bool = False


class View(NamedTuple):
    """An answer: the query it answers, its items, its fields, its page and its notes.

    `items` and `page` are made when they are asked for: a program wants the one, a
    person the other. `columns` are the fields that CSV, TSV and Markdown show, unless
    others are asked for, of `rows`, or of the items if there are none. `notes` say what
    was left out; they go to stderr. `events` are what a calendar of it holds: groups of
    facts that are one event each; in it, a 29 February recurs as `leap` says.
    """

    query: Item
    items: Callable[[], Sequence[Item]]
    columns: tuple[Column, ...]
    page: Callable[[], Sequence[Block]]
    notes: tuple[str, ...] = ()
    rows: Callable[[], Sequence[Item]] | None = None
    events: Sequence[Sequence[Fact]] = ()
    leap: str = "feb28"


def line(*cells: Cell | str, indent: int = 0) -> Line:
    """A line of cells; a plain string has no style."""
    return Line(tuple(Cell(c) if isinstance(c, str) else c for c in cells), indent)


def grid(items: Sequence[Item], columns: Sequence[Column]) -> Grid:
    """The items as a grid, one column a field."""
    rows = (tuple(Cell(cell_text(i.get(c.field)), c.style) for c in columns) for i in items)
    keep = tuple(at for at, column in enumerate(columns) if not column.wraps)
    below = tuple(at for at, column in enumerate(columns) if column.below)
    headers = tuple(column.field for column in columns)
    return Grid(headers, tuple(rows), 0, keep, (below,) if below else ())


def listed(
    query: Item,
    items: Sequence[Item],
    columns: Iterable[Column],
    notes: Iterable[str] = (),
    *,
    shown: Sequence[Item] | None = None,
) -> View:
    """A view whose page is its items in a grid, or `shown`, the items as people see them."""
    chosen = tuple(columns)
    rows = items if shown is None else shown
    return View(
        query, lambda: items, chosen, lambda: [grid(rows, chosen)] if rows else [], tuple(notes)
    )


def cell_text(value: object) -> str:
    """A JSON value as the text of a cell: lists by commas, yes for true."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {cell_text(part)}" for key, part in value.items() if part)
    return str(value)
