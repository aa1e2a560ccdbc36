"""A store spread over two nodes: it answers as any other, and half a change is never read."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.errors import Rejected, StoreBusy, SystemRefused
from cstokb.formats.jsonl import export
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Quantity, fact_id, time_order
from cstokb.model.names import rank
from cstokb.model.pattern import Pattern
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change, inverse, records
from cstokb.store.sql.bulk import empty
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.postgresql import PostgresqlDatabase
from cstokb.store.sql.spread.nodes import create_spread
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.tables import postgresql_indexes
from cstokb.store.sql.url import TIMEOUTS
from tests.cli.asking import ask
from tests.conftest import need_servers
from tests.servers import Server, serving
from tests.store.children import fork
from tests.store.samples import SAMPLE
from tests.store.test_contract import Contents, changes, contents, matching, told
from tests.strategies import patterns, phrases

psycopg = pytest.importorskip("psycopg")

# What they commit outlives a kill, and no disk is waited for.
KILLABLE = {"fsync": "off", "full_page_writes": "off"}
PASSWORD = "p'a?b%s:@"
SECRETS = (PASSWORD, quote(PASSWORD, safe=""))
SECONDS = 60.0

NEW = ("add", "entity", "new", "--kind", "body", "--name", "New", "--yes")
# A node's COMMIT of facts waits for who holds this lock.
WAITS = """
CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON facts DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION waits()
"""
PENDING = "SELECT 1 FROM meta WHERE name = 'pending'"
WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype"

pytestmark = pytest.mark.slow

few = settings(max_examples=12, deadline=None)


class Cluster(NamedTuple):
    """A coordinator and two nodes; the second asks for a password."""

    coordinator: Server
    nodes: tuple[Server, Server]

    def databases(self, name: str) -> list[str]:
        """The URLs of new empty databases, the coordinator's first."""
        return [server.create(name) for server in (self.coordinator, *self.nodes)]

    def spread(self, name: str, base: str = "") -> str:
        url, *shards = self.databases(name)
        create_spread(url, shards, base=base)
        return url

    def rows(self, name: str, table: str) -> list[int]:
        """How many rows each of the nodes has."""
        return [node.sql(f"SELECT count(*) FROM {table}", name)[0][0] for node in self.nodes]


class State(NamedTuple):
    """What a store holds and remembers."""

    contents: Contents
    log: list[int]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    need_servers()
    with ExitStack() as stack:
        made = [Server(settings=KILLABLE), Server(settings=KILLABLE)]
        made.append(Server(settings=KILLABLE, password=PASSWORD))
        for server in made:
            stack.enter_context(serving(server))
        coordinator, *nodes = made
        there = "SELECT 1 FROM pg_available_extensions WHERE name = 'postgres_fdw'"
        if not coordinator.sql(there):
            pytest.skip("postgres_fdw is not installed")
        yield Cluster(coordinator, (nodes[0], nodes[1]))


OPENED: list[SqlStore] = []


def opened(url: str) -> SqlStore:
    """The store, opened anew; closed when the test ends."""
    OPENED.append(open_sql(url))
    return OPENED[-1]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close()


def close() -> None:
    for store in OPENED:
        store.database.close()
    OPENED.clear()


@pytest.fixture(scope="module")
def url(cluster: Cluster) -> str:
    made = cluster.spread("facts", base="shipped")
    for node in cluster.nodes:
        node.sql(WAITS, "facts")
    return made


@pytest.fixture
def store(url: str) -> SqlStore:
    """The store of this module, with nothing in it."""
    return emptied(opened(url))


def emptied(store: SqlStore) -> SqlStore:
    with store.database.writing(0):
        empty(store.database)
    return type(store)(store.database)


def batch(tag: str, size: int) -> Change:
    """New forces and their strengths."""
    forces = tuple(
        Entity(f"force-{tag}-{n}", "force", {"en": f"Force {n} of {tag}"}) for n in range(size)
    )
    when, paper = Span.parse("2009"), Source("paper", "A paper", url="https://example.org/paper")
    facts = []
    for n, force in enumerate(forces):
        value = Quantity(n + 1, "troops")
        id = fact_id(force.id, "strength", value, when, "")
        facts.append(Fact(id, force.id, "strength", value, when, citations=(Citation("paper"),)))
    return Change(forces, tuple(facts), (paper,))


def state(store: SqlStore) -> State:
    return State(contents(store), [entry.number for entry in store.log()])


def after(*applied: Change) -> State:
    return State(told(*applied), list(range(1, len(applied) + 1)))


