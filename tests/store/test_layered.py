import json
from pathlib import Path

import pytest

from cstokb.errors import StoreDamaged, StoreMissing, UsageError
from cstokb.model.fact import Fact, Link
from cstokb.model.pattern import Pattern
from cstokb.store import open_store
from cstokb.store.file.document import dumps
from cstokb.store.file.storage import BytesStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.layered import LayeredStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change, inverse
from cstokb.store.shipped import shipped_store
from tests.store.samples import (
    ARMENIA,
    CHARTER,
    CREATED,
    CSTO,
    MEMBER,
    MEMBER_OF,
    SAID,
    SAMPLE,
    content,
)

MINE = Fact("armenia.said.00000009", "armenia", "said", Link("dushanbe"))


def layered(above: Change) -> LayeredStore:
    return LayeredStore(MemoryStore(above), MemoryStore(SAMPLE))


def test_a_record_above_hides_the_one_with_the_same_id_below() -> None:
    mine = Change(
        (CSTO._replace(kind="force"),),
        (MEMBER._replace(rank="deprecated"),),
        (CHARTER._replace(title="mine"),),
        (MEMBER_OF._replace(weight="minor"),),
    )
    store = layered(mine)
    assert store.entity("csto") == mine.entities[0]
    assert store.source("charter") == mine.sources[0]
    assert store.predicates()["member-of"] == mine.predicates[0]
    assert list(store.facts(Pattern(subjects=["armenia"]))) == list(mine.facts)
    assert len(list(store.entities())) == len(SAMPLE.entities)
    assert len(list(store.sources())) == len(SAMPLE.sources)
    assert len(store.predicates()) == len(SAMPLE.predicates)


def test_no_copy_of_what_stands_below_goes_above() -> None:
    store = layered(Change())
    assert store.apply(Change(SAMPLE.entities, SAMPLE.facts, SAMPLE.sources)) is None
    entry = store.apply(Change((*SAMPLE.entities, ARMENIA._replace(id="new")), SAMPLE.facts))
    assert entry is not None
    assert [edit.id for edit in entry.edits] == ["new"]


def test_what_is_changed_back_is_uncovered_and_undo_covers_it_again() -> None:
    store = layered(Change())
    mine = CSTO._replace(names={"en": "Mine"})
    store.apply(Change((mine,)))
    back = store.apply(Change((CSTO,)))
    assert back is not None
    assert store.upper.entity("csto") is None
    assert store.entity("csto") == CSTO
    store.apply(inverse(back, at=""))
    assert store.entity("csto") == mine


def test_what_stands_below_alone_is_there_too() -> None:
    found = {fact.id for fact in layered(Change(facts=(MINE,))).facts()}
    assert found == {MINE.id, *(fact.id for fact in SAMPLE.facts)}


def test_a_changed_fact_is_not_found_by_its_old_contents() -> None:
    store = layered(Change(facts=(SAID._replace(subject="armenia"),)))
    assert SAID.id not in {fact.id for fact in store.facts(Pattern(subjects=["csto"]))}
    assert SAID.id in {fact.id for fact in store.facts(Pattern(subjects=["armenia"]))}


def test_a_fact_above_is_found_by_a_kind_that_is_known_below_only() -> None:
    store = layered(Change(facts=(MINE,)))
    assert MINE in store.facts(Pattern(kinds=("state",)))
    assert MINE not in store.facts(Pattern(kinds=("body",)))


def test_a_kind_that_is_changed_above_counts_for_the_facts_below() -> None:
    store = layered(Change(entities=(ARMENIA._replace(kind="place"),)))
    assert list(store.facts(Pattern(kinds=("state",)))) == []
    assert list(store.facts(Pattern(kinds=("place",)))) == [MEMBER]


def test_a_name_that_was_changed_above_is_searched_and_the_old_one_is_not() -> None:
    store = layered(Change(entities=(ARMENIA._replace(names={"en": "Hayastan"}, id="armenia"),)))
    assert [hit.entity.id for hit in store.search("Hayastan")] == ["armenia"]
    assert "Армения" not in [hit.entity.name("ru") for hit in store.search("Армения")]


def test_changes_go_up_and_leave_what_is_below_as_it_was() -> None:
    above, below = MemoryStore(), TinyStore(BytesStorage(content(SAMPLE), "shipped"))
    LayeredStore(above, below).apply(Change(facts=(MINE, CREATED._replace(note="mine"))))
    assert list(above.facts()) == [MINE, CREATED._replace(note="mine")]
    assert list(above.entities()) == []
    assert CREATED in below.facts()
    assert MINE not in below.facts()


class TestOpening:
    @pytest.fixture
    def path(self, tmp_path: Path) -> str:
        return str(tmp_path / "mine.json")

    def test_a_store_over_the_shipped_facts_is_read_with_them(self, path: str) -> None:
        self.make(path, content(Change(facts=(MINE,)), base="shipped"))
        found = {fact.id for fact in open_store(path).facts()}
        assert found == {MINE.id, *(fact.id for fact in shipped_store().facts())}

    def test_a_store_over_nothing_stands_alone(self, path: str) -> None:
        self.make(path, content(Change(facts=(MINE,))))
        assert list(open_store(path).facts()) == [MINE]

    def test_the_file_of_a_layer_holds_the_users_own_records_alone(self, path: str) -> None:
        self.make(path, dumps({"meta": {"store": {"base": "shipped"}}}))
        open_store(path).apply(Change(facts=(MINE,)))
        saved = json.loads(Path(path).read_bytes())
        assert list(saved["facts"]) == [MINE.id]
        assert saved["entities"] == saved["sources"] == saved["predicates"] == {}
        assert saved["meta"]["store"]["base"] == "shipped"

    @pytest.mark.parametrize("base", ["elsewhere", 0, 7, None, [], {"a": 1}])
    def test_an_unknown_base_is_refused_with_the_file(self, path: str, base: object) -> None:
        self.make(path, content(SAMPLE, base=base))
        with pytest.raises(StoreDamaged, match=r"mine\.json: unknown base"):
            open_store(path)

    def test_a_layer_that_is_not_there_yet_is_an_empty_one(self, path: str) -> None:
        assert list(open_store(layer=path).facts()) == list(shipped_store().facts())
        assert not Path(path).exists()

    def test_a_layer_that_is_there_is_read(self, path: str) -> None:
        self.make(path, content(Change(facts=(MINE,)), base="shipped"))
        assert MINE in open_store(layer=path).facts()

    def test_a_layer_that_is_a_dangling_link_is_missed(self, path: str) -> None:
        Path(path).symlink_to(f"{path}.gone")
        with pytest.raises(StoreMissing, match="gone"):
            open_store(layer=path)

    def test_a_store_that_is_named_counts_before_the_layer(self, path: str) -> None:
        self.make(path, content(Change(facts=(MINE,))))
        assert list(open_store(path, layer=f"{path}.other").facts()) == [MINE]

    def test_a_store_that_is_named_must_be_there(self, path: str) -> None:
        with pytest.raises(StoreMissing, match=r"mine\.json"):
            open_store(path)

    @pytest.mark.parametrize(
        "location", ["oracle://host/db", "http://user:S3cret@host/db", "://", "redis://S3cret@h"]
    )
    def test_a_kind_of_store_that_is_not_there_is_refused_without_its_password(
        self, location: str
    ) -> None:
        with pytest.raises(UsageError, match="no store of the kind") as caught:
            open_store(location)
        assert "S3cret" not in f"{caught.value} {caught.value.hint}"

    @staticmethod
    def make(path: str, data: bytes) -> None:
        Path(path).write_bytes(data)
