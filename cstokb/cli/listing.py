"""`Listing`: what a store on a server has to offer on Tab, kept in the user's cache.

To connect takes longer than anybody waits for Tab. So Tab is answered from a list in a
file, as it stands. Where there is none yet, or an old one, a process in the background
makes one for the next Tab (`cstokb.cli.renewal`); the first Tab thus offers nothing.
"""

import os
import subprocess
import sys
import time
import zlib
from contextlib import suppress
from typing import Any

import typer

from cstokb.cli.glance import Glance

PAUSE = 10
"""Seconds between two attempts to make a list."""
_LATEST = 3600
"""Seconds for which a list may be good; a clock that was put back does not make it last."""
_CHOOSING = ("host", "hostaddr", "port", "dbname", "user", "service", "servicefile", "options")
"""What of a URL, or of the environment as `PGHOST` and so on, says which store is meant."""


class Listing:
    """The list of the store at a URL.

    It is at `path`: a store's file of entities and predicates with their names alone, to be
    looked into with `Glance`. The time of the file is when it is to be renewed.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = os.path.join(_folder(), f"{_digest(url)}.json")

    def records(self, table: str, beginning: str, most: int) -> list[Any]:
        """What the list has (see `Glance.records`), which is renewed for the next time if old."""
        found, good = [], False
        with suppress(OSError, ValueError), open(self.path, "rb") as file:
            found = list(Glance(file).records(table, beginning, most))
            good = 0 <= _seconds_until(os.fstat(file.fileno())) <= _LATEST
        if not good:
            with suppress(OSError):
                self._renew()
        return found

    def _renew(self) -> None:
        """Begin to make the list anew, unless that was tried a moment ago."""
        tried = f"{self.path}.tried"
        with suppress(FileNotFoundError):
            if abs(_seconds_until(os.stat(tried))) < PAUSE:
                return
        os.makedirs(os.path.dirname(tried), mode=0o700, exist_ok=True)
        os.close(os.open(tried, os.O_CREAT | os.O_WRONLY, 0o600))
        os.utime(tried)
        _start(self.url)


def _start(url: str) -> None:
    """Start the process in the background: nothing of it is seen or waited for."""
    process = subprocess.Popen(
        # The folder where the user happens to be is no place to import from.
        [sys.executable, "-P", "-m", "cstokb.cli.renewal"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Everybody sees the arguments of a process, and only the user its environment.
        env={**os.environ, "CSTOKB_STORE": url},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    # It outlives this process, which therefore does not complain.
    process.returncode = 0


def _digest(url: str) -> str:
    """A short word for the store, in which no password has a part."""
    place, _, query = url.partition("?")
    scheme, _, rest = place.partition("://")
    login, at, where = rest.rpartition("@")
    user, _, _password = login.partition(":")
    options = [part for part in query.split("&") if part.partition("=")[0] in _CHOOSING]
    chosen = [os.environ.get(f"PG{name.upper()}") for name in (*_CHOOSING, "database")]
    told = repr((scheme, user, at, where, options, chosen))
    # A digest that is safe against forgery would take a library of cryptography.
    data = told.encode(errors="surrogatepass")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def _seconds_until(file: os.stat_result) -> float:
    """The time of the file, seen from now."""
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
