"""Stores whose rows lie on several PostgreSQL servers: a coordinator and its nodes.

PostgreSQL does it by itself: on the coordinator the large tables are partitioned by hash,
and each partition is a table of a node, reached through `postgres_fdw` (PostgreSQL's
manual, 5.11 and F.38; 14 or newer). The store reads and writes the coordinator's tables.
Since one COMMIT is carried out node by node, `meta` says `journal`: see
`cstokb.store.sql.spread.journal`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from cstokb.errors import CstokbError, Rejected, UsageError
from cstokb.model.predicate import Predicate
from cstokb.store.protocol import LOCK_TIMEOUT
from cstokb.store.sql.meta import first_meta
from cstokb.store.sql.tables import (
    JOURNAL,
    TABLES,
    Table,
    postgresql_columns,
    postgresql_statements,
)
from cstokb.store.sql.url import HIDDEN, SECRETS, TIMEOUTS, Address, parse

if TYPE_CHECKING:
    from cstokb.store.sql.postgresql import PostgresqlDatabase

SHARDED_TABLES = tuple(table for table in TABLES if table.spread)
"""The tables whose rows lie on the nodes; the others stay on the coordinator."""

# What is fetched costs more than the default of PostgreSQL 16 and before, measured: sorted
# by the nodes, the first page of all facts comes three times as fast.
_SERVER = {
    "use_remote_estimate": "true",
    "fdw_tuple_cost": "0.5",
    "fetch_size": "2000",
    "batch_size": "500",
    "async_capable": "true",
    **TIMEOUTS,
    # One who died in the middle of a write is not waited for without end.
    "options": "-c lock_timeout=10s -c tcp_keepalives_idle=30",
}
# Then the nodes count their own rows.
_COUNT_ON_NODES = (
    "do $$ begin execute format('alter database %I set enable_partitionwise_aggregate = on',"
    " current_database()); end $$"
)


class Part(NamedTuple):
    """What is run on one server, in one transaction; its URL has no password."""

    server: str
    url: str
    statements: tuple[str, ...]


class Node(NamedTuple):
    """How the coordinator reaches a node, in libpq's words, and the schema of its tables."""

    options: Mapping[str, str]
    schema: str = "public"


def parts(url: str, shards: Sequence[str], *, base: str = "") -> Iterator[Part]:
    """What creates the store, in the order in which it is run; passwords are hidden.

    Without shards, what creates a store on one server.
    """
    coordinator, addresses = _address(url), [_address(shard) for shard in shards]
    nodes = []
    for number, address in enumerate(addresses, 1):
        yield Part(
            f"node_{number}", _without_secrets(address), (*postgresql_statements(SHARDED_TABLES),)
        )
        hidden = dict.fromkeys(SECRETS.intersection(dict(address.options)), HIDDEN)
        nodes.append(Node({**dict(address.options), **hidden}))
    name = "coordinator" if nodes else "server"
    yield Part(name, _without_secrets(coordinator), (*_statements(nodes, base),))


def create_spread(
    url: str, shards: Sequence[str], *, base: str = "", vocabulary: Iterable[Predicate] = ()
) -> None:
    """Create a store with a vocabulary alone at the URL, whose rows lie on the shards.

    Raise `Rejected` where a store or its tables are already, and what connecting may raise;
    then nothing is left behind.
    """
    # lazy: 40 ms; printing the statements does without stores
    from cstokb.store.sql.opening import connect
    from cstokb.store.sql.rows import insert_nouns
    from cstokb.store.sql.store import SqlStore

    addresses = [_address(each) for each in (url, *shards)]
    nodes = []
    with ExitStack() as sessions, ExitStack() as undo:
        coordinator, *servers = [
            sessions.enter_context(closing(connect(address))) for address in addresses
        ]
        for node, address in zip(servers, addresses[1:], strict=True):
            with node.writing(LOCK_TIMEOUT):
                _create(node, postgresql_statements(SHARDED_TABLES))
                nodes.append(_node(node, address))
            undo.callback(_drop, node)
        with coordinator.writing(LOCK_TIMEOUT):
            _create(coordinator, _statements(nodes, base))
            insert_nouns(coordinator, "predicates", tuple(vocabulary))
            # The coordinator must reach them, too.
            SqlStore(coordinator).sizes()
        undo.pop_all()


