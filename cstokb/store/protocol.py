"""`Store`: what every backend does, and the changes it takes and remembers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, Self

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Predicate
from cstokb.model.record import Noun
from cstokb.model.source import Source

if TYPE_CHECKING:
    from cstokb.store.copying import Original, Tick

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another writer."""

ChangeKind = Literal["change", "undo", "redo"]
TABLES = ("entities", "facts", "sources", "predicates")


class Change(NamedTuple):
    """One act of editing: nouns to put in place of those with the same id, and ids to remove.

    `removed` are pairs of table and id. `at` is the time in ISO 8601, UTC. An
    `undo` or `redo` takes back the entry with the number `of`.
    """

    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    message: str = ""
    at: str = ""
    kind: ChangeKind = "change"
    of: int = 0

    def asserted(self) -> Iterator[tuple[str, Noun]]:
        """The nouns to put in place, each with its table."""
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
    """A change in the log, with the edits that it made; numbers count from 1.

    `kind` and `of` are those of the `Change`.
    """

    number: int
    at: str
    message: str
    kind: ChangeKind
    of: int
    edits: Sequence[Edit]


class Store(Knowledge, Protocol):
    """A backend that keeps the knowledge and takes changes to it."""

    @property
    def name(self) -> str:
        """What the user calls it, without a password."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """What it said of itself when opened: `base` if it is a layer, `log` if it keeps none."""

    @property
    def revision(self) -> int:
        """How many changes it has taken."""

    @property
    def writable_layer(self) -> "Store":
        """The store that writes go to: of a layer the upper store, else the store itself."""

    @property
    def base_store(self) -> "Store | None":
        """The store under the layer, or None where there is no layer."""

    def sizes(self) -> Mapping[str, int]:
        """How many records there are, by table."""

    def over_capacity(self) -> int:
        """How many facts it holds, where its kind is made for fewer; else 0."""

    def candidates(self, table: str, prefix: str, limit: int) -> list[tuple[str, str]]:
        """The ids of "entities" or "predicates" with that prefix, in order, with their names.

        The name is the English one, else the first there is. Of more than `limit` ids the
        first `limit - 1` and the last are given: what these have in common, all have.
        """

    def changed_since_open(self) -> bool:
        """Whether another process changed it since it was opened: reads may mix revisions."""

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """Take the change, whole or not at all; None if it changes nothing.

        With a `revision`, only if the store still has it. Another writer is waited for
        for `lock_timeout` seconds. Raise `StoreBusy` if another writer holds the store or
        came first, `SystemRefused` if the system does not let it be written and `Rejected`
        for what breaks the rules of the model; the store is then as it was.
        """

    def log(self) -> tuple[Entry, ...]:
        """The changes it has taken, oldest first."""

    def verify(self) -> None:
        """Read all that the reading commands trust.

        Raise `StoreDamaged` where tables and indexes do not agree.
        """

    def write_backup(self, path: str, tick: "Tick") -> None:
        """Write a whole, checked copy of one revision into a new file; of a layer, the layer.

        A store in a TinyDB file becomes such a file, any other one of SQLite. `tick` is
        called for each record where they are copied one by one. Raise OSError.
        """

    def replace_contents(self, original: "Original", tick: "Tick", lock_timeout: float) -> None:
        """Put what the original holds in the place of what the store holds, in one step.

        The revision shows whoever read the old contents that they went. Raise as `apply`
        does, and as `cstokb.store.copying.copy`.
        """

    def close(self) -> None:
        """Give back what it holds open; nothing can be asked any more."""


class Standalone:
    """The answers of a store that is no layer, has room for all, and holds nothing open."""

    @property
    def writable_layer(self) -> Self:
        """See `Store.writable_layer`."""
        return self

    @property
    def base_store(self) -> Store | None:
        """See `Store.base_store`."""
        return None

    def over_capacity(self) -> int:
        """See `Store.over_capacity`."""
        return 0

    def verify(self) -> None:
        """See `Store.verify`."""

    def close(self) -> None:
        """See `Store.close`."""


def replacing_revision(original: int, replaced: int) -> int:
    """The revision of contents of revision `original` in the place of those of `replaced`.

    It grows where a reader of the old contents would not see that they went.
    """
    return replaced + 1 if replaced > original else original


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


def inverse(entry: Entry, *, at: str, kind: ChangeKind = "undo") -> Change:
    """The change that takes an entry back."""
    restored: dict[str, list[Noun]] = {table: [] for table in TABLES}
    for edit in entry.edits:
        if edit.before is not None:
            restored[edit.table].append(edit.before)
    return Change(
        **{table: tuple(nouns) for table, nouns in restored.items()},  # type: ignore[arg-type]
        removed=tuple((edit.table, edit.id) for edit in entry.edits if edit.before is None),
        message=entry.message,
        at=at,
        kind=kind,
        of=entry.number,
    )
