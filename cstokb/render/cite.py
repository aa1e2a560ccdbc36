"""References in the styles of people: sentences for notes and lists of literature.

`gost` is an entry of GOST R 7.0.100-2018 for a page of the web, `gost-ref` the shorter
reference of GOST R 7.0.5-2008, `apa` the 7th edition, `chicago` a note of the 17th.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.dates_in_words import moment_words, month_name
from cstokb.model.escaping import escape_controls
from cstokb.model.moment import Moment
from cstokb.render.cite_records import RECORD_STYLES
from cstokb.render.page import Block, Item, View, line
from cstokb.reports.cite import Reference
from cstokb.reports.rows import Row

_ABBREVIATED_RU = (
    *("янв.", "февр.", "март", "апр.", "май", "июнь"),
    *("июль", "авг.", "сент.", "окт.", "нояб.", "дек."),
)


def gost(reference: Reference) -> str:
    """`Title. — Текст : электронный // Publisher : [сайт]. — 2022. — 28 апр. — URL: …`."""
    source = reference.source
    parts = [f"{source.title.rstrip('.')}. — Текст : электронный"]
    if source.publisher:
        # Only the store itself has no address.
        parts[0] += f" // {source.publisher} : {'[сайт]' if source.url else '[база данных]'}"
    if source.published:
        parts += _gost_date(source.published)
    if reference.at:
        parts.append(reference.at)
    if source.url:
        parts.append(f"URL: {source.url}{_read_gost(source.accessed)}")
    # A part may end in the full stop of an abbreviation.
    return f"{'. — '.join(part.rstrip('.') for part in parts)}."


def gost_ref(reference: Reference) -> str:
    """`Title // Publisher. 28.04.2022. URL: … (дата обращения: 11.2026).`."""
    source = reference.source
    parts = [" // ".join(filter(None, (source.title.rstrip("."), source.publisher)))]
    if source.published:
        parts.append(_dotted(source.published))
    if reference.at:
        parts.append(reference.at)
    if source.url:
        parts.append(f"URL: {source.url}{_read_gost(source.accessed)}")
    return f"{'. '.join(part.rstrip('.') for part in parts)}."


def apa(reference: Reference) -> str:
    """`Publisher. (2022, April 28). Title. Retrieved November 2026, from …`."""
    source = reference.source
    author = source.publisher or source.title
    parts = [f"{author.rstrip('.')}. ({_apa_date(source.published)})."]
    if source.publisher:
        parts.append(f"{source.title.rstrip('.')}.")
    if reference.at:
        parts.append(f"({reference.at}).")
    if source.url:
        read = f"Retrieved {_american(source.accessed)}, from " if source.accessed else ""
        parts.append(f"{read}{source.url}")
    return " ".join(parts)


def chicago(reference: Reference) -> str:
    """`“Title,” Publisher, April 28, 2022, para 2, accessed November 2026, ….`."""
    source = reference.source
    published, accessed = source.published, source.accessed
    parts = (
        source.publisher,
        _american(published) if published else "n.d.",
        reference.at,
        f"accessed {_american(accessed)}" if accessed else "",
        source.url,
    )
    return f"“{source.title.rstrip(',.')},” {', '.join(filter(None, parts))}."


def md(reference: Reference) -> str:
    """`[Title](<url>), Publisher, 28 April 2022, read November 2026`."""
    source = reference.source
    title = "".join(f"\\{c}" if c in r"\`*_[]<>|#" else c for c in source.title)
    address = source.url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    parts = (
        f"[{title}](<{address}>)" if address else title,
        source.publisher,
        moment_words(source.published) if source.published else "",
        reference.at,
        f"read {moment_words(source.accessed)}" if source.accessed else "",
    )
    return ", ".join(filter(None, parts))


STYLES: dict[str, Callable[[Reference], str]] = {
    "gost": gost,
    "gost-ref": gost_ref,
    "apa": apa,
    "chicago": chicago,
    "md": md,
    **RECORD_STYLES,
}
"""What writes a reference, by the name of the style."""


def cite_view(references: Sequence[Reference], style: str, query: Item) -> View:
    """The references, one a line or a record."""

    def row(reference: Reference) -> Row:
        source = reference.source
        return {
            "id": source.id,
            "kind": "source",
            "name": source.title,
            "text": STYLES[style](reference),
            "at": reference.at or None,
            "url": source.url or None,
            "style": style,
        }

    def page(entries: Iterable[Reference]) -> Iterator[Block]:
        for reference in entries:
            for text in STYLES[style](reference).split("\n"):
                yield line(text)

    empty = Message("nothing to cite: no source is on record")
    return View(query, references, row, ("id", "text", "url"), page, when_empty=empty)


def reference_text(references: Sequence[Reference], style: str) -> Iterator[str]:
    """The references as they are pasted: never wrapped, a line or a record each."""
    written = [STYLES[style](reference) for reference in references]
    if style == "csl":
        # Zotero and pandoc read one array.
        items = ",\n".join(written)
        yield f"[\n{items}\n]\n"
        return
    for text in written:
        yield "".join(f"{escape_controls(part)}\n" for part in text.split("\n"))


def _gost_date(moment: Moment) -> list[str]:
    """The year, then the day and the month, as two parts of an entry."""
    year = f"[{moment_words(moment, 'ru')}]" if moment.qualifier else f"{moment.year}"
    if moment.qualifier or not moment.month:
        return [year if moment.precision == "year" else f"[{moment_words(moment, 'ru')}]"]
    month = _ABBREVIATED_RU[moment.month - 1]
    if moment.day and not month.endswith("."):
        # A month written out has its case: 2 марта.
        month = month_name(moment.month, "ru", genitive=True)
    return [year, f"{moment.day} {month}" if moment.day else month]


def _read_gost(accessed: Moment | None) -> str:
    return f" (дата обращения: {_dotted(accessed)})" if accessed else ""


def _dotted(moment: Moment) -> str:
    if moment.qualifier or moment.precision not in ("day", "month", "year"):
        return f"[{moment_words(moment, 'ru')}]"
    parts = (f"{moment.day:02}" if moment.day else "", f"{moment.month:02}" if moment.month else "")
    return ".".join((*filter(None, parts), f"{moment.year}"))


def _apa_date(moment: Moment | None) -> str:
    if moment is None:
        return "n.d."
    about = "ca. " if moment.approximate else ""
    doubt = "?" if moment.uncertain else ""
    if not moment.month:
        plain = moment_words(moment._replace(qualifier=""))
        return f"{about}{plain}{doubt}"
    day = f" {moment.day}" if moment.day else ""
    return f"{about}{moment.year}, {month_name(moment.month)}{day}{doubt}"


def _american(moment: Moment) -> str:
    """`April 28, 2022`, `about April 2022`."""
    if not (moment.month and moment.day):
        return moment_words(moment)
    plain = f"{month_name(moment.month)} {moment.day}, {moment.year}"
    about = "about " if moment.approximate else ""
    return f"{about}{plain}{'?' if moment.uncertain else ''}"
