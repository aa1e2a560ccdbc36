"""The table `meta`: what a store says of itself, by name."""

from collections.abc import Mapping
from typing import Any

from cstokb.errors import StoreDamaged, StoreForeign, StoreNewer
from cstokb.store.records import FORMAT
from cstokb.store.sql.database import Database
from cstokb.store.sql.tables import SCHEMA

_COPIED = ("revision", "base", "log")
"""What a copy takes over from its original."""


def read_meta(database: Database) -> Mapping[str, str]:
    """All of it; raise `StoreForeign`, `StoreDamaged` or `StoreNewer`."""
    meta: dict[str, str] = dict(database.rows("select name, value from main.meta"))
    if meta.get("format") != FORMAT:
        raise StoreForeign("{} is no cstokb store", database.name, hint="name another with --store")
    # In a damaged file they need not be texts.
    schema, revision = str(meta.get("schema", "")), str(meta.get("revision", ""))
    if not schema.isdecimal() or not revision.isdecimal():
        raise StoreDamaged(
            "{}: the table meta is not as it was written",
            database.name,
            hint="cstokb restore FILE puts a backup in its place",
        )
    if int(schema) > SCHEMA:
        raise StoreNewer(
            "{} was written by a newer cstokb (schema {}, this one reads {})",
            database.name,
            schema,
            SCHEMA,
            hint="upgrade cstokb: pip install --upgrade cstokb",
        )
    return meta


def first_meta(base: str = "") -> Mapping[str, str]:
    """That of a new store."""
    meta = {"format": FORMAT, "schema": str(SCHEMA), "revision": "0"}
    return meta | {"base": base} if base else meta


def current_revision(database: Database) -> int:
    """How many changes the store has taken by now."""
    ((number,),) = database.rows("select value from main.meta where name = 'revision'")
    return int(number)


def keeps_log(database: Database) -> bool:
    """Whether changes are logged; the log of a very large store may be given up."""
    return database.rows("select value from main.meta where name = 'log'") != [("false",)]


def count_change(database: Database) -> None:
    """Raise the revision by one."""
    database.run(
        "update main.meta set value = cast(cast(value as integer) + 1 as text)"
        " where name = 'revision'"
    )


def take_over(database: Database, meta: Mapping[str, Any]) -> None:
    """Put an original's revision, base and log in place of those that are there."""
    for name in _COPIED:
        database.run("delete from main.meta where name = ?", (name,))
        if name in meta:
            value = str(meta[name])
            text = value.lower() if isinstance(meta[name], bool) else value
            database.run("insert into main.meta (name, value) values (?, ?)", (name, text))
