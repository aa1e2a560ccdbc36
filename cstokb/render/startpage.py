"""The start page as a view."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cstokb.model.dates_in_words import number_words
from cstokb.model.knowledge import Knowledge
from cstokb.render.anniversary import FIELDS
from cstokb.render.page import Block, Cell, Grid, View, line
from cstokb.render.ui_strings import ui_string
from cstokb.render.upcoming import coming_grid, coming_row
from cstokb.reports.anniversary import Anniversary

TRY = (
    ("cstokb show joint-staff", "try_show"),
    ("cstokb timeline 1992..2003", "try_timeline"),
    ("cstokb anniversary 2003-04-28", "try_anniversary"),
    ("cstokb search КСОР", "try_search"),
    ("cstokb --help", "try_help"),
)

_IN_RUSSIAN = "По-русски: CSTOKB_LANG=ru cstokb"


def start_view(
    knowledge: Knowledge,
    sizes: Mapping[str, int],
    coming: Sequence[Anniversary],
    lang: str,
    *,
    offers_russian: bool = False,
) -> View:
    """What the program is and holds, the next anniversaries, and commands to try.

    `offers_russian`: it says, in Russian, how to ask for Russian.
    """

    def page(items: Iterable[Anniversary]) -> Iterator[Block]:
        listed = [*items]
        tables = ("entities", "facts", "sources")
        entities, facts, sources = (number_words(sizes[table], lang) for table in tables)
        yield line(Cell("cstokb", "title"), ui_string("about", lang))
        yield line(ui_string("holds", lang, entities, facts, sources), indent=2)
        if listed:
            yield line(Cell(ui_string("coming", lang), "heading"))
            yield coming_grid(knowledge, listed, lang)._replace(indent=2)
        yield line(Cell(ui_string("try", lang), "heading"))
        commands = tuple((Cell(text, "id"), Cell(ui_string(key, lang))) for text, key in TRY)
        yield Grid((), commands, 2, (0,))
        if offers_russian:
            yield line(_IN_RUSSIAN)

    return View({}, coming, lambda item: coming_row(knowledge, item, lang), FIELDS, page)
