"""`Knowledge`: what reports may ask, in the model's words; every store answers it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import DateStatus, Fact, Rank
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source

if TYPE_CHECKING:
    from cstokb.model.names import Hit


class FactClass(NamedTuple):
    """The class by which facts are counted: what decides how a report treats them."""

    predicate: str
    rank: Rank
    has_contradiction: bool
    date_status: DateStatus


def class_of(fact: Fact) -> FactClass:
    """What the fact is like."""
    return FactClass(fact.predicate, fact.rank, bool(fact.contradicts), fact.date_status)


def count_classes(facts: Iterable[Fact]) -> Mapping[FactClass, int]:
    """How many of the facts there are, by what they are like."""
    return Counter(map(class_of, facts))


class Knowledge(Protocol):
    """The reading half of a store. Iterators come in order of id, and need not hold all.

    Of kinds and ids, None asks for any, and an empty collection for nothing.
    """

    def entity(self, id: str) -> Entity | None:
        """The entity with exactly that id."""

    def entities(
        self, kinds: Sequence[Kind] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """The entities of any or of those kinds whose id has that beginning."""

    def source(self, id: str) -> Source | None:
        """The source with exactly that id."""

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        """The sources with any or exactly that address, and any or one of those ids.

        No source has the empty address.
        """

    def predicates(self) -> Mapping[str, Predicate]:
        """The vocabulary, by id."""

    def fact(self, id: str) -> Fact | None:
        """The fact with exactly that id."""

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """The facts for which `pattern.matches` is true.

        In order of id, or of time as `cstokb.model.fact.time_order` has it.
        """

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """How many facts match, by what they are like."""

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        """How many facts are about each of the entities; one of which there are none is missing."""

    def search(self, text: str) -> "Iterator[Hit]":
        """The entities that `cstokb.model.names.rank` finds, best first."""


def kind_of(knowledge: Knowledge, id: str) -> str:
    """The kind of the entity with that id; empty if there is none."""
    entity = knowledge.entity(id)
    return entity.kind if entity else ""


def existing(
    knowledge: Knowledge, table: str, id: str
) -> Entity | Fact | Source | Predicate | None:
    """The record of that table with that id, or None."""
    if table == "entities":
        return knowledge.entity(id)
    if table == "facts":
        return knowledge.fact(id)
    if table == "sources":
        return knowledge.source(id)
    return knowledge.predicates().get(id)


def count_subjects(knowledge: Knowledge, ids: Collection[str]) -> Mapping[str, int]:
    """What `count_by_subject` answers, counted over the facts."""
    return Counter(fact.subject for fact in knowledge.facts(Pattern(subjects=ids)))
