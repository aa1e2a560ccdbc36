"""How much the store knows, and how well."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from cstokb.model.entity import KINDS, MAIN_KINDS, Entity
from cstokb.model.fact import CONFIDENCES, Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import PRECISIONS
from cstokb.model.source import Source
from cstokb.model.span import Span
from cstokb.reports.as_of import AsOf

_GAPS = _NO_RUSSIAN_MAIN, _NO_RUSSIAN, _SINGLE_SOURCE, _NO_SOURCE, _NO_TIME = (
    "entities of the main kinds without a Russian name",
    "entities without a Russian name",
    "facts with one source only",
    "facts without a source",
    "facts without a time",
)

Key = tuple[str, str]
"""What a tally is about and of."""


class Tally(NamedTuple):
    """How many there are of something; `about` groups the tallies, `of` says of what."""

    about: str
    of: str
    number: int


def stats(knowledge: Knowledge) -> tuple[Tally, ...]:
    """The tallies, group by group. Records are counted as they are read, and not held.

    Only as of a day, the ids of what existed then are held, to tell the kinds of subjects.
    """
    found = Counter(_counted(knowledge))
    decades = sorted(_group(found, "facts by decade"))

    def tallies(about: str, *names: str) -> list[Tally]:
        return [Tally(about, of, found[about, of]) for of in names]

    return (
        *tallies("store", "entities", "facts", "sources"),
        Tally("store", "predicates", len(knowledge.predicates())),
        *tallies("entities", *KINDS),
        *tallies("facts about", *KINDS),
        *(tally for tally in tallies("dates by precision", *PRECISIONS) if tally.number),
        *tallies("dates by precision", "interval", "approximate or uncertain"),
        *tallies("facts by decade", *decades),
        *tallies("facts by confidence", *CONFIDENCES),
        *_most("sources by publisher", found, 12),
        *_most("sources by language", found, 12),
        *tallies("coverage", *_GAPS),
    )


def _counted(knowledge: Knowledge) -> Iterator[Key]:
    """What each record counts for."""
    existed: dict[str, str] = {}
    # As of a day all names are known, and what existed then is listed.
    then = isinstance(knowledge, AsOf)
    for entity in knowledge.entities():
        if then:
            existed[entity.id] = entity.kind
        yield from _of_entity(entity)
    for fact in knowledge.facts():
        kind = existed.get(fact.subject) if then else _kind(knowledge, fact.subject)
        if kind:
            yield "facts about", kind
        yield from _of_fact(fact)
    yield from chain.from_iterable(map(_of_source, knowledge.sources()))


def _kind(knowledge: Knowledge, id: str) -> str:
    entity = knowledge.entity(id)
    return entity.kind if entity else ""


def _of_entity(entity: Entity) -> Iterator[Key]:
    yield "store", "entities"
    yield "entities", entity.kind
    if "ru" not in entity.names:
        yield "coverage", _NO_RUSSIAN
        if entity.kind in MAIN_KINDS:
            yield "coverage", _NO_RUSSIAN_MAIN


def _of_fact(fact: Fact) -> Iterator[Key]:
    yield "store", "facts"
    yield "facts by confidence", fact.confidence
    if fact.when:
        yield from _of_time(fact.when)
    else:
        yield "coverage", _NO_TIME
    cited = len(fact.sources)
    if cited < 2:
        yield "coverage", _SINGLE_SOURCE if cited else _NO_SOURCE


def _of_time(when: Span) -> Iterator[Key]:
    known = when.starts or when.ends
    yield "dates by precision", when.precision if when.end is None else "interval"
    if any(moment and moment.qualifier for moment in (when.starts, when.ends)):
        yield "dates by precision", "approximate or uncertain"
    if known:
        yield "facts by decade", f"{known.year // 10 * 10}s"


def _of_source(source: Source) -> Iterator[Key]:
    yield "store", "sources"
    yield "sources by publisher", source.publisher or "unknown"
    yield "sources by language", source.language or "unknown"


def _group(found: Mapping[Key, int], group: str) -> dict[str, int]:
    return {of: number for (about, of), number in found.items() if about == group}


def _most(about: str, found: Mapping[Key, int], most: int) -> list[Tally]:
    ordered = sorted(_group(found, about).items(), key=lambda item: (-item[1], item[0]))
    counts = [Tally(about, thing, n) for thing, n in ordered[:most]]
    rest = ordered[most:]
    if rest:
        counts.append(Tally(about, f"{len(rest)} others", sum(n for _, n in rest)))
    return counts
