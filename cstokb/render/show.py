"""The profile of an entity as a view."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.model.source import Source
from cstokb.render.anniversary import anniversary_item, next_words
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, line
from cstokb.render.ui_strings import age_words, ui_string, years_words
from cstokb.reports.sentences import name_of, value_words
from cstokb.reports.show import Profile, Row
from cstokb.reports.years import age

COLUMNS = (
    Column("predicate"),
    Column("when", "date"),
    Column("value", wraps=True),
    Column("where"),
    Column("sources", "source", wraps=True),
)
MAX_INVERSE = 8
"""So many minor facts of one predicate that have the entity as value are listed one by one."""


def show_view(
    knowledge: Knowledge, profile: Profile, query: Item, lang: str, *, everything: bool
) -> View:
    """Name, summary, facts, age and numbered sources; `everything` lists all facts."""
    rows, folded = (list(profile.rows), []) if everything else _folded(profile.rows)

    def page() -> list[Block]:
        cited = dict.fromkeys(source for row in rows for source in row.fact.sources)
        numbers = {source: number for number, source in enumerate(cited, 1)}
        cells = tuple(_cells(knowledge, row, numbers, lang) for row in rows)
        return [
            *_head(profile, lang),
            Grid((), cells, 2, (0, 1), ((3, 4),)),
            *(_fold_line(group, lang) for group in folded),
            *_age(profile, lang),
            line(Cell(ui_string("sources", lang), "heading")),
            _source_grid(profile, numbers, lang),
        ]

    hidden = sum(len(group) for group in folded)
    notes = [_folded_note(hidden, len(folded))] if hidden else []
    return View(
        query,
        lambda: [profile_item(knowledge, profile, lang)],
        COLUMNS,
        page,
        tuple(notes),
        rows=lambda: profile_item(knowledge, profile, lang)["facts"],
    )


def profile_item(knowledge: Knowledge, profile: Profile, lang: str) -> dict[str, Any]:
    """The one item of `show --json`."""
    # lazy: 1 ms
    from cstokb.model.record import to_row
    from cstokb.render.items import fact_item

    entity = profile.entity
    nearest = profile.anniversary
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name(lang),
        "names": dict(entity.names),
        "aliases": list(entity.aliases),
        "summary": entity.summary(lang),
        "began": str(profile.lifetime.began or "") or None,
        "ended": str(profile.lifetime.ended or "") or None,
        "anniversary": anniversary_item(knowledge, nearest, lang) if nearest else None,
        "facts": [
            fact_item(row.fact)
            | {"inverse": row.inverse, "attested": row.attested, "outranked": row.outranked}
            for row in profile.rows
        ],
        "sources": [to_row(source) for source in profile.sources],
    }


def _head(profile: Profile, lang: str) -> Iterator[Block]:
    entity = profile.entity
    names = dict.fromkeys((entity.name(lang), *entity.names.values()))
    yield line(
        Cell(" · ".join(names), "title"),
        " · ",
        Cell(entity.kind, "kind"),
        " · ",
        Cell(entity.id, "id"),
    )
    if entity.summary(lang):
        yield line(entity.summary(lang), indent=2)


def _folded(rows: tuple[Row, ...]) -> tuple[list[Row], list[list[Row]]]:
    """The rows to list, and groups of more than `MAX_INVERSE` rows, to be a line each."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.inverse and row.predicate.weight == "minor":
            groups.setdefault(row.predicate.id, []).append(row)
    long = {id: g for id, g in groups.items() if len(g) > MAX_INVERSE}
    others = [row for row in rows if not (row.inverse and row.predicate.id in long)]
    return others, list(long.values())


def _folded_note(facts: int, lines: int) -> Message:
    if lines == 1:
        return Message("{} facts folded into a line; --all lists them", facts)
    return Message("{} facts folded into {} lines; --all lists them", facts, lines)


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
    doubt = "doubt" if row.outranked else ""
    return (
        Cell(_label(row, lang), doubt),
        Cell(str(fact.when or ""), "date"),
        Cell("; ".join(filter(None, pieces)), doubt),
        Cell(fact.note, "note"),
        Cell(" ".join(_mark(numbers[c.source], c.at) for c in fact.citations), "source"),
    )


def _mark(number: int, at: str) -> str:
    """`[1]`, or `[1 para 2]` with a locator."""
    return f"[{number} {at}]" if at else f"[{number}]"


def _value(knowledge: Knowledge, row: Row, lang: str) -> str:
    if row.other:
        return f"{name_of(knowledge, row.other, lang)} [{row.other}]"
    return value_words(knowledge, row.fact.value, lang)


def _label(row: Row, lang: str) -> str:
    label = row.predicate.inverse_label if row.inverse else row.predicate.label
    return label.get(lang) or row.predicate.id


def _fold_line(group: list[Row], lang: str) -> Block:
    others = dict.fromkeys(row.other for row in group)
    ids = ", ".join(list(others)[:MAX_INVERSE])
    more = len(others) - MAX_INVERSE
    tail = f", … +{more}" if more > 0 else ""
    return line(f"{_label(group[0], lang)} ({len(group)}): ", Cell(ids + tail, "id"), indent=2)


def _age(profile: Profile, lang: str) -> Iterator[Block]:
    began, ended, item = profile.lifetime.began, profile.lifetime.ended, profile.anniversary
    if began and ended:
        if began.exact_day and ended.exact_day and ended.first > began.first:
            # An event lasts through its last day; a body does not exist on the day it ends.
            whole = profile.lifetime.beginning == profile.lifetime.ending
            span = age_words(age(began.first, ended.first + timedelta(days=whole)), lang)
            yield line(f"{ui_string('lasted', lang)}  {span}", indent=2)
        if began.precision != "day" or began != ended:
            yield line(f"{ui_string('ended', lang)}  ", Cell(str(ended), "date"), indent=2)
    if item is None or item.max_years < 0:
        return
    if began and not ended:
        yield line(f"{ui_string('age', lang)}  {_age_words(profile, lang)}", indent=2)
    if item.next:
        yield line(f"{ui_string('next', lang)}  {next_words(item.next, lang)}", indent=2)


def _age_words(profile: Profile, lang: str) -> str:
    item, began = profile.anniversary, profile.lifetime.began
    assert item is not None
    assert began is not None
    if began.exact_day:
        return age_words(age(began.first, profile.today), lang)
    return years_words(item.min_years, item.max_years, lang)


def _source_grid(profile: Profile, numbers: Mapping[str, int], lang: str) -> Grid:
    rows = tuple(
        (Cell(f"[{numbers[source.id]}]", "source"), Cell(_source_words(source, lang)))
        for source in sorted(profile.sources, key=lambda s: numbers.get(s.id, 0))
        if source.id in numbers
    )
    return Grid((), rows, 2, (0,))


def _source_words(source: Source, lang: str) -> str:
    read = f"{ui_string('accessed', lang)} {source.accessed}" if source.accessed else ""
    dates = ", ".join(filter(None, (str(source.published or ""), read)))
    details = (source.title, source.publisher, source.url, dates, source.id)
    return ". ".join(filter(None, details))
