"""What the tests of several rooms share."""

import os
from collections.abc import Iterator

import pytest

from tests.servers import Server, missing, serving

# Read before a test can change it.
REQUIRED = os.environ.get("CSTOKB_TEST_POSTGRESQL") == "required"


def need_servers() -> None:
    """Skip what needs a server where there is none, or fail where there must be."""
    if reason := missing():
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running server, the same for all tests: each makes databases of its own there."""
    need_servers()
    with serving() as server:
        yield server
