"""PostgreSQL: what is acknowledged is kept, whoever dies, and others are disturbed by nobody."""

import gc
import os
import signal
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import count

import pytest

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreBusy,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    SystemRefused,
)
from cstokb.model.fact import Fact, Text
from cstokb.model.record import Noun
from cstokb.store import create_store
from cstokb.store.protocol import Change
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.postgresql import PostgresqlDatabase
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.url import TIMEOUTS, parse
from tests.faults.places import ServerPlace
from tests.servers import Server, missing, serving
from tests.store.children import fork
from tests.store.samples import SAMPLE

pytest.importorskip("psycopg")

MANY = 5_000
NUMBERS = count(1)


def note(number: int, size: int = 10) -> Change:
    """One fact more, of about that size."""
    id = f"csto.said.{number:08x}"
    return Change(facts=(Fact(id, "csto", "said", Text("x" * size)),))


def write(url: str, change: Change, lock_timeout: float = 10.0) -> None:
    with closing(open_sql(url).database) as database:
        SqlStore(database).apply(change, lock_timeout=lock_timeout)


def saved(url: str) -> set[str]:
    """The ids of the facts in a store that must be readable."""
    with closing(open_sql(url).database) as database:
        return {fact.id for fact in SqlStore(database).facts()}


@pytest.fixture
def name(postgres: Server) -> Iterator[str]:
    """An empty database of the test's own."""
    name = f"own_{next(NUMBERS)}"
    postgres.create(name)
    yield name
    postgres.drop(name)


@pytest.fixture
def url(postgres: Server, name: str) -> str:
    """A good store."""
    url = postgres.url(name)
    create_store(url)
    write(url, SAMPLE)
    return url


@pytest.fixture
def long(postgres: Server, name: str) -> str:
    """A store of some thousand facts."""
    url = postgres.url(name)
    create_store(url)
    with closing(open_sql(url).database) as database:
        facts = (fact for number in range(MANY) for fact in note(number).facts)
        nouns: Iterator[tuple[str, Noun]] = (("facts", fact) for fact in facts)
        SqlStore(database).load(iter([("entities", SAMPLE.entities[0]), *nouns]))
    return url


class TestWhatIsNoStore:
    @pytest.fixture(params=[saved, lambda url: write(url, note(1))], ids=["read", "write"])
    def act(self, request: pytest.FixtureRequest) -> Callable[[str], None]:
        act: Callable[[str], None] = request.param
        return act

    def test_an_empty_database_has_no_store(
        self, act: Callable[[str], None], postgres: Server, name: str
    ) -> None:
        with pytest.raises(StoreMissing, match=name):
            act(postgres.url(name))
        assert postgres.sql("select 1 from pg_tables where schemaname = 'public'", name) == []

    def test_a_database_that_is_not_there_is_not_made(
        self, act: Callable[[str], None], postgres: Server
    ) -> None:
        with pytest.raises(SystemRefused, match='database "nowhere" does not exist'):
            act(postgres.url("nowhere"))

    @pytest.mark.parametrize(
        ("sql", "error"),
        [
            pytest.param("update meta set value = 'khal' where name = 'format'", StoreForeign),
            pytest.param("delete from meta", StoreForeign, id="nothing in meta"),
            pytest.param("alter table meta rename value to x", StoreForeign, id="another's meta"),
            pytest.param("update meta set value = '' where name = 'schema'", StoreDamaged),
            pytest.param("update meta set value = 'x' where name = 'revision'", StoreDamaged),
            pytest.param("update facts set record = '{}'", StoreDamaged, id="an empty record"),
            pytest.param("update facts set record = '[7]'", StoreDamaged, id="a list"),
            pytest.param("update meta set value = '2' where name = 'schema'", StoreNewer),
        ],
    )
    def test_a_store_that_is_not_as_it_was_written_is_refused(
        self, postgres: Server, name: str, url: str, sql: str, error: type[CstokbError]
    ) -> None:
        postgres.sql(sql, name)
        with pytest.raises(error) as caught:
            saved(url)
        assert type(caught.value) is error

    def test_what_is_there_is_never_replaced(self, url: str) -> None:
        before = saved(url)
        with pytest.raises(Rejected, match="exists already"):
            create_store(url)
        assert saved(url) == before


