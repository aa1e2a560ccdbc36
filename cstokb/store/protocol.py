"""`Store`: what every backend does, and the changes it takes."""

from typing import NamedTuple, Protocol

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source


class Change(NamedTuple):
    """One act of editing: records to put in place of those with the same id."""

    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    predicates: tuple[Predicate, ...] = ()


class Store(Knowledge, Protocol):
    """A place that keeps the knowledge and takes changes to it."""

    def apply(self, change: Change) -> None:
        """Take the change, whole or not at all.

        Raise `StoreBusy` if another writer holds the store, `SystemRefused` if the system
        does not let it be written and `Rejected` for what breaks the rules of the model;
        the store is then as it was.
        """
