"""Counts as a view: a group a line, or bars."""

from collections.abc import Iterable, Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.dates_in_words import number_words
from cstokb.model.entity import KINDS
from cstokb.model.knowledge import Knowledge
from cstokb.render.page import Block, Cell, Grid, Item, View
from cstokb.reports.count import Counted, Group
from cstokb.reports.rows import Row
from cstokb.words import worded

BAR = "█"
MAX_BAR = 40
_NONE = "—"


def count_view(
    knowledge: Knowledge,
    report: Counted,
    by: Sequence[str],
    query: Item,
    lang: str,
    *,
    bar_width: int = 0,
) -> View:
    """The groups, each with its number and the figures added up.

    With a `bar_width` each has a bar, the longest so wide.
    """
    columns = (*by, "count", *report.units)

    def row(group: Group) -> Row:
        sums = {unit: group.sums.get(unit) for unit in report.units}
        return {**dict(zip(by, group.values, strict=True)), "count": group.number, **sums}

    def page(groups: Iterable[Group]) -> Iterator[Block]:
        listed = [*groups]
        rows = [_cells(knowledge, group, report.units, lang) for group in listed]
        if bar_width:
            most = max((group.number for group in listed), default=1)
            bars = [BAR * max(1, round(g.number * bar_width / most)) for g in listed]
            rows = [(*cells, Cell(bar, "mark")) for cells, bar in zip(rows, bars, strict=True)]
        units = [figure.unit_in(lang) or unit for unit, figure in report.units.items()]
        headers = (*_headings(), "count", *units, *(("",) if bar_width else ()))
        if rows:
            # On a narrow screen the values and numbers of a group share a line.
            yield Grid(headers, rows, keep=tuple(range(len(headers))))

    def _headings() -> Iterable[str]:
        if lang == "en":
            return by
        # lazy: English does without
        from cstokb.render.translated import heading

        return [heading(knowledge, name, lang) for name in by]

    return View(query, report.groups, row, columns, page, _notes(report))


def _cells(knowledge: Knowledge, group: Group, units: Iterable[str], lang: str) -> tuple[Cell, ...]:
    """The values by name, and the numbers in the digits of the language."""
    names = (_name(knowledge, value, lang) for value in group.values)
    figures = (group.sums.get(unit) for unit in units)
    sums = (Cell(number_words(f, lang) if f is not None else "") for f in figures)
    return (*map(Cell, names), Cell(number_words(group.number, lang)), *sums)


def _name(knowledge: Knowledge, value: str | None, lang: str) -> str:
    if value is None:
        return _NONE
    entity = knowledge.entity(value)
    if entity:
        return entity.name(lang)
    if value in KINDS:
        return worded(value, lang)
    predicate = knowledge.predicates().get(value)
    return predicate.label.get(lang, value) if predicate else value


def _notes(report: Counted) -> Iterator[Message]:
    if not report.number:
        yield Message("nothing found")
        return
    if report.what == "facts":
        yield Message("{} facts in all", report.number, singular="{} fact in all")
    else:
        yield Message("{} things in all", report.number, singular="{} thing in all")
    if sum(group.number for group in report.groups) > report.number:
        yield Message("what has several values is counted in each group")
    if report.possible:
        yield Message("{} of them possibly", report.possible)
