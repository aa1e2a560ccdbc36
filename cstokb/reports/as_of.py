"""`AsOf`: the knowledge as it stood on a day, itself a `Knowledge` for every report."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.reports.holding import holding
from cstokb.reports.life import Life, existed, life_of, lives

if TYPE_CHECKING:
    from cstokb.model.names import Hit


class AsOf:
    """Only the facts that surely or possibly hold in the period, and what existed then.

    Names, sources and the vocabulary are as they are now. `hidden` holds the ids of the
    facts that were asked for and do not hold then.
    """

    def __init__(self, knowledge: Knowledge, period: Period, *, reading: str = "any") -> None:
        self._knowledge = knowledge
        self._period = period
        self._reading = reading
        self.hidden: set[str] = set()

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`; names are known whether or not the thing existed."""
        return self._knowledge.entity(id)

    def entities(self, kinds: tuple[str, ...] = ()) -> Iterator[Entity]:
        """Those that surely or possibly existed."""
        lived = lives(self._knowledge, self._knowledge.facts())
        for entity in self._knowledge.entities(kinds):
            if self._existed(lived.get(entity.id, Life())):
                yield entity

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._knowledge.source(id)

    def sources(self) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        return self._knowledge.sources()

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        return self._knowledge.predicates()

    def facts(self, pattern: Pattern = EVERYTHING) -> Iterator[Fact]:
        """Those that surely or possibly hold."""
        for fact in self._knowledge.facts(pattern):
            answer = holding(self._knowledge, fact, self._period, reading=self._reading)
            if answer.certainty is Certainty.NO:
                self.hidden.add(fact.id)
            else:
                yield fact

    def search(self, text: str) -> "list[Hit]":
        """Those found that surely or possibly existed."""
        hits = self._knowledge.search(text)
        return [hit for hit in hits if self._existed(life_of(self._knowledge, hit.entity.id))]

    def _existed(self, lived: Life) -> bool:
        return existed(lived, self._period, reading=self._reading) > Certainty.NO
