"""Reading what a person asserts on the command line: values, times, places, sources."""

import re
from urllib.parse import urlsplit

from cstokb.cli.settings import one_of
from cstokb.errors import CstokbError, Rejected, UnknownName, UsageError
from cstokb.model.fact import BOUNDS, Link, Quantity, Text, Value
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Predicate
from cstokb.model.rules import slug
from cstokb.model.source import Citation, Source
from cstokb.reports.resolve import resolve_entity

MOST_DIGITS = 15
"""Beyond them other programs round."""

_FIGURE = r"(?:(about|over|up to|under) )?(-?\d[\d, ]*(?:\.\d+)?)"


def value_of(knowledge: Knowledge, predicate: Predicate, text: str, unit: str) -> Value:
    """The value that the text means for the predicate: an entity, a figure or words.

    Raise `UsageError` where the predicate needs one, `UnknownName` for no entity.
    """
    if not text:
        if predicate.optional or predicate.value_type == "none":
            return None
        raise UsageError("{} needs a value", predicate.id)
    if predicate.value_type == "entity":
        try:
            return Link(resolve_entity(knowledge, text).id)
        except UnknownName:
            if not predicate.or_text:
                raise
    figure = re.fullmatch(_FIGURE, text)
    if figure and (unit or predicate.value_type == "number"):
        digits = re.sub("[, ]", "", figure[2])
        if len(digits) > MOST_DIGITS:
            raise Rejected("a figure has more than {} digits", MOST_DIGITS)
        number = float(digits) if "." in digits else int(digits)
        return Quantity(number, unit, "", one_of(figure[1] or "", BOUNDS) or "")
    return Text(text)


def where_of(knowledge: Knowledge, word: str) -> str:
    """The id of the place or state that the word means, or empty for no word."""
    return resolve_entity(knowledge, word).id if word else ""


def cited(
    knowledge: Knowledge, ids: list[str], at: str, new_source: Source, *, unsourced: bool
) -> tuple[tuple[Citation, ...], tuple[Source, ...]]:
    """The citations, and the source if it is new; raise `UsageError` where there is none."""
    for id in ids:
        if not knowledge.source(id):
            raise UnknownName("source", id)
    if bool(new_source.url) != bool(new_source.title):
        raise UsageError("a new source needs --source-url and --source-title")
    new: tuple[Source, ...] = ()
    cites = list(ids)
    if new_source.url:
        same = next(knowledge.sources(url=new_source.url), None)
        new = () if same else (new_source._replace(id=_new_id(knowledge, new_source)),)
        cites += [source.id for source in (same, *new) if source]
    if not cites and not unsourced:
        raise UsageError(
            "a fact needs a source",
            hint="--source ID, or --source-url URL --source-title TEXT, or --unsourced",
        )
    return tuple(Citation(id, at) for id in dict.fromkeys(cites)), new


def _new_id(knowledge: Knowledge, source: Source) -> str:
    """An id that is free: the site and the title, numbered if need be."""
    try:
        site = urlsplit(source.url).hostname or ""
    except ValueError:
        raise Rejected('"{}" is not an address', source.url) from None
    words = slug(f"{site.removeprefix('www.')} {source.title}")[:56].rstrip("-") or "source"
    ids = [words, *(f"{words}-{number}" for number in range(2, 1000))]
    free = next((id for id in ids if not knowledge.source(id)), None)
    if free is None:
        raise CstokbError("no free id for {}", words)
    return free
