"""What to cite: a source, the sources of a fact, or the best ones of an entity."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from cstokb.errors import UnknownName
from cstokb.model.entity import Entity
from cstokb.model.fact import CURRENT, Fact, citations_of
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.source import Source
from cstokb.reports.resolve import nearest_sources, resolve_entity
from cstokb.reports.sentences import sentence
from cstokb.reports.vocabulary import predicate_of

BEST = 5
"""So many sources of an entity are cited."""


class Reference(NamedTuple):
    """A source to cite, and the place in it, as `para 2`, or empty."""

    source: Source
    at: str = ""


def references(
    knowledge: Knowledge, word: str, *, data: Source, lang: str = "en"
) -> tuple[Reference, ...]:
    """The references of the source, the fact or the entity that the word means.

    After those of a fact or an entity comes `data`, the knowledge itself, with what is cited
    of it as the title. Raise `UnknownName` or `AmbiguousName`.
    """
    source = knowledge.source(word)
    if source:
        return (Reference(source),)
    fact = knowledge.fact(word)
    if fact:
        title, facts = sentence(knowledge, [fact], lang), [fact]
        located = [(citation.source, citation.at) for citation in citations_of(fact)]
    else:
        entity = _entity(knowledge, word)
        title = entity.name(lang)
        facts = [*knowledge.facts(Pattern(subjects=[entity.id], ranks=CURRENT))]
        located = [(id, "") for id in _best(knowledge, facts)]
    found = {source.id: source for source in knowledge.sources(ids=[id for id, _ in located])}
    cited = [Reference(found.get(id) or Source(id, id), at) for id, at in located]
    return (*cited, Reference(data._replace(title=title)))


def _entity(knowledge: Knowledge, word: str) -> Entity:
    try:
        return resolve_entity(knowledge, word)
    except UnknownName as error:
        near = (*nearest_sources(knowledge, word), *error.near)
        raise UnknownName("source, fact or entity", word, near) from None


def _best(knowledge: Knowledge, facts: Sequence[Fact]) -> list[str]:
    """The sources that most facts rest on, first those of what began or ended the thing."""
    decisive = [fact for fact in facts if predicate_of(knowledge, fact).existence != "none"]
    first = Counter(chain.from_iterable(fact.sources for fact in decisive))
    every = Counter(chain.from_iterable(fact.sources for fact in facts))
    return sorted(every, key=lambda each: (-first[each], -every[each], each))[:BEST]
