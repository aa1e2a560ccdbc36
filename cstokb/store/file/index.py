"""`FactIndex`: the facts of a file by the entities that they mention."""

from collections.abc import Iterable, Sequence

from cstokb.model.fact import Fact, by_id
from cstokb.model.pattern import Pattern
from cstokb.store.file.prefilter import entity_in


class FactIndex:
    """All facts, which are given in order of id, and those that mention each entity."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: list[Fact] = []
        self._by_entity: dict[str, list[Fact]] = {}
        for fact in facts:
            self._facts.append(fact)
            for entity in dict.fromkeys(fact.mentions):
                self._by_entity.setdefault(entity, []).append(fact)

    def possible_facts(self, pattern: Pattern) -> Sequence[Fact]:
        """Facts among which are all that match, in order of id."""
        if entity := entity_in(pattern):
            return self._by_entity.get(entity, ())
        if pattern.subjects is not None:
            return self._mentioning(pattern.subjects)
        if pattern.mentions is not None:
            return self._mentioning(pattern.mentions)
        return self._facts

    def _mentioning(self, entities: Iterable[str]) -> Sequence[Fact]:
        lists = (self._by_entity.get(id, ()) for id in dict.fromkeys(entities))
        return sorted({fact.id: fact for facts in lists for fact in facts}.values(), key=by_id)
