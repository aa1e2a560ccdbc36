"""What every store must do; a further one is one line in `STORES`.

What is asked is drawn from what is stored: its own days, ids and words, and those beside.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from cstokb.errors import Rejected, StoreBusy, SystemRefused
from cstokb.model.entity import KINDS, Entity, Kind, is_id
from cstokb.model.fact import Fact, Link, Quantity, time_order
from cstokb.model.fold import fold
from cstokb.model.knowledge import class_of
from cstokb.model.moment import Moment
from cstokb.model.names import allowed_edits, rank
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.model.span import Span
from cstokb.store import create_store
from cstokb.store.file.document import dumps
from cstokb.store.file.storage import BytesStorage, FileStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.layered import LayeredStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import LOCK_TIMEOUT, Change, Store, inverse, records
from cstokb.store.sql.bulk import empty, load
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.rows import LONG
from cstokb.store.sql.store import SqlStore
from tests.conftest import REQUIRED
from tests.edges import middle_edits, misspelt, patterns_about, periods_beside
from tests.servers import Server, missing
from tests.store.samples import SAMPLE, content
from tests.strategies import (
    ENTITY_IDS,
    entities,
    facts,
    moments,
    patterns,
    phrases,
    predicates,
    recent_days,
    sources,
    spans,
)

Build = Callable[[Change, Path], Store]
"""Makes a store that knows just what the change asserts; the path is free to use."""


SERVERS: list[Server] = []
OPEN: dict[str, SqlStore] = {}


def server_url() -> str:
    if not SERVERS:
        pytest.skip(missing())
    return SERVERS[0].url("contract")


def emptied(url: str) -> SqlStore:
    """The one store at that URL that the tests go on emptying: making one takes longer."""
    if url not in OPEN:
        if url.startswith("postgresql"):
            SERVERS[0].create("contract")
        create_store(url)
        OPEN[url] = open_sql(url)
    database = OPEN[url].database
    with database.writing(LOCK_TIMEOUT):
        empty(database)
        database.run("update main.meta set value = '0' where name = 'revision'")
    return SqlStore(database)


def in_a_file(change: Change, path: Path) -> Store:
    path.write_bytes(dumps({}))
    store = TinyStore(FileStorage(str(path)))
    store.apply(change)
    return store


def in_an_edited_file(change: Change, path: Path) -> Store:
    path.write_text(json.dumps(json.loads(content(change)), indent=1), "utf-8")
    return TinyStore(FileStorage(str(path)))


def in_sqlite(change: Change, path: Path) -> Store:
    store = emptied(f"sqlite:///{path.with_suffix('.db')}")
    store.apply(change)
    return store


def loaded_into_sqlite(change: Change, path: Path) -> Store:
    store = emptied(f"sqlite:///{path.with_suffix('.db')}")
    with store.database.writing(LOCK_TIMEOUT):
        load(store.database, records(MemoryStore(change)))
    return store


def in_postgresql(change: Change, _path: Path) -> Store:
    store = emptied(server_url())
    store.apply(change)
    return store


def loaded_into_postgresql(change: Change, _path: Path) -> Store:
    store = emptied(server_url())
    with store.database.writing(LOCK_TIMEOUT):
        load(store.database, records(MemoryStore(change)))
    return store


def in_layers(change: Change, path: Path) -> Store:
    """A part is known below only, a part above and differently below."""
    above, below = slice_of(change, 0), slice_of(change, 1)
    lower = MemoryStore(older(above))
    lower.apply(below)
    return LayeredStore(in_a_file(above, path), lower)


def in_layers_of_sqlite(change: Change, path: Path) -> Store:
    above, below = slice_of(change, 0), slice_of(change, 1)
    lower = MemoryStore(older(above))
    lower.apply(below)
    return LayeredStore(in_sqlite(above, path), lower)


def slice_of(change: Change, start: int) -> Change:
    """Every second noun of it."""
    return Change(
        change.entities[start::2],
        change.facts[start::2],
        change.sources[start::2],
        change.predicates[start::2],
    )


def older(change: Change) -> Change:
    return Change(
        tuple(one._replace(kind="place", names={"en": "joint staff"}) for one in change.entities),
        tuple(
            one._replace(subject="csto", value=Link("armenia"), when=None, note="joint")
            for one in change.facts
        ),
        tuple(one._replace(title="older") for one in change.sources),
        tuple(one._replace(label={"en": "older"}) for one in change.predicates),
    )


STORES: dict[str, Build] = {
    "memory": lambda change, _path: MemoryStore(change),
    "file": in_a_file,
    "edited file": in_an_edited_file,
    "bytes": lambda change, _path: TinyStore(BytesStorage(content(change), "bytes")),
    "sqlite": in_sqlite,
    "sqlite, loaded": loaded_into_sqlite,
    "postgresql": in_postgresql,
    "postgresql, loaded": loaded_into_postgresql,
    "layers": in_layers,
    "layers of sqlite": in_layers_of_sqlite,
}
READ_ONLY = {"bytes"}


def examples(test: Callable[..., None]) -> Callable[..., None]:
    """What is drawn goes into every store, which takes some seconds a test."""
    slow: Callable[..., None] = pytest.mark.slow(settings(max_examples=25)(test))
    return slow


every_store = pytest.mark.parametrize("build", STORES.values(), ids=STORES)
every_writable_store = pytest.mark.parametrize(
    "build", [pytest.param(STORES[name], id=name) for name in STORES if name not in READ_ONLY]
)


@pytest.fixture(scope="module", autouse=True)
def server(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lets the stores on a server find it; without one, they are left out."""
    if REQUIRED or not missing():
        SERVERS.append(request.getfixturevalue("postgres"))
    yield
    for url, store in OPEN.items():
        store.database.close()
        if url.startswith("postgresql"):
            # Another module makes one of its own.
            SERVERS[0].drop("contract")
    OPEN.clear()
    SERVERS.clear()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "store.json"


