"""The visitor pattern: a check is a set of callbacks that one scan of the store calls."""

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
    """What a check found wrong with one record."""

    about: str
    """The id of the record."""
    message: Message
    reading: str = ""
    """The curator's remark on the record, which may explain the problem away."""
    order: str = ""
    """The fact id by which the problems of subjects are sorted."""


def problem_of(fact: Fact, message: Message) -> Problem:
    """What is wrong with the fact."""
    return Problem(fact.id, message, fact.reading, fact.id)


class Subject:
    """An entity with all facts about it, in order of id."""

    def __init__(self, index: ReferenceIndex, facts: Sequence[Fact]) -> None:
        self.index = index
        self.id = facts[0].subject
        self.facts = facts

    @cached_property
    def existence_facts(self) -> list[Fact]:
        """The facts that begin or end its existence."""
        return [fact for fact in self.facts if fact.predicate in self.index.existence_predicates]

    @cached_property
    def lifetime(self) -> Lifetime:
        """When it began and ended, by its own facts."""
        facts = self.existence_facts
        return lifetime_of_facts(self.index.knowledge, facts) if facts else Lifetime()


class Visitor(NamedTuple):
    """The callbacks of one check for one scan, called in the order of these fields.

    Each yields the problems in what it is given. A table that no visitor asks for is not
    read.
    """

    visit_ids: Callable[[Sequence[str]], Iterable[Problem]] | None = None
    """Takes a batch of ids, first of entities, then of sources."""
    visit_entities: Callable[[Sequence[Entity]], Iterable[Problem]] | None = None
    visit_sources: Callable[[Sequence[Source]], Iterable[Problem]] | None = None
    visit_facts: Callable[[Sequence[Fact]], Iterable[Problem]] | None = None
    """Takes consecutive facts about the same subject."""
    visit_subject: Callable[[Subject], Iterable[Problem]] | None = None
    visit_conflict: Callable[[Conflict], Iterable[Problem]] | None = None
    finish: Callable[[], Iterable[Problem]] | None = None
    """Called once, when nothing that the visitor asks for is left to read."""


MakeVisitor = Callable[[ReferenceIndex], Visitor]
"""Makes the visitor of a check for one scan."""


def of_ids(find: Callable[[Sequence[str]], Iterator[Problem]]) -> MakeVisitor:
    """A check of the ids of entities and sources."""
    return lambda _: Visitor(visit_ids=find)


def of_entities(find: Callable[[Sequence[Entity]], Iterator[Problem]]) -> MakeVisitor:
    """A check of each entity by itself; of none that was merged away."""

    def visit(entities: Sequence[Entity]) -> Iterator[Problem]:
        return find([entity for entity in entities if not entity.merged_into])

    return lambda _: Visitor(visit_entities=visit)


def of_sources(find: Callable[[Sequence[Source]], Iterator[Problem]]) -> MakeVisitor:
    """A check of each source by itself."""
    return lambda _: Visitor(visit_sources=find)


def of_facts(find: Callable[[ReferenceIndex, Sequence[Fact]], Iterator[Problem]]) -> MakeVisitor:
    """A check of each fact and of what it refers to."""
    return lambda index: Visitor(visit_facts=partial(find, index))


def of_subjects(find: Callable[[Subject], Iterator[Problem]]) -> MakeVisitor:
    """A check of all facts about an entity together."""
    return lambda _: Visitor(visit_subject=find)


def of_conflicts(find: Callable[[ReferenceIndex, Conflict], Iterator[Problem]]) -> MakeVisitor:
    """A check of conflicts."""
    return lambda index: Visitor(visit_conflict=partial(find, index))
