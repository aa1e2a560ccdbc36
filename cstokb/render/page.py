"""`View`: an answer ready to be written, as items for programs and as a page for people.

`listed` and `streamed` make the views whose page is a grid of the items.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from cstokb.messages import Message

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
"""The names of styles, and what they are on a terminal with colours, in Rich's words."""


class Cell(NamedTuple):
    """A text with the name of its style, a key of `STYLES`."""

    text: str
    style: str = ""


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


Block = Line | Grid
Item = Mapping[str, Any]


class Column(NamedTuple):
    """A field of the items as a column of a grid."""

    field: str
    style: str = ""
    wraps: bool = False
    """Whether it may be broken over lines (see `Grid.keep`)."""
    below: bool = False
    """Whether it may stand under the row (see `Grid.below`)."""


class View(NamedTuple):
    """An answer with all that a format may write of it; a format calls for what it needs.

    A streaming view reads the store while it is written: only one of `items`, `rows` and
    `page` can be drawn, and only once. Its `notes` and `has_items` are read after that.
    """

    query: Item
    """The question, as JSON repeats it."""
    items: Callable[[], Iterable[Item]]
    """The answer for JSON and JSON Lines."""
    columns: tuple[Column, ...]
    """The fields that CSV, TSV and Markdown show, unless others are chosen."""
    page: Callable[[], Iterable[Block]]
    """The answer for people."""
    notes: Iterable[Message] = ()
    """What was left out, for stderr."""
    rows: Callable[[], Iterable[Item]] | None = None
    """What CSV, TSV and Markdown write a line for; None for the items."""
    has_items: Callable[[], bool] | None = None
    """Whether there were any items, for a streaming view."""


def line(*cells: Cell | str, indent: int = 0) -> Line:
    """A line of cells; a string is a cell without style."""
    return Line(tuple(Cell(c) if isinstance(c, str) else c for c in cells), indent)


def grid(items: Iterable[Item], columns: Sequence[Column]) -> Grid:
    """The items as a grid with a column for each field; it can be drawn once."""
    rows = (tuple(Cell(cell_text(i.get(c.field)), c.style) for c in columns) for i in items)
    keep = tuple(at for at, column in enumerate(columns) if not column.wraps)
    below = tuple(at for at, column in enumerate(columns) if column.below)
    headers = tuple(column.field for column in columns)
    return Grid(headers, rows, 0, keep, (below,) if below else ())


def grid_page(items: Iterable[Item], columns: Sequence[Column]) -> Iterator[Block]:
    """A page with the items in a grid; an empty one if there are none."""
    rest = iter(items)
    first = list(islice(rest, 1))
    if first:
        yield grid(chain(first, rest), columns)


def listed(
    query: Item,
    items: Sequence[Item],
    columns: Iterable[Column],
    notes: Iterable[Message] = (),
    *,
    display: Sequence[Item] | None = None,
) -> View:
    """A view whose page is a grid of its items, or of `display`, the items as people see them."""
    fields = tuple(columns)
    rows = items if display is None else display
    return View(query, lambda: items, fields, lambda: grid_page(rows, fields), tuple(notes))


def streamed(query: Item, items: Iterable[Item], columns: Iterable[Column]) -> View:
    """A streaming view whose page is a grid of its items."""
    fields, has_items = tuple(columns), False

    def drawn() -> Iterator[Item]:
        nonlocal has_items
        for item in items:
            has_items = True
            yield item

    return View(
        query, drawn, fields, lambda: grid_page(drawn(), fields), has_items=lambda: has_items
    )


def cell_text(value: object) -> str:
    """A JSON value as the text of a cell: parts joined by commas, yes for true, else nothing."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {cell_text(part)}" for key, part in value.items() if part)
    return str(value)
