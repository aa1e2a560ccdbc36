"""The profile of an entity as a view."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

from cstokb.model.dates_in_words import LANGUAGES
from cstokb.model.fact import Fact
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
from cstokb.render.holders import gap_row, gap_words, post_label
from cstokb.render.page import (
    NOTHING_FOUND,
    POSSIBLE,
    Block,
    Cell,
    CellStyle,
    Grid,
    Item,
    View,
    line,
)
from cstokb.render.ui_strings import locator_words, ui_string
from cstokb.reports.card import Card, card
from cstokb.reports.pointing import numbered
from cstokb.reports.rows import ROW_KEYS, fact_row
from cstokb.reports.sentences import name_of, sentence, value_words
from cstokb.reports.show import Profile, Row
from cstokb.reports.unrecorded import Unrecorded

FIELDS = (
    *("relation", "when", "id", "name", "object", "object_name", "number", "bound", "unit"),
    *("where", "text", "certainty", "rank", "sources", "url", "note"),
)


Detail = Literal["card", "all", "explain", "ids"]


def show_view(
    knowledge: Knowledge,
    profile: Profile,
    query: Item,
    lang: str,
    detail: Detail,
    screen: Screen | None = None,
) -> View:
    """The card of the profile, on a screen as much as it holds, or all its facts.

    All of them stand with numbered sources, or with their ids. `explain` puts the curator's
    remarks behind the notes.
    """

    def row(entry: Row | Unrecorded) -> dict[str, Any]:
        if isinstance(entry, Unrecorded):
            return _gap_row(knowledge, entry, lang)
        return profile_row(knowledge, entry, lang)

    def page(entries: Iterable[Row | Unrecorded]) -> Iterable[Block]:
        rows = tuple(entry for entry in entries if isinstance(entry, Row))
        shown = profile._replace(rows=rows)
        if detail == "ids":
            return _with_ids(knowledge, shown, lang)
        if detail != "card":
            return _whole(knowledge, shown, lang, explain=detail == "explain")
        fitting = card(knowledge, shown, _fits(knowledge, lang, screen))
        return card_page(knowledge, fitting, lang, screen)

    return View(
        query,
        (*profile.rows, *filter(None, (profile.unrecorded,))),
        row,
        FIELDS,
        page,
        when_empty=NOTHING_FOUND,
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


def _whole(knowledge: Knowledge, profile: Profile, lang: str, *, explain: bool) -> Iterator[Block]:
    """Name, summary, every fact, age, and the sources with their numbers."""
    numbers = {source.id: number for number, source in enumerate(profile.sources, 1)}
    rows = [row._replace(fact=_explained(row.fact)) if explain else row for row in profile.rows]
    groups = groupby(rows, key=lambda row: _grouping(row, lang))
    cells = tuple(_cells(knowledge, [*group], numbers, lang) for _, group in groups)
    yield from head(profile, lang)
    yield Grid((), cells, 2, (0, 1), ((3, 4),))
    if gap := profile.unrecorded:
        label, words = post_label(knowledge, gap, lang), gap_words(knowledge, gap, lang)
        yield line(Cell(label), " ", Cell(words, "doubt"), indent=2)
    if ages := tuple(age_cells(profile, lang)):
        yield Grid((), ages, 2, (0,), joined=1)
    yield line(Cell(ui_string("sources", lang), "heading"))
    for source in profile.sources:
        yield source_line(source, numbers[source.id], lang, with_id=True)


def _with_ids(knowledge: Knowledge, profile: Profile, lang: str) -> Iterator[Block]:
    """Name, and every fact with what names it: its predicate and number there, and its id."""
    groups = numbered(knowledge, profile.entity)
    handles = {fact.id: f"{id} {at}" for id, group in groups.items() for at, fact in group}
    cells = (
        (
            Cell(handles.get(row.fact.id, ""), "mark"),
            Cell(str(row.fact.when or ""), "date"),
            Cell(_value(knowledge, row, lang), "doubt" if row.outranked else ""),
            Cell(row.fact.id, "id"),
        )
        for row in profile.rows
    )
    yield from head(profile, lang)
    yield Grid((), cells, 2, (0, 1, 3), ((3,),))


def profile_row(knowledge: Knowledge, row: Row, lang: str) -> dict[str, Any]:
    """A fact of the profile as a row, its relation as it reads from the entity's side."""
    return fact_row(knowledge, row.fact, lang, certainty=row.answer) | {
        "relation": _label(row, lang),
        "inverse": row.inverse,
        "attested": row.attested,
        "outranked": row.outranked,
    }


