"""The facts that come with the package; they are never written at run time."""

import os
from typing import TYPE_CHECKING

import cstokb
from cstokb.errors import StoreMissing

if TYPE_CHECKING:
    from cstokb.store.file.tiny import TinyStore

NAME = "cstokb.json"


def shipped_store() -> "TinyStore":
    """The shipped store."""
    # lazy: 10 ms
    from cstokb.store.file.storage import BytesStorage
    from cstokb.store.file.tiny import TinyStore

    return TinyStore(BytesStorage(shipped_bytes(), f"the shipped {NAME}"))


def shipped_bytes() -> bytes:
    """The file of the shipped store, from a wheel, a checkout or a zip of either."""
    # The loader reads from zips too, and importlib.resources is slow to import.
    package = os.path.dirname(os.path.abspath(cstokb.__file__))
    spec = cstokb.__spec__
    assert spec is not None
    for folder in (package, os.path.dirname(package)):
        try:
            data = spec.loader.get_data(os.path.join(folder, "data", NAME))  # type: ignore[union-attr]
        except OSError:
            continue
        assert isinstance(data, bytes)
        return data
    raise StoreMissing("the shipped data/{} is missing", NAME, hint="install cstokb again")
