"""The process in the background that makes a list anew: `python -m cstokb.cli.renewal`.

The URL of the store is in `CSTOKB_STORE`, and nothing is written but the list. It ends by
itself: where no server answers, after ten seconds, and after five minutes in any case.
"""

import faulthandler
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from filelock import FileLock, Timeout

from cstokb.cli.listing import Listing
from cstokb.errors import CstokbError, StoreForeign, StoreMissing
from cstokb.model.knowledge import Knowledge
from cstokb.store import open_store
from cstokb.store.records import FORMAT, SCHEMA

_SECONDS = 300
_FRESH = 60
"""Seconds for which a list is good, or longer where it took long: a twentieth of the time."""
_SHARE = 20


def main() -> None:
    """Renew the list of the store that the environment names, not in anybody's way."""
    faulthandler.dump_traceback_later(_SECONDS, exit=True)
    if hasattr(os, "nice"):
        os.nice(10)
    with suppress(CstokbError, OSError):
        renew(Listing(os.environ.get("CSTOKB_STORE", "")))


def renew(listing: Listing) -> None:
    """Write the list, unless another process does; take it away if its store is gone.

    Raise what opening and reading a store may raise, and OSError; the list is then as it was.
    """
    with suppress(Timeout), FileLock(f"{listing.path}.lock", timeout=0, mode=0o600):
        begun = time.monotonic()
        try:
            store = open_store(listing.url)
        except (StoreMissing, StoreForeign):
            with suppress(FileNotFoundError):
                os.unlink(listing.path)
        else:
            _write(store, listing.path, begun)


def _write(store: Knowledge, path: str, begun: float) -> None:
    """Write the list, whole or not at all."""
    new = f"{path}.new"
    with suppress(FileNotFoundError):
        # Its writer was killed.
        os.unlink(new)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(_text(store))
        good = max(_FRESH, _SHARE * (time.monotonic() - begun))
        until = time.time_ns() + int(good * 1e9)
        os.utime(new, ns=(until, until))
        os.replace(new, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(new)


def _text(store: Knowledge) -> Iterator[str]:
    """The list as a store's file."""
    meta = {"format": FORMAT, "schema": SCHEMA}
    entities = (
        (entity.id, {"kind": entity.kind, "names": {"en": entity.name()}})
        for entity in store.entities()
    )
    predicates = (
        (id, {"label": {"en": predicate.label.get("en", "")}})
        for id, predicate in store.predicates().items()
    )
    yield "{\n"
    yield from _table("meta", [("store", meta)])
    yield ",\n"
    yield from _table("entities", entities)
    yield ",\n"
    yield from _table("predicates", predicates)
    yield "\n}\n"


def _table(name: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    yield f'"{name}": {{\n'
    between = ""
    for id, record in rows:
        yield f"{between}{json.dumps(id)}: {json.dumps(record, ensure_ascii=False)}"
        between = ",\n"
    yield "\n}" if between else "}"


if __name__ == "__main__":
    main()
