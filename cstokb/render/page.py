"""`View`: an answer ready to be written, as rows for programs and as a page for people.

`tabled` makes the views whose page is a grid of the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Literal, NamedTuple

from cstokb.messages import Message
from cstokb.model.fact import Fact

CellStyle = Literal[
    "", "title", "heading", "name", "id", "date", "kind", "source", "url", "doubt", "note", "mark"
]
STYLES: Mapping[CellStyle, str] = {
    "title": "bold",
    "heading": "bold",
    "name": "bold",
    "id": "cyan",
    "date": "green",
    "kind": "magenta",
    "source": "dim",
    "url": "dim",
    "doubt": "yellow",
    "note": "dim",
    "mark": "bold yellow",
}
"""The names of styles, and what they are on a terminal with colours, in Rich's words."""


POSSIBLE = "≈"
"""Stands before what merely may be so; EDTF has no such sign."""

MARKED = ("when", "text", "name")
"""The columns for people that may bear the mark, the first one that there is."""


class Cell(NamedTuple):
    """A text in a style; `url` cells are never broken.

    `link` is the address that it leads to where the terminal can follow it, or empty.
    """

    text: str
    style: CellStyle = ""
    link: str = ""


class Line(NamedTuple):
    """Cells side by side, wrapped if they are longer than the terminal is wide."""

    cells: tuple[Cell, ...]
    indent: int = 0


class Grid(NamedTuple):
    """Rows of cells in columns."""

    headers: tuple[str, ...]
    """One for each column, or none."""
    rows: Iterable[tuple[Cell, ...]]
    """May be an iterator, so that a grid can be written only once."""
    indent: int = 0
    """Blanks to the left."""
    keep: tuple[int, ...] = ()
    """The columns that are not broken over lines, as far as there is room."""
    below: tuple[tuple[int, ...], ...] = ()
    """Groups of columns that stand on a line of their own under the row if the terminal is
    too narrow for all."""
    joined: int = 0
    """So many of the last columns run on behind the text of the column before them."""
    widths: tuple[int, ...] = ()
    """What the columns need at least, so that those of several grids stand under each other."""
    heading: Cell = Cell("")
    """What all rows belong to: a line above them, and in a pipe the first cell of each."""
    to_scale: bool = False
    """Whether it is a drawing, whose cells stand side by side on however narrow a terminal."""


Block = Line | Grid
Item = Mapping[str, Any]


class Column(NamedTuple):
    """A field of the items as a column of a grid."""

    field: str
    style: CellStyle = ""
    wraps: bool = False
    """Whether it may be broken over lines (see `Grid.keep`)."""
    below: bool = False
    """Whether it may stand under the row (see `Grid.below`)."""


class View(NamedTuple):
    """An answer with all that a format may write of it; a format calls for what it needs.

    A report decides its `entries`, which every format shows, in this order. They may be an
    iterator that reads the store while the answer is written, so that they are drawn once,
    and `notes` are read after that.
    """

    query: Item
    """The question, as JSON repeats it."""
    entries: Iterable[Any]
    """The nouns of the report, one for each row."""
    row: Callable[[Any], Item]
    """The row of an entry, for formats of data; all rows have the same keys."""
    columns: tuple[str, ...]
    """The keys that CSV, TSV and Markdown show, unless others are chosen."""
    page: Callable[[Iterable[Any]], Iterable[Block]]
    """The entries for people; it draws all of them."""
    notes: Iterable[Message] = ()
    """What was left out, for stderr."""
    limit: int = 0
    """At most so many entries where no limit is given; 0 for all."""
    when_empty: Message | None = None
    """What is said on stderr where there are no entries."""
    counts_left: bool = True
    """Whether what a limit leaves out is counted; if not, it is only known that there is more."""
    facts: Callable[[Any], Sequence[Fact]] | None = None
    """The facts of an entry as one event of a calendar; None where there is no calendar."""


def line(*cells: Cell | str, indent: int = 0) -> Line:
    """A line of cells; a string is a cell without style."""
    return Line(tuple(Cell(c) if isinstance(c, str) else c for c in cells), indent)


def grid(rows: Iterable[Item], columns: Sequence[Column]) -> Grid:
    """The rows as a grid with a column for each key; it can be drawn once.

    What merely may be so is marked in the first of `MARKED` that is a column.
    """
    shown = {column.field for column in columns}
    marked = next((field for field in MARKED if field in shown), "")
    cells = (
        tuple(Cell(cell_text(mark(row, marked).get(c.field)), c.style) for c in columns)
        for row in rows
    )
    keep = tuple(at for at, column in enumerate(columns) if not column.wraps)
    below = tuple(at for at, column in enumerate(columns) if column.below)
    headers = tuple(column.field for column in columns)
    return Grid(headers, cells, 0, keep, (below,) if below else ())


def mark(row: Item, key: str) -> Item:
    """The row with `POSSIBLE` before that text if the row's answer is a possible one."""
    if not key or row.get("certainty") != "possibly" or not row.get(key):
        return row
    return {**row, key: f"{POSSIBLE} {row[key]}"}


def grid_page(rows: Iterable[Item], columns: Sequence[Column]) -> Iterator[Block]:
    """A page with the rows in a grid; an empty one if there are none."""
    rest = iter(rows)
    first = list(islice(rest, 1))
    if first:
        yield grid(chain(first, rest), columns)


def tabled(
    query: Item,
    entries: Iterable[Any],
    row: Callable[[Any], Item],
    columns: Sequence[Column],
    *,
    data: Sequence[str] = (),
    notes: Iterable[Message] = (),
) -> View:
    """A view whose page is a grid of its rows; `data` are its columns in formats of data."""

    def page(entries: Iterable[Any]) -> Iterator[Block]:
        return grid_page(map(row, entries), columns)

    fields = tuple(data) or tuple(column.field for column in columns)
    return View(query, entries, row, fields, page, notes)


def single(row: Item, *page: Block, notes: Iterable[Message] = ()) -> View:
    """A view of one row, with its page; all its keys are columns."""

    def drawn(entries: Iterable[Item]) -> Iterable[Block]:
        return page if [*entries] else ()

    return View({}, [row], lambda entry: entry, tuple(row), drawn, notes)


def cell_text(value: object) -> str:
    """A JSON value as the text of a cell: yes or no for flags, nothing for null.

    Ids are joined by blanks, other parts of a list and of an object by semicolons.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(filter(None, map(cell_text, value.values())))
    if isinstance(value, list | tuple):
        parts = [text for part in value if (text := cell_text(part))]
        return ("; " if any(" " in part for part in parts) else " ").join(parts)
    return str(value)
