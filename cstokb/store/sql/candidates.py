"""What a shell may complete of a store in SQL, found without the rest of the store."""

import json
from contextlib import closing
from typing import TYPE_CHECKING

from cstokb.store.candidates import Candidate, record_name

if TYPE_CHECKING:
    from cstokb.store.sql.database import Database


def candidates_in_sqlite(
    url: str, table: str, prefix: str, limit: int
) -> tuple[list[Candidate], str]:
    """The candidates of the store at the URL without what is below, and what that is."""
    from cstokb.store.sql.sqlite import SqliteDatabase
    from cstokb.store.sql.url import parse

    address = parse(url)
    with closing(SqliteDatabase(address.path, address.shown)) as database:
        meta: dict[str, str] = dict(database.rows("select name, value from meta"))
        return candidates_in(database, table, prefix, limit), meta.get("base", "")


def candidates_in(database: "Database", table: str, prefix: str, limit: int) -> list[Candidate]:
    """See `Store.candidates`; raise UnicodeEncodeError for half of a surrogate pair."""
    bounds = (prefix, f"{prefix}\U0010ffff")
    sql = f"select id, record from {table} where id >= ? and id < ? order by id"
    rows = database.rows(f"{sql} limit {limit}", tuple(map(database.key, bounds)))
    if len(rows) == limit:
        rows[-1:] = database.rows(f"{sql} desc limit 1", tuple(map(database.key, bounds)))
    return [
        (database.plain(id), record_name(json.loads(database.text(record)))) for id, record in rows
    ]