def _address(url: str) -> Address:
    address = parse(url)
    if address.scheme != "postgresql":
        raise UsageError("{} is on no server", address.shown, hint="write postgresql://HOST/…")
    return address


def _statements(nodes: Sequence[Node], base: str) -> Iterator[str]:
    """What creates the store over the nodes, or on one server if there are none."""
    if nodes:
        yield "create extension if not exists postgres_fdw"
    for number, node in enumerate(nodes, 1):
        yield from _server_statements(f"node_{number}", node)
    for table in TABLES:
        if nodes and table.spread:
            yield from _partition_statements(table, nodes)
        else:
            yield from postgresql_statements([table])
    meta = dict(first_meta())
    if nodes:
        yield _COUNT_ON_NODES
        meta[JOURNAL] = "true"
    meta.update(first_meta(base))
    rows = ", ".join(f"({_literal(name)}, {_literal(value)})" for name, value in meta.items())
    yield f"insert into meta (name, value) values {rows}"


def _server_statements(name: str, node: Node) -> Iterator[str]:
    """What makes the coordinator reach the node."""
    mapped = {key: value for key, value in node.options.items() if key in SECRETS | {"user"}}
    given = {key: value for key, value in node.options.items() if key not in mapped}
    settings = " ".join(filter(None, (_SERVER["options"], given.get("options"))))
    options = _options({**_SERVER, **given, "options": settings})
    yield f"create server {name} foreign data wrapper postgres_fdw {options}"
    yield f"create user mapping for current_user server {name} {_options(mapped)}".rstrip()


def _partition_statements(table: Table, nodes: Sequence[Node]) -> Iterator[str]:
    """What creates the table with a partition on each node."""
    columns = postgresql_columns(table)
    yield f"create table {table.name} ({columns}) partition by hash ({table.spread})"
    for number, node in enumerate(nodes, 1):
        yield (
            f"create foreign table {table.name}_{number} partition of {table.name}"
            f" for values with (modulus {len(nodes)}, remainder {number - 1})"
            f" server node_{number}"
            f" {_options({'schema_name': node.schema, 'table_name': table.name})}"
        )


def _options(options: Mapping[str, str]) -> str:
    pairs = ", ".join(f"{name} {_literal(value)}" for name, value in options.items())
    return f"options ({pairs})" if pairs else ""


def _literal(text: str) -> str:
    if not text.isprintable():
        raise UsageError("a node's URL stands for control characters")
    return "'" + text.replace("'", "''") + "'"


def _without_secrets(address: Address) -> str:
    """The URL for psql, which asks for the password or finds it in a file."""
    location, _, query = address.shown.replace("'", "%27").partition("?")
    options = "&".join(part for part in query.split("&") if not part.endswith(f"={HIDDEN}"))
    return "?".join(filter(None, (location.replace(f":{HIDDEN}@", "@"), options)))


def _create(database: "PostgresqlDatabase", statements: Iterable[str]) -> None:
    """Run what creates tables; raise `Rejected` where one of them exists."""
    if existing := database.existing(table.name for table in TABLES):
        raise Rejected("{} has a table {}", database.name, existing[0], hint="nothing was changed")
    database.script(statements)


def _node(database: "PostgresqlDatabase", address: Address) -> Node:
    """The node, with what its URL leaves to the settings of this machine."""
    ((user, name, schema),) = database.rows(
        "select session_user, current_database(), current_schema()"
    )
    return Node({"user": user, "dbname": name, **dict(address.options)}, schema)


def _drop(database: "PostgresqlDatabase") -> None:
    with suppress(CstokbError), database.writing(LOCK_TIMEOUT):
        database.script(f"drop table {table.name}" for table in SHARDED_TABLES)