def command(url: str, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "cstokb", "--store", url, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def importing(change: Change, folder: Path) -> tuple[str, ...]:
    """The words that import the change."""
    file = folder / f"{change.entities[0].id}.jsonl"
    file.write_text("".join(export(MemoryStore(change))), encoding="utf-8")
    return ("import", str(file), "--yes")


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """The exit code and the errors, which are sentences and hold no secrets."""
    _, err = process.communicate(timeout=SECONDS)
    assert "Traceback" not in err
    assert not any(secret in err for secret in SECRETS)
    if process.returncode:
        assert err.startswith("cstokb: error: "), err
    return process.returncode, err


def wait_for_change(url: str, process: "subprocess.Popen[str]") -> None:
    """Until the process has announced what it will change, or has ended."""
    session = psycopg.connect(url, autocommit=True)
    wait_for(lambda: session.execute(PENDING).fetchone() or process.poll() is not None)
    session.close()


def applying(change: Change) -> Callable[[SqlStore], object]:
    return lambda store: store.apply(change)


def replace(store: SqlStore, change: Change) -> None:
    """Put the change in the place of all that there is."""
    with store.database.writing(0):
        store.refill({"revision": 99, "base": "shipped"}, records(MemoryStore(change)))


def load(store: SqlStore, change: Change) -> None:
    """Fill the empty store."""
    with store.database.writing(0):
        store.fill({"revision": 0, "base": "shipped"}, records(MemoryStore(change)))


@contextmanager
def committing(
    node: Server, url: str, write: Callable[[SqlStore], object]
) -> "Iterator[Future[object]]":
    """The store is being written, and the node is in its COMMIT as long as the block lasts."""
    lock = psycopg.connect(node.url("facts", password=node.password), autocommit=True)
    lock.execute("SELECT pg_advisory_lock(7)")
    with ThreadPoolExecutor() as threads:
        writing = threads.submit(write, opened(url))
        try:
            wait_for(lambda: node.sql(f"{WAITING} = 'advisory'", "facts"))
            yield writing
        finally:
            lock.close()


def server_of(store: SqlStore) -> PostgresqlDatabase:
    assert isinstance(store.database, PostgresqlDatabase)
    return store.database


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < until
        time.sleep(0.002)


# What it holds.


def test_rows_lie_on_both_nodes_and_not_on_the_coordinator(
    cluster: Cluster, store: SqlStore
) -> None:
    store.apply(batch("a", 40))
    for table, whole in (("entities", 40), ("names", 80), ("facts", 40)):
        rows = cluster.rows("facts", table)
        assert min(rows) > whole / 8
        assert sum(rows) == whole
        kinds = f"SELECT DISTINCT relkind::text FROM pg_class WHERE relname ~ '^{table}(_.)?$'"
        assert sorted(cluster.coordinator.sql(kinds, "facts")) == [("f",), ("p",)]


@few
@given(change=changes, questions=st.lists(patterns(), min_size=1, max_size=4), query=phrases)
def test_it_answers_as_any_store(
    url: str, change: Change, questions: list[Pattern], query: str
) -> None:
    store = emptied(opened(url))
    store.apply(change)
    assert contents(store) == told(change)
    assert [*store.sizes().values()] == [len(told(change)[at]) for at in (0, 1, 2, 3)]
    for pattern in questions:
        found = matching(change, pattern)
        assert list(store.facts(pattern)) == found
        assert list(store.facts(pattern, by_time=True)) == sorted(found, key=time_order)
    names = [name for entity in change.entities for name in entity.called]
    for text in (query, *names[:3]):
        assert list(store.search(text)) == rank(text, change.entities)


@few
@given(first=changes, second=changes)
def test_it_takes_changes_as_any_store(url: str, first: Change, second: Change) -> None:
    store = emptied(opened(url))
    store.apply(first)
    entry = store.apply(second)
    assert contents(store) == told(first, second)
    if entry:
        assert list(store.log()[-1].edits) == list(entry.edits)
        store.apply(inverse(entry, at=""))
    assert contents(store) == told(first)


def test_what_is_loaded_is_there_and_indexes_stay(store: SqlStore) -> None:
    database = server_of(store)
    before = database.existing(postgresql_indexes("public"))
    load(store, SAMPLE)
    assert state(store) == State(told(SAMPLE), [])
    assert database.existing(postgresql_indexes("public")) == before
    with pytest.raises(Rejected, match="not empty"):
        load(store, SAMPLE)
    assert state(store) == State(told(SAMPLE), [])


def test_sixteen_editors_at_once_lose_nothing(url: str, store: SqlStore) -> None:
    first = Entity("counted", "body", {"en": "0"})
    store.apply(Change(entities=(first,)))

    def count() -> None:
        done = 0
        while done < 2:
            mine = open_sql(url)
            revision, entity = mine.revision, mine.entity("counted")
            assert entity
            more = entity._replace(names={"en": str(int(entity.names["en"]) + 1)})
            with suppress(StoreBusy):
                mine.apply(Change(entities=(more,)), revision=revision)
                done += 1
            mine.database.close()

    editors = [fork(count) for _ in range(16)]
    assert [os.waitpid(editor, 0)[1] for editor in editors] == [0] * 16
    counted = opened(url).entity("counted")
    assert counted is not None
    assert counted.name() == "32"
    assert len(store.log()) == 33


def test_a_replica_answers_and_refuses_to_be_written(
    cluster: Cluster, url: str, store: SqlStore
) -> None:
    store.apply(batch("replica", 10))
    with serving(Server.replica_of(cluster.coordinator)) as replica:
        replica.catch_up()
        there = replica.url("facts")
        assert state(opened(there)) == after(batch("replica", 10))
        code, err = ended(command(there, *NEW))
        assert code == 7
        assert "can only be read" in err
        # The one that can be written is found among several.
        both = f"{replica.folder},{cluster.coordinator.folder}"
        either = f"postgresql://postgres@/facts?host={both}&port=5432,5432"
        assert ended(command(f"{either}&target_session_attrs=read-write", *NEW))[0] == 0
    assert opened(url).entity("new") is not None


# What is cut off.


def test_a_node_that_is_down_is_told_and_it_goes_on_when_it_is_back(
    cluster: Cluster, url: str, store: SqlStore, tmp_path: Path
) -> None:
    store.apply(batch("before", 20))
    more = importing(batch("more", 20), tmp_path)
    for node in cluster.nodes:
        node.kill()
        for words in (more, ("list",)):
            code, err = ended(command(url, *words))
            assert code == 7
            assert "cannot reach a server behind it" in err
            assert "node_" in err
        node.restart()
        assert state(opened(url)) == after(batch("before", 20))
    assert ended(command(url, *more))[0] == 0
    assert state(opened(url)) == after(batch("before", 20), batch("more", 20))


@pytest.mark.parametrize("back", ["reader", "writer"])
def test_a_node_killed_between_two_commits_leaves_nothing_half_done(
    cluster: Cluster, url: str, store: SqlStore, back: str
) -> None:
    """One node waits in its COMMIT; where the other was first, it has the half of it."""
    store.apply(batch("old", 20))
    renamed = tuple(e._replace(names={"en": "Renamed"}) for e in batch("old", 20).entities)
    new = batch("new", 20)
    change = Change((*renamed, *new.entities), new.facts, removed=(("sources", "paper"),))
    old, halves = state(store), 0
    for victim, other in (cluster.nodes, cluster.nodes[::-1]):
        revision = opened(url).revision
        with committing(victim, url, applying(change)) as writing:
            victim.kill()
            with pytest.raises(SystemRefused, match="cannot reach a server behind it"):
                writing.result(SECONDS)
        halves += bool(other.sql("SELECT 1 FROM facts WHERE id ~ '^force-new'", "facts"))
        with pytest.raises(SystemRefused, match=r"cannot be taken back yet.*node_"):
            opened(url)
        victim.restart()
        if back == "writer":
            with pytest.raises(StoreBusy):
                store.apply(change)
        assert state(opened(url)) == old
        # Who read the half of it must hear that the store was changed.
        assert opened(url).revision > revision
        assert not cluster.coordinator.sql(PENDING, "facts")
    assert halves
    assert opened(url).apply(change)
    assert contents(opened(url)) == told(batch("old", 20), change)._replace(sources=[])


def test_what_is_loaded_or_put_in_the_place_of_all_is_there_whole_or_not_at_all(
    cluster: Cluster, url: str, store: SqlStore
) -> None:
    new = batch("new", 20)
    nothing: tuple[Change, ...] = ()
    for applied, write in (
        (nothing, lambda store: load(store, new)),
        ((batch("old", 20),), lambda store: replace(store, new)),
    ):
        for change in applied:
            opened(url).apply(change)
        # Who still reads is waited for.
        close()
        for victim in cluster.nodes:
            with committing(victim, url, write) as writing:
                victim.kill()
                with pytest.raises(SystemRefused, match="cannot reach a server behind it"):
                    writing.result(SECONDS)
            victim.restart()
            assert state(opened(url)) == after(*applied)
            close()
    replace(opened(url), new)
    assert state(opened(url)) == State(told(new), [])
    assert opened(url).revision == 99


@pytest.mark.parametrize("at", [0, 1])
def test_what_a_node_commits_for_a_coordinator_that_is_dead_is_taken_back(
    cluster: Cluster, url: str, store: SqlStore, at: int
) -> None:
    node = cluster.nodes[at]
    store.apply(batch("old", 20))
    old = state(store)
    with ThreadPoolExecutor() as threads:
        with committing(node, url, applying(batch("new", 20))) as writing:
            cluster.coordinator.kill()
            with pytest.raises(SystemRefused) as caught:
                writing.result(SECONDS)
            assert caught.value.hint == "the change may have been written: cstokb log tells"
            cluster.coordinator.restart()
            # The node is still at it, and is waited for.
            reading = threads.submit(open_sql, url)
            wait_for(lambda: node.sql(f"{WAITING} = 'transactionid'", "facts"))
        with pytest.raises(StoreBusy):
            reading.result(SECONDS)
    assert state(opened(url)) == old
    assert opened(url).apply(batch("new", 20))


def test_readers_do_not_disturb_a_writer(cluster: Cluster, url: str, store: SqlStore) -> None:
    store.apply(batch("old", 20))
    with committing(cluster.nodes[0], url, applying(batch("new", 20))) as writing:
        assert cluster.coordinator.sql(PENDING, "facts")
        opened(url)
        with pytest.raises(StoreBusy):
            store.apply(batch("other", 1), lock_timeout=0.1)
    assert writing.result(SECONDS)
    assert state(opened(url)) == after(batch("old", 20), batch("new", 20))


def test_a_server_killed_at_any_point_of_an_import_leaves_all_or_nothing(
    cluster: Cluster, url: str, store: SqlStore, tmp_path: Path
) -> None:
    applied: list[Change] = []
    codes: list[int] = []
    lasts = 0.0
    for number, victim in enumerate([None, *[*cluster.nodes] * 3, *[cluster.coordinator] * 2]):
        change = batch(f"n{number}", 100)
        process = command(url, *importing(change, tmp_path))
        wait_for_change(url, process)
        began = time.monotonic()
        if victim:
            time.sleep(lasts * ((number - 1) % 6) / 6)
            victim.kill()
        code, err = ended(process)
        if victim:
            victim.restart()
        else:
            lasts = time.monotonic() - began
        codes.append(code)
        found = contents(opened(url))
        if code == 0 or (victim is cluster.coordinator and found == told(*applied, change)):
            applied.append(change)
        assert code in (0, 7), err
        assert found == told(*applied)
        assert [entry.number for entry in opened(url).log()] == [*range(1, len(applied) + 1)]
    assert 7 in codes


# How it is made.


def test_a_store_is_made_by_the_command(cluster: Cluster) -> None:
    url, *shards = cluster.databases("made")
    words = ("store", "init", url, "--shards", ",".join(shards))
    made = ask(*words, "--json")
    assert not any(secret in made.out for secret in SECRETS)
    (item,) = made.items
    assert item["base"] == "shipped"
    assert len(item["nodes"]) == 2
    assert ended(command(url, *words[:3]))[0] == 4
    opened(url).apply(batch("a", 20))
    assert min(cluster.rows("made", "facts")) > 0


def test_what_is_printed_makes_it_too(cluster: Cluster) -> None:
    url, *shards = cluster.databases("printed")
    lines = ask("store", "init", url, "--shards", ",".join(shards), "--empty", "--print")
    assert lines.code == 0
    assert not any(secret in lines.out for secret in SECRETS)
    assert all(f"{name} '{value}'" in lines.out for name, value in TIMEOUTS.items())
    for part in lines.out.split("\\connect -reuse-previous=off ")[1:]:
        address, _, statements = part.partition("\n")
        everywhere = (cluster.coordinator, *cluster.nodes)
        (server,) = [one for one in everywhere if one.folder.name in address]
        secret = PASSWORD.replace("'", "''")
        server.sql(statements.replace("password '***'", f"password '{secret}'"), "printed")
    opened(url).apply(batch("a", 20))
    assert min(cluster.rows("printed", "facts")) > 0
    assert state(opened(url)) == after(batch("a", 20))


def test_where_a_node_cannot_be_had_nothing_is_left(cluster: Cluster) -> None:
    url, one, other = cluster.databases("refused")
    taken = cluster.nodes[0].create("taken")
    cluster.nodes[0].sql("CREATE TABLE facts (n int)", "taken")
    nobody = other.replace("/refused", "/nobody")
    wrong = other.replace(quote(PASSWORD, safe=""), "wrong")
    for shards, code, reason in (
        ((one, one), 4, "has a table entities"),
        ((one, taken), 4, "has a table facts"),
        ((one, url), 4, "has a table entities"),
        ((one, nobody), 7, "does not exist"),
        ((one, wrong), 7, "password authentication failed"),
        ((one, "sqlite:///x.db"), 2, "is on no server"),
        ((one, "postgresql://host/x?unknown=1"), 2, "none of libpq's"),
    ):
        answer = ask("store", "init", url, "--shards", ",".join(shards), "--debug")
        assert (answer.code, reason in answer.err) == (code, True), answer.err
        assert not any(secret in answer.err for secret in SECRETS)
        for database in (url, one, other):
            with psycopg.connect(database) as session:
                tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
                assert session.execute(tables).fetchone() == (0,)
    create_spread(url, [one, other])
