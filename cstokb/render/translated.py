"""Pages in another language: the program's own words in their headings and cells."""

from collections.abc import Iterable, Iterator

from cstokb.model.knowledge import Knowledge
from cstokb.render.page import Block, Cell, Line
from cstokb.reports.columns import predicate_side
from cstokb.words import worded

_WORD_STYLES = ("kind", "doubt", "mark")
"""The styles of cells that hold a word of the program's own: a kind, a rank, a level."""


def translated(page: Iterable[Block], lang: str) -> Iterator[Block]:
    """The page with those words in that language; whatever the table lacks stays as it is."""

    def in_words(cell: Cell) -> Cell:
        own = cell.style in _WORD_STYLES
        return cell._replace(text=worded(cell.text, lang)) if own else cell

    for block in page:
        if isinstance(block, Line):
            yield block._replace(cells=tuple(map(in_words, block.cells)))
        else:
            headers = tuple(worded(header, lang) for header in block.headers)
            rows = (tuple(map(in_words, row)) for row in block.rows)
            yield block._replace(headers=headers, rows=rows)


def heading(knowledge: Knowledge, name: str, lang: str) -> str:
    """The heading of a column that is asked for by name: a built-in one, or a predicate."""
    word = worded(name, lang)
    if word != name:
        return word
    id, inverse = predicate_side(knowledge, name)
    predicate = knowledge.predicates()[id]
    return (predicate.inverse_label if inverse else predicate.label).get(lang, name)
