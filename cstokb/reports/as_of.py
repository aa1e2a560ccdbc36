"""`AsOf`: the knowledge as of a period, itself a `Knowledge` for every report."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cstokb.model.batches import batches
from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact
from cstokb.model.knowledge import FactClass, Knowledge, count_classes, count_subjects
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.reports.intervals import Reading
from cstokb.reports.lifetime import Lifetime, existed, lifetime_of, lifetimes_of
from cstokb.reports.posts import Posts
from cstokb.reports.validity import validity_of

if TYPE_CHECKING:
    from cstokb.model.names import Hit


class AsOf:
    """Only the facts that surely or possibly hold in the period, and the entities of then.

    Names, sources and the vocabulary are as they are now.
    """

    def __init__(self, knowledge: Knowledge, period: Period, *, reading: Reading = "any") -> None:
        self._knowledge = knowledge
        self.whole = knowledge
        """The knowledge of all times."""
        self._period = period
        self._reading = reading
        self._posts = Posts(knowledge)
        self.hidden: set[str] = set()
        """The ids of the facts that were read so far and do not hold then."""

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`; an entity is there even if it did not exist then."""
        return self._knowledge.entity(id)

    def entities(
        self, kinds: Sequence[Kind] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """Those that surely or possibly existed."""
        for batch in batches(self._knowledge.entities(kinds, prefix=prefix)):
            lifetimes = lifetimes_of(self._knowledge, [entity.id for entity in batch])
            for entity in batch:
                if self._existed(lifetimes.get(entity.id, Lifetime())):
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
        """Those that surely or possibly hold; undated ones only of what had begun."""
        holding = filter(self._holds, self._knowledge.facts(pattern, by_time=by_time))
        for batch in batches(holding):
            ends = {id for f in batch if f.when is None for id in (f.subject, f.link) if id}
            lives = lifetimes_of(self._knowledge, sorted(ends)) if ends else {}
            coming = {id for id, life in lives.items() if self._is_to_come(life)}
            for fact in batch:
                if fact.when is None and coming & {fact.subject, fact.link}:
                    self.hidden.add(fact.id)
                else:
                    yield fact

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """See `Knowledge.count_by_class`, of those facts."""
        return count_classes(self.facts(pattern))

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        """See `Knowledge.count_by_subject`, of those facts."""
        return count_subjects(self, ids)

    def search(self, text: str) -> "Iterator[Hit]":
        """The hits that surely or possibly existed."""
        for hit in self._knowledge.search(text):
            if self._existed(lifetime_of(self._knowledge, hit.entity.id)):
                yield hit

    def _holds(self, fact: Fact) -> bool:
        validity = validity_of(
            self._knowledge, fact, self._period, reading=self._reading, posts=self._posts
        )
        if validity.certainty is Certainty.NO:
            self.hidden.add(fact.id)
        return validity.certainty is not Certainty.NO

    def _is_to_come(self, lifetime: Lifetime) -> bool:
        return lifetime.began is not None and lifetime.began.first > self._period.last

    def _existed(self, lifetime: Lifetime) -> bool:
        return existed(lifetime, self._period, reading=self._reading) is not Certainty.NO
