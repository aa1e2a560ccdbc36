"""The profile of an entity as a view."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.render.card import (
    MAX_HEIGHT,
    Screen,
    age_cells,
    card_page,
    head,
    mark,
    relation_label,
    source_line,
)
from cstokb.render.page import POSSIBLE, Block, Cell, CellStyle, Grid, Item, View, line
from cstokb.render.ui_strings import locator_words, ui_string
from cstokb.reports.card import Card, card
from cstokb.reports.rows import fact_row
from cstokb.reports.sentences import name_of, sentence, value_words
from cstokb.reports.show import Profile, Row

FIELDS = (
    *("relation", "when", "id", "name", "object", "object_name", "number", "bound", "unit"),
    *("where", "text", "certainty", "rank", "sources", "url", "note"),
)


def show_view(
    knowledge: Knowledge,
    profile: Profile,
    query: Item,
    lang: str,
    *,
    everything: bool,
    screen: Screen | None = None,
) -> View:
    """The card of the profile, on a screen as much as it holds; with `everything` all its facts."""

    def page(rows: Iterable[Row]) -> Iterable[Block]:
        shown = profile._replace(rows=tuple(rows))
        if everything:
            return _whole(knowledge, shown, lang)
        fitting = card(knowledge, shown, _fits(knowledge, lang, screen))
        return card_page(knowledge, fitting, lang, screen)

    return View(
        query,
        profile.rows,
        lambda row: profile_row(knowledge, row, lang),
        FIELDS,
        page,
    )


def _fits(knowledge: Knowledge, lang: str, screen: Screen | None) -> Callable[[Card], bool]:
    """What tells whether a card has few enough lines on the screen."""
    if screen is None:
        return lambda _: True
    # lazy: 50 ms (Rich)
    from cstokb.render.table import height

    def fits(card: Card) -> bool:
        return height(card_page(knowledge, card, lang, screen), screen.width) <= MAX_HEIGHT

    return fits


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
    return fact_row(knowledge, row.fact, lang, certainty=row.answer) | {
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
    possible = row.answer is Certainty.POSSIBLY
    return (
        Cell(_label(row, lang), doubt),
        Cell(f"{POSSIBLE} {fact.when}" if possible else str(fact.when or ""), "date"),
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
