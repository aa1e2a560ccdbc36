"""Pages for terminals, by Rich: aligned and wrapped at the real width, nothing cut off."""

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from cstokb.model.text import shown
from cstokb.render.page import STYLES, Block, Cell, Grid


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
    made = Table(
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        show_header=any(block.headers),
        header_style="bold",
    )
    longest = _widths(block)
    keep = _kept(block, longest, width)
    for at, longest_cell in enumerate(longest):
        header = block.headers[at] if block.headers else ""
        made.add_column(
            shown(header),
            overflow="fold",
            min_width=longest_cell if at in keep else None,
        )
    for row in block.rows:
        made.add_row(*(_text(cell) for cell in row))
    return made


def _widths(block: Grid) -> list[int]:
    count = max((len(row) for row in block.rows), default=0)
    headers = block.headers or ("",) * count
    return [
        max(len(headers[at]), *(len(row[at].text) for row in block.rows if len(row) > at))
        for at in range(count)
    ]


def _kept(block: Grid, longest: list[int], width: int) -> set[int]:
    """The columns that keep their width, as far as they leave half of it to the others."""
    kept: set[int] = set()
    used = 0
    for at in sorted(block.keep, key=lambda at: longest[at] if at < len(longest) else 0):
        if at < len(longest) and used + longest[at] + 2 <= width // 2:
            kept.add(at)
            used += longest[at] + 2
    return kept


def _text(cell: Cell) -> Text:
    return Text(shown(cell.text), Style.parse(STYLES.get(cell.style, "")), overflow="fold")
