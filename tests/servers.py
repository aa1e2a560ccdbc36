"""PostgreSQL servers of the tests' own: each alone in a temporary folder, and gone afterwards."""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from select import select
from typing import Any, Self, TypedDict
from urllib.parse import quote, urlencode

SUPERUSER = "postgres"
SECONDS = 60.0
PROGRAMS = ("initdb", "postgres", "pg_basebackup")
# Where the systems that leave them off the path keep them.
FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql*/bin",
    "usr/local/opt/postgresql*/bin",
    "usr/local/pgsql/bin",
)
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "16MB",
    # In the server's folder and not in /dev/shm, where a killed one would leave it.
    "dynamic_shared_memory_type": "mmap",
}
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Account(TypedDict, total=False):
    """Whom a program runs as, in the words of `subprocess`; this user if it is empty."""

    user: int
    group: int
    extra_groups: list[int]


def missing() -> str:
    """The reason why this machine can run no server, or this Python reach none; else nothing."""
    if not find_spec("psycopg"):
        return "psycopg is not installed"
    try:
        _bin()
    except FileNotFoundError as error:
        return str(error)
    return ""


def installed() -> bool:
    """Whether this machine can run a server, and this Python can reach it."""
    return not missing()


class Server:
    """A cluster that listens on a Unix socket in its own folder, and nowhere else.

    It runs as this user; as an unprivileged one where this is root, which PostgreSQL refuses.
    Everybody on the machine may connect: as anybody, or with the password of `postgres`, the
    superuser, if it was made with one. What it commits outlives a kill. A `quick` server does
    not promise that, and waits for no disk. `settings` are added to those of postgresql.conf.
    """

    def __init__(
        self, *, quick: bool = False, password: str = "", settings: Mapping[str, str] | None = None
    ) -> None:
        # A socket's path may have 107 bytes, and TMPDIR may be longer, or closed to others.
        self.folder = Path(tempfile.mkdtemp(prefix="cstokb-", dir="/tmp"))
        self.folder.chmod(0o755)
        if user := _account():
            os.chown(self.folder, user["user"], user["group"])
        self.password = password
        self._settings = {
            **SETTINGS,
            **(QUICK if quick else {}),
            **(settings or {}),
            "unix_socket_directories": str(self.folder),
        }
        self._data = self.folder / "data"
        self._log = self.folder / "log"
        self._primary: Server | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._alive = -1

    @classmethod
    def replica_of(cls, primary: "Server", settings: Mapping[str, str] | None = None) -> Self:
        """A copy that follows the running primary and may only be read; not started yet."""
        # A replica may not have less than its primary, of connections among others.
        more = {**primary._settings, **(settings or {})}
        replica = cls(password=primary.password, settings=more)
        replica._primary = primary
        return replica

    @property
    def log(self) -> str:
        """What the server has written since it was made."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Run it, and wait until it answers; raise RuntimeError with its log if it does not.

        The first time, make the cluster; after a kill, the server recovers.
        """
        assert not self._process, "it runs, or has ended by itself: restart it"
        if not self._data.exists():
            self._make()
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        self._alive, held = os.pipe()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [_bin() / "postgres", "-D", self._data, "-p", "5432", *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=_environment(),
                # Every process of the server inherits it: it closes with the last one.
                pass_fds=[held],
                # Ctrl-C is for the tests, which then stop the server.
                start_new_session=True,
                **_account(),
            )
        os.close(held)
        self._wait_until(self._ready)

    def stop(self) -> None:
        """End its sessions, write everything to disk and shut down; nothing if it is down."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End every process of it at once by SIGKILL, as a power cut would; nothing if down."""
        if self._process and self._process.poll() is None:
            process = self._process.pid
            # Stopped, it has no more children.
            os.kill(process, signal.SIGSTOP)
            os.waitpid(process, os.WUNTRACED)
            children = [child for child, parent in _parents() if parent == process]
            for each in (*children, process):
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop it, if it runs, and start it; what was committed is there, killed or stopped."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """End it, and take away everything that it has made."""
        # Not a shutdown: nothing that it would write is kept.
        self._end(signal.SIGQUIT)
        self._free_memory()
        shutil.rmtree(self.folder)

    def url(
        self, database: str = "postgres", *, user: str = SUPERUSER, password: str | None = None
    ) -> str:
        """The URL of a database; without a password, unless one is given."""
        secret = f":{quote(password, safe='')}" if password else ""
        where = urlencode({"host": self.folder, "port": 5432})
        return f"postgresql://{quote(user, safe='')}{secret}@/{quote(database, safe='')}?{where}"

    def create(self, database: str, options: str = "") -> str:
        """Make an empty database, with these options of CREATE DATABASE; the superuser's URL."""
        self.sql(f'CREATE DATABASE "{database}" {options}')
        return self.url(database, password=self.password)

    def drop(self, database: str) -> None:
        """Take a database away, if it is there, and end the sessions in it."""
        self.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def sql(self, text: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run statements as the superuser, and commit; the rows of the last, if it has any."""
        # Not every test of this module needs it.
        import psycopg

        url = self.url(database, password=self.password)
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(text.encode())
            while cursor.nextset():
                pass
            return cursor.fetchall() if cursor.description else []

    def catch_up(self) -> None:
        """Wait until this replica shows everything that its primary has committed."""
        assert self._primary
        # A commit that waits for the disk takes those along that did not.
        now = "SET synchronous_commit = on; SELECT pg_logical_emit_message(true, '', '')"
        self._primary.sql(now)
        ((there,),) = self._primary.sql("SELECT pg_current_wal_flush_lsn()")
        self._wait_until(
            lambda: self.sql(f"SELECT pg_last_wal_replay_lsn() >= '{there}'") == [(True,)]
        )

    def _make(self) -> None:
        if self._primary:
            source = self._primary.url(password=self.password)
            now = ("--checkpoint=fast", "--no-sync", "--write-recovery-conf")
            self._run("pg_basebackup", f"--dbname={source}", f"--pgdata={self._data}", *now)
            return
        secret = self.folder / "password"
        secret.write_text(self.password, encoding="utf-8")
        access = ("scram-sha-256", f"--pwfile={secret}") if self.password else ("trust",)
        # No locale is installed everywhere but C.
        kind = ("--encoding=UTF8", "--no-locale", "--no-sync", f"--username={SUPERUSER}")
        self._run("initdb", f"--pgdata={self._data}", *kind, "--auth", *access)
        secret.unlink()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [_bin() / program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=_environment(),
            **_account(),
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def _ready(self) -> bool:
        # As pg_ctl reads it: the process id in the first line, the state in the eighth.
        assert self._process
        lines = self._status()
        return lines[:1] == [str(self._process.pid)] and lines[7:] == ["ready"]

    def _status(self) -> list[str]:
        try:
            text = (self._data / "postmaster.pid").read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return [line.strip() for line in text.splitlines()]

    def _wait_until(self, done: Callable[[], bool]) -> None:
        assert self._process
        until = time.monotonic() + SECONDS
        while not done():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(self.log)
            time.sleep(0.01)

    def _end(self, how: signal.Signals) -> None:
        if not self._process:
            return
        self._process.send_signal(how)
        self._process.wait(SECONDS)
        closed, _, _ = select([self._alive], [], [], SECONDS)
        os.close(self._alive)
        self._process = None
        if not closed:
            raise TimeoutError(self.log)

    def _free_memory(self) -> None:
        """Free the segment that a killed server leaves, and only its next start would find."""
        if len(lines := self._status()) > 6:
            ctypes.CDLL(None).shmctl(int(lines[6].split()[1]), 0, None)


@contextmanager
def serving(server: Server | None = None) -> Iterator[Server]:
    """Run this server, or a new quick one; it is removed at the end."""
    server = server or Server(quick=True)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _bin() -> Path:
    """The folder of the server's programs: that on the path, or else the newest."""
    if found := shutil.which("initdb"):
        # Not every program needs to have a link there.
        folders = [Path(found).resolve().parent]
    else:
        folders = sorted((f for each in FOLDERS for f in Path("/").glob(each)), key=_version)
    complete = [f for f in folders if all((f / program).exists() for program in PROGRAMS)]
    if not complete:
        raise FileNotFoundError(f"PostgreSQL is not installed: no {', '.join(PROGRAMS)}")
    return complete[-1]


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(folder))]


def _account() -> Account:
    """Whom the server's programs run as: this user, unless PostgreSQL refuses it."""
    # Not on every system that reads this module.
    import pwd

    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise LookupError("no user to run PostgreSQL as, which root may not")


def _environment() -> dict[str, str]:
    """That of the server's programs: nothing in it chooses a server, a folder or a language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C"}


def _parents() -> Iterator[tuple[int, int]]:
    """Every process of the machine, and its parent."""
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=True)
        for line in listed.stdout.splitlines():
            process, parent = line.split()
            yield int(process), int(parent)
    for path in Path("/proc").glob("[0-9]*/stat"):
        # It may have ended since.
        with suppress(FileNotFoundError, ProcessLookupError):
            # The parent is the second field after the name, in which anything may stand.
            yield int(path.parent.name), int(path.read_bytes().rpartition(b")")[2].split()[1])
