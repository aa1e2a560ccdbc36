"""Sources as views: all of them, or one with the facts that cite it."""

from collections.abc import Iterable, Iterator, Sequence

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.source import Source
from cstokb.render.page import Block, Cell, Column, Item, View, grid, line, tabled
from cstokb.render.ui_strings import locator_words
from cstokb.reports.rows import FACT_FIELDS, Row, fact_row, locators
from cstokb.reports.sources import Cited

COLUMNS = (
    Column("id", "id"),
    Column("facts"),
    Column("published", "date"),
    Column("title", "name", wraps=True),
    Column("publisher", wraps=True, below=True),
    Column("url", wraps=True, below=True),
)
FACT_COLUMNS = (Column("when", "date"), Column("text", wraps=True), Column("at", "source"))


def sources_view(report: Iterable[Cited], query: Item) -> View:
    """The sources, one a line, with how many facts cite each; drawn as they are read."""
    return tabled(query, report, _source_row, COLUMNS)


def source_view(
    knowledge: Knowledge, source: Source, facts: Sequence[Fact], query: Item, lang: str
) -> View:
    """The facts that cite one source, under its title."""

    def row(fact: Fact) -> Row:
        return fact_row(knowledge, fact, lang) | {"at": locators(fact, source.id)}

    def page(facts: Iterable[Fact]) -> Iterator[Block]:
        details = (source.publisher, str(source.published or ""), source.language)
        yield line(Cell(source.title, "title"), " · ", Cell(source.id, "id"))
        yield line(" · ".join(filter(None, details)), indent=2)
        yield line(Cell(source.url, "source"), indent=2)
        rows = ({**item, "at": locator_words(item["at"] or "", lang)} for item in map(row, facts))
        yield grid(rows, FACT_COLUMNS)._replace(headers=(), indent=2)

    return View(query, facts, row, (*FACT_FIELDS, "at"), page)


def _source_row(cited: Cited) -> Row:
    source = cited.source
    return {
        "id": source.id,
        "kind": "source",
        "name": source.title,
        "text": ", ".join(filter(None, (source.publisher, source.title))),
        "certainty": "surely",
        "sources": [source.id],
        "title": source.title,
        "publisher": source.publisher or None,
        "published": str(source.published or "") or None,
        "url": source.url or None,
        "language": source.language or None,
        "accessed": str(source.accessed or "") or None,
        "facts": cited.facts,
    }
