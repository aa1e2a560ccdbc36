"""Sources, and how many facts cite each."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstokb.errors import UnknownName
from cstokb.model.batches import batches
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.names import edits
from cstokb.model.pattern import Pattern
from cstokb.model.source import Source
from cstokb.reports.participation import with_times


class Cited(NamedTuple):
    """A source, and how many facts cite it."""

    source: Source
    facts: int


def sources(knowledge: Knowledge, entity: str | None = None) -> Iterator[Cited]:
    """All sources, or those of the facts that mention an entity, the most cited first.

    Facts are counted first; the sources are then read in batches as they are drawn.
    """
    counts = _citations(knowledge.facts(Pattern(mention=entity)))
    for ids in batches(sorted(counts, key=lambda source: (-counts[source], source))):
        by_id = {source.id: source for source in knowledge.sources(ids=ids)}
        for id in ids:
            if entity or id in by_id:
                yield Cited(by_id.get(id) or Source(id, id), counts[id])
    if not entity:
        yield from (Cited(source, 0) for source in knowledge.sources() if source.id not in counts)


def citing(knowledge: Knowledge, id: str) -> tuple[Fact, ...]:
    """The facts that cite the source, by id, without replaced ones.

    Participation has the time of its event. Raise `UnknownName` if there is no such source.
    """
    if not knowledge.source(id):
        near = tuple(s.id for s in knowledge.sources() if edits(id, s.id, 3) <= 3)
        raise UnknownName("source or entity", id, near[:3])
    facts = knowledge.facts(Pattern(source=id))
    return tuple(with_times(knowledge, (fact for fact in facts if not fact.is_replaced)))


def _citations(facts: Iterable[Fact]) -> Counter[str]:
    return Counter(source for fact in facts if not fact.is_replaced for source in fact.sources)
