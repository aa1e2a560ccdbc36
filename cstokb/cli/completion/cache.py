"""`CompletionCache`: the names in a store on a server, kept in the user's cache for Tab.

To connect takes longer than anybody waits for Tab. So Tab is answered from a file as it
stands. Where there is none yet, or an old one, a process in the background makes one for
the next Tab (`cstokb.cli.completion.refresh`); the first Tab thus offers nothing.
"""

import os
import subprocess
import sys
import time
import zlib
from contextlib import suppress

import typer

from cstokb.store.candidates import Candidate, read_names

PAUSE = 10
"""Seconds between two attempts to make the file."""
_MAX_SECONDS = 3600
"""The file is never good for longer, even if the clock was put back."""
_IDENTIFYING = ("host", "hostaddr", "port", "dbname", "user", "service", "servicefile", "options")
"""What in a URL, or in the environment as `PGHOST` and so on, says which store is meant."""


class CompletionCache:
    """The cache of the store at a URL.

    It is at `path`: a store's file with nothing but names (see
    `cstokb.store.candidates.write_names`). It is good until its own modification time.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = os.path.join(_folder(), f"{_digest(url)}.json")

    def candidates(self, table: str, prefix: str, limit: int) -> list[Candidate]:
        """What `Store.candidates` says, as of when the file was made; old, it is made anew."""
        candidates: list[Candidate] = []
        is_good = False
        with suppress(OSError, ValueError):
            candidates, _ = read_names(self.path, table, prefix, limit)
            is_good = 0 <= _seconds_until(os.stat(self.path)) <= _MAX_SECONDS
        if not is_good:
            with suppress(OSError):
                self._refresh()
        return candidates

    def _refresh(self) -> None:
        """Start to make the file, unless that was tried a moment ago."""
        tried = f"{self.path}.tried"
        with suppress(FileNotFoundError):
            if abs(_seconds_until(os.stat(tried))) < PAUSE:
                return
        os.makedirs(os.path.dirname(tried), mode=0o700, exist_ok=True)
        os.close(os.open(tried, os.O_CREAT | os.O_WRONLY, 0o600))
        os.utime(tried)
        _start(self.url)


def _start(url: str) -> None:
    """Start the process in the background: it prints nothing and is not waited for."""
    process = subprocess.Popen(
        # -P: the folder where the user happens to be is none to import from.
        [sys.executable, "-P", "-m", "cstokb.cli.completion.refresh"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Everybody can read the arguments of a process, and only the user its environment.
        env={**os.environ, "CSTOKB_STORE": url},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    # It outlives this process, which therefore does not complain.
    process.returncode = 0


def _digest(url: str) -> str:
    """A short word for the store, in which no password has a part."""
    address, _, query = url.partition("?")
    scheme, _, rest = address.partition("://")
    login, at, host = rest.rpartition("@")
    user, _, _password = login.partition(":")
    options = [part for part in query.split("&") if part.partition("=")[0] in _IDENTIFYING]
    variables = [os.environ.get(f"PG{name.upper()}") for name in (*_IDENTIFYING, "database")]
    identity = repr((scheme, user, at, host, options, variables))
    # A digest that is safe against forgery would take a library of cryptography.
    data = identity.encode(errors="surrogatepass")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def _seconds_until(file: os.stat_result) -> float:
    """The seconds from now to the modification time of the file."""
    return (file.st_mtime_ns - time.time_ns()) / 1e9


def _folder() -> str:
    """The user's cache of this program; raise OSError where there is none."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(chosen):
        return os.path.join(chosen, "cstokb")
    if sys.platform in ("win32", "darwin"):
        return os.path.join(typer.get_app_dir("cstokb"), "cache")
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise FileNotFoundError("no home")
    return os.path.join(home, ".cache", "cstokb")