odd_ids = st.one_of(
    st.sampled_from(("-", "_", "0", "null", "A", "a", "a.b", "csto")),
    st.text("aZ0-_.", min_size=1, max_size=8).filter(is_id),
)
"""Ids that a store's own notation might stumble over."""

about_long = st.builds(
    lambda day, days: Span(Moment.of(day), Moment.of(day + timedelta(days=days))),
    recent_days,
    st.integers(LONG - 1, LONG + 1),
)
"""What lasts so many days that SQL looks for it in the one way, or just in the other."""

dated_facts = facts(st.one_of(spans(moments(recent_days)), about_long))

changes = st.builds(
    Change,
    st.lists(entities(), max_size=5, unique_by=lambda one: one.id).map(tuple),
    st.lists(dated_facts, max_size=8, unique_by=lambda one: one.id).map(tuple),
    st.lists(sources(odd_ids), max_size=3, unique_by=lambda one: one.id).map(tuple),
    st.lists(predicates(odd_ids), max_size=3, unique_by=lambda one: one.id).map(tuple),
    removed=st.just(()),
    message=st.just(""),
    at=st.just(""),
    kind=st.just("change"),
    of=st.just(0),
)


class Contents(NamedTuple):
    """Everything that a store says, in the order in which it says it."""

    entities: list[Entity]
    facts: list[Fact]
    sources: list[Source]
    predicates: list[tuple[str, Predicate]]


def contents(store: Store) -> Contents:
    return Contents(
        list(store.entities()),
        list(store.facts()),
        list(store.sources()),
        list(store.predicates().items()),
    )


def everywhere(change: Change, path: Path, *, writable: bool = False) -> Iterator[Store]:
    """Every store with this change in it: drawing a change costs more than storing it."""
    for name, build in STORES.items():
        reachable = SERVERS or "postgresql" not in name
        if reachable and (not writable or name not in READ_ONLY):
            note(f"in the store: {name}")
            yield build(change, path)


