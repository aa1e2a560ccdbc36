"""`AsOf`: the knowledge as it stood on a day, itself a `Knowledge` for every report."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from cstokb.model.batches import batches
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import FactClass, Knowledge, count_classes, count_subjects
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.reports.lifetime import Lifetime, existed, lifetime_of, lifetimes_of
from cstokb.reports.validity import validity_of

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

    def entities(
        self, kinds: Collection[str] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """Those that surely or possibly existed."""
        for some in batches(self._knowledge.entities(kinds, prefix=prefix)):
            lived = lifetimes_of(self._knowledge, [entity.id for entity in some])
            for entity in some:
                if self._existed(lived.get(entity.id, Lifetime())):
                    yield entity

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._knowledge.source(id)

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        return self._knowledge.sources(url=url, ids=ids)

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        return self._knowledge.predicates()

    def fact(self, id: str) -> Fact | None:
        """The fact with that id, if it surely or possibly holds."""
        fact = self._knowledge.fact(id)
        return fact if fact and self._holds(fact) else None

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """Those that surely or possibly hold."""
        return filter(self._holds, self._knowledge.facts(pattern, by_time=by_time))

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """How many of those there are."""
        return count_classes(self.facts(pattern))

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        """How many of those are about each of the entities."""
        return count_subjects(self, ids)

    def search(self, text: str) -> "Iterator[Hit]":
        """Those found that surely or possibly existed."""
        for hit in self._knowledge.search(text):
            if self._existed(lifetime_of(self._knowledge, hit.entity.id)):
                yield hit

    def _holds(self, fact: Fact) -> bool:
        answer = validity_of(self._knowledge, fact, self._period, reading=self._reading)
        if answer.certainty is Certainty.NO:
            self.hidden.add(fact.id)
        return answer.certainty is not Certainty.NO

    def _existed(self, lived: Lifetime) -> bool:
        return existed(lived, self._period, reading=self._reading) > Certainty.NO
