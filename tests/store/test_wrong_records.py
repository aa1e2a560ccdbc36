"""A true checksum vouches for nothing: a wrong record ends in an exit code of the table."""

from pathlib import Path

import pytest

from cstokb.errors import StoreDamaged
from cstokb.store import open_store
from cstokb.store.file.document import dumps
from cstokb.store.file.storage import FileStorage
from cstokb.store.file.tiny import TinyStore
from tests.cli.asking import ask
from tests.faults.crc import crc_fuzz
from tests.store.samples import SAMPLE, content, tables


@pytest.mark.parametrize("seed", range(2))
def test_wrong_records_under_a_true_checksum_are_no_bug_of_ours(tmp_path: Path, seed: int) -> None:
    for row in crc_fuzz(ask, tmp_path, 6, each=1, seed=seed):
        assert row.right, row.figures


@pytest.mark.parametrize("table", ["facts", "sources", "predicates"])
@pytest.mark.parametrize("id", ["../up", "a/b", ".hidden", "a..b", "", "x" * 201, "a\\b", "c:d"])
def test_an_id_that_could_become_a_path_is_damage_in_every_table(
    tmp_path: Path, table: str, id: str
) -> None:
    path = tmp_path / "store.json"
    held = tables(SAMPLE)
    rows = {**held[table]}
    rows[id] = rows.pop(next(iter(rows)))
    path.write_bytes(content_of({**held, table: rows}))
    with pytest.raises(StoreDamaged):
        open_store(str(path)).verify(full=True)
    store = TinyStore(FileStorage(str(path)))
    with pytest.raises(StoreDamaged):
        [*store.facts(), *store.sources(), *store.predicates().values()]


def content_of(held: dict[str, object]) -> bytes:
    return dumps(held)  # type: ignore[arg-type]


def test_a_full_look_finds_what_the_checksum_hides(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(content(SAMPLE))
    assert ask("--store", str(path), "check", "--full").code in (0, 1)
    held = tables(SAMPLE)
    wrong = {**held["sources"], "page": {"title": "a\x07b"}}
    path.write_bytes(content_of({**held, "sources": wrong}))
    answer = ask("--store", str(path), "check", "--full")
    assert answer.code == 5
    assert "page" in answer.err
