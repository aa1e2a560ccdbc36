"""Stores behind one protocol; `open_store` is the one place that picks a backend."""

import os
from typing import TYPE_CHECKING

from cstokb.errors import Rejected, StoreDamaged, refused_by_system

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstokb.model.knowledge import Knowledge
    from cstokb.model.predicate import Predicate
    from cstokb.store.protocol import Change, Store

# Each kind of store, and what it needs, is imported by those who have one.

_LIKE_URLS = tuple(
    f"{name}{mark}" for name in ("sqlite", "postgres", "postgresql") for mark in (":", "//")
)


def open_store(location: str = "", *, layer: str = "") -> "Store":
    """The store at a path or URL; without one, the shipped facts under the user's `layer`.

    One whose meta record says `"base": "shipped"` is read as a layer over the shipped
    facts, any other stands alone. A `layer` that does not exist is an empty one. Raise
    `StoreMissing`, `StoreDamaged`, `SystemRefused` or `UsageError`.
    """
    path = own_location(location, layer)
    if not path:
        from cstokb.store.shipped import shipped_store

        return shipped_store()
    store = open_alone(path)
    base = store.meta.get("base", "")
    if base not in ("", "shipped"):
        raise StoreDamaged('{}: unknown base "{}"', store.name, base)
    if not base:
        return store
    from cstokb.store.layered import LayeredStore
    from cstokb.store.shipped import shipped_store

    return LayeredStore(store, shipped_store())


def open_alone(location: str) -> "Store":
    """The store at a path or URL, without what it may be based on.

    A file is read when it is first asked: one that is missing or damaged can be replaced.
    """
    if is_url(location):
        from cstokb.store.sql.opening import open_sql

        return open_sql(location)
    from cstokb.store.file.storage import FileStorage
    from cstokb.store.file.tiny import TinyStore

    return TinyStore(FileStorage(location))


def with_change(store: "Store", change: "Change") -> "Knowledge":
    """What the store would know with the nouns that the change asserts; it does not take it."""
    from cstokb.store.layered import LayeredStore
    from cstokb.store.memory import MemoryStore

    return LayeredStore(MemoryStore(change), store)


def own_location(location: str, layer: str) -> str:
    """Where the user's own store is: the `location`, else the `layer` if it exists, else empty."""
    return location or (layer if layer and os.path.lexists(layer) else "")


def is_url(location: str) -> bool:
    """Whether the location is a URL, if perhaps a wrong one, and not a path."""
    return "://" in location or location.startswith(_LIKE_URLS)


def shown_location(location: str) -> str:
    """The location as it may be shown: a URL without its password; raise `UsageError`."""
    if not is_url(location):
        return location
    from cstokb.store.sql.url import parse

    return parse(location).shown


def has_password(location: str) -> bool:
    """Whether the location is a URL with a password; raise `UsageError`."""
    if not location.startswith("postgres"):
        return False
    # lazy: 1 ms
    from cstokb.store.sql.url import parse

    return bool(parse(location).password)


def file_of(location: str) -> str:
    """The real path of the file that a store is in, or empty for one on a server."""
    if not is_url(location):
        return os.path.realpath(location)
    from cstokb.store.sql.url import parse

    path = parse(location).path
    return os.path.realpath(path) if path else ""


def create_store(location: str, *, base: str = "", vocabulary: "Iterable[Predicate]" = ()) -> None:
    """Make a store with a vocabulary alone, over the shipped facts if `base` is `shipped`.

    Its folder is made too. Raise `Rejected` if there is something already.
    """
    if is_url(location):
        from cstokb.store.sql.opening import create_sql

        create_sql(location, base=base, vocabulary=vocabulary)
    else:
        _create_file(location, base, vocabulary)


def _create_file(path: str, base: str, vocabulary: "Iterable[Predicate]") -> None:
    from cstokb.model.record import to_record
    from cstokb.store.file.storage import FileStorage

    folder = os.path.dirname(os.path.realpath(path))
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise refused_by_system(folder, error, "nothing was changed") from None
    storage = FileStorage(path)
    with storage.locked():
        if os.path.lexists(path):
            raise Rejected("{} exists already", path, hint="nothing was changed")
        meta = {"revision": 0, "base": base} if base else {"revision": 0}
        predicates = {predicate.id: to_record(predicate) for predicate in vocabulary}
        tables = {"predicates": predicates} if predicates else {}
        storage.write({"meta": {"store": meta}, **tables})
