"""Pages for pipes: one line a row, TAB between cells, no colour and no wrapping."""

from collections.abc import Iterable, Iterator

from cstokb.model.escaping import escape_controls
from cstokb.render.page import Block, Line


def plain(page: Iterable[Block]) -> Iterator[str]:
    """The lines of the page, cells separated by TAB, without the headers of grids."""
    for block in page:
        if isinstance(block, Line):
            yield f"{escape_controls(''.join(cell.text for cell in block.cells))}\n"
        else:
            for row in block.rows:
                yield "\t".join(escape_controls(cell.text) for cell in row) + "\n"
