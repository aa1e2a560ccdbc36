"""Findings and conflicts as views."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, line, tabled
from cstokb.reports.check import Finding
from cstokb.reports.conflicts import Conflict
from cstokb.reports.rows import Row, fact_row
from cstokb.reports.sentences import name_of, phrase, sources_of
from cstokb.words import in_language, worded

CHECK_COLUMNS = (
    Column("level", "doubt"),
    Column("check", "kind"),
    Column("id", "id", wraps=True),
    Column("text", wraps=True),
    Column("mend", "note", wraps=True, below=True),
)
CONFLICT_FIELDS = (
    *("conflict", "id", "name", "predicate", "rank", "when", "text", "number", "bound", "unit"),
    *("where", "sources", "url", "note"),
)
Account = tuple[int, Conflict, Fact]
"""A fact, and the conflict that it is part of with its number."""


def check_view(findings: Sequence[Finding], query: Item, lang: str, *, left_out: int) -> View:
    """The findings, one a line, and how many hints were left out; nothing if there are none."""
    hints = Message(
        "{} hints left out (--hints shows them)",
        left_out,
        singular="{} hint left out (--hints shows them)",
    )
    notes = [hints] if left_out and findings else []
    row = partial(_finding_row, lang=lang)
    return tabled(query, findings, row, CHECK_COLUMNS, notes=notes)


def conflicts_view(
    knowledge: Knowledge, report: Sequence[Conflict], query: Item, lang: str
) -> View:
    """Each conflict under the name of its subject: an account a line, the preferred first."""

    def row(account: Account) -> Row:
        number, conflict, fact = account
        numbered = {"conflict": number, "ranked": conflict.ranked}
        return fact_row(knowledge, fact, lang) | numbered

    def page(accounts: Iterable[Account]) -> Iterator[Block]:
        for _, group in groupby(accounts, key=itemgetter(0)):
            facts = [fact for _, _, fact in group]
            subject = facts[0].subject
            name = name_of(knowledge, subject, lang)
            yield line(Cell(name, "heading"), " · ", Cell(subject, "id"))
            rows = tuple(_row(knowledge, fact, lang) for fact in facts)
            yield Grid((), rows, 2, (0, 1), ((3,), (4,)))

    accounts = [(at, c, fact) for at, c in enumerate(report, 1) for fact in c.facts]
    number = Message("{} conflicts", len(report), singular="{} conflict")
    return View(query, accounts, row, CONFLICT_FIELDS, page, (number,))


def _finding_row(finding: Finding, *, lang: str) -> Row:
    return {
        "id": finding.about,
        "text": in_language(finding.message, lang),
        "level": finding.level,
        "check": finding.check,
        "mend": worded(finding.mend, lang),
    }


def _row(knowledge: Knowledge, fact: Fact, lang: str) -> tuple[Cell, ...]:
    return (
        Cell(fact.rank, "doubt" if fact.rank != "preferred" else "mark"),
        Cell(str(fact.when or ""), "date"),
        Cell(phrase(knowledge, [fact], lang)),
        Cell(" ".join(sources_of([fact])), "source"),
        Cell(fact.note_in(lang), "note"),
    )
