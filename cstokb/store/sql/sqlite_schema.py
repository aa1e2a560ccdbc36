"""Whether the schema of a file of SQLite's is ours, word by word.

A schema is code: views and triggers are run by whoever reads or writes their tables, and so
are generated columns, checks, defaults, expressions in indexes and virtual tables. A file
whose schema is not what we make is therefore not opened.
"""

import re
import sqlite3
from contextlib import closing

from cstokb.messages import Message
from cstokb.store.sql.tables import TABLES, sqlite_statements

_STATISTICS = ("sqlite_stat1", "sqlite_stat4")
"""The tables of ANALYZE."""

_TERMS = [f"{table.name}_terms" for table in TABLES if table.terms]
# What FTS5 makes for an index of words, since it came (SQLite 3.9).
_PARTS = {
    "data": "(id INTEGER PRIMARY KEY, block BLOB)",
    "idx": "(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
    "config": "(k PRIMARY KEY, v) WITHOUT ROWID",
}


def stranger_in(connection: sqlite3.Connection) -> Message | None:
    """What stands in the schema that is not ours, or is missing there; None if all is well."""
    found, expected = _statements(connection), _expected()
    # One that is being made has nothing yet.
    if not found or found == expected or found == _made_here():
        return None
    differing = {*found.items()} ^ {*expected.items()}
    names = sorted({str(name) for name, _ in differing})
    return Message("{} is not as a cstokb store has it", ", ".join(names[:3]))


def _statements(connection: sqlite3.Connection) -> dict[object, object]:
    """What made each thing in the schema, by name; without what SQLite makes by itself."""
    rows = connection.execute("select type, name, sql from sqlite_schema").fetchall()
    return {
        name: sql if sql is None else _plain(sql)
        for type, name, sql in rows
        if name not in _STATISTICS and (type, sql) != ("index", None)
    }


def _expected() -> dict[object, object]:
    statements: dict[object, object] = {}
    for statement in map(_plain, sqlite_statements()):
        words = statement.replace("(", " ").split()
        name = words[3] if words[1] == "virtual" else words[2]
        statements[name] = statement
    for terms in _TERMS:
        for part, columns in _PARTS.items():
            name = f"{terms}_{part}"
            statements[name] = _plain(f"CREATE TABLE '{name}'{columns}")
    return statements


def _made_here() -> dict[object, object]:
    """The same as this SQLite makes it, which may write it otherwise."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in sqlite_statements():
            connection.execute(statement)
        return _statements(connection)


def _plain(sql: object) -> str:
    """The statement in one spelling of its first words: SQLite keeps the rest as it was."""
    return re.sub("^create (virtual )?table|^create index", _lower, str(sql), flags=re.IGNORECASE)


def _lower(words: re.Match[str]) -> str:
    return words[0].lower()
