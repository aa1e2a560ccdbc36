"""Which entity a word means: an id, or a name or alias, or a unique beginning of one."""

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from cstokb.errors import AmbiguousName, UnknownName
from cstokb.model.entity import Entity
from cstokb.model.knowledge import Knowledge
from cstokb.model.source import Source

if TYPE_CHECKING:
    from cstokb.model.names import Hit

_MAX_LISTED = 8
_MAX_NEAR = 3


def resolve_entity(knowledge: Knowledge, word: str) -> Entity:
    """The entity that the word means.

    Raise `AmbiguousName` if it means several, `UnknownName` with the nearest names if it
    means none.
    """
    entity = knowledge.entity(word)
    if entity:
        return entity
    near: list[Hit] = []
    for how, hits in groupby(knowledge.search(word), key=attrgetter("how")):
        if how in ("exact", "prefix"):
            return _only(word, hits)
        if how != "mention" or not near:
            near += islice(hits, _MAX_NEAR - len(near))
    whole = [hit for hit in near if hit.likeness]
    raise UnknownName("entity", word, tuple(map(_label, whole or near)))


def _only(word: str, hits: "Iterator[Hit]") -> Entity:
    """The entity of the only hit, or of the only one with exactly that name."""
    # Thousands of names may begin with the word.
    first = list(islice(hits, _MAX_LISTED))
    # Case tells names apart that fold to the same: ОШ is a body, Ош a town.
    exact = [hit for hit in first if word in hit.entity.called]
    if len(exact or first) == 1:
        return (exact or first)[0].entity
    raise AmbiguousName(word, tuple(map(_label, first)))


def resolve_predicate(knowledge: Knowledge, word: str) -> str:
    """The predicate with that id or label; raise `UnknownName` with the nearest ids."""
    for id, predicate in knowledge.predicates().items():
        if word == id or word in predicate.label.values():
            return id
    # lazy: 2 ms
    from cstokb.model.names import edits

    near = tuple(id for id in knowledge.predicates() if edits(word, id, 3) <= 3)
    raise UnknownName("predicate", word, near[:3])


def resolve_source(knowledge: Knowledge, word: str) -> Source:
    """The source with that id, or the only one whose id begins like that; raise `UnknownName`."""
    exact = knowledge.source(word)
    begun = [] if exact else [each for each in knowledge.sources() if each.id.startswith(word)]
    if exact or len(begun) == 1:
        return exact or begun[0]
    near = [each.id for each in begun] or nearest_sources(knowledge, word)
    raise UnknownName("source", word, tuple(near[:3]))


def nearest_sources(knowledge: Knowledge, word: str) -> tuple[str, ...]:
    """The ids of sources that a mistyped one is nearest to."""
    # lazy: 2 ms; only errors need it
    from cstokb.model.names import nearest

    return nearest(word, [source.id for source in knowledge.sources()])


def _label(hit: "Hit") -> str:
    return f"{hit.entity.id} ({hit.entity.name()})"
