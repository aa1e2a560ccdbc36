"""The advice of an error fits the kind of thing that was not found or not understood."""

import gzip
from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.cli.writing import ok, small


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


@pytest.mark.parametrize(
    ("words", "code", "advice"),
    [
        ("add fact crrf strenght 5 --unsourced", 3, "did you mean: strength?"),
        ("add fact crrf nonsense 5 --unsourced", 3, "cstokb schema lists them"),
        ("add fact crrf motto x --source nowhere", 3, "cstokb sources lists them"),
        ("retract crrf.strength.00000000", 3, "cstokb show ENTITY --ids"),
        ("restore nowhere.json", 3, "check the path"),
        ("import nowhere.csv", 3, "give the path of a file, or - for stdin"),
        ("retrcat x", 2, "did you mean: cstokb retract?"),
        ("add fact crrf motto x --when 28.04.2003 --unsourced", 2, "2003-04-28"),
        ("set crrf strength when=28.04.2003", 2, "2003-04-28"),
        ("add fact crrf motto -5 --unsourced", 2, "behind --: cstokb add fact OPTIONS -- VALUES"),
        ("show crrf --lnag ru", 2, "--lang"),
        ("show nobody", 3, 'cstokb search "nobody"'),
    ],
)
def test_what_is_not_found_is_looked_for_where_its_kind_is(
    path: str, words: str, code: int, advice: str
) -> None:
    answer = ask("--store", path, *words.split())
    assert answer.code == code, answer.err
    assert advice in answer.err
    assert ("cstokb search" in answer.err) == ("nobody" in words)


def test_a_value_that_begins_with_a_hyphen_is_taken_behind_two(path: str) -> None:
    ok("--store", path, "add", "fact", "--unsourced", "--", "crrf", "motto", "-5")
    assert "-5" in ok("--store", path, "show", "crrf", "--all").out


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        pytest.param("sqlite", "it is a file of SQLite's: --store sqlite:///", id="SQLite"),
        pytest.param(gzip.compress(b"{}"), "it is packed", id="gzip"),
        pytest.param(b"PK\x03\x04...", "it is packed", id="zip"),
        pytest.param("json", "--as json", id="JSON"),
        pytest.param("jsonl", "--as jsonl", id="JSON lines"),
        pytest.param("csv", "--as csv", id="CSV"),
        pytest.param("tsv", "--as tsv", id="TSV"),
    ],
)
def test_a_file_that_is_no_store_is_known_by_its_first_bytes(
    path: str, tmp_path: Path, content: bytes | str, advice: str
) -> None:
    file = tmp_path / "other"
    if content == "sqlite":
        ok("--store", path, "copy", "--to", f"sqlite:///{file}")
    elif content == "tsv":
        file.write_text(ok("--store", path, "export", "csv").out.replace(",", "\t"), "utf-8")
    elif isinstance(content, str):
        file.write_text(ok("--store", path, "export", content).out, "utf-8")
    else:
        file.write_bytes(content)
    before = file.read_bytes()
    answer = ask("--store", str(file), "show", "crrf")
    assert answer.code == 5
    assert f"{file} is no cstokb store" in answer.err
    assert advice in answer.err
    assert file.read_bytes() == before


def test_a_store_in_json_is_known_where_sqlite_is_meant(path: str) -> None:
    answer = ask("--store", f"sqlite:///{path}", "show", "crrf")
    assert answer.code == 5
    assert f"it is no file of SQLite's: --store {path}" in answer.err
