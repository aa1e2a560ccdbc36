"""Pages for terminals, by Rich: aligned and wrapped at the real width, nothing cut off.

The columns are laid out here, and Rich colours and writes them: `rich.table` measures and
wraps every cell several times, which took longer than all the rest of a `show`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.style import Style
from rich.text import Text

from cstokb.model.text import shown
from cstokb.render.page import STYLES, Block, Cell, Grid

Pieces = list[Cell]
"""One line of a terminal, already wrapped."""

_GAP = "  "
_INDENT = 4
_ROOM = 24


def table(page: Sequence[Block], *, width: int, color: bool) -> str:
    """The page as text for a terminal of that width."""
    text = Text(no_wrap=True, overflow="ignore", end="")
    for block in page:
        room = max(width - block.indent, 1)
        lines = _grid(block, room) if isinstance(block, Grid) else _wrapped(block.cells, room)
        for pieces in lines:
            for piece in _trimmed([Cell(" " * block.indent), *pieces]):
                text.append(piece.text, _style(piece.style))
            text.append("\n")
    console = Console(
        file=StringIO(),
        force_terminal=color,
        color_system="standard" if color else None,
        # What is asked for counts more than NO_COLOR.
        no_color=not color,
        legacy_windows=False,
    )
    console.print(text, crop=False, soft_wrap=True, end="")
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


def _grid(block: Grid, width: int) -> Iterator[Pieces]:
    natural = _widths(block)
    fits = sum(natural) + len(_GAP) * (len(natural) - 1) <= width
    below = () if fits else block.below
    moved = {at for group in below for at in group}
    stay = [at for at in range(len(natural)) if at not in moved]
    host = max({*stay} - {*block.keep}, default=max(stay, default=0))
    for group in below:
        natural[host] = max(natural[host], sum(natural[at] + len(_GAP) for at in group))
    shares = _shares(block, natural, stay, width)
    if any(block.headers):
        headers = [Cell(shown(header), "heading") for header in block.headers]
        yield from _row([_wrapped([headers[at]], share) for at, share in shares.items()], shares)
    offset = sum(shares[at] + len(_GAP) for at in stay[: stay.index(host)]) if stay else 0
    for row in block.rows:
        yield from _row([_wrapped([*row[at : at + 1]], w) for at, w in shares.items()], shares)
        for group in below:
            yield from _under([row[at] for at in group if at < len(row)], offset, width)


def _under(cells: Sequence[Cell], offset: int, width: int) -> Iterator[Pieces]:
    """The cells on lines of their own, from `offset` on, or before it if a word needs room."""
    told = [Cell(f"{cell.text}{_GAP}", cell.style) for cell in cells if cell.text]
    longest = max((cell_len(w) for c in told for w in shown(c.text).split(" ")), default=0)
    beside = offset if width - offset >= _ROOM else min(_INDENT, offset)
    start = max(0, min(beside, width - longest))
    for pieces in _wrapped(told, width - start) if told else []:
        yield [Cell(" " * start), *pieces]


def _row(columns: Sequence[list[Pieces]], shares: dict[int, int]) -> Iterator[Pieces]:
    """The lines of a row, each column padded to its share."""
    for lines in zip_longest(*columns, fillvalue=[]):
        pieces: Pieces = []
        for line, share in zip(lines, shares.values(), strict=True):
            used = sum(cell_len(piece.text) for piece in line)
            pieces += [*line, Cell(" " * (share - used) + _GAP)]
        yield pieces


def _widths(block: Grid) -> list[int]:
    """The width of the longest cell of each column."""
    rows = [block.headers, *([shown(cell.text) for cell in row] for row in block.rows)]
    return [max(map(cell_len, column)) for column in zip_longest(*rows, fillvalue="")]


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
        for word in _words(shown(cell.text)):
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
