"""Reading what a person asserts on the command line: places and sources."""

from urllib.parse import urlsplit

from cstokb.errors import CstokbError, Rejected, UnknownName, UsageError
from cstokb.model.knowledge import Knowledge
from cstokb.model.rules import slug
from cstokb.model.source import Citation, Source
from cstokb.reports.resolve import resolve_entity


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
