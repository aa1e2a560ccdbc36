"""The sources, and how much rests on each."""

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


class Cited(NamedTuple):
    """A source, and how many facts cite it."""

    source: Source
    facts: int


def sources(knowledge: Knowledge, entity: str | None = None) -> Iterator[Cited]:
    """All sources, or those of the facts about one entity; the most cited first.

    How often each is cited is counted first; the sources are then read as they are drawn.
    """
    cited = _citations(knowledge.facts(Pattern(mention=entity)))
    for ids in batches(sorted(cited, key=lambda one: (-cited[one], one))):
        known = {source.id: source for source in knowledge.sources(ids=ids)}
        for id in ids:
            if entity or id in known:
                yield Cited(known.get(id) or Source(id, id), cited[id])
    if not entity:
        yield from (Cited(one, 0) for one in knowledge.sources() if one.id not in cited)


def citing(knowledge: Knowledge, id: str) -> tuple[Fact, ...]:
    """The facts that cite the source, by subject; raise `UnknownName` if there is none."""
    if not knowledge.source(id):
        near = tuple(s.id for s in knowledge.sources() if edits(id, s.id, 3) <= 3)
        raise UnknownName("source or entity", id, near[:3])
    return tuple(knowledge.facts(Pattern(source=id)))


def _citations(facts: Iterable[Fact]) -> Counter[str]:
    return Counter(id for fact in facts for id in {c.source for c in fact.citations})
