"""The process that makes a completion cache anew: `python -m cstokb.cli.completion.refresh`.

The URL of the store is in `CSTOKB_STORE`, and nothing is written but the cache. It ends by
itself: where no server answers, after ten seconds, and after five minutes in any case.
"""

import faulthandler
import os
import time
from contextlib import suppress

from filelock import FileLock, Timeout

from cstokb.cli.completion.cache import CompletionCache
from cstokb.errors import CstokbError, StoreForeign, StoreMissing
from cstokb.files import replacing
from cstokb.store import open_store
from cstokb.store.candidates import write_names
from cstokb.store.protocol import Store

_MAX_SECONDS = 300
_MIN_GOOD = 60
"""A cache is good for so many seconds, or where making it took long, for `_RATIO` times that."""
_RATIO = 20


def main() -> None:
    """Refresh the cache of the store that the environment names, at low priority."""
    faulthandler.dump_traceback_later(_MAX_SECONDS, exit=True)
    if hasattr(os, "nice"):
        os.nice(10)
    with suppress(CstokbError, OSError):
        refresh(CompletionCache(os.environ.get("CSTOKB_STORE", "")))


def refresh(cache: CompletionCache) -> None:
    """Write the file, unless another process does; remove it if its store is gone.

    Raise what opening and reading a store may raise, and OSError; the file is then as it was.
    """
    with suppress(Timeout), FileLock(f"{cache.path}.lock", timeout=0, mode=0o600):
        started = time.monotonic()
        try:
            store = open_store(cache.url)
        except (StoreMissing, StoreForeign):
            with suppress(FileNotFoundError):
                os.unlink(cache.path)
        else:
            _write(store, cache.path, started)


def _write(store: Store, path: str, started: float) -> None:
    """Write the file, whole or not at all."""
    with replacing(path, mode=0o600) as new:
        with open(new, "r+b") as file:
            write_names(store, file)
        good = max(_MIN_GOOD, _RATIO * (time.monotonic() - started))
        until = time.time_ns() + int(good * 1e9)
        os.utime(new, ns=(until, until))


if __name__ == "__main__":
    main()
