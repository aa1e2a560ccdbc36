"""What a store in SQL knows of itself: candidates, backups, putting another in its place."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cstokb.errors import StoreBusy
from cstokb.model.entity import Entity
from cstokb.model.predicate import Predicate
from cstokb.store import create_store
from cstokb.store.copying import original_of
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.url import parse, sqlite_url
from tests.store.samples import SAMPLE
from tests.store.sql.stores import note, read_everything, write
from tests.store.test_contract import contents


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    with closing(open_sql(url)) as store:
        yield store


def test_it_says_where_it_is_and_takes_changes_itself(store: SqlStore, url: str) -> None:
    assert store.name == parse(url).shown
    assert store.writable_layer is store
    assert store.over_capacity() == 0
    store.verify()


class TestCandidates:
    def test_they_are_ids_with_that_beginning_in_order_with_names(self, store: SqlStore) -> None:
        names = {"a": {"ru": "А"}, "a-1": {"en": "One", "ru": "Один"}, "b": {"en": "B"}, "a-2": {}}
        store.apply(Change(tuple(Entity(id, "body", names[id]) for id in names)))
        found = [("a", "А"), ("a-1", "One"), ("a-2", ""), ("armenia", "Armenia")]
        assert store.candidates("entities", "a", 10) == found
        assert store.candidates("entities", "a-", 10) == found[1:3]
        assert store.candidates("entities", "zz", 10) == []
        assert store.candidates("entities", "\ud800", 10) == []

    def test_predicates_have_their_labels(self, store: SqlStore) -> None:
        store.apply(Change(predicates=(Predicate("served-as", {"ru": "служил"}),)))
        assert store.candidates("predicates", "", 10) == [
            ("created", "created"),
            ("member-of", "member of"),
            ("served-as", "служил"),
        ]

    @pytest.mark.parametrize("limit", [1, 2, 5, 99, 100, 101])
    def test_of_many_they_are_the_first_and_the_last(self, store: SqlStore, limit: int) -> None:
        ids = [f"many-{number:03}" for number in range(100)]
        store.apply(Change(tuple(Entity(id, "body", {"en": id}) for id in ids)))
        few = ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]
        assert store.candidates("entities", "many", limit) == [(id, id) for id in few]


class TestBackup:
    def test_it_is_a_file_that_is_the_same_store(self, store: SqlStore, tmp_path: Path) -> None:
        path = str(tmp_path / "a b%.db")
        store.write_backup(path, lambda: None)
        with closing(open_sql(sqlite_url(path))) as copy:
            assert contents(copy) == contents(store)
            assert copy.log() == store.log()
            assert copy.revision == store.revision
        read_everything(sqlite_url(path))

    def test_a_layer_stays_a_layer(self, free_url: str, tmp_path: Path) -> None:
        create_store(free_url, base="shipped")
        with closing(open_sql(free_url)) as store:
            store.write_backup(str(tmp_path / "copy.db"), lambda: None)
        with closing(open_sql(f"sqlite:///{tmp_path}/copy.db")) as copy:
            assert copy.meta["base"] == "shipped"


class TestReplacing:
    @pytest.fixture
    def backup(self, store: SqlStore, tmp_path: Path) -> Iterator[SqlStore]:
        path = str(tmp_path / "backup.db")
        store.write_backup(path, lambda: None)
        with closing(open_sql(sqlite_url(path))) as backup:
            yield backup

    def test_it_holds_what_the_original_does_and_counts_on(
        self, store: SqlStore, backup: SqlStore, url: str
    ) -> None:
        for number in range(3):
            write(url, note(number))
        ticks: list[None] = []
        store.replace_contents(original_of(backup), lambda: ticks.append(None), 1)
        assert len(ticks) == 2 * sum(backup.sizes().values())
        assert store.revision == 1 + 3 + 1
        with closing(open_sql(url)) as replaced:
            assert contents(replaced) == contents(MemoryStore(SAMPLE))
            assert replaced.log() == backup.log()
            assert replaced.revision == 1 + 3 + 1

    def test_what_was_read_before_is_forgotten(self, store: SqlStore, backup: SqlStore) -> None:
        store.apply(Change(entities=(SAMPLE.entities[0]._replace(names={"en": "Changed"}),)))
        assert store.entity("csto") != SAMPLE.entities[0]
        store.replace_contents(original_of(backup), lambda: None, 1)
        assert store.entity("csto") == SAMPLE.entities[0]

    def test_where_somebody_else_writes_it_stays(
        self, store: SqlStore, backup: SqlStore, url: str
    ) -> None:
        write(url, note(1))
        with closing(open_sql(url)) as other, other.database.writing(1), pytest.raises(StoreBusy):
            store.replace_contents(original_of(backup), lambda: None, 0.1)
        with closing(open_sql(url)) as kept:
            assert kept.fact("csto.said.00000001")
