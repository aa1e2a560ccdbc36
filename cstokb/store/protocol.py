"""`Store`: what every backend does, and the changes it takes and remembers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Predicate
from cstokb.model.record import Noun
from cstokb.model.source import Source

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another writer."""

TABLES = ("entities", "facts", "sources", "predicates")


class Change(NamedTuple):
    """One act of editing: records to put in place of those with the same id, or to drop.

    `removed` are pairs of table and id. `at` is the time in ISO 8601, UTC. `kind` is
    `change`, `undo` or `redo`; the latter two are `of` an earlier change, by number.
    """

    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    message: str = ""
    at: str = ""
    kind: str = "change"
    of: int = 0

    def asserted(self) -> Iterator[tuple[str, Noun]]:
        """The records to put in place, each with its table."""
        for table in TABLES:
            for noun in getattr(self, table):
                yield table, noun


class Edit(NamedTuple):
    """One record before and after a change; None where it was not there."""

    table: str
    id: str
    before: Noun | None
    after: Noun | None


class Entry(NamedTuple):
    """One change as the log remembers it; numbers count from 1."""

    number: int
    at: str
    message: str
    kind: str
    of: int
    edits: Sequence[Edit]


class Store(Knowledge, Protocol):
    """A place that keeps the knowledge and takes changes to it."""

    def sizes(self) -> Mapping[str, int]:
        """How many records there are, by table."""

    @property
    def revision(self) -> int:
        """How many changes it has taken."""

    def changed_since_open(self) -> bool:
        """Whether others changed it since it was opened, and what was read may be of both."""

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """Take the change, whole or not at all; None if it changes nothing.

        With a `revision`, only if the store still has it. Another writer is waited for
        for `lock_timeout` seconds. Raise `StoreBusy` if another
        writer holds the store or came first, `SystemRefused` if the system does not let
        it be written and `Rejected` for what breaks the rules of the model; the store is
        then as it was.
        """

    def log(self) -> tuple[Entry, ...]:
        """The changes it has taken, oldest first."""


def existing(knowledge: Knowledge, table: str, id: str) -> Noun | None:
    """The record of that table with that id, or None."""
    if table == "entities":
        return knowledge.entity(id)
    if table == "facts":
        return knowledge.fact(id)
    if table == "sources":
        return knowledge.source(id)
    return knowledge.predicates().get(id)


def records(store: Knowledge) -> Iterator[tuple[str, Noun]]:
    """Everything that a store knows, each with its table, in the order of `TABLES`."""
    for table in TABLES:
        yield from ((table, noun) for noun in records_in(store, table))


def records_in(store: Knowledge, table: str) -> Iterator[Noun]:
    """Everything in one table, in order of id."""
    if table == "entities":
        return store.entities()
    if table == "facts":
        return store.facts()
    return store.sources() if table == "sources" else iter(store.predicates().values())


def own(store: Store) -> Store:
    """Of a layer the upper store alone, which changes go to; else the store itself."""
    upper: Store = getattr(store, "upper", store)
    return upper


def inverse(entry: Entry, *, at: str, kind: str = "undo") -> Change:
    """The change that takes an entry back."""
    wanted: dict[str, list[Noun]] = {table: [] for table in TABLES}
    for edit in entry.edits:
        if edit.before is not None:
            wanted[edit.table].append(edit.before)
    return Change(
        **{table: tuple(nouns) for table, nouns in wanted.items()},  # type: ignore[arg-type]
        removed=tuple((edit.table, edit.id) for edit in entry.edits if edit.before is None),
        message=entry.message,
        at=at,
        kind=kind,
        of=entry.number,
    )
