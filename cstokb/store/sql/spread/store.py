"""`SpreadStore`: a store over several nodes, written in two steps."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Self

from cstokb.model.record import Noun
from cstokb.store.protocol import Change, Entry
from cstokb.store.sql.bulk import check_empty
from cstokb.store.sql.changes import insert_edits, insert_entry, make_edits, next_entry
from cstokb.store.sql.meta import count_change, keeps_log
from cstokb.store.sql.postgresql import PostgresqlDatabase
from cstokb.store.sql.spread.journal import PENDING, announce, announce_removal, forget_edits
from cstokb.store.sql.spread.recovery import recover, settle
from cstokb.store.sql.store import SqlStore, nouns_by_id


class SpreadStore(SqlStore):
    """A store whose `meta` says `journal`; see `cstokb.store.sql.spread.journal`."""

    database: PostgresqlDatabase

    @classmethod
    def recovered(cls, database: PostgresqlDatabase) -> Self:
        """The store, once the change that a dead writer left half done is taken back."""
        store = cls(database)
        if PENDING in store.meta:
            recover(database)
            store = cls(database)
        return store

    def fill(
        self,
        meta: Mapping[str, Any],
        records: Iterable[tuple[str, Noun]],
        log: Iterable[Entry] = (),
    ) -> None:
        """See `SqlStore.fill`."""
        settle(self.database)
        # What is announced is taken back by emptying the store.
        check_empty(self.database)
        announce(self.database)
        super().fill(meta, records, log)

    def refill(
        self,
        meta: Mapping[str, Any],
        records: Iterable[tuple[str, Noun]],
        log: Iterable[Entry] = (),
    ) -> None:
        """See `SqlStore.refill`."""
        settle(self.database)
        announce_removal(self.database)
        super().refill(meta, records, log)

    def _write(self, change: Change) -> Entry | None:
        """See `SqlStore._write`; the edits are logged first, and kept only if there is a log."""
        settle(self.database)
        entry = next_entry(self.database, change, partial(nouns_by_id, self.database))
        if entry is None:
            return None
        insert_edits(self.database, entry)
        announce(self.database, entry.number, (edit.id for edit in entry.edits))
        make_edits(self.database, entry.edits)
        count_change(self.database)
        if keeps_log(self.database):
            insert_entry(self.database, entry)
        else:
            forget_edits(self.database, entry.number)
        return entry