class TestRights:
    @pytest.fixture
    def reader(self, postgres: Server, name: str, url: str) -> Iterator[str]:
        """The URL of somebody who may only read."""
        postgres.sql(f"create role reader_{name} login", name)
        postgres.sql(f"grant select on all tables in schema public to reader_{name}", name)
        yield postgres.url(name, user=f"reader_{name}")
        postgres.sql(f"drop owned by reader_{name}; drop role reader_{name}", name)

    def test_who_may_only_read_reads_and_is_told_so(self, reader: str, url: str) -> None:
        before = saved(url)
        assert saved(reader) == before
        with pytest.raises(SystemRefused, match="permission denied") as caught:
            write(reader, note(1))
        assert caught.value.hint == "nothing was changed"
        assert saved(url) == before

    def test_a_database_that_is_read_only_is_read_but_not_written(
        self, postgres: Server, name: str, url: str
    ) -> None:
        postgres.sql(f"alter database {name} set default_transaction_read_only = on")
        before = saved(url)
        with pytest.raises(SystemRefused):
            write(url, note(1))
        assert saved(url) == before

    def test_too_many_sessions_are_refused(self, postgres: Server, name: str, url: str) -> None:
        # It does not hold the superuser back.
        postgres.sql(f"create role many_{name} login superuser; alter role many_{name} nosuperuser")
        postgres.sql(f"alter role many_{name} connection limit 0")
        try:
            with pytest.raises(SystemRefused, match="too many connections"):
                saved(postgres.url(name, user=f"many_{name}"))
        finally:
            postgres.sql(f"drop role many_{name}")


class TestOthers:
    def test_a_writer_that_waits_too_long_is_told_which_store_is_busy(
        self, url: str, name: str
    ) -> None:
        with closing(open_sql(url).database) as first, first.writing(1):
            began = time.monotonic()
            with pytest.raises(StoreBusy, match=f"{name}.* is being written"):
                write(url, note(1), lock_timeout=0.3)
            assert 0.2 < time.monotonic() - began < 1
            assert saved(url)
        write(url, note(1), lock_timeout=0)

    @pytest.mark.parametrize("lock_timeout", [1e300, float("inf"), float("nan")])
    def test_any_patience_will_do(self, url: str, lock_timeout: float) -> None:
        write(url, note(1), lock_timeout=lock_timeout)
        assert "csto.said.00000001" in saved(url)

    def test_a_reader_that_pauses_in_a_long_answer_lets_others_write(self, long: str) -> None:
        with closing(open_sql(long).database) as database:
            answer = SqlStore(database).facts()
            seen = {next(answer).id for _ in range(2_500)}
            write(long, note(MANY + 1), lock_timeout=0.5)
            seen |= {fact.id for fact in answer}
        assert len(seen) == MANY
        assert len(saved(long)) == MANY + 1

    def test_what_is_based_on_what_was_changed_meanwhile_is_refused(self, url: str) -> None:
        with closing(open_sql(url).database) as database:
            store = SqlStore(database)
            (said,) = (fact for fact in store.facts() if fact.predicate == "said")
            write(url, Change(facts=(said._replace(note="theirs"),)))
            mine = Change(facts=(said._replace(confidence="low"),))
            with pytest.raises(StoreBusy, match="changed meanwhile"):
                store.apply(mine, revision=store.revision)
            kept = store.fact(said.id)
        assert kept
        assert (kept.note, kept.confidence) == ("theirs", said.confidence)

    def test_of_many_first_makers_one_wins_and_the_others_are_told_so(
        self, postgres: Server, name: str
    ) -> None:
        url = postgres.url(name)
        reading, writing = os.pipe()

        def make() -> None:
            try:
                create_store(url)
                os.write(writing, b"made ")
            except Rejected:
                os.write(writing, b"rejected ")

        for child in [fork(make) for _ in range(8)]:
            os.waitpid(child, 0)
        os.close(writing)
        with open(reading, encoding="utf-8") as pipe:
            assert sorted(pipe.read().split()) == ["made", *["rejected"] * 7]
        assert saved(url) == set()


