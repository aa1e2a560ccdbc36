"""The sources, and how much rests on each."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from cstokb.errors import UnknownName
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.names import edits
from cstokb.model.pattern import Pattern
from cstokb.model.source import Source


class Cited(NamedTuple):
    """A source, and how many facts cite it."""

    source: Source
    facts: int


def sources(knowledge: Knowledge, entity: str = "") -> tuple[Cited, ...]:
    """All sources, or those of the facts about one entity; the most cited first."""
    cited = _citations(knowledge.facts(Pattern(mention=entity)))
    if entity:
        known = [knowledge.source(id) or Source(id, id) for id in cited]
    else:
        known = list(knowledge.sources())
    counted = (Cited(source, cited[source.id]) for source in known)
    return tuple(sorted(counted, key=lambda item: (-item.facts, item.source.id)))


def citing(knowledge: Knowledge, id: str) -> tuple[Fact, ...]:
    """The facts that cite the source, by subject; raise `UnknownName` if there is none."""
    if not knowledge.source(id):
        near = tuple(s.id for s in knowledge.sources() if edits(id, s.id, 3) <= 3)
        raise UnknownName("source or entity", id, near[:3])
    return tuple(knowledge.facts(Pattern(source=id)))


def _citations(facts: Iterable[Fact]) -> Counter[str]:
    return Counter(id for fact in facts for id in {c.source for c in fact.citations})
