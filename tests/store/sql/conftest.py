"""Stores in either engine; a test that asks for one runs with both."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from cstokb.store import create_store
from tests.servers import Server
from tests.store.samples import SAMPLE
from tests.store.sql.stores import create_long, write

NUMBERS = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def free_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A URL where no store is yet: a file in a folder that is not made, or an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/store.db"
        return
    server: Server = request.getfixturevalue("postgres")
    name = f"either_{next(NUMBERS)}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def url(free_url: str) -> str:
    """The URL of a good store."""
    create_store(free_url)
    write(free_url, SAMPLE)
    return free_url


@pytest.fixture
def long_url(free_url: str) -> str:
    """The URL of a store of some thousand facts."""
    create_long(free_url)
    return free_url
