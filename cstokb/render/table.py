"""Pages for terminals, by Rich: aligned and wrapped at the real width, nothing cut off.

The columns are laid out here, and Rich colours and writes them: `rich.table` measures and
wraps every cell several times, which took longer than all the rest of a `show`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from itertools import islice, zip_longest
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.style import Style
from rich.text import Text

from cstokb.model.batches import batches
from cstokb.model.escaping import escape_controls
from cstokb.render.page import STYLES, Block, Cell, Grid

Pieces = list[Cell]
"""One line of a terminal, already wrapped."""

CHUNK = 1000
"""So many rows of a grid are laid out, and so many lines coloured, at a time."""

_GAP = "  "
_INDENT = 4
_ROOM = 24


class Layout(NamedTuple):
    """How wide each column is by its place in the row, and what stands under which."""

    shares: dict[int, int]
    below: tuple[tuple[int, ...], ...]
    offset: int


def table(page: Iterable[Block], *, width: int, color: bool) -> Iterator[str]:
    """The page as text for a terminal of that width, in pieces of many whole lines."""
    lines = (pieces for block in page for pieces in _lines(block, width))
    for some in batches(lines, CHUNK):
        yield _colored(some, color=color)


def _lines(block: Block, width: int) -> Iterator[Pieces]:
    room = max(width - block.indent, 1)
    lines = _grid(block, room) if isinstance(block, Grid) else _wrapped(block.cells, room)
    for pieces in lines:
        yield _trimmed([Cell(" " * block.indent), *pieces])


def _colored(lines: Iterable[Pieces], *, color: bool) -> str:
    text = Text(no_wrap=True, overflow="ignore", end="")
    for pieces in lines:
        for piece in pieces:
            text.append(piece.text, _style(piece.style))
        text.append("\n")
    file = StringIO()
    console = Console(
        file=file,
        force_terminal=color,
        color_system="standard" if color else None,
        # What is asked for counts more than NO_COLOR.
        no_color=not color,
        legacy_windows=False,
    )
    console.print(text, crop=False, soft_wrap=True, end="")
    return file.getvalue()


def _grid(block: Grid, width: int) -> Iterator[Pieces]:
    """The lines of a grid; no column of a chunk needs less than in the one before."""
    rows = iter(block.rows)
    natural = [*map(cell_len, block.headers)]
    headers = [
        Cell(escape_controls(header), "heading") for header in block.headers if any(block.headers)
    ]
    while (chunk := list(islice(rows, CHUNK))) or headers:
        natural = _widths(natural, chunk)
        layout = _layout(block, natural, width)
        if headers:
            yield from _row(headers, layout.shares)
            headers = []
        for row in chunk:
            yield from _row(row, layout.shares)
            for group in layout.below:
                yield from _under([row[at] for at in group if at < len(row)], layout.offset, width)


def _layout(block: Grid, needed: Sequence[int], width: int) -> Layout:
    natural = [*needed]
    fits = sum(natural) + len(_GAP) * (len(natural) - 1) <= width
    below = () if fits else block.below
    moved = {at for group in below for at in group}
    stay = [at for at in range(len(natural)) if at not in moved]
    host = max({*stay} - {*block.keep}, default=max(stay, default=0))
    for group in below:
        natural[host] = max(natural[host], sum(natural[at] + len(_GAP) for at in group))
    shares = _shares(block, natural, stay, width)
    offset = sum(shares[at] + len(_GAP) for at in stay[: stay.index(host)]) if stay else 0
    return Layout(shares, below, offset)


def _under(cells: Sequence[Cell], offset: int, width: int) -> Iterator[Pieces]:
    """The cells on lines of their own, from `offset` on, or before it if a word needs room."""
    told = [Cell(f"{cell.text}{_GAP}", cell.style) for cell in cells if cell.text]
    longest = max(
        (cell_len(w) for c in told for w in escape_controls(c.text).split(" ")), default=0
    )
    beside = offset if width - offset >= _ROOM else min(_INDENT, offset)
    start = max(0, min(beside, width - longest))
    for pieces in _wrapped(told, width - start) if told else []:
        yield [Cell(" " * start), *pieces]


def _row(row: Sequence[Cell], shares: Mapping[int, int]) -> Iterator[Pieces]:
    """The lines of a row, each column padded to its share."""
    columns = [_wrapped([*row[at : at + 1]], share) for at, share in shares.items()]
    for lines in zip_longest(*columns, fillvalue=[]):
        pieces: Pieces = []
        for line, share in zip(lines, shares.values(), strict=True):
            used = sum(cell_len(piece.text) for piece in line)
            pieces += [*line, Cell(" " * (share - used) + _GAP)]
        yield pieces


def _widths(before: Sequence[int], rows: Iterable[Sequence[Cell]]) -> list[int]:
    """The width of the longest cell of each column, or what it was before."""
    sizes = ([cell_len(escape_controls(cell.text)) for cell in row] for row in rows)
    return [max(column) for column in zip_longest(before, *sizes, fillvalue=0)]


def _shares(
    block: Grid, natural: Sequence[int], columns: Sequence[int], width: int
) -> dict[int, int]:
    """How wide each column is: what it needs, or a fair part of what is left.

    Narrow columns are served first, so that the long ones share what remains. Columns
    that are not to be broken come before the others, as far as they leave room.
    """
    left = width - len(_GAP) * (len(columns) - 1)
    shares = {}
    room = max(left // 2, left - _ROOM)
    for at in sorted({*block.keep} & {*columns}, key=natural.__getitem__):
        room -= natural[at]
        if room >= 0:
            shares[at] = natural[at]
    left -= sum(shares.values())
    others = sorted((at for at in columns if at not in shares), key=natural.__getitem__)
    for served, at in enumerate(others):
        shares[at] = max(1, min(natural[at], left // (len(others) - served)))
        left -= shares[at]
    return {at: shares[at] for at in columns}


def _wrapped(cells: Sequence[Cell], width: int) -> list[Pieces]:
    """The cells one after the other, broken between words into lines of that width.

    A word that is longer than a line is broken where the line ends.
    """
    lines: list[Pieces] = [[]]
    used = 0
    for cell in cells:
        for word in _words(escape_controls(cell.text)):
            size = cell_len(word.rstrip(" "))
            if used and size and used + size > width:
                lines.append([])
                used = 0
            *full, last = chop_cells(word, width) if size > width else [word]
            for chunk in full:
                lines[-1].append(Cell(chunk, cell.style))
                lines.append([])
            lines[-1].append(Cell(last, cell.style))
            used = (0 if full else used) + cell_len(last)
    return [_trimmed(pieces) for pieces in lines]


def _words(text: str) -> list[str]:
    """The words, each with the spaces behind it."""
    words = text.split(" ")
    return [f"{word} " for word in words[:-1]] + ([words[-1]] if words[-1] else [])


def _trimmed(pieces: Pieces) -> Pieces:
    """The line without spaces at its end, neighbours of one style joined."""
    joined: Pieces = []
    for piece in pieces:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Cell(joined[-1].text + piece.text, piece.style)
        else:
            joined.append(piece)
    while joined and not joined[-1].text.rstrip(" "):
        joined.pop()
    if joined:
        joined[-1] = Cell(joined[-1].text.rstrip(" "), joined[-1].style)
    return joined


@cache
def _style(name: str) -> Style:
    return Style.parse(STYLES.get(name, ""))
