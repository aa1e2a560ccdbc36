"""Changing stores: the log, removal, revisions, taking back; all against a dictionary."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from cstokb.errors import StoreBusy
from cstokb.model.entity import Entity
from cstokb.reports.history import redoable, undoable
from cstokb.store.file.document import dumps
from cstokb.store.file.storage import FileStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.protocol import Change, Edit, Store, inverse
from tests.store.samples import CHARTER, CREATED, CSTO, MEMBER_OF, SAMPLE
from tests.store.test_contract import Build, every_writable_store, server  # noqa: F401 - it runs the servers
from tests.strategies import entities, entity_ids, facts, sources

NEW = Entity("new", "body", {"en": "New"})
ADDED = Change((NEW,), message="add it", at="2026-11-23T00:00:00Z")


def content_of(store: Store) -> list[object]:
    nouns_by_table: list[Any] = [store.entities(), store.facts(), store.sources()]
    return [list(nouns) for nouns in nouns_by_table] + [dict(store.predicates())]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.json"


@every_writable_store
class TestEveryStore:
    def test_a_change_is_remembered(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        before = len(store.log())
        entry = store.apply(ADDED)
        assert entry is not None
        assert (entry.message, entry.at, entry.kind, entry.of) == ("add it", ADDED.at, "change", 0)
        assert entry.edits == (Edit("entities", "new", None, NEW),)
        assert store.log()[before:] == (entry,)

    def test_numbers_and_revisions_count_up(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        first, number = store.revision, len(store.log())
        for count in (1, 2, 3):
            entry = store.apply(ADDED._replace(entities=(NEW._replace(names={"en": f"{count}"}),)))
            assert entry is not None
            assert store.revision == first + count
            assert entry.number == number + count

    def test_what_changes_nothing_is_no_change(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        store.apply(ADDED)
        before = (store.revision, store.log(), content_of(store))
        assert store.apply(ADDED) is None
        assert store.apply(Change(removed=(("facts", "none"),))) is None
        assert (store.revision, store.log(), content_of(store)) == before

    def test_what_is_removed_is_gone_and_remembered(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        store.apply(ADDED)
        entry = store.apply(Change(removed=(("entities", "new"),)))
        assert entry is not None
        assert entry.edits == (Edit("entities", "new", NEW, None),)
        assert store.entity("new") is None

    def test_a_revision_that_is_past_is_refused(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        past = store.revision
        store.apply(ADDED, revision=past)
        before = (store.revision, content_of(store))
        with pytest.raises(StoreBusy, match="changed meanwhile"):
            store.apply(ADDED._replace(entities=(NEW._replace(kind="force"),)), revision=past)
        assert (store.revision, content_of(store)) == before

    def test_the_inverse_takes_all_of_a_change_back(self, build: Build, file: Path) -> None:
        store = build(SAMPLE, file)
        before = content_of(store)
        change = Change(
            (NEW, CSTO._replace(kind="force")),
            (CREATED._replace(note="changed"),),
            (CHARTER._replace(title="changed"), CHARTER._replace(id="another")),
            (MEMBER_OF._replace(weight="minor"),),
        )
        entry = store.apply(change)
        assert entry is not None
        after = content_of(store)
        assert after != before
        undone = store.apply(inverse(entry, at="x"))
        assert undone is not None
        assert (undone.kind, undone.of) == ("undo", entry.number)
        assert content_of(store) == before
        redone = store.apply(inverse(undone, at="y", kind="redo"))
        assert redone is not None
        assert (redone.kind, redone.of) == ("redo", undone.number)
        assert content_of(store) == after


class FileAgainstDictionary(RuleBasedStateMachine):
    """A store in a file, opened again and again, and what it must hold."""

    known = Bundle("known")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="cstokb-")
        self.path = Path(self.folder.name) / "store.json"
        self.path.write_bytes(dumps({"meta": {"store": {"revision": 0}}}))
        self.store = TinyStore(FileStorage(str(self.path)))
        self.model: dict[tuple[str, str], Any] = {}
        self.past: list[dict[tuple[str, str], Any]] = []
        self.future: list[dict[tuple[str, str], Any]] = []
        self.revision = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    def changed(self, change: Change, model: dict[tuple[str, str], Any]) -> None:
        entry = self.store.apply(change, revision=self.store.revision)
        assert (entry is None) == (model == self.model)
        if entry is not None:
            self.past.append(self.model)
            self.future.clear()
            self.model = model
            self.revision += 1

    @rule(target=known, nouns=st.lists(entities(), max_size=2, unique_by=lambda one: one.id))
    def put_entities(self, nouns: list[Entity]) -> Any:
        new = {("entities", one.id): one for one in nouns}
        self.changed(Change(entities=tuple(nouns)), {**self.model, **new})
        return multiple(*new)

    @rule(target=known, noun=facts())
    def put_fact(self, noun: Any) -> Any:
        self.changed(Change(facts=(noun,)), {**self.model, ("facts", noun.id): noun})
        return ("facts", noun.id)

    @rule(target=known, noun=sources())
    def put_source(self, noun: Any) -> Any:
        self.changed(Change(sources=(noun,)), {**self.model, ("sources", noun.id): noun})
        return ("sources", noun.id)

    @rule(key=consumes(known))
    def remove(self, key: tuple[str, str]) -> None:
        rest = {one: noun for one, noun in self.model.items() if one != key}
        self.changed(Change(removed=(key,)), rest)

    @rule(id=entity_ids)
    def remove_what_may_not_be_there(self, id: str) -> None:
        key = ("entities", id)
        rest = {one: noun for one, noun in self.model.items() if one != key}
        self.changed(Change(removed=(key,)), rest)

    @rule()
    def undo(self) -> None:
        entry = undoable(self.store.log())
        assert (entry is None) == (not self.past)
        if entry:
            assert self.store.apply(inverse(entry, at=""))
            self.future.append(self.model)
            self.model = self.past.pop()
            self.revision += 1

    @rule()
    def redo(self) -> None:
        entry = redoable(self.store.log())
        assert (entry is None) == (not self.future)
        if entry:
            assert self.store.apply(inverse(entry, at="", kind="redo"))
            self.past.append(self.model)
            self.model = self.future.pop()
            self.revision += 1

    @rule()
    def reopen(self) -> None:
        self.store = TinyStore(FileStorage(str(self.path)))

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        found: dict[tuple[str, str], Any] = {}
        found |= {("entities", one.id): one for one in self.store.entities()}
        found |= {("facts", one.id): one for one in self.store.facts()}
        found |= {("sources", one.id): one for one in self.store.sources()}
        assert found == self.model
        assert self.store.revision == self.revision
        assert len(self.store.log()) == self.revision


TestFileAgainstDictionary = FileAgainstDictionary.TestCase
TestFileAgainstDictionary.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None
)
