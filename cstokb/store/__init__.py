"""Stores behind one protocol; `open_store` is the one place that picks a backend."""

import os

from cstokb.errors import StoreDamaged, UsageError
from cstokb.store.protocol import Store
from cstokb.store.shipped import shipped_store
from cstokb.store.storage import FileStorage
from cstokb.store.tiny import TinyStore


def open_store(location: str = "", *, layer: str = "") -> Store:
    """The store at a path; without one, the shipped facts under the user's `layer`.

    A file whose meta record says `"base": "shipped"` is read as a layer over the shipped
    facts, any other stands alone. A `layer` that does not exist is an empty one. Raise
    `StoreMissing`, `StoreDamaged`, `SystemRefused` or `UsageError`.
    """
    if "://" in location:
        scheme = location.partition("://")[0]
        raise UsageError(f'no store of the kind "{scheme}"', hint="give the path of a file")
    path = location or (layer if layer and os.path.lexists(layer) else "")
    if not path:
        return shipped_store()
    store = TinyStore(FileStorage(path))
    base = store.meta.get("base", "")
    if base not in ("", "shipped"):
        raise StoreDamaged(f'{path}: unknown base "{base}"')
    if not base:
        return store
    # Most stores stand alone.
    from cstokb.store.layered import LayeredStore

    return LayeredStore(store, shipped_store())
