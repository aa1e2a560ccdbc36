"""What a check does with the records of a store as they pass."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from cstokb.messages import Message
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.source import Source
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.conflicts import Conflict
from cstokb.reports.lifetime import Lifetime, lifetime_of_facts


class Problem(NamedTuple):
    """What is wrong with which record; the note of a fact may explain it.

    What is found about a subject is told in the order of `place`, the id of one of its facts.
    """

    about: str
    message: Message
    note: str = ""
    place: str = ""


def problem_of(fact: Fact, message: Message) -> Problem:
    """What is wrong with the fact."""
    return Problem(fact.id, message, fact.note, fact.id)


class Subject:
    """What facts are about, with all that are, in order of id."""

    def __init__(self, census: ReferenceIndex, facts: Sequence[Fact]) -> None:
        self.census = census
        self.id = facts[0].subject
        self.facts = facts

    @cached_property
    def bounds(self) -> list[Fact]:
        """The facts that tell its beginning or end."""
        return [fact for fact in self.facts if fact.predicate in self.census.bounding]

    @cached_property
    def lifetime(self) -> Lifetime:
        """Its life, as its facts tell it."""
        return lifetime_of_facts(self.census.knowledge, self.bounds) if self.bounds else Lifetime()


class Visitor(NamedTuple):
    """A check at work in one store: whom it wants to see of what is read, in this order.

    What no look wants to see is not read. `ids` are of entities, then of sources. `facts`
    have one subject and follow each other. `end` is told when all is read.
    """

    ids: Callable[[Sequence[str]], Iterable[Problem]] | None = None
    entities: Callable[[Sequence[Entity]], Iterable[Problem]] | None = None
    sources: Callable[[Sequence[Source]], Iterable[Problem]] | None = None
    facts: Callable[[Sequence[Fact]], Iterable[Problem]] | None = None
    subject: Callable[[Subject], Iterable[Problem]] | None = None
    conflict: Callable[[Conflict], Iterable[Problem]] | None = None
    end: Callable[[], Iterable[Problem]] | None = None


MakeVisitor = Callable[[ReferenceIndex], Visitor]
"""How a check sets to work."""


def of_ids(find: Callable[[Sequence[str]], Iterator[Problem]]) -> MakeVisitor:
    """A check that looks at ids."""
    return lambda _: Visitor(ids=find)


def of_entities(find: Callable[[Sequence[Entity]], Iterator[Problem]]) -> MakeVisitor:
    """A check that looks at each entity by itself."""
    return lambda _: Visitor(entities=find)


def of_sources(find: Callable[[Sequence[Source]], Iterator[Problem]]) -> MakeVisitor:
    """A check that looks at each source by itself."""
    return lambda _: Visitor(sources=find)


def of_facts(find: Callable[[ReferenceIndex, Sequence[Fact]], Iterator[Problem]]) -> MakeVisitor:
    """A check that looks at each fact, and at what there is of what it names."""
    return lambda census: Visitor(facts=partial(find, census))


def of_subjects(find: Callable[[Subject], Iterator[Problem]]) -> MakeVisitor:
    """A check that looks at all facts of a subject together."""
    return lambda _: Visitor(subject=find)


def of_conflicts(find: Callable[[ReferenceIndex, Conflict], Iterator[Problem]]) -> MakeVisitor:
    """A check that looks at conflicts."""
    return lambda census: Visitor(conflict=partial(find, census))
