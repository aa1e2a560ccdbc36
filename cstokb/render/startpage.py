"""The start page as a view."""

from collections.abc import Sequence

from cstokb.model.knowledge import Knowledge
from cstokb.render.anniversary import COLUMNS, anniversary_item, coming_grid
from cstokb.render.page import Block, Cell, Grid, View, line
from cstokb.render.words import word
from cstokb.reports.anniversary import Anniversary

TRY = (
    ("cstokb show joint-staff", "try_show"),
    ("cstokb timeline 1992..2003", "try_timeline"),
    ("cstokb anniversary 2003-04-28", "try_anniversary"),
    ("cstokb search КСОР", "try_search"),
    ("cstokb --help", "try_help"),
)


def start_view(knowledge: Knowledge, coming: Sequence[Anniversary], lang: str) -> View:
    """What this is, the next anniversaries, and what to type."""
    entities = sum(1 for _ in knowledge.entities())
    facts = sum(1 for _ in knowledge.facts())
    sources = sum(1 for _ in knowledge.sources())
    page: list[Block] = [
        line(Cell("cstokb", "title"), word("about", lang)),
        line(word("holds", lang, f"{entities:,}", f"{facts:,}", f"{sources:,}"), indent=2),
    ]
    if coming:
        page += [line(Cell(word("coming", lang), "heading"))]
        page += [coming_grid(knowledge, coming, lang)._replace(indent=2)]
    commands = tuple((Cell(text, "id"), Cell(word(key, lang))) for text, key in TRY)
    page += [line(Cell(word("try", lang), "heading")), Grid((), commands, 2, (0,))]
    items = [anniversary_item(knowledge, item, lang) for item in coming]
    return View({}, items, COLUMNS, tuple(page))
