"""Changes in two steps, for a store where one commit is carried out in several places.

There a commit may be cut off with some of the places done (PostgreSQL's manual, F.38, on
`postgres_fdw`: a remote transaction is committed before the local one, and not prepared).
Whoever writes therefore commits the edits first, and in `meta` their number as `pending`;
the second step makes the change and removes the mark. Who finds the mark and no writer
takes the edits back: see `cstokb.store.sql.spread.recovery`.
"""

from collections.abc import Iterable

from cstokb.errors import Rejected
from cstokb.store.protocol import LOCK_TIMEOUT
from cstokb.store.sql.postgresql import LOCK, PostgresqlDatabase
from cstokb.store.sql.tables import NOUNS

PENDING = "pending"

EVERYTHING = 0
"""The number of the edits that replace all that the store holds."""

# Bytes: taking back needs that any id fits into an index.
_MAX_ID_BYTES = 2_000


def announce(
    database: PostgresqlDatabase, number: int = EVERYTHING, ids: Iterable[str] = ()
) -> None:
    """Commit the edits of that number; what follows is the second step, and makes them.

    Raise `Rejected` for an id that is too long to be taken back.
    """
    if any(len(id.encode()) > _MAX_ID_BYTES for id in ids):
        raise Rejected("an id has more than {:,} bytes", _MAX_ID_BYTES, hint="nothing was changed")
    database.run("insert into main.meta (name, value) values (?, ?)", (PENDING, str(number)))
    commit_step(database)
    database.run("delete from main.meta where name = ?", (PENDING,))


def announce_removal(database: PostgresqlDatabase) -> None:
    """Commit all that the store holds as edits; the second step follows, and replaces it."""
    for table in NOUNS:
        database.run(
            "insert into main.edits (number, step, noun, id, before, after) select ?,"
            " (select count(*) from main.edits where number = ?)"
            " + row_number() over (order by id) - 1,"
            f" ?, id, record, null from main.{table}",
            (EVERYTHING, EVERYTHING, table),
        )
    announce(database)
    forget_edits(database, EVERYTHING)


def forget_edits(database: PostgresqlDatabase, number: int) -> None:
    """Remove the edits of that number: once all is done, or taken back."""
    database.run("delete from main.edits where number = ?", (number,))


def commit_step(database: PostgresqlDatabase) -> None:
    """Commit what was run so far for good, and go on as the one writer."""
    database.run("select pg_advisory_lock(?)", (LOCK,))
    # What is to be taken back after a crash must outlive it.
    setting = "'synchronous_commit'"
    database.run(
        f"select set_config({setting}, 'on', true) where current_setting({setting}) = 'off'"
    )
    database.commit()
    # The session's lock is handed over to the transaction of the second step.
    database.run("select pg_advisory_xact_lock(?)", (LOCK,))
    database.run("select pg_advisory_unlock(?)", (LOCK,))


def truncate(database: PostgresqlDatabase, tables: Iterable[str]) -> None:
    """Empty tables, and wait for those who read them or still commit something to them."""
    database.run(f"set local lock_timeout = {int(LOCK_TIMEOUT * 1000)}")
    database.run(f"truncate {', '.join(f'main.{table}' for table in tables)}")
