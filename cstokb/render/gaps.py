"""Series of a thing as a view: what is known, and where nothing is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.render.page import Block, Cell, CellStyle, Grid, Item, View
from cstokb.render.ui_strings import ui_string
from cstokb.reports.gaps import Part
from cstokb.reports.rows import Row, part_row
from cstokb.reports.sentences import name_of, sentence, sources_of, value_words

FIELDS = (
    *("series", "body", "body_name", "post", "certainty", "since", "until"),
    *("holder", "holder_name", "text", "sources", "url"),
)


def gaps_view(knowledge: Knowledge, report: Sequence[Part], query: Item, lang: str) -> View:
    """A heading for each series, and a line for each of its parts."""

    def row(part: Part) -> Row:
        return part_row(knowledge, part, lang, text=_text(knowledge, part, lang))

    def page(parts: Iterable[Part]) -> Iterator[Block]:
        for (series, of, predicate), group in groupby(parts, key=_series):
            label = _label(knowledge, series, predicate, lang)
            heading = Cell(f"{name_of(knowledge, of, lang)}: {label}", "heading")
            rows = tuple(_cells(knowledge, part, lang) for part in group)
            yield Grid((), rows, 2, (0,), ((2,),), heading=heading)

    missing = sum(not part.facts for part in report)
    number = Message("{} known, {} missing", len(report) - missing, missing)
    return View(query, report, row, FIELDS, page, (number,))


def _series(part: Part) -> tuple[str, str, str]:
    return part.series, part.of, part.predicate if part.series in ("terms", "figures") else ""


def _label(knowledge: Knowledge, series: str, predicate: str, lang: str) -> str:
    """The label of the post, that of the figure with the series, or the series alone."""
    known = knowledge.predicates().get(predicate)
    if known and series == "terms":
        return known.inverse_label.get(lang, predicate)
    words = ui_string(f"series_{series}", lang)
    return f"{known.label.get(lang, predicate)}, {words}" if known else words


def _cells(knowledge: Knowledge, part: Part, lang: str) -> tuple[Cell, ...]:
    style: CellStyle = "date" if part.facts else "doubt"
    return (
        Cell(_when(part), style),
        Cell(_words(knowledge, part, lang), "" if part.facts else "doubt"),
        Cell(" ".join(sources_of(part.facts)), "source"),
    )


def _when(part: Part) -> str:
    """The time of the fact as it is recorded, or the moments between which nothing is."""
    if part.facts and part.who and part.facts[0].when:
        return str(part.facts[0].when)
    if part.since == part.until:
        return str(part.since or "")
    return f"{part.since or ''}..{part.until or ''}"


def _words(knowledge: Knowledge, part: Part, lang: str) -> str:
    """Who or what it was; how often, of meetings and editions; the figures."""
    name = name_of(knowledge, part.who, lang) if part.who else ""
    if not part.facts:
        words = ui_string("nothing", lang)
        return f"{name}: {words}" if name else words
    if name:
        return name
    if part.series == "figures":
        return ", ".join(dict.fromkeys(value_words(knowledge, f.value, lang) for f in part.facts))
    names = (_event(knowledge, part, at, lang) for at in range(len(part.facts)))
    return "; ".join(dict.fromkeys(names))


def _event(knowledge: Knowledge, part: Part, at: int, lang: str) -> str:
    """A session or an edition by its name; what was convened in words, with its day."""
    fact = part.facts[at]
    if fact.subject != part.of:
        return name_of(knowledge, fact.subject, lang)
    return f"{fact.when} {value_words(knowledge, fact.value, lang)}".strip()


def _text(knowledge: Knowledge, part: Part, lang: str) -> str:
    if part.facts:
        return sentence(knowledge, part.facts, lang)
    label = _label(knowledge, *_series(part)[::2], lang)
    of, words = name_of(knowledge, part.of, lang), _words(knowledge, part, lang)
    return ", ".join(filter(None, (f"{of}: {label}", _when(part), words)))
