"""A closed word that is misspelled is a type error."""

from pathlib import Path

import pytest
from mypy import api

ROOT = Path(__file__).resolve().parents[2]
MISSPELLED = Path(__file__).with_name("misspelled.py")


@pytest.mark.slow
def test_mypy_refuses_each_misspelled_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    options = ["--strict", "--config-file=pyproject.toml", f"--cache-dir={tmp_path}"]
    out, err, status = api.run([*options, str(MISSPELLED)])
    assert (err, status) == ("", 0), out
