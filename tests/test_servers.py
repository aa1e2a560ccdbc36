"""The servers that the tests run must themselves do what their tests rely on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Server, missing, serving
from tests.store.children import NOBODY, outcome_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]

ROWS = "SELECT n FROM kept ORDER BY n"


def keep(server: Server, number: int) -> None:
    server.sql(f"CREATE TABLE IF NOT EXISTS kept (n int); INSERT INTO kept VALUES ({number})")


@pytest.fixture(scope="module")
def durable() -> Iterator[Server]:
    """A server that keeps what it says it keeps."""
    with serving(Server()) as server:
        yield server


def test_a_database_is_empty_when_made_and_gone_when_dropped(postgres: Server) -> None:
    psycopg = pytest.importorskip("psycopg")
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    url = postgres.create("one", "CONNECTION LIMIT 1")
    assert url == postgres.url("one")
    assert postgres.sql(tables, "one") == [(0,)]
    postgres.drop("one")
    postgres.drop("one")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_another_user_of_the_machine_may_connect(postgres: Server) -> None:
    assert outcome_of(lambda: postgres.sql("SELECT 1"), uid=NOBODY).error == ""


def test_what_was_committed_outlives_a_kill(durable: Server) -> None:
    keep(durable, 1)
    durable.kill()
    assert not processes(durable)
    durable.restart()
    keep(durable, 2)
    durable.kill()
    durable.start()
    assert durable.sql(ROWS) == [(1,), (2,)]
    assert "not properly shut down" in durable.log


def test_a_kill_ends_a_session_in_the_middle_of_its_work(durable: Server) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(durable.url()) as connection:
        connection.execute("CREATE TABLE lost (n int)")
        durable.kill()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    durable.restart()
    assert durable.sql("SELECT to_regclass('lost')") == [(None,)]


def test_a_replica_reads_what_its_primary_wrote_and_refuses_writes(durable: Server) -> None:
    psycopg = pytest.importorskip("psycopg")
    durable.sql("CREATE TABLE copied AS SELECT 1 AS n")
    with serving(Server.replica_of(durable)) as replica:
        durable.sql("INSERT INTO copied VALUES (2)")
        replica.catch_up()
        assert replica.sql("SELECT n FROM copied ORDER BY n") == [(1,), (2,)]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            replica.sql("INSERT INTO copied VALUES (3)")


def test_a_server_reads_the_tables_of_another(durable: Server, postgres: Server) -> None:
    durable.sql("CREATE TABLE far AS SELECT 7 AS n")
    postgres.create("near")
    where = f"host '{durable.folder}', port '5432', dbname 'postgres'"
    for statement in (
        "CREATE EXTENSION postgres_fdw",
        f"CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS ({where})",
        "CREATE USER MAPPING FOR postgres SERVER other OPTIONS (user 'postgres')",
        "IMPORT FOREIGN SCHEMA public LIMIT TO (far) FROM SERVER other INTO public",
    ):
        postgres.sql(statement, "near")
    assert postgres.sql("SELECT n FROM far", "near") == [(7,)]


def test_a_password_is_needed_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    psycopg = pytest.importorskip("psycopg")
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    with serving(Server(quick=True, password="s p/c@")) as server:
        with psycopg.connect(server.create("inside")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        for url in (server.url(), server.url(password="wrong")):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(url)
    assert not processes(server)
    assert not server.folder.exists()


@pytest.mark.skipif(not Path("/proc/sysvipc/shm").exists(), reason="no list of shared memory")
def test_nothing_is_left_of_a_killed_server() -> None:
    with serving() as server:
        (process, *_) = server._status()
        assert process in owners_of_memory()
        server.kill()
    assert process not in owners_of_memory()
    assert not processes(server)
    assert not server.folder.exists()


def test_a_server_that_cannot_start_says_why_and_is_removed() -> None:
    server = Server(settings={"max_connections": "none"})
    with pytest.raises(RuntimeError, match="max_connections"), serving(server):
        pass
    assert not server.folder.exists()


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("tests.servers.FOLDERS", ())
    assert missing() == "PostgreSQL is not installed: no initdb, postgres, pg_basebackup"


def processes(server: Server) -> list[str]:
    """The command lines that name the server's folder."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_text(encoding="utf-8", errors="replace"))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return [line for line in lines if str(server.folder) in line]


def owners_of_memory() -> list[str]:
    """The ids of the processes that made the shared memory of the machine."""
    rows = Path("/proc/sysvipc/shm").read_text(encoding="utf-8").splitlines()
    return [row.split()[4] for row in rows]
