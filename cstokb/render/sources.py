"""Sources as views: all of them, or one with the facts that cite it."""

from collections.abc import Iterable, Sequence

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.record import to_row
from cstokb.model.source import Source
from cstokb.render.page import Block, Cell, Column, Item, View, grid, line, streamed
from cstokb.render.timeline import fact_line
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
    """The sources, one a line, with how many facts cite each; a streaming view (see `View`)."""
    items = (to_row(cited.source) | {"facts": cited.facts} for cited in report)
    return streamed(query, items, COLUMNS)


def source_view(
    knowledge: Knowledge, source: Source, facts: Sequence[Fact], query: Item, lang: str
) -> View:
    """One source, and the facts that cite it."""
    rows = [
        fact_line(knowledge, fact, lang)
        | {"at": ", ".join(c.at for c in fact.citations if c.source == source.id and c.at)}
        for fact in facts
    ]
    item = to_row(source) | {"facts": rows}
    details = (source.publisher, str(source.published or ""), source.language)

    def page() -> list[Block]:
        return [
            line(Cell(source.title, "title"), " · ", Cell(source.id, "id")),
            line(" · ".join(filter(None, details)), indent=2),
            line(Cell(source.url, "source"), indent=2),
            grid(rows, FACT_COLUMNS)._replace(headers=(), indent=2),
        ]

    return View(query, lambda: [item], COLUMNS, page, rows=lambda: rows)
