"""What holds for the whole suite: this checkout is tested, and every run tries new examples."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.servers import Server, missing, serving

ROOT = Path(__file__).resolve().parent.parent
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]'"

# Read before a test can change it.
REQUIRED = os.environ.get("CSTOKB_TEST_POSTGRESQL") == "required"

# Instead of Hypothesis' own profile for CI, which tries the same examples for ever. What
# failed is kept in .hypothesis and tried first the next time; loaded machines are slow.
settings.register_profile(
    "cstokb",
    parent=settings.get_profile("default"),
    deadline=None,
    derandomize=False,
    print_blob=True,
    # To explain a failure takes hundreds of runs, and some take a second each.
    phases=[phase for phase in Phase if phase is not Phase.explain],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("cstokb")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed of this run, unless `--hypothesis-seed` does; workers get it, too."""
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(random.SystemRandom().getrandbits(32))


def pytest_report_header(config: pytest.Config) -> str:
    return f"the same examples again: --hypothesis-seed={config.option.hypothesis_seed}"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse to run where processes started by tests would import another copy of cstokb."""
    if hasattr(session.config, "workerinput"):
        return
    expected = ROOT / "cstokb" / "__init__.py"
    if (imported := imported_by_a_child(os.environ)) != str(expected):
        raise pytest.UsageError(
            f"processes that the tests start would import {imported}, not {expected}: "
            f"install this checkout, editable ({INSTALL})"
        )


def imported_by_a_child(env: Mapping[str, str]) -> str:
    """The file of `cstokb` in a process started as the tests start them, away from here."""
    done = subprocess.run(
        [sys.executable, "-c", "import cstokb; print(cstokb.__file__)"],
        cwd=os.sep,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.strip() or "nothing"


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
