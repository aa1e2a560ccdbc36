"""Pages for pipes: one line a row, TAB between cells, no box, colour or wrapping."""

from collections.abc import Iterator, Sequence

from cstokb.model.text import shown
from cstokb.render.page import Block, Line


def plain(page: Sequence[Block]) -> str:
    """The page as TAB-separated lines, without headers."""
    return "".join(f"{text}\n" for block in page for text in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Line):
        yield shown("".join(cell.text for cell in block.cells))
    else:
        for row in block.rows:
            yield "\t".join(shown(cell.text) for cell in row)
