"""What a check does with the records of a store as they pass."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.source import Source
from cstokb.reports.checks.census import Census
from cstokb.reports.conflicts import Conflict
from cstokb.reports.life import Life, life


class Found(NamedTuple):
    """What is wrong with which record; the note of a fact may explain it.

    What is found about a subject is told in the order of `place`, the id of one of its facts.
    """

    about: str
    message: str
    note: str = ""
    place: str = ""


def about(fact: Fact, message: str) -> Found:
    """What is wrong with the fact."""
    return Found(fact.id, message, fact.note, fact.id)


class Subject:
    """What facts are about, with all that are, in order of id."""

    def __init__(self, census: Census, facts: Sequence[Fact]) -> None:
        self.census = census
        self.id = facts[0].subject
        self.facts = facts

    @cached_property
    def bounds(self) -> list[Fact]:
        """The facts that tell its beginning or end."""
        return [fact for fact in self.facts if fact.predicate in self.census.bounding]

    @cached_property
    def life(self) -> Life:
        """Its life, as its facts tell it."""
        return life(self.census.knowledge, self.bounds) if self.bounds else Life()


class Look(NamedTuple):
    """A check at work in one store: whom it wants to see of what is read, in this order.

    What no look wants to see is not read. `ids` are of entities, then of sources. `facts`
    have one subject and follow each other. `end` is told when all is read.
    """

    ids: Callable[[Sequence[str]], Iterable[Found]] | None = None
    entities: Callable[[Sequence[Entity]], Iterable[Found]] | None = None
    sources: Callable[[Sequence[Source]], Iterable[Found]] | None = None
    facts: Callable[[Sequence[Fact]], Iterable[Found]] | None = None
    subject: Callable[[Subject], Iterable[Found]] | None = None
    conflict: Callable[[Conflict], Iterable[Found]] | None = None
    end: Callable[[], Iterable[Found]] | None = None


Begin = Callable[[Census], Look]
"""How a check sets to work."""


def of_ids(find: Callable[[Sequence[str]], Iterator[Found]]) -> Begin:
    """A check that looks at ids."""
    return lambda _: Look(ids=find)


def of_entities(find: Callable[[Sequence[Entity]], Iterator[Found]]) -> Begin:
    """A check that looks at each entity by itself."""
    return lambda _: Look(entities=find)


def of_sources(find: Callable[[Sequence[Source]], Iterator[Found]]) -> Begin:
    """A check that looks at each source by itself."""
    return lambda _: Look(sources=find)


def of_facts(find: Callable[[Census, Sequence[Fact]], Iterator[Found]]) -> Begin:
    """A check that looks at each fact, and at what there is of what it names."""
    return lambda census: Look(facts=partial(find, census))


def of_subjects(find: Callable[[Subject], Iterator[Found]]) -> Begin:
    """A check that looks at all facts of a subject together."""
    return lambda _: Look(subject=find)


def of_conflicts(find: Callable[[Census, Conflict], Iterator[Found]]) -> Begin:
    """A check that looks at conflicts."""
    return lambda census: Look(conflict=partial(find, census))