def told(*applied: Change) -> Contents:
    """What a store must say after these changes, by definition."""
    entities = {one.id: one for change in applied for one in change.entities}
    facts = {one.id: one for change in applied for one in change.facts}
    sources = {one.id: one for change in applied for one in change.sources}
    predicates = {one.id: one for change in applied for one in change.predicates}
    return Contents(
        [entities[id] for id in sorted(entities)],
        [facts[id] for id in sorted(facts)],
        [sources[id] for id in sorted(sources)],
        sorted(predicates.items()),
    )


def kinds_of(change: Change) -> dict[str, str]:
    """The kinds of its entities by id."""
    return {entity.id: entity.kind for entity in change.entities}


def matching(change: Change, pattern: Pattern) -> list[Fact]:
    """The definition of querying."""
    kinds = kinds_of(change)
    return [
        fact
        for fact in sorted(change.facts, key=lambda fact: fact.id)
        if pattern.matches(fact, kinds.get(fact.subject, ""))
    ]


@examples
@given(change=changes)
def test_a_store_tells_what_it_was_told_in_order_of_id(path: Path, change: Change) -> None:
    for store in everywhere(change, path):
        assert contents(store) == told(change)
        assert contents(store) == told(change)
        assert [*store.sizes().values()] == [len(told(change)[at]) for at in (0, 1, 2, 3)]


@st.composite
def asked(draw: st.DrawFn) -> tuple[Change, list[Pattern]]:
    """What a store holds, and patterns that facts of it match, or fail to by a little."""
    change = draw(changes)
    questions = patterns()
    if change.facts:
        kinds = kinds_of(change)
        about = st.sampled_from(change.facts).flatmap(
            lambda fact: patterns_about(fact, kinds.get(fact.subject, ""))
        )
        questions = st.one_of(questions, about, about)
    return change, draw(st.lists(questions, min_size=2, max_size=5))


@examples
@given(asked=asked())
def test_a_store_answers_a_pattern_as_the_pattern_defines_it(
    path: Path, asked: tuple[Change, list[Pattern]]
) -> None:
    change, questions = asked
    for store in everywhere(change, path):
        for pattern in questions:
            found = matching(change, pattern)
            assert list(store.facts(pattern)) == found
            assert list(store.facts(pattern, by_time=True)) == sorted(found, key=time_order)
            assert store.count_by_class(pattern) == Counter(map(class_of, found))


@examples
@given(change=changes)
def test_what_begins_or_ends_with_a_period_is_in_it_and_nothing_beside_it(
    path: Path, change: Change
) -> None:
    edges = dict.fromkeys(period for fact in change.facts for period in periods_beside(fact))
    for store in everywhere(change, path):
        for pattern in (Pattern(period=period) for period in edges):
            found = matching(change, pattern)
            assert list(store.facts(pattern)) == found
            assert store.count_by_class(pattern) == Counter(map(class_of, found))


@examples
@given(change=changes, ids=st.lists(st.sampled_from((*ENTITY_IDS, "nobody", "", "\ud800"))))
def test_the_facts_about_each_of_some_entities_are_counted(
    path: Path, change: Change, ids: list[str]
) -> None:
    for store in everywhere(change, path):
        assert store.count_by_subject(ids) == Counter(
            f.subject for f in change.facts if f.subject in ids
        )


@examples
@given(change=changes)
def test_a_noun_is_known_by_its_id_and_by_no_other(path: Path, change: Change) -> None:
    known = {entity.id: entity for entity in change.entities}
    for store in everywhere(change, path):
        for id in (*ENTITY_IDS, "", "nobody"):
            assert store.entity(id) == known.get(id)
            begun = [known[one] for one in sorted(known) if one.startswith(id[:2])]
            assert list(store.entities(prefix=id[:2])) == begun
        for fact in change.facts:
            assert store.fact(fact.id) == fact
        for id in ("", "nobody.nothing.00000000"):
            assert store.fact(id) is None
        for source in change.sources:
            assert store.source(source.id) == source
            same = [one for one in told(change).sources if source.url and one.url == source.url]
            assert list(store.sources(url=source.url)) == same
            both = list(store.sources(url=source.url, ids=(source.id, "nobody")))
            assert both == [one for one in same if one.id == source.id]
        for ids in (None, (), ("\ud800",), *((one.id, "nobody") for one in change.sources)):
            asked = [one for one in told(change).sources if ids is None or one.id in ids]
            assert list(store.sources(ids=ids)) == asked
        for predicate in change.predicates:
            assert store.predicates()[predicate.id] == predicate


