"""Many words that stand for entities, looked up in one pass over all names."""

from collections.abc import Collection, Sequence

from cstokb.errors import AmbiguousName, UnknownName
from cstokb.model.entity import Entity
from cstokb.model.fold import fold
from cstokb.model.knowledge import Knowledge
from cstokb.reports.resolve import resolve_entity

_FEW = 10
"""So few searches take less time than a pass."""

_MAX_LISTED = 8


class BulkNames:
    """The ids that words stand for, as `resolve_entity` finds them, each looked up once.

    It holds the words and who answers to them, never all names. Only the first few words
    that are unknown are told with the names that are nearest: a search for each takes long.
    """

    def __init__(self, knowledge: Knowledge, words: Collection[str]) -> None:
        self._knowledge = knowledge
        self._found: dict[str, str | UnknownName | AmbiguousName] = {}
        self._exact: dict[str, list[Entity]] = {}
        self._begun: dict[str, list[Entity]] = {}
        names = [word for word in words if knowledge.entity(word) is None]
        self._is_read = len(names) > _FEW
        self._unknown = 0
        if self._is_read:
            self._read_names({folded for word in names if (folded := fold(word))})

    def id(self, word: str) -> str:
        """The id that the word stands for; raise `UnknownName` or `AmbiguousName`."""
        if word not in self._found:
            try:
                self._found[word] = self._resolved(word)
            except (UnknownName, AmbiguousName) as error:
                self._found[word] = error
        found = self._found[word]
        if isinstance(found, str):
            return found
        raise found

    def _read_names(self, words: set[str]) -> None:
        """Find who has one of the folded words for a name, or for the beginning of one."""
        for entity in self._knowledge.entities():
            for name in dict.fromkeys(map(fold, entity.called)):
                if name in words:
                    _add(self._exact.setdefault(name, []), entity)
                for end in range(1, len(name)):
                    if name[:end] in words:
                        _add(self._begun.setdefault(name[:end], []), entity)

    def _resolved(self, word: str) -> str:
        if not self._is_read or self._knowledge.entity(word):
            return resolve_entity(self._knowledge, word).id
        folded = fold(word)
        if found := self._exact.get(folded) or self._begun.get(folded):
            return _only(word, found).id
        self._unknown += 1
        if self._unknown > _FEW:
            raise UnknownName("entity", word)
        return resolve_entity(self._knowledge, word).id


def _add(entities: list[Entity], entity: Entity) -> None:
    if len(entities) < _MAX_LISTED and entity not in entities[-1:]:
        entities.append(entity)


def _only(word: str, entities: Sequence[Entity]) -> Entity:
    """The only entity, or the only one with exactly that name; raise `AmbiguousName`."""
    # Case tells names apart that fold to the same: ОШ is a body, Ош a town.
    exact = [entity for entity in entities if word in entity.called]
    if len(exact or entities) == 1:
        return (exact or entities)[0]
    labels = (f"{entity.id} ({entity.name()})" for entity in entities)
    raise AmbiguousName(word, tuple(labels))
