"""Which schema of a PostgreSQL database a store is in, and whether its tables are ours alone.

Anybody who may create something in a schema of the search path can plant a function there
under the name of one of the server's own, and whoever calls it by that name alone runs it
with his own rights (CVE-2018-1058). So a session searches `pg_catalog` and nothing else,
tables are written with their schema, and a table that would run what somebody attached to
it (a trigger, a rule, a default, a check) is not opened.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from cstokb.errors import StoreDamaged, StoreForeign, SystemRefused
from cstokb.messages import Message
from cstokb.store.sql.tables import META, TABLES, Table

if TYPE_CHECKING:
    import psycopg

_TYPES = {"text": "text", "integer": "bigint", "record": "jsonb"}
_INDEXES = [index.name for table in TABLES for index in table.indexes]

# Defaults, generated columns, checks, expressions in indexes and policies are code, too. A
# partition on a node is a foreign table of the same owner; nothing else may add rows.
_TABLES = """
select n.nspname::text, c.relname::text, c.relkind::text, c.relowner::bigint,
    c.relhasrules or c.relrowsecurity
        or exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal)
        or exists (select from pg_attrdef d where d.adrelid = c.oid)
        or exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c')
        or exists (select from pg_index i join pg_class x on x.oid = i.indexrelid
            where i.indrelid = c.oid and (i.indexprs is not null
                or i.indpred is not null and x.relname::text <> all (cast(%s as text[]))))
        or exists (select from pg_inherits h join pg_class p on p.oid = h.inhrelid
            where h.inhparent = c.oid
                and (c.relkind <> 'p' or p.relkind <> 'f' or p.relowner <> c.relowner)),
    array(select a.attname || ' ' || format_type(a.atttypid, null) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname::text = any (cast(%s as text[])) and c.relname::text = any (cast(%s as text[]))
    and c.relkind <> 'i'
"""
_ORDINARY, _PARTITIONED = "r", "p"


class _Relation(NamedTuple):
    """A table of the database: its kind and owner, whether it runs code, its columns."""

    schema: str
    name: str
    kind: str
    owner: int
    runs_code: bool
    columns: list[str]


def search_nothing(connection: "psycopg.Connection[Any]") -> list[str]:
    """Let the session find nothing but the server's own; the schemas that it would have searched.

    No operator and no function without its schema is used before; nothing has been run yet.
    """
    connection.autocommit = True
    row = connection.execute("select pg_catalog.current_schemas(false)").fetchone()
    connection.execute("set search_path = pg_catalog, pg_temp")
    connection.autocommit = False
    return list(row[0]) if row else []


def require_utf8(connection: "psycopg.Connection[Any]", name: str) -> None:
    """Raise `SystemRefused` for a database whose texts are not Unicode."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise SystemRefused(
            "{} is encoded in {}, and names need UTF8",
            name,
            encoding,
            hint="make one that is: create database NAME encoding 'UTF8' template template0",
        )


def schema_of_store(
    connection: "psycopg.Connection[Any]", schemas: list[str], name: str
) -> str | None:
    """The first of the schemas that has a store; None if none has.

    Raise `StoreForeign` for tables that are no store's, or where two schemas have one, and
    `StoreDamaged` where a table may run what is not ours.
    """
    names = [table.name for table in TABLES]
    rows = connection.execute(_TABLES, (_INDEXES, schemas, names)).fetchall()
    found = [_Relation(*row) for row in rows]
    holding = [s for s in schemas if any(r.schema == s and r.name == META.name for r in found)]
    if not holding:
        return None
    complete = [s for s in holding if len([r for r in found if r.schema == s]) == len(TABLES)]
    if len(complete) > 1:
        raise StoreForeign(
            "{} has a store in each of the schemas {}",
            name,
            ", ".join(complete),
            hint="name one: …?options=-csearch_path%3DSCHEMA",
        )
    schema = (complete or holding)[0]
    _check(name, {relation.name: relation for relation in found if relation.schema == schema})
    return schema


def _check(name: str, relations: dict[str, _Relation]) -> None:
    """Raise `StoreForeign` or `StoreDamaged` unless the tables are as we make them."""
    if any(not _has_columns(relations.get(table.name), table) for table in TABLES):
        raise StoreForeign("{} is no cstokb store", name, hint="name another with --store")
    foreign = next((relation for relation in relations.values() if _runs_code(relation)), None)
    if foreign:
        raise StoreDamaged(
            "{}: {}",
            name,
            Message("the table {} has triggers, rules, defaults or checks", foreign.name),
            hint="no cstokb store has them: nothing was read",
        )
    if len({relation.owner for relation in relations.values()}) > 1:
        raise StoreDamaged(
            "{}: its tables belong to several roles",
            name,
            hint="let all belong to one: alter table NAME owner to ROLE",
        )


def _has_columns(relation: _Relation | None, table: Table) -> bool:
    columns = [f"{name} {_TYPES[type]}" for name, type in table.columns]
    return relation is not None and {*relation.columns} == {
        *columns,
        *["terms tsvector"] * table.terms,
    }


def _runs_code(relation: _Relation) -> bool:
    return relation.runs_code or relation.kind not in (_ORDINARY, _PARTITIONED)