@examples
@given(
    change=changes,
    kinds=st.none() | st.lists(st.sampled_from(KINDS), max_size=3).map(tuple),
)
def test_entities_may_be_asked_for_by_kind(
    path: Path, change: Change, kinds: tuple[Kind, ...] | None
) -> None:
    wanted = [one for one in told(change).entities if kinds is None or one.kind in kinds]
    for store in everywhere(change, path):
        assert list(store.entities(kinds)) == wanted


@st.composite
def searched(draw: st.DrawFn) -> tuple[Change, list[str]]:
    """What a store holds, and queries: names of it as they are and misspelt, and others."""
    change = draw(changes)
    names = [name for entity in change.entities for name in entity.called]
    if not names:
        return change, [draw(phrases)]
    name = st.sampled_from(names)
    queries = draw(st.lists(st.one_of(phrases, name, name.flatmap(misspelt)), max_size=8))
    words = sorted({word for name in names for word in fold(name).split() if allowed_edits(word)})
    for word in draw(st.lists(st.sampled_from(words), max_size=3, unique=True)) if words else ():
        queries += middle_edits(word)
    return change, queries


@examples
@given(searched=searched())
def test_a_search_finds_what_the_ranking_defines(
    path: Path, searched: tuple[Change, list[str]]
) -> None:
    change, queries = searched
    for store in everywhere(change, path):
        for query in queries:
            assert list(store.search(query)) == rank(query, change.entities), query


@examples
@given(first=changes, second=changes)
def test_a_change_puts_its_records_in_place_of_those_with_the_same_id(
    path: Path, first: Change, second: Change
) -> None:
    for store in everywhere(first, path, writable=True):
        contents(store)
        store.apply(second)
        assert contents(store) == told(first, second)
        store.apply(second)
        assert contents(store) == told(first, second)


@every_writable_store
def test_an_empty_change_changes_nothing(build: Build, path: Path) -> None:
    store = build(SAMPLE, path)
    store.apply(Change())
    assert contents(store) == told(SAMPLE)


@every_writable_store
def test_what_was_asked_before_a_change_is_answered_anew_after_it(build: Build, path: Path) -> None:
    store = build(SAMPLE, path)
    entity = SAMPLE.entities[0]
    pattern = Pattern(kinds=("force",))
    assert list(store.facts(pattern)) == []
    store.apply(Change(entities=(entity._replace(kind="force"),)))
    changed = SAMPLE._replace(entities=(entity._replace(kind="force"), *SAMPLE.entities[1:]))
    assert list(store.facts(pattern)) == matching(changed, pattern) != []


@every_writable_store
def test_a_vocabulary_that_was_handed_out_stays_as_it_was(build: Build, path: Path) -> None:
    store = build(SAMPLE, path)
    before = store.predicates()
    store.apply(Change(predicates=(SAMPLE.predicates[0]._replace(id="a-new-one"),)))
    assert "a-new-one" not in before
    assert "a-new-one" in store.predicates()


@pytest.mark.parametrize("name", sorted(READ_ONLY))
def test_a_store_that_cannot_be_written_says_so_and_stays(name: str, path: Path) -> None:
    store = STORES[name](SAMPLE, path)
    with pytest.raises(SystemRefused):
        store.apply(Change(entities=SAMPLE.entities[:1]))
    assert contents(store) == told(SAMPLE)


@every_store
@pytest.mark.parametrize("word", ["\ud800", '"', '": {', "\n", "\0", "csto\\", "*", "%"])
def test_a_word_that_is_no_id_finds_nothing(build: Build, path: Path, word: str) -> None:
    store = build(SAMPLE, path)
    for hole in (
        Pattern([word]),
        Pattern(predicates=[word]),
        Pattern(value=word),
        Pattern(mention=word),
    ):
        assert list(store.facts(hole)) == []
    assert store.entity(word) is None
    assert store.fact(word) is None
    assert store.source(word) is None
    assert word not in store.predicates()


