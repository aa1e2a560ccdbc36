"""`Knowledge`: what reports may ask, in the model's words; every store answers it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source

if TYPE_CHECKING:
    from cstokb.model.names import Hit


class Sort(NamedTuple):
    """What a fact is like: its predicate, its rank, whether it disputes another, its dating."""

    predicate: str
    rank: str
    disputing: bool
    dating: str


def sort_of(fact: Fact) -> Sort:
    """What the fact is like."""
    return Sort(fact.predicate, fact.rank, bool(fact.contradicts), fact.dating)


def tallied(facts: Iterable[Fact]) -> Mapping[Sort, int]:
    """How many of the facts there are, by what they are like."""
    return Counter(map(sort_of, facts))


def counted_by_subject(facts: Iterable[Fact]) -> Mapping[str, int]:
    """How many of the facts are about each entity."""
    return Counter(fact.subject for fact in facts)


class Knowledge(Protocol):
    """The reading half of a store. Iterators come in order of id, and need not hold all."""

    def entity(self, id: str) -> Entity | None:
        """The entity with exactly that id."""

    def entities(self, kinds: tuple[str, ...] = (), *, beginning: str = "") -> Iterator[Entity]:
        """All entities, or those of the kinds, or those whose id has that beginning."""

    def source(self, id: str) -> Source | None:
        """The source with exactly that id."""

    def sources(self, *, url: str = "", ids: tuple[str, ...] = ()) -> Iterator[Source]:
        """All sources, or those with exactly that address, or those of the ids."""

    def predicates(self) -> Mapping[str, Predicate]:
        """The vocabulary, by id."""

    def fact(self, id: str) -> Fact | None:
        """The fact with exactly that id."""

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """The facts for which `pattern.matches` is true.

        In order of id, or of time as `cstokb.model.fact.time_order` has it.
        """

    def tally(self, pattern: Pattern = EVERYTHING) -> Mapping[Sort, int]:
        """How many facts match, by what they are like."""

    def told_of(self, ids: Sequence[str]) -> Mapping[str, int]:
        """How many facts are about each of the entities; one of which there are none is missing."""

    def search(self, text: str) -> "Iterator[Hit]":
        """The entities that `cstokb.model.names.rank` finds, best first."""
