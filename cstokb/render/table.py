"""Pages for terminals: aligned and wrapped at the terminal's width, nothing cut off.

Columns are laid out here and coloured by Rich: `rich.table` measures and wraps every cell
several times, so that a `show` would take four times as long.
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
from cstokb.model.dates_in_words import MONTHS
from cstokb.model.escaping import escape_controls
from cstokb.render.page import STYLES, Block, Cell, CellStyle, Grid

Pieces = list[Cell]
"""The cells of one line of the terminal, already wrapped."""

CHUNK = 1000
"""How many rows of a grid are laid out, and how many lines coloured, at a time."""

_GAP = "  "
_INDENT = 4
_MIN_TEXT = 24
"""What a text that wraps gets at least, if there is as much."""
STACKED_BELOW = 60
"""In fewer columns the cells of a row stand under each other."""
_WHOLE = ("url",)
_WHOLE_STACKED = ("url", "id", "date", "source")
"""The styles of what is left whole even if it is longer than a line: in columns, and stacked."""


class Layout(NamedTuple):
    """How the rows of a grid are laid out."""

    shares: dict[int, int]
    """The width of each column that is in the row, by its index."""
    below: tuple[tuple[int, ...], ...]
    """Groups of columns on lines of their own (see `Grid.below`); none if all fit."""
    offset: int
    """Where those lines begin: at the column that hosts them."""


def table(page: Iterable[Block], *, width: int, color: bool) -> Iterator[str]:
    """The page as text for a terminal of that width, in pieces of many whole lines.

    With `color` there are links (OSC 8) to addresses, too.
    """
    lines = (pieces for block in page for pieces in _lines(block, width))
    for chunk in batches(lines, CHUNK):
        yield _colored(chunk, color=color)


def height(page: Iterable[Block], width: int) -> int:
    """How many lines the page has on a terminal of that width."""
    return sum(1 for block in page for _ in _lines(block, width))


def _lines(block: Block, width: int) -> Iterator[Pieces]:
    room = max(width - block.indent, 1)
    if isinstance(block, Grid) and block.heading.text:
        yield from _wrapped([block.heading], max(width, 1))
    if not isinstance(block, Grid):
        lines: Iterable[Pieces] = _wrapped(block.cells, room)
    elif width < STACKED_BELOW and not block.to_scale:
        lines = _stacked(block, room)
    else:
        lines = _grid(block, room)
    for pieces in lines:
        yield _trimmed([Cell(" " * block.indent), *pieces])


def _colored(lines: Iterable[Pieces], *, color: bool) -> str:
    text = Text(no_wrap=True, overflow="ignore", end="")
    for pieces in lines:
        for piece in pieces:
            text.append(piece.text, _style(piece.style, safe_address(piece.link)))
        text.append("\n")
    file = StringIO()
    console = Console(
        file=file,
        force_terminal=color,
        color_system="standard" if color else None,
        # `--color` counts more than NO_COLOR.
        no_color=not color,
        legacy_windows=False,
    )
    console.print(text, crop=False, soft_wrap=True, end="")
    return file.getvalue()


def _grid(block: Grid, width: int) -> Iterator[Pieces]:
    """The lines of a grid, chunk by chunk; a column is never narrower than in the chunk before."""
    rows = (_columns(row, block.joined) for row in block.rows)
    natural = _widths(block.widths, [[[Cell(header)] for header in block.headers]])
    headers = [
        Cell(escape_controls(header), "heading") for header in block.headers if any(block.headers)
    ]
    while (chunk := list(islice(rows, CHUNK))) or headers:
        natural = _widths(natural, chunk)
        layout = _layout(block, natural, width)
        if headers:
            yield from _row([[header] for header in headers], layout.shares)
            headers = []
        for row in chunk:
            yield from _row(row, layout.shares)
            for group in layout.below:
                under = [cell for at in group if at < len(row) for cell in row[at]]
                yield from _under(under, layout.offset, width)


def _columns(row: Sequence[Cell], joined: int) -> list[Pieces]:
    """The cells of each column; those of the last ones joined to the column before."""
    stop = max(len(row) - joined, 1)
    columns = [[cell] for cell in row[:stop]]
    for cell in row[stop:]:
        if cell.text:
            columns[-1] += [Cell(_GAP), cell]
    return columns


def _stacked(block: Grid, width: int) -> Iterator[Pieces]:
    """Each row as a small block: what is kept whole on the first line, the rest under it."""
    for row in (_columns(row, block.joined) for row in block.rows):
        first = [row[at][0] for at in block.keep if at < len(row) and row[at][0].text]
        rest = [cells for at, cells in enumerate(row) if at not in block.keep and cells[0].text]
        if first:
            spaced = [Cell(f"{cell.text}{_GAP}", cell.style, cell.link) for cell in first]
            yield from _wrapped(spaced, width, _WHOLE_STACKED)
        indent = Cell(" " * min(len(_GAP), width - 1)) if block.keep else Cell("")
        for cells in rest:
            for pieces in _wrapped(cells, width - len(indent.text), _WHOLE_STACKED):
                yield [indent, *pieces]


def _layout(block: Grid, needed: Sequence[int], width: int) -> Layout:
    natural = [*needed]
    fits = sum(natural) + len(_GAP) * (len(natural) - 1) <= width
    below = () if fits else block.below
    under = {at for group in below for at in group}
    # A column without a word has no gap either.
    stay = [at for at, size in enumerate(natural) if size and at not in under]
    host = max({*stay} - {*block.keep}, default=max(stay, default=0))
    shares = _shares(block, natural, stay, width)
    offset = sum(shares[at] + len(_GAP) for at in stay[: stay.index(host)]) if stay else 0
    return Layout(shares, below, offset)


def _under(cells: Sequence[Cell], offset: int, width: int) -> Iterator[Pieces]:
    """The cells on lines of their own from `offset` on, or further left for a long word."""
    filled = [Cell(f"{cell.text}{_GAP}", cell.style) for cell in cells if cell.text]
    longest = max(
        (cell_len(w) for c in filled for w in escape_controls(c.text).split(" ")), default=0
    )
    preferred = offset if width - offset >= _MIN_TEXT else min(_INDENT, offset)
    start = max(0, min(preferred, width - longest))
    for pieces in _wrapped(filled, width - start) if filled else []:
        yield [Cell(" " * start), *pieces]


def _row(row: Sequence[Pieces], shares: Mapping[int, int]) -> Iterator[Pieces]:
    """The lines of a row, each column padded to its share."""
    columns = [_wrapped(row[at] if at < len(row) else [], share) for at, share in shares.items()]
    for lines in zip_longest(*columns, fillvalue=[]):
        pieces: Pieces = []
        for line, share in zip(lines, shares.values(), strict=True):
            used = sum(cell_len(piece.text) for piece in line)
            pieces += [*line, Cell(" " * (share - used) + _GAP)]
        yield pieces


def _widths(before: Sequence[int], rows: Iterable[Sequence[Pieces]]) -> list[int]:
    """The widths of the longest cells of each column, but no less than before."""
    sizes = (
        [sum(cell_len(escape_controls(cell.text)) for cell in cells) for cells in row]
        for row in rows
    )
    return [max(column) for column in zip_longest(before, *sizes, fillvalue=0)]


def _shares(
    block: Grid, natural: Sequence[int], columns: Sequence[int], width: int
) -> dict[int, int]:
    """The width of each column: what it needs (`natural`), or an equal part of what is left.

    Columns in `Grid.keep` get what they need first, narrow ones before wide ones, as far as
    they leave the others `_MIN_TEXT`, or what they need, or half of the width. The others
    share the rest.
    """
    left = width - len(_GAP) * (len(columns) - 1)
    shares = {}
    text = sum(natural[at] for at in columns if at not in block.keep)
    room = max(left // 2, left - min(_MIN_TEXT, text))
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


def _wrapped(
    cells: Sequence[Cell], width: int, whole_styles: Sequence[str] = _WHOLE
) -> list[Pieces]:
    """The cells side by side, broken between words into lines of that width.

    A word that is longer than a line is broken at the end of the line, but not in cells of
    the styles that are left whole.
    """
    lines: list[Pieces] = [[]]
    used = 0
    for cell in cells:
        words = _words(escape_controls(cell.text))
        for word in _with_brackets(words) if cell.style == "source" else words:
            size = cell_len(word.rstrip(" "))
            if used and size and used + size > width:
                lines.append([])
                used = 0
            whole = size <= width or cell.style in whole_styles
            *full, last = [word] if whole else chop_cells(word, width)
            for chunk in full:
                lines[-1].append(cell._replace(text=chunk))
                lines.append([])
            lines[-1].append(cell._replace(text=last))
            used = (0 if full else used) + cell_len(last)
    return [_trimmed(pieces) for pieces in lines]


def _words(text: str) -> list[str]:
    """The words, each with the space behind it; a date in words is one of them."""
    words = text.split(" ")
    spaced = [f"{word} " for word in words[:-1]] + ([words[-1]] if words[-1] else [])
    if not MONTHS.isdisjoint(words):
        spaced = [*_with_dates(spaced)]
    return spaced


def _with_brackets(words: Iterable[str]) -> Iterator[str]:
    """The words; those of one pair of brackets, as `[1 para 2]`, joined."""
    before = ""
    for word in words:
        before += word
        if before.count("[") <= before.count("]"):
            yield before
            before = ""
    if before:
        yield before


def _with_dates(words: Iterable[str]) -> Iterator[str]:
    """The words with days before and years behind a month joined to it."""
    before = ""
    for word in words:
        bare = word.rstrip(" ")
        glued = (bare in MONTHS and before[-2:-1].isdigit()) or (
            bare[:4].isdecimal()
            and len(bare) >= 4
            and before.rstrip(" ").rpartition(" ")[2] in MONTHS
        )
        if before and not glued:
            yield before
        before = before + word if glued else word
    if before:
        yield before


def _trimmed(pieces: Pieces) -> Pieces:
    """The line without blanks at its end; neighbouring cells of the same style are joined."""
    joined: Pieces = []
    for piece in pieces:
        if joined and joined[-1][1:] == piece[1:]:
            joined[-1] = piece._replace(text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    while joined and not joined[-1].text.rstrip(" "):
        joined.pop()
    if joined:
        joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip(" "))
    return joined


def safe_address(address: str) -> str:
    """The address if it leads to the web and is nothing but printable ASCII, else empty."""
    is_web = address.startswith(("http://", "https://"))
    return address if is_web and address.isascii() and address.isprintable() else ""


@cache
def _style(name: CellStyle, address: str = "") -> Style:
    style = Style.parse(STYLES.get(name, ""))
    return style.update_link(address) if address else style
