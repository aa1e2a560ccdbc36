"""Findings and conflicts as views."""

from collections.abc import Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.render.items import fact_item
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, line, listed
from cstokb.reports.check import Finding
from cstokb.reports.conflicts import Conflict
from cstokb.reports.sentences import name_of, phrase, sources_of

CHECK_COLUMNS = (
    Column("level", "doubt"),
    Column("check", "kind"),
    Column("about", "id", wraps=True),
    Column("message", wraps=True),
    Column("mend", "note", wraps=True, below=True),
)
CONFLICT_COLUMNS = (
    Column("conflict"),
    Column("subject", "id"),
    Column("predicate", "kind"),
    Column("rank", "doubt"),
    Column("when", "date"),
    Column("text", wraps=True),
    Column("sources", "source", wraps=True),
    Column("note", "note", wraps=True),
)


def check_view(findings: Sequence[Finding], query: Item, *, left_out: int) -> View:
    """The findings, one a line, and how many hints were left out; nothing if there are none."""
    items = [finding._asdict() | {"message": str(finding.message)} for finding in findings]
    hints = Message(
        "{} hints left out (--hints shows them)",
        left_out,
        singular="{} hint left out (--hints shows them)",
    )
    return listed(query, items, CHECK_COLUMNS, [hints] if left_out and items else [])


def conflicts_view(
    knowledge: Knowledge, report: Sequence[Conflict], query: Item, lang: str
) -> View:
    """Each conflict under the name of its subject: a fact a line, the preferred first."""

    def page() -> Iterator[Block]:
        for conflict in report:
            first = conflict.facts[0]
            yield line(
                Cell(name_of(knowledge, first.subject, lang), "heading"),
                " · ",
                Cell(first.subject, "id"),
            )
            rows = tuple(_row(knowledge, fact, lang) for fact in conflict.facts)
            yield Grid((), rows, 2, (0, 1), ((3,), (4,)))

    return View(
        query,
        lambda: [
            {
                "conflict": number,
                "ranked": conflict.ranked,
                "facts": _facts(knowledge, conflict, lang),
            }
            for number, conflict in enumerate(report, 1)
        ],
        CONFLICT_COLUMNS,
        lambda: list(page()),
        (Message("{} conflicts", len(report), singular="{} conflict"),),
        rows=lambda: [
            {"conflict": number, **fact}
            for number, conflict in enumerate(report, 1)
            for fact in _facts(knowledge, conflict, lang)
        ],
    )


def _facts(knowledge: Knowledge, conflict: Conflict, lang: str) -> list[dict[str, object]]:
    return [fact_item(fact) | {"text": phrase(knowledge, [fact], lang)} for fact in conflict.facts]


def _row(knowledge: Knowledge, fact: Fact, lang: str) -> tuple[Cell, ...]:
    return (
        Cell(fact.rank, "doubt" if fact.rank != "preferred" else "mark"),
        Cell(str(fact.when or ""), "date"),
        Cell(phrase(knowledge, [fact], lang)),
        Cell(" ".join(sources_of([fact])), "source"),
        Cell(fact.note, "note"),
    )
