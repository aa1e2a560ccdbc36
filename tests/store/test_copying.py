"""Copies: whole, compared with the original, and of one revision of it."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from cstokb.errors import CstokbError, StoreBusy
from cstokb.model.entity import Entity
from cstokb.store import create_store, open_store
from cstokb.store.copying import Copying, copy, original_of
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change, records
from cstokb.store.sql.opening import open_sql
from tests.store.samples import SAMPLE
from tests.store.test_contract import contents

NEW = Change(entities=(Entity("new", "body", {"en": "New"}),))


@pytest.mark.parametrize("target", ["{}/copy.json", "sqlite:///{}/copy.db"])
class TestCopying:
    def test_a_copy_holds_what_the_original_does(self, tmp_path: Path, target: str) -> None:
        location = target.format(tmp_path)
        copied = copy(original_of(MemoryStore(SAMPLE)), location, lambda: None)
        assert copied.records == len(list(records(MemoryStore(SAMPLE))))
        assert contents(open_store(location)) == contents(MemoryStore(SAMPLE))

    def test_an_original_that_was_changed_meanwhile_is_refused_and_nothing_is_left(
        self, tmp_path: Path, target: str
    ) -> None:
        url = f"sqlite:///{tmp_path}/original.db"
        create_store(url)
        with closing(open_sql(url)) as original, closing(open_sql(url)) as other:
            other.apply(NEW)
            with pytest.raises(StoreBusy, match="changed while it was copied"):
                copy(original_of(original), target.format(tmp_path), lambda: None)
        assert os.listdir(tmp_path) == ["original.db"]


def test_a_copy_that_differs_is_no_copy() -> None:
    copying = Copying(original_of(MemoryStore(SAMPLE)), lambda: None)
    list(copying.records())
    copying.compare(MemoryStore(SAMPLE))
    with pytest.raises(CstokbError, match="the copy differs"):
        copying.compare(MemoryStore(NEW))