class TestWhoDies:
    def test_a_writer_that_is_killed_holds_nobody_up(self, url: str) -> None:
        before = saved(url)
        reading, writing = os.pipe()

        def hold() -> None:
            with open_sql(url).database.writing(1):
                os.write(writing, b".")
                time.sleep(60)

        child = fork(hold)
        os.read(reading, 1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        write(url, note(1), lock_timeout=5)
        assert saved(url) == before | {"csto.said.00000001"}

    @pytest.mark.parametrize("ends", ["in the change", "before the commit"])
    def test_a_session_that_is_ended_changes_nothing_and_says_so_in_a_line(
        self, postgres: Server, name: str, url: str, ends: str
    ) -> None:
        before = saved(url)

        def change() -> None:
            with closing(open_sql(url).database) as database, database.writing(1):
                database.run("delete from facts")
                end_sessions(postgres, name)
                if ends == "in the change":
                    database.run("delete from entities")

        with pytest.raises(SystemRefused) as caught:
            change()
        assert "\n" not in caught.value.message
        assert saved(url) == before

    def test_a_server_that_goes_without_a_word_is_given_up_after_a_minute_or_as_the_url_says(
        self, url: str
    ) -> None:
        for address, told in (
            (url, TIMEOUTS),
            (f"{url}&tcp_user_timeout=5000", TIMEOUTS | {"tcp_user_timeout": "5000"}),
        ):
            with closing(PostgresqlDatabase(parse(address))) as database:
                assert database._connection.info.get_parameters().items() >= told.items()

    def test_a_store_that_is_let_go_gives_its_connection_back_at_once(self, url: str) -> None:
        # The program collects no cycles.
        gc.disable()
        try:
            store = open_sql(url)
            assert store.entity("csto")
            assert list(store.facts())
            database = weakref.ref(store.database)
            del store
            assert database() is None
        finally:
            gc.enable()

    def test_a_commit_that_nobody_confirmed_is_not_denied(
        self, postgres: Server, name: str, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with closing(open_sql(url).database) as database:
            assert isinstance(database, PostgresqlDatabase)
            connection = database._connection
            commit = connection.commit

            def and_die() -> None:
                commit()
                end_sessions(postgres, name)
                connection.execute("select 1")

            store = SqlStore(database)
            monkeypatch.setattr(connection, "commit", and_die)
            with pytest.raises(SystemRefused) as caught:
                store.apply(note(1))
        assert "may have been written" in caught.value.hint
        assert "csto.said.00000001" in saved(url)

    def test_a_reader_whose_session_is_ended_is_told_so_in_a_line(
        self, postgres: Server, name: str, long: str
    ) -> None:
        with closing(open_sql(long).database) as database:
            answer = SqlStore(database).facts()
            next(answer)
            end_sessions(postgres, name)
            with pytest.raises(SystemRefused) as caught:
                list(answer)
        assert "\n" not in caught.value.message


def end_sessions(server: Server, name: str) -> None:
    server.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        f" where datname = '{name}' and application_name = 'cstokb'"
    )


@pytest.mark.skipif(bool(missing()), reason=missing() or "there is a server")
def test_a_server_that_is_killed_in_a_change_comes_back_without_it() -> None:
    with serving(Server(quick=False)) as server:
        place = ServerPlace.made(server, "own")
        write(place.location, note(1))
        old = place.state()

        def change() -> None:
            with closing(open_sql(place.location).database) as database, database.writing(1):
                database.run("delete from facts")
                server.kill()
                database.run("delete from entities")

        for act in (change, partial(saved, place.location), partial(write, place.location, SAMPLE)):
            with pytest.raises(SystemRefused) as caught:
                act()
            assert "\n" not in caught.value.message
        server.restart()
        assert place.state() == old
        write(place.location, note(2))
        assert {"csto.said.00000001", "csto.said.00000002"} <= saved(place.location)
