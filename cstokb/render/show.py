"""The profile of an entity as a view."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cstokb.model.knowledge import Knowledge
from cstokb.render.card import age_cells, card_page, head, mark, relation_label, source_line
from cstokb.render.page import Block, Cell, CellStyle, Grid, Item, View, line
from cstokb.render.ui_strings import locator_words, ui_string
from cstokb.reports.card import card
from cstokb.reports.rows import fact_row
from cstokb.reports.sentences import name_of, sentence, value_words
from cstokb.reports.show import Profile, Row

FIELDS = (
    *("relation", "when", "id", "name", "object", "object_name", "number", "bound", "unit"),
    *("where", "text", "rank", "sources", "url", "note"),
)


def show_view(
    knowledge: Knowledge, profile: Profile, query: Item, lang: str, *, everything: bool
) -> View:
    """The card of the profile; with `everything` all its facts, with numbered sources."""

    def page(rows: Iterable[Row]) -> Iterable[Block]:
        shown = profile._replace(rows=tuple(rows))
        if everything:
            return _whole(knowledge, shown, lang)
        return card_page(knowledge, card(knowledge, shown), lang)

    return View(
        query,
        profile.rows,
        lambda row: profile_row(knowledge, row, lang),
        FIELDS,
        page,
    )


def _whole(knowledge: Knowledge, profile: Profile, lang: str) -> Iterator[Block]:
    """Name, summary, every fact, age, and the sources with their numbers."""
    numbers = {source.id: number for number, source in enumerate(profile.sources, 1)}
    cells = tuple(_cells(knowledge, row, numbers, lang) for row in profile.rows)
    yield from head(profile, lang)
    yield Grid((), cells, 2, (0, 1), ((3, 4),))
    if ages := tuple(age_cells(profile, lang)):
        yield Grid((), ages, 2, (0,), joined=1)
    yield line(Cell(ui_string("sources", lang), "heading"))
    for source in profile.sources:
        yield source_line(source, numbers[source.id], lang, with_id=True)


def profile_row(knowledge: Knowledge, row: Row, lang: str) -> dict[str, Any]:
    """A fact of the profile as a row, its relation as it reads from the entity's side."""
    return fact_row(knowledge, row.fact, lang) | {
        "relation": _label(row, lang),
        "inverse": row.inverse,
        "attested": row.attested,
        "outranked": row.outranked,
    }


def _cells(
    knowledge: Knowledge, row: Row, numbers: Mapping[str, int], lang: str
) -> tuple[Cell, ...]:
    fact = row.fact
    pieces = [_value(knowledge, row, lang)]
    if fact.where:
        pieces.append(f"{name_of(knowledge, fact.where, lang)} [{fact.where}]")
    if row.attested and row.predicate.role in ("membership", "office"):
        pieces.append(ui_string("attested", lang))
    if row.outranked:
        pieces.append(ui_string("disputed", lang))
    if fact.confidence == "low":
        pieces.append(ui_string("low", lang))
    doubt: CellStyle = "doubt" if row.outranked else ""
    cited = ((numbers[c.source], locator_words(c.at, lang)) for c in fact.citations)
    marks = " ".join(mark(number, at) for number, at in cited)
    return (
        Cell(_label(row, lang), doubt),
        Cell(str(fact.when or ""), "date"),
        Cell("; ".join(filter(None, pieces)), doubt),
        Cell(fact.note_in(lang), "note"),
        Cell(marks, "source"),
    )


def _value(knowledge: Knowledge, row: Row, lang: str) -> str:
    if row.here:
        return sentence(knowledge, [row.fact], lang)
    if row.other:
        return f"{name_of(knowledge, row.other, lang)} [{row.other}]"
    return value_words(knowledge, row.fact.value, lang)


def _label(row: Row, lang: str) -> str:
    return ui_string("here", lang) if row.here else relation_label(row, lang)
