"""A comparison of two things as a view."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.entity import Entity
from cstokb.model.knowledge import Knowledge
from cstokb.render.page import Block, Cell, Column, Item, View, grid
from cstokb.reports.compare import SIDES, Compared
from cstokb.reports.rows import FACT_FIELDS, Row, fact_row
from cstokb.reports.sentences import named_sentence

COLUMNS = (
    Column("when", "date"),
    Column("text", wraps=True),
    Column("sources", "source", wraps=True, below=True),
)


def compare_view(
    knowledge: Knowledge,
    report: Sequence[Compared],
    first: Entity,
    second: Entity,
    query: Item,
    lang: str,
) -> View:
    """What both have, then what one has, under headings; `of` says which, in formats of data."""
    whose = {"both": "both", "first": first.id, "second": second.id}
    names = ", ".join((first.name(lang), second.name(lang)))

    def row(compared: Compared) -> Row:
        leading, *_ = compared.facts
        item = fact_row(knowledge, leading, lang, facts=compared.facts)
        if compared.side == "both" and compared.is_subject:
            item["text"] = named_sentence(knowledge, names, compared.facts, lang)
        return item | {"of": whose[compared.side]}

    def page(entries: Iterable[Compared]) -> Iterator[Block]:
        listed = [*entries]
        headings = {
            "both": Cell(names, "heading"),
            "first": Cell(first.name(lang), "heading"),
            "second": Cell(second.name(lang), "heading"),
        }
        for side in SIDES:
            rows = [row(compared) for compared in listed if compared.side == side]
            if rows:
                listing = grid(rows, COLUMNS)
                yield listing._replace(headers=(), indent=2, heading=headings[side])

    return View(query, report, row, ("of", *FACT_FIELDS), page, _notes(report))


def _notes(report: Sequence[Compared]) -> Iterator[Message]:
    sides = Counter(compared.side for compared in report)
    numbers = [sides[side] for side in SIDES]
    if not report:
        yield Message("nothing found")
    else:
        yield Message(
            "{} in common; {} only of the first, {} only of the second",
            *numbers,
        )
