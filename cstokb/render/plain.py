"""Pages for pipes: one line a row, TAB between cells, no wrapping."""

from collections.abc import Iterable, Iterator

from cstokb.model.escaping import escape_controls
from cstokb.render.page import STYLES, Block, Cell, Line

_CODES = {"bold": 1, "dim": 2, "green": 32, "yellow": 33, "magenta": 35, "cyan": 36}
"""What the words of `STYLES` are in ECMA-48 (SGR)."""


def plain(page: Iterable[Block], *, color: bool = False) -> Iterator[str]:
    """The lines of the page, cells separated by TAB, without the headers of columns."""
    text = _colored if color else _text
    for block in page:
        if isinstance(block, Line):
            yield f"{''.join(map(text, block.cells))}\n"
        else:
            heading = (block.heading,) if block.heading.text else ()
            for row in block.rows:
                yield "\t".join(map(text, (*heading, *row))) + "\n"


def _text(cell: Cell) -> str:
    return escape_controls(cell.text)


def _colored(cell: Cell) -> str:
    codes = ";".join(str(_CODES[word]) for word in STYLES.get(cell.style, "").split())
    text = _text(cell)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text
