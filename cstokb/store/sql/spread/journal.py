"""Changes in two steps, for a store where one commit is carried out in several places.

There a commit may be cut off with some of the places done (PostgreSQL's manual, F.38, on
`postgres_fdw`: a remote transaction is committed before the local one, and not prepared).
Where `meta` says `journal`, whoever writes therefore commits the edits first, and in `meta`
their number as `pending`; the second step makes the change and takes the mark away. Who
finds the mark and no writer takes the edits back: see `cstokb.store.sql.spread.recovery`.
"""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from cstokb.errors import Rejected
from cstokb.store.sql.database import Database
from cstokb.store.sql.tables import NOUNS

JOURNAL = "journal"
PENDING = "pending"

EVERYTHING = 0
"""The number of the edits that replace all that the store holds."""

# Bytes: taking back needs that any id has a place in an index.
_LONGEST_ID = 2_000


@runtime_checkable
class TwoStep(Protocol):
    """A database whose writer can commit what it will do before it does it."""

    step_committed: bool
    """Whether the first step of the writer is kept."""

    def keep(self) -> None:
        """Commit what was run so far for good, and go on as the one writer."""

    def wipe(self, tables: Iterable[str]) -> None:
        """Empty tables, also of what somebody else is still committing: wait for it."""


def announce(database: Database, number: int = EVERYTHING, ids: Iterable[str] = ()) -> None:
    """Keep the edits of that number and ids; what follows is the second step, and makes them.

    Raise `Rejected` for an id that is too long to be taken back.
    """
    assert isinstance(database, TwoStep)
    if database.step_committed:
        return
    if any(len(id.encode()) > _LONGEST_ID for id in ids):
        raise Rejected("an id has more than {:,} bytes", _LONGEST_ID, hint="nothing was changed")
    database.run("insert into meta (name, value) values (?, ?)", (PENDING, str(number)))
    database.keep()
    database.run("delete from meta where name = ?", (PENDING,))


def announce_removal(database: Database) -> None:
    """Keep all that the store holds; what follows is the second step, and replaces it."""
    for table in NOUNS:
        database.run(
            "insert into edits (number, step, noun, id, before, after) select ?,"
            f" (select count(*) from edits where number = ?) + row_number() over (order by id) - 1,"
            f" ?, id, record, null from {table}",
            (EVERYTHING, EVERYTHING, table),
        )
    announce(database)
    database.run("delete from edits where number = ?", (EVERYTHING,))