@every_store
@pytest.mark.parametrize("hole", ["subjects", "predicates", "kinds", "ranks", "month_days"])
def test_an_empty_choice_finds_nothing(build: Build, path: Path, hole: str) -> None:
    store, fields = build(SAMPLE, path), {hole: ()}
    nothing = Pattern(**fields)  # type: ignore[arg-type]
    # The second question may be answered from memory.
    for _ in range(2):
        assert list(store.facts(nothing)) == []
        assert list(store.facts(nothing, by_time=True)) == []
        assert not store.count_by_class(nothing)
        assert list(store.facts())
    assert list(store.entities(())) == []
    assert list(store.sources(ids=())) == []
    assert store.count_by_subject(()) == {}


@every_store
def test_the_predicates_are_a_mapping_like_any_other(build: Build, path: Path) -> None:
    found: Mapping[str, Predicate] = build(SAMPLE, path).predicates()
    assert len(found) == len(SAMPLE.predicates)
    assert list(found) == sorted(one.id for one in SAMPLE.predicates)
    with pytest.raises(KeyError):
        found["nothing"]


@examples
@given(first=changes, second=changes)
def test_a_change_can_be_taken_back_and_the_log_tells_it(
    path: Path, first: Change, second: Change
) -> None:
    for store in everywhere(Change(), path, writable=True):
        store.apply(first)
        number = store.revision
        entry = store.apply(second._replace(message="why", at="2026-11-23T00:00:00Z"))
        if entry is None:
            assert contents(store) == told(first)
            continue
        assert store.revision == number + 1
        assert entry.number == len(store.log())
        logged = store.log()[-1]
        assert (logged.number, logged.message, logged.at) == (entry.number, "why", entry.at)
        assert list(logged.edits) == list(entry.edits)
        store.apply(inverse(logged, at=""))
        assert contents(store) == told(first)
        assert store.log()[-1].of == entry.number


@every_writable_store
def test_a_change_is_refused_where_the_store_is_not_what_it_was(build: Build, path: Path) -> None:
    store = build(SAMPLE, path)
    revision = store.revision
    store.apply(Change(sources=(SAMPLE.sources[0]._replace(title="another"),)))
    with pytest.raises(StoreBusy):
        store.apply(Change(removed=(("sources", SAMPLE.sources[0].id),)), revision=revision)
    assert store.source(SAMPLE.sources[0].id) is not None


@every_writable_store
def test_what_no_store_could_read_again_is_rejected(build: Build, path: Path) -> None:
    store = build(SAMPLE, path)
    if isinstance(store, MemoryStore):
        pytest.skip("it writes nothing")
    for wrong in (
        Change(entities=(SAMPLE.entities[0]._replace(kind="nothing"),)),  # type: ignore[arg-type]
        Change(facts=(SAMPLE.facts[0]._replace(rank="first"),)),  # type: ignore[arg-type]
        Change(facts=(SAMPLE.facts[0]._replace(note="half \ud800"),)),
        Change(facts=(SAMPLE.facts[0]._replace(value=Quantity(float("inf"))),)),
    ):
        with pytest.raises(Rejected):
            store.apply(wrong)
        assert contents(store) == told(SAMPLE)


@every_writable_store
@pytest.mark.parametrize(
    "number", [0, 5, 5.0, -0.0, 1e16, 1.5e22, 1e300, 1.7e-7, 2**53, 10**30, 0.1, -12345.678]
)
def test_a_number_is_told_as_it_was(build: Build, path: Path, number: float) -> None:
    store = build(Change(facts=(SAMPLE.facts[2]._replace(value=Quantity(number)),)), path)
    (fact,) = store.facts()
    assert isinstance(fact.value, Quantity)
    told = fact.value.number
    assert told == number
    assert type(told) is type(number)
