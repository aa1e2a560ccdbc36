"""The tables in PostgreSQL's words: those of one database, which is a node's or a whole store's."""

from collections.abc import Iterable, Iterator

from cstokb.store.sql.tables import TABLES, Table, columns_text, index_statements

_TYPES = {"text": 'text collate "C"', "integer": "bigint", "record": "jsonb"}


def table_statements(tables: Iterable[Table] = TABLES) -> Iterator[str]:
    """What makes the tables and their indexes."""
    for table in tables:
        yield f"create table {table.name} ({columns(table)}, primary key ({table.key}))"
        yield from indexes([table]).values()


def columns(table: Table) -> str:
    """The columns as a `create table` lists them."""
    terms = ", terms tsvector" if table.terms else ""
    return columns_text(table, _TYPES.__getitem__) + terms


def indexes(tables: Iterable[Table] = TABLES) -> dict[str, str]:
    """What makes the indexes, by their names."""
    made: dict[str, str] = {}
    for table in tables:
        names = [index.name for index in table.indexes]
        made |= zip(names, index_statements([table]), strict=True)
        if table.terms:
            name = f"{table.name}_terms"
            made[name] = f"create index {name} on {table.name} using gin (terms)"
    return made
