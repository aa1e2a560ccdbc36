"""Whole stores: copied, backed up, put in place of another, and what they say of themselves."""

from pathlib import Path

import pytest

from cstokb.errors import CstokbError, StoreBusy, StoreDamaged
from cstokb.model.entity import Entity
from cstokb.model.predicate import Predicate
from cstokb.store import create_store, open_store
from cstokb.store.backups import open_backup
from cstokb.store.copying import copy, original_of
from cstokb.store.file.storage import FileStorage
from cstokb.store.file.tiny import CAPACITY, TinyStore
from cstokb.store.layered import LayeredStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change, Store, records
from tests.store.samples import CSTO, PAGE, SAID, SAMPLE
from tests.store.test_contract import Build, every_store, every_writable_store, server  # noqa: F401 - it runs the servers

NEW = Change((Entity("new", "body", {"en": "New"}),), message="add it", at="2026-11-23T00:00:00Z")
LIMIT = 3


def nothing() -> None:
    """A tick that nobody watches."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.json"


def own(store: Store) -> list[object]:
    """What a store holds apart from what is below it."""
    return list(records(store.writable_layer))


@every_store
class TestEveryStore:
    def test_a_backup_is_a_store_with_the_same_contents_and_log(
        self, build: Build, file: Path
    ) -> None:
        store = build(SAMPLE, file)
        backup = str(file.with_name("backup"))
        store.write_backup(backup, nothing)
        copied = open_backup(backup)
        assert own(copied) == own(store)
        assert copied.log() == store.log()
        assert copied.revision == store.revision
        copied.close()

    def test_a_backup_never_replaces_a_file(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        there = file.with_name("there")
        there.write_bytes(b"something else")
        with pytest.raises((OSError, CstokbError)):
            store.write_backup(str(there), nothing)
        assert there.read_bytes() == b"something else"

    def test_it_verifies_what_was_written(self, build: Build, file: Path) -> None:
        build(SAMPLE, file).verify()

    def test_a_layer_alone_has_something_below(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        is_layer = isinstance(store, LayeredStore)
        assert (store.base_store is not None) == is_layer
        assert (store.writable_layer is not store) == is_layer
        assert store.writable_layer.base_store is None
        assert store.meta.get("base", "") == ""
        assert store.name
        assert store.over_capacity() == 0

    @pytest.mark.parametrize("prefix", ["", "a", "cs", "csto", "csto-", "m-", "é", "zz"])
    def test_candidates_are_the_first_ids_and_the_last(
        self, build: Build, file: Path, prefix: str
    ) -> None:
        many = tuple(Entity(f"m-{n}", "body", {"ru": f"Номер {n}"}) for n in range(7))
        nameless = (Entity("csto-x", "body", {}), Entity("csto-y", "body", {"en": "", "ru": "Y"}))
        verbs = (*SAMPLE.predicates, Predicate("m-x", {"ru": "есть"}), Predicate("m-y", {}))
        change = SAMPLE._replace(entities=(*SAMPLE.entities, *many, *nameless), predicates=verbs)
        store = build(change, file)
        words = {
            "entities": {entity.id: entity.names for entity in store.entities()},
            "predicates": {id: each.label for id, each in store.predicates().items()},
        }
        for table, by_id in words.items():
            expected = [
                (id, names.get("en") or names.get("ru", ""))
                for id, names in by_id.items()
                if id.startswith(prefix)
            ]
            if len(expected) > LIMIT:
                expected = [*expected[: LIMIT - 1], expected[-1]]
            assert store.candidates(table, prefix, LIMIT) == expected, table


@every_writable_store
class TestEveryWritableStore:
    def test_other_contents_replace_all_that_was_there(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        for title in ("lost", "lost too"):
            store.apply(Change(sources=(PAGE._replace(title=title),)))
        before = store.revision
        original = MemoryStore(NEW)
        store.replace_contents(original_of(original), nothing, 1)
        assert own(store) == own(original)
        assert [entry.message for entry in store.log()] == ["add it"]
        assert store.revision == before + 1

    def test_contents_of_a_later_revision_keep_it(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        original = MemoryStore(NEW)
        for number in range(9):
            original.apply(Change((CSTO._replace(aliases=(f"{number}",)),)))
        store.replace_contents(original_of(original), nothing, 1)
        assert store.revision == 10
        assert len(store.log()) == 10

    def test_what_replaces_it_can_be_changed(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        store.replace_contents(original_of(MemoryStore(NEW)), nothing, 1)
        changed = SAID._replace(note="changed")
        entry = store.apply(Change(facts=(changed,)))
        assert entry is not None
        assert entry.number == 2
        assert store.fact(SAID.id) == changed


@pytest.mark.parametrize("target", ["file", "sqlite"])
def test_an_original_that_changes_while_it_is_copied_is_not_copied(
    tmp_path: Path, target: str
) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    create_store(url)
    original, other = open_store(url), open_store(url)
    original.apply(SAMPLE)
    original.close()
    original = open_store(url)
    ticks = 0

    def change_once() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 1:
            other.apply(NEW)

    path = tmp_path / "copy"
    with pytest.raises(StoreBusy, match="changed while it was copied"):
        copy(
            original_of(original),
            f"sqlite:///{path}" if target == "sqlite" else str(path),
            change_once,
        )
    assert ticks > 1
    assert not path.exists()


def test_an_original_that_changes_replaces_nothing(tmp_path: Path) -> None:
    url, path = f"sqlite:///{tmp_path}/store.db", tmp_path / "store.json"
    create_store(url)
    open_store(url).apply(SAMPLE)
    create_store(str(path))
    before = path.read_bytes()
    original, other, store = open_store(url), open_store(url), open_store(str(path))
    with pytest.raises(StoreBusy, match="changed while it was copied"):
        store.replace_contents(original_of(original), lambda: other.apply(NEW) and None, 1)
    assert path.read_bytes() == before


def test_a_damaged_copy_is_found_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Change(SAMPLE.entities[1:])
    monkeypatch.setattr("cstokb.store.copying.TinyStore", lambda _: MemoryStore(lost))
    with pytest.raises(CstokbError, match="the copy differs"):
        copy(original_of(MemoryStore(SAMPLE)), f"{tmp_path}/copy.json", nothing)
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_more_facts_than_it_is_made_for_says_how_many(file: Path) -> None:
    facts = tuple(SAID._replace(id=f"csto.said.{number:08x}") for number in range(CAPACITY + 1))
    create_store(str(file))
    store = TinyStore(FileStorage(str(file)))
    store.apply(Change(facts=facts[:CAPACITY]))
    assert store.over_capacity() == 0
    store.apply(Change(facts=facts[CAPACITY:]))
    assert store.over_capacity() == CAPACITY + 1


def test_a_damaged_file_is_verified_and_replaced(file: Path) -> None:
    file.write_bytes(b"damaged")
    store = TinyStore(FileStorage(str(file)))
    with pytest.raises(StoreDamaged):
        store.verify()
    store.replace_contents(original_of(MemoryStore(SAMPLE)), nothing, 1)
    assert own(store) == own(MemoryStore(SAMPLE))
    assert file.with_name("store.json.bak").read_bytes() == b"damaged"


def test_a_record_written_by_hand_is_restored_as_it_stands(file: Path) -> None:
    by_hand = file.with_name("by-hand.json")
    MemoryStore(SAMPLE).write_backup(str(by_hand), nothing)
    text = by_hand.read_text("utf-8").replace('"kind": "state"', '"kind": "state", "aliases": []')
    by_hand.write_text(text, "utf-8")
    create_store(str(file))
    open_store(str(file)).replace_contents(original_of(open_backup(str(by_hand))), nothing, 1)
    assert '"kind": "state", "aliases": []' in file.read_text("utf-8")
