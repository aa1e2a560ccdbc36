"""Pages for terminals, by Rich: aligned and wrapped at the real width, nothing cut off."""

from collections.abc import Sequence
from io import StringIO
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from cstokb.model.text import shown
from cstokb.render.page import STYLES, Block, Cell, Grid

_GAP = "  "
_ROOM = 30


def table(page: Sequence[Block], *, width: int, color: bool) -> str:
    """The page as text for a terminal of that width."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    for block in page:
        if isinstance(block, Grid):
            content: Table | Text = _table(block, width - block.indent)
        else:
            content = Text.assemble(*(_text(cell) for cell in block.cells), overflow="fold")
        console.print(Padding(content, (0, 0, 0, block.indent), expand=False))
    file = console.file
    assert isinstance(file, StringIO)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _table(block: Grid, width: int) -> Table:
    widths = _widths(block)
    fits = sum(w + len(_GAP) for w in widths) - len(_GAP) <= width
    below = () if fits else block.below
    moved = {at for group in below for at in group}
    made = Table(box=None, pad_edge=False, padding=(0, len(_GAP), 0, 0), header_style="bold")
    made.show_header = any(block.headers)
    kept = _kept(block, widths, moved, width)
    for at, longest in enumerate(widths):
        if at not in moved:
            header = shown(block.headers[at]) if block.headers else ""
            # A least width is not enough: Rich would crop what then stands too far right.
            made.add_column(header, overflow="fold", width=longest if at in kept else None)
    host = _host(block, len(widths), moved)
    for row in block.rows:
        made.add_row(*_texts(row, below, host))
    return made


def _texts(row: Sequence[Cell], below: Sequence[Sequence[int]], host: int) -> list[Text]:
    """The cells of a row, those that go below put under the cell at `host`."""
    texts = {at: _text(cell) for at, cell in enumerate(row)}
    for group in below:
        under = Text(_GAP).join(text for text in map(texts.pop, group) if text)
        texts[host] = Text("\n").join((texts[host], under)) if under else texts[host]
    return list(texts.values())


def _host(block: Grid, columns: int, moved: set[int]) -> int:
    """The column with room for what goes below: the last that wraps, else the last."""
    stay = [at for at in range(columns) if at not in moved]
    return ([at for at in stay if at not in block.keep] or stay or [0])[-1]


def _widths(block: Grid) -> list[int]:
    rows = [block.headers, *([cell.text for cell in row] for row in block.rows)]
    columns = zip_longest(*rows, fillvalue="")
    return [max(cell_len(shown(text)) for text in column) for column in columns]


def _kept(block: Grid, widths: Sequence[int], moved: set[int], width: int) -> set[int]:
    """The columns that keep their width, as far as they leave room for the others."""
    kept: set[int] = set()
    used = 0
    for at in sorted({*block.keep} - moved, key=widths.__getitem__):
        used += widths[at] + len(_GAP)
        if used <= max(width // 2, width - _ROOM):
            kept.add(at)
    return kept


def _text(cell: Cell) -> Text:
    return Text(shown(cell.text), Style.parse(STYLES.get(cell.style, "")), overflow="fold")
