"""The profile of an entity as a view."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from cstokb.model.knowledge import Knowledge
from cstokb.render.anniversary import anniversary_item, next_words
from cstokb.render.card import card_page, head, mark, source_line
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, line
from cstokb.render.ui_strings import age_words, ui_string, years_words
from cstokb.reports.card import card
from cstokb.reports.sentences import name_of, sentence, value_words
from cstokb.reports.show import Profile, Row
from cstokb.reports.years import age

COLUMNS = (
    Column("predicate"),
    Column("when", "date"),
    Column("value", wraps=True),
    Column("where"),
    Column("sources", "source", wraps=True),
)


def show_view(
    knowledge: Knowledge, profile: Profile, query: Item, lang: str, *, everything: bool
) -> View:
    """The card of the profile; with `everything` all its facts, with numbered sources."""

    def page() -> Iterable[Block]:
        if everything:
            return _whole(knowledge, profile, lang)
        return card_page(knowledge, card(knowledge, profile), lang)

    return View(
        query,
        lambda: [profile_item(knowledge, profile, lang)],
        COLUMNS,
        page,
        rows=lambda: profile_item(knowledge, profile, lang)["facts"],
    )


def _whole(knowledge: Knowledge, profile: Profile, lang: str) -> Iterator[Block]:
    """Name, summary, every fact, age, and the sources with their numbers."""
    numbers = {source.id: number for number, source in enumerate(profile.sources, 1)}
    cells = tuple(_cells(knowledge, row, numbers, lang) for row in profile.rows)
    yield from head(profile, lang)
    yield Grid((), cells, 2, (0, 1), ((3, 4),))
    yield from _age(profile, lang)
    yield line(Cell(ui_string("sources", lang), "heading"))
    for source in profile.sources:
        yield source_line(source, numbers[source.id])


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
        Cell(" ".join(mark(numbers[c.source], c.at) for c in fact.citations), "source"),
    )


def _value(knowledge: Knowledge, row: Row, lang: str) -> str:
    if row.here:
        return sentence(knowledge, [row.fact], lang)
    if row.other:
        return f"{name_of(knowledge, row.other, lang)} [{row.other}]"
    return value_words(knowledge, row.fact.value, lang)


def _label(row: Row, lang: str) -> str:
    if row.here:
        return ui_string("here", lang)
    label = row.predicate.inverse_label if row.inverse else row.predicate.label
    return label.get(lang) or row.predicate.id


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
