"""PostgreSQL: what is acknowledged is kept, whoever dies, and others are disturbed by nobody."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    SystemRefused,
)
from cstokb.store import create_store
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.postgresql import PostgresqlDatabase
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.url import TIMEOUTS, parse
from tests.cli.asking import ask
from tests.faults.places import ServerPlace
from tests.faults.planted import planted
from tests.servers import Server, missing, serving
from tests.store.children import fork
from tests.store.samples import SAMPLE
from tests.store.sql.stores import create_long, note, saved, write

pytest.importorskip("psycopg")

NUMBERS = count(1)


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
    create_long(url)
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
            pytest.param("alter table meta rename value to x", StoreForeign, id="another's meta"),
            pytest.param("update facts set record = '[7]'", StoreDamaged, id="a list"),
        ],
    )
    def test_a_store_that_is_not_as_it_was_written_is_refused(
        self, postgres: Server, name: str, url: str, sql: str, error: type[CstokbError]
    ) -> None:
        postgres.sql(sql, name)
        with pytest.raises(error) as caught:
            saved(url)
        assert type(caught.value) is error

    @pytest.mark.parametrize("encoding", ["LATIN1", "WIN1251", "SQL_ASCII"])
    def test_a_database_that_is_not_utf_8_is_refused_when_made_and_when_opened(
        self, postgres: Server, encoding: str
    ) -> None:
        name = f"own_{next(NUMBERS)}"
        url = postgres.create(name, f"encoding '{encoding}' locale 'C' template template0")
        for act in (create_store, saved):
            with pytest.raises(SystemRefused, match=f"encoded in {encoding}"):
                act(url)
        postgres.drop(name)

    @pytest.mark.parametrize(
        "sql",
        [
            "create trigger t before insert on facts for each row execute function f()",
            "create rule r as on insert to facts do also notify x",
            "alter table log alter message set default f()::text",
            "alter table meta add check (value is not null)",
            "alter table words add x text generated always as (word || word) stored",
            "create table more () inherits (facts)",
            "create index i on facts (lower(id))",
            "create index i on facts (id) where lower(id) = ''",
            "alter table facts enable row level security",
            "alter table sources rename to s; create view sources as select * from s",
        ],
    )
    def test_a_table_that_runs_what_is_not_ours_is_not_opened(
        self, postgres: Server, name: str, url: str, sql: str
    ) -> None:
        trigger = "create function f() returns trigger language plpgsql as 'begin return new; end'"
        postgres.sql(
            trigger if "trigger t" in sql else "create function f() returns text return 1", name
        )
        postgres.sql(sql, name)
        with pytest.raises(StoreDamaged):
            saved(url)

    def test_tables_of_several_owners_are_not_opened(
        self, postgres: Server, name: str, url: str
    ) -> None:
        postgres.sql(f"create role second_{name}; alter table facts owner to second_{name}", name)
        with pytest.raises(StoreDamaged, match="belong to several roles"):
            saved(url)
        postgres.sql(f"drop owned by second_{name}; drop role second_{name}", name)

    def test_an_index_that_somebody_added_is_no_harm(
        self, postgres: Server, name: str, url: str
    ) -> None:
        postgres.sql("create index i on facts (rank)", name)
        assert saved(url)

    def test_of_two_stores_on_the_search_path_one_is_to_be_named(
        self, postgres: Server, name: str, url: str
    ) -> None:
        postgres.sql("create schema postgres", name)
        create_store(f"{url}&options=-csearch_path%3Dpostgres")
        with pytest.raises(StoreForeign, match="postgres, public"):
            saved(url)
        assert saved(f"{url}&options=-csearch_path%3Dpublic")
        assert not saved(f"{url}&options=-csearch_path%3Dpostgres")

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
                database.run("delete from main.facts")
                end_sessions(postgres, name)
                if ends == "in the change":
                    database.run("delete from main.entities")

        with pytest.raises(SystemRefused) as caught:
            change()
        assert "\n" not in caught.value.message
        assert saved(url) == before

    def test_a_server_that_goes_without_a_word_is_given_up_after_a_minute_or_as_the_url_says(
        self, url: str
    ) -> None:
        for address, timeouts in (
            (url, TIMEOUTS),
            (f"{url}&tcp_user_timeout=5000", TIMEOUTS | {"tcp_user_timeout": "5000"}),
        ):
            with closing(PostgresqlDatabase(parse(address))) as database:
                assert database._connection.info.get_parameters().items() >= timeouts.items()

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
        own = ServerPlace.made(server, "own")
        write(own.location, note(1))
        old = own.state()

        def change() -> None:
            with closing(open_sql(own.location).database) as database, database.writing(1):
                database.run("delete from main.facts")
                server.kill()
                database.run("delete from main.entities")

        for act in (change, partial(saved, own.location), partial(write, own.location, SAMPLE)):
            with pytest.raises(SystemRefused) as caught:
                act()
            assert "\n" not in caught.value.message
        server.restart()
        assert own.state() == old
        write(own.location, note(2))
        assert {"csto.said.00000001", "csto.said.00000002"} <= saved(own.location)


@pytest.mark.slow
@pytest.mark.skipif(bool(missing()), reason=missing() or "there is a server")
def test_what_is_planted_under_the_names_that_we_call_is_never_run(
    postgres: Server, tmp_path: Path
) -> None:
    row = planted(postgres, ask, tmp_path, short=True)
    assert row.right, row.figures
