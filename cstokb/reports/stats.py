"""How much the store knows, and how well."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from cstokb.messages import Message
from cstokb.model.entity import KINDS, MAIN_KINDS, Entity
from cstokb.model.fact import CONFIDENCES, Fact
from cstokb.model.knowledge import Knowledge, kind_of
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
"""`about` and `of` of a tally."""


class Tally(NamedTuple):
    """How many there are of something."""

    about: str
    """The heading that groups it with other tallies."""
    of: str | Message
    """What is counted; data, but for the rest of a long group."""
    number: int


def stats(knowledge: Knowledge) -> tuple[Tally, ...]:
    """The tallies, group by group, counted while the store is read.

    Of an `AsOf`, the kinds of all entities are held in memory while facts are counted.
    """
    counts = Counter(_keys(knowledge))
    decades = sorted(_group(counts, "facts by decade"))

    def tallies(about: str, *names: str) -> list[Tally]:
        return [Tally(about, of, counts[about, of]) for of in names]

    return (
        *tallies("store", "entities", "facts", "sources"),
        Tally("store", "predicates", len(knowledge.predicates())),
        *tallies("entities", *KINDS),
        *tallies("facts about", *KINDS),
        *(tally for tally in tallies("dates by precision", *PRECISIONS) if tally.number),
        *tallies("dates by precision", "interval", "approximate or uncertain"),
        *tallies("facts by decade", *decades),
        *tallies("facts by confidence", *CONFIDENCES),
        *_most("sources by publisher", counts, 12),
        *_most("sources by language", counts, 12),
        *tallies("coverage", *_GAPS),
    )


def _keys(knowledge: Knowledge) -> Iterator[Key]:
    """The tallies that each record counts for."""
    # `AsOf.entity` has entities that did not exist then; only `AsOf.entities` leaves them out.
    as_of = isinstance(knowledge, AsOf)
    kinds: dict[str, str] = {}
    for entity in knowledge.entities():
        if as_of:
            kinds[entity.id] = entity.kind
        if not entity.merged_into:
            yield from _of_entity(entity)
    for fact in knowledge.facts():
        kind = kinds.get(fact.subject) if as_of else kind_of(knowledge, fact.subject)
        if kind:
            yield "facts about", kind
        yield from _of_fact(fact)
    yield from chain.from_iterable(map(_of_source, knowledge.sources()))


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
    moment = when.starts or when.ends
    yield "dates by precision", when.precision if when.end is None else "interval"
    if any(end and end.qualifier for end in (when.starts, when.ends)):
        yield "dates by precision", "approximate or uncertain"
    if moment:
        yield "facts by decade", f"{moment.year // 10 * 10}s"


def _of_source(source: Source) -> Iterator[Key]:
    yield "store", "sources"
    yield "sources by publisher", source.publisher or "unknown"
    yield "sources by language", source.language or "unknown"


def _group(counts: Mapping[Key, int], group: str) -> dict[str, int]:
    return {of: number for (about, of), number in counts.items() if about == group}


def _most(about: str, counts: Mapping[Key, int], limit: int) -> list[Tally]:
    """The largest of the group, and one tally of the rest."""
    ordered = sorted(_group(counts, about).items(), key=lambda item: (-item[1], item[0]))
    tallies = [Tally(about, of, number) for of, number in ordered[:limit]]
    rest = ordered[limit:]
    if rest:
        label = Message("{} others", len(rest))
        tallies.append(Tally(about, label, sum(number for _, number in rest)))
    return tallies
