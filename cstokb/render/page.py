"""`View`: an answer ready to be written, for programs and for people.

A view holds the items of the JSON contract and, for people, a page of blocks. Where a
page is just the items in a grid, `listed` makes it. Both may be read from the store while
they are written, so that an answer of any length takes little memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from cstokb.messages import Message
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
    The rows may be such as can be drawn once only.
    """

    headers: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
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
    others are asked for, of `rows`, or of the items if there are none. `events` are what
    a calendar of it holds, None where there is none: groups of facts that are one event
    each; in it, a 29 February recurs as `leap` says.

    Of a view that streams, one of these can be drawn, and once. Only then are asked:
    `notes`, which say what was left out and go to stderr, and `found`, whether there was
    anything; without it, there was if there are items.
    """

    query: Item
    items: Callable[[], Iterable[Item]]
    columns: tuple[Column, ...]
    page: Callable[[], Iterable[Block]]
    notes: Iterable[Message] = ()
    rows: Callable[[], Iterable[Item]] | None = None
    events: Iterable[Sequence[Fact]] | None = None
    leap: str = "feb28"
    found: Callable[[], bool] | None = None


def line(*cells: Cell | str, indent: int = 0) -> Line:
    """A line of cells; a plain string has no style."""
    return Line(tuple(Cell(c) if isinstance(c, str) else c for c in cells), indent)


def grid(items: Iterable[Item], columns: Sequence[Column]) -> Grid:
    """The items as a grid that is drawn once, one column a field."""
    rows = (tuple(Cell(cell_text(i.get(c.field)), c.style) for c in columns) for i in items)
    keep = tuple(at for at, column in enumerate(columns) if not column.wraps)
    below = tuple(at for at, column in enumerate(columns) if column.below)
    headers = tuple(column.field for column in columns)
    return Grid(headers, rows, 0, keep, (below,) if below else ())


def grid_page(items: Iterable[Item], columns: Sequence[Column]) -> Iterator[Block]:
    """The items in a grid, or nothing at all where there are none."""
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
    shown: Sequence[Item] | None = None,
) -> View:
    """A view whose page is its items in a grid, or `shown`, the items as people see them."""
    chosen = tuple(columns)
    rows = items if shown is None else shown
    return View(query, lambda: items, chosen, lambda: grid_page(rows, chosen), tuple(notes))


def streamed(query: Item, items: Iterable[Item], columns: Iterable[Column]) -> View:
    """A view as `listed` makes it, of items that are drawn once."""
    chosen, found = tuple(columns), False

    def drawn() -> Iterator[Item]:
        nonlocal found
        for item in items:
            found = True
            yield item

    return View(query, drawn, chosen, lambda: grid_page(drawn(), chosen), found=lambda: found)


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
