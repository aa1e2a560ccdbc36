"""PostgreSQL: a store on a server, for many people and machines. Needs psycopg.

Whoever writes holds one advisory lock, and reads what the last writer left; whoever reads
sees the store as it stood at the first question. Nothing here names a node: where tables
are spread over several (see `cstokb.store.sql.sharding`), the server sees to it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import IsolationLevel, errors
from psycopg.types.string import TextLoader

from cstokb.errors import CstokbError, Rejected, StoreBusy, StoreMissing, SystemRefused
from cstokb.store.sql.database import PAGE, Query, Row, Written
from cstokb.store.sql.schema import (
    TABLES,
    Table,
    columns_text,
    index_statements,
    unindex_statements,
)
from cstokb.store.sql.url import HIDDEN, Address

LOCK = 0x63737462
"""The advisory lock of the one writer of a database."""

_TYPES = {"text": 'text collate "C"', "integer": "bigint", "record": "jsonb"}
_CONNECT_SECONDS = 10
_BIG = r'(?<!\\)"value": (-?\d(?:\.\d+)?)e\+(\d+)'


class PostgresqlDatabase:
    """A store in a database of a PostgreSQL server; see `Database`."""

    def __init__(self, address: Address) -> None:
        """Connect; raise `SystemRefused` where the server cannot be reached."""
        self.name = address.shown
        self._password = address.password
        options: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, **dict(address.options)}
        with self._told():
            self._connection = psycopg.connect(
                **options, client_encoding="utf-8", application_name="cstokb"
            )
        self._connection.adapters.register_loader("jsonb", TextLoader)
        self._connection.isolation_level = IsolationLevel.REPEATABLE_READ

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See `Database.rows`."""
        with self._told(), self._connection.cursor() as cursor:
            cursor.execute(_statement(sql), values or None)
            return cursor.fetchall()

    def stream(self, query: Query) -> Iterator[Row]:
        """See `Database.stream`; the server keeps what was not fetched yet."""
        first = self.rows(f"{query.sql} limit {PAGE + 1}", query.values)
        yield from first[:PAGE]
        if len(first) <= PAGE:
            return
        with self._told(), self._connection.cursor(name=f"answer_{id(first)}") as cursor:
            cursor.itersize = PAGE
            cursor.execute(_statement(f"{query.sql} offset {PAGE}"), query.values or None)
            while page := cursor.fetchmany(PAGE):
                yield from page

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """See `Database.run`."""
        with self._told(), self._connection.cursor() as cursor:
            cursor.execute(_statement(sql), values or None)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """See `Database.run_many`."""
        with self._told(), self._connection.cursor() as cursor:
            cursor.executemany(_statement(sql), rows)

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """See `Database.writing`."""
        with self._told():
            self._connection.rollback()
            # After the lock, what the last writer left is read, not what was seen before.
            self._connection.isolation_level = IsolationLevel.READ_COMMITTED
        try:
            self.run(f"set local lock_timeout = {max(1, int(patience * 1000))}")
            self.run("select pg_advisory_xact_lock(?)", (LOCK,))
            yield
            with self._told():
                self._connection.commit()
        finally:
            with suppress(psycopg.Error):
                self._connection.rollback()
                self._connection.isolation_level = IsolationLevel.REPEATABLE_READ

    def create(self) -> None:
        """See `Database.create`."""
        for statement in table_statements():
            self.run(statement)

    def insert(self, table: Table, written: Iterable[Written]) -> None:
        """See `Database.insert`."""
        marks = ", ".join(["?"] * len(table.columns) + ["array_to_tsvector(?)"] * table.terms)
        sql = f"insert into {table.name} ({_names(table)}) values ({marks})"
        self.run_many(sql, [_values(table, each) for each in written])

    def update(self, table: Table, written: Written, terms: Sequence[str]) -> None:
        """See `Database.update`."""
        columns = [f"{name} = ?" for name in table.names[1:]]
        columns += ["terms = array_to_tsvector(?)"] * table.terms
        id, *values = _values(table, written)
        self.run(f"update {table.name} set {', '.join(columns)} where id = ?", (*values, id))

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """See `Database.delete`."""
        self.run(f"delete from {table.name} where id = ?", (id,))

    def forget_terms(self) -> None:
        """See `Database.forget_terms`; they go with their rows."""

    @contextmanager
    def unindexed(self) -> Iterator[None]:
        """See `Database.unindexed`."""
        for statement in (*unindex_statements(), *(f"drop index {n}_terms" for n in _found())):
            self.run(statement)
        yield
        for statement in (*index_statements(), *_term_indexes()):
            self.run(statement)
        self.run("analyze")

    def key(self, text: str) -> str:
        """See `Database.key`; PostgreSQL has no NUL, so it and what stands for it are told."""
        if "\0" in text or "\1" in text:
            return text.replace("\1", "\1\2").replace("\0", "\1\1")
        return text

    def plain(self, key: str) -> str:
        """See `Database.plain`."""
        return key.replace("\1\1", "\0").replace("\1\2", "\1") if "\1" in key else key

    def json(self, text: str | None) -> str | None:
        """See `Database.json`.

        A number of JSON with an exponent would come back as a whole one.
        """
        if text is None:
            return None
        if "e+" in text:
            text = re.sub(_BIG, _without_exponent, text)
        return _without_nul(text) if "\\u000" in text else text

    def text(self, json: str) -> str:
        """See `Database.text`."""
        return _with_nul(json) if "\\u0001" in json else json

    def having_terms(self, table: str) -> str:
        """See `Database.having_terms`."""
        return "terms @@ cast(? as tsquery)"

    def all_begin(self, terms: Sequence[str]) -> str:
        """See `Database.all_begin`."""
        return " & ".join(f"'{term}':*" for term in terms)

    def one_of_each(self, groups: Sequence[Sequence[str]]) -> str:
        """See `Database.one_of_each`."""
        quoted = [[f"'{term}'" for term in group] for group in groups]
        return " & ".join(f"({' | '.join(group)})" for group in quoted)

    def close(self) -> None:
        """End the session."""
        self._connection.close()

    def __del__(self) -> None:
        """End with the store, without a warning."""
        if hasattr(self, "_connection"):
            self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in our words, and without the password, what the server could not do."""
        try:
            yield
        except psycopg.Error as error:
            fault = _fault(error, self.name, self._password)
        except UnicodeEncodeError:
            fault = Rejected("a text holds half of a surrogate pair")
        else:
            return
        # What the driver says may hold what it was given.
        raise fault from None


def table_statements() -> Iterator[str]:
    """What makes the tables and their indexes in one database."""
    for table in TABLES:
        terms = ", terms tsvector" if table.terms else ""
        columns = columns_text(table, _TYPES.__getitem__)
        yield f"create table {table.name} ({columns}{terms}, primary key ({table.key}))"
    yield from index_statements()
    yield from _term_indexes()


def _found() -> list[str]:
    return [table.name for table in TABLES if table.terms]


def _term_indexes() -> Iterator[str]:
    return (f"create index {n}_terms on {n} using gin (terms)" for n in _found())


def _names(table: Table) -> str:
    return ", ".join((*table.names, *["terms"] * table.terms))


def _values(table: Table, written: Written) -> Row:
    return (*written.row, list(written.terms)) if table.terms else written.row


def _statement(sql: str) -> str:
    return sql.replace("?", "%s")


def _without_exponent(found: re.Match[str]) -> str:
    from decimal import Decimal

    return f'"value": {Decimal(f"{found[1]}e+{found[2]}"):f}.0'


def _without_nul(text: str) -> str:
    return re.sub(_ESCAPED, lambda found: _NULS.get(found[0], found[0]), text)


def _with_nul(text: str) -> str:
    pairs = {r"\u0001\u0001": r"\u0000", r"\u0001\u0002": r"\u0001"}
    return re.sub(_PAIRS, lambda found: pairs.get(found[0], found[0]), text)


_NULS = {r"\u0000": r"\u0001\u0001", r"\u0001": r"\u0001\u0002"}
# An escaped backslash is passed over as one, so that what follows it is no escape.
_ESCAPED = r"\\\\|\\u000[01]"
_PAIRS = r"\\\\|\\u0001\\u000[12]"


def _fault(error: psycopg.Error, name: str, password: str) -> CstokbError:
    said = (error.diag.message_primary or str(error)).strip().partition("\n")[0]
    if password:
        said = said.replace(password, HIDDEN)
    if isinstance(error, errors.LockNotAvailable):
        busy = f"{name} is being written by somebody else"
        return StoreBusy(busy, hint="try again in a moment")
    if isinstance(error, errors.SerializationFailure | errors.DeadlockDetected):
        return StoreBusy(f"{name} was changed meanwhile", hint="try again")
    if isinstance(error, errors.UndefinedTable):
        return StoreMissing(f"no store at {name}", hint="cstokb init URL makes one")
    if isinstance(error, errors.DataError):
        return Rejected(said, hint="nothing was changed")
    if isinstance(error, psycopg.OperationalError | psycopg.InternalError) or error.sqlstate:
        return SystemRefused(f"{name}: {said}", hint="nothing was changed")
    return SystemRefused(f"{name}: {said}")