def _gap_row(knowledge: Knowledge, gap: Unrecorded, lang: str) -> dict[str, Any]:
    """That no holder is on record, with the keys of a fact of the profile."""
    keys = (*ROW_KEYS["fact"], "inverse", "attested", "outranked")
    row = gap_row(knowledge, gap, lang)
    filled = {key: row[key] for key in keys if key in row}
    relation = {"relation": row["missing"], "predicate": gap.predicate, "inverse": True}
    return dict.fromkeys(keys) | filled | relation


def _explained(fact: Fact) -> Fact:
    """The fact with the curator's remark behind its note."""
    remark = f" [{fact.reading}]" if fact.reading else ""
    english, russian = (f"{fact.note_in(lang)}{remark}".strip() for lang in LANGUAGES)
    return fact._replace(note=english, note_ru=russian)


def _grouping(row: Row, lang: str) -> tuple[object, ...]:
    """What facts have in common that stand in one line: parts, and what has the same note."""
    fact = row.fact
    together = row.other and not row.here and (row.predicate.role == "part" or fact.note)
    alone = "" if together else fact.id
    doubts = (row.attested, row.outranked, fact.confidence == "low")
    return (_label(row, lang), str(fact.when), fact.where, fact.note_in(lang), *doubts, alone)


def _cells(
    knowledge: Knowledge, rows: Sequence[Row], numbers: Mapping[str, int], lang: str
) -> tuple[Cell, ...]:
    """A line of facts that differ in the thing only; each has its own citations behind it."""
    row, fact = rows[0], rows[0].fact
    marks = [
        " ".join(mark(numbers[c.source], locator_words(c.at, lang)) for c in each.fact.citations)
        for each in rows
    ]
    values = [_value(knowledge, each, lang) for each in rows]
    if len({*marks}) > 1:
        values = [f"{value} {cited}" for value, cited in zip(values, marks, strict=True)]
    pieces = [", ".join(values)]
    if fact.where:
        pieces.append(f"{name_of(knowledge, fact.where, lang)} [{fact.where}]")
    if row.attested and row.predicate.role in ("membership", "office"):
        pieces.append(ui_string("attested", lang))
    if row.outranked:
        pieces.append(ui_string("disputed", lang))
    if fact.confidence == "low":
        pieces.append(ui_string("low", lang))
    doubt: CellStyle = "doubt" if row.outranked else ""
    possible = row.answer is Certainty.POSSIBLY
    return (
        Cell(_label(row, lang), doubt),
        Cell(f"{POSSIBLE} {fact.when}" if possible else str(fact.when or ""), "date"),
        Cell("; ".join(filter(None, pieces)), doubt),
        Cell(fact.note_in(lang), "note"),
        Cell("" if len({*marks}) > 1 else marks[0], "source"),
    )


def _value(knowledge: Knowledge, row: Row, lang: str) -> str:
    if row.here:
        return sentence(knowledge, [row.fact], lang)
    if row.other:
        return f"{name_of(knowledge, row.other, lang)} [{row.other}]"
    return value_words(knowledge, row.fact.value, lang)


def _label(row: Row, lang: str) -> str:
    return ui_string("here", lang) if row.here else relation_label(row, lang)
