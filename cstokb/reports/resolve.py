"""Which entity a word means: an id, a unique prefix, any name or alias in any script."""

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from cstokb.errors import AmbiguousName, UnknownName
from cstokb.model.entity import Entity
from cstokb.model.knowledge import Knowledge

if TYPE_CHECKING:
    from cstokb.model.names import Hit

_SHOWN = 8
_NEAR = 3


def resolve_entity(knowledge: Knowledge, word: str) -> Entity:
    """The one entity that the word means.

    Raise `AmbiguousName` if it means several, `UnknownName` with the nearest names if
    none: a guess is offered, never taken.
    """
    entity = knowledge.entity(word)
    if entity:
        return entity
    near: list[Hit] = []
    for how, hits in groupby(knowledge.search(word), key=attrgetter("how")):
        if how in ("exact", "prefix"):
            return _only(word, hits)
        if how != "mention" or not near:
            near += islice(hits, _NEAR - len(near))
    raise UnknownName("entity", word, tuple(map(_label, near)))


def _only(word: str, hits: "Iterator[Hit]") -> Entity:
    """The entity of the one hit, or of the one that has that name to the letter."""
    # Thousands may begin alike; so many are told.
    fitting = list(islice(hits, _SHOWN))
    # ОШ is one thing, Ош another.
    to_the_letter = [hit for hit in fitting if word in hit.entity.called]
    if len(to_the_letter or fitting) == 1:
        return (to_the_letter or fitting)[0].entity
    raise AmbiguousName(word, tuple(map(_label, fitting)))


def resolve_predicate(knowledge: Knowledge, word: str) -> str:
    """The predicate of that id or label; raise `UnknownName`."""
    for id, predicate in knowledge.predicates().items():
        if word == id or word in predicate.label.values():
            return id
    # Most commands name no predicate.
    from cstokb.model.names import edits

    near = tuple(id for id in knowledge.predicates() if edits(word, id, 3) <= 3)
    raise UnknownName("predicate", word, near[:3])


def _label(hit: "Hit") -> str:
    return f"{hit.entity.id} ({hit.entity.name()})"
