"""Every test here runs as a person with an empty home, on 2026-11-23, seeing shipped facts."""

import os
from pathlib import Path

import pytest

from tests.cli.asking import TODAY
from tests.terminal import environment


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith(("CSTOKB_", "XDG_")) or name in ("NO_COLOR", "PAGER", "TERM"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("CSTOKB_TODAY", TODAY)
    return folder


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    """The environment of a process on that day."""
    return environment(home, CSTOKB_TODAY=TODAY)
