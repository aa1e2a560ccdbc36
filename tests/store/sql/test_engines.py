"""Both engines: what is acknowledged is kept, and others are disturbed by nobody."""

import gc
import os
import re
import time
import weakref
from contextlib import closing, suppress
from pathlib import Path

import pytest

from cstokb.errors import CstokbError, Rejected, StoreBusy, StoreDamaged, StoreForeign, StoreNewer
from cstokb.store import create_store
from cstokb.store.protocol import Change
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.url import parse
from tests.store.children import fork
from tests.store.sql.stores import MANY, note, read_everything, saved, write


def file_of(url: str) -> bytes:
    """The bytes of a store's file, or nothing if it is on a server."""
    path = parse(url).path
    return Path(path).read_bytes() if path else b""


def test_a_store_that_is_let_go_gives_its_connection_back_at_once(url: str) -> None:
    # The program collects no cycles.
    gc.disable()
    try:
        store = open_sql(url)
        assert store.entity("csto")
        assert list(store.facts())
        database = weakref.ref(store.database)
        del store
        assert database() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("update main.meta set value = 'khal' where name = 'format'", StoreForeign),
        ("delete from main.meta", StoreForeign),
        ("update main.meta set value = '' where name = 'schema'", StoreDamaged),
        ("update main.meta set value = 'x' where name = 'revision'", StoreDamaged),
        ("update main.facts set record = '{}'", StoreDamaged),
        ("update main.meta set value = '2' where name = 'schema'", StoreNewer),
    ],
)
def test_a_store_that_is_not_as_it_was_written_is_refused_and_left_as_it_is(
    url: str, sql: str, error: type[CstokbError]
) -> None:
    with closing(open_sql(url)) as store, store.database.writing(0):
        store.database.run(sql)
    before = file_of(url)
    with pytest.raises(error) as caught:
        read_everything(url)
    assert type(caught.value) is error
    with suppress(CstokbError):
        write(url, Change())
    assert file_of(url) == before


class TestOthers:
    def test_a_writer_that_waits_too_long_is_told_which_store_is_busy(self, url: str) -> None:
        busy = f"{re.escape(parse(url).shown)} is being written"
        with closing(open_sql(url)) as first, first.database.writing(1):
            began = time.monotonic()
            with pytest.raises(StoreBusy, match=busy):
                write(url, note(1), lock_timeout=0.3)
            assert 0.2 < time.monotonic() - began < 9
            assert saved(url)
        write(url, note(1), lock_timeout=0)

    @pytest.mark.parametrize("lock_timeout", [1e300, float("inf"), float("nan")])
    def test_any_patience_will_do(self, url: str, lock_timeout: float) -> None:
        write(url, note(1), lock_timeout=lock_timeout)
        assert "csto.said.00000001" in saved(url)

    def test_a_reader_that_pauses_in_a_long_answer_lets_others_write(self, long_url: str) -> None:
        with closing(open_sql(long_url)) as store:
            answer = store.facts()
            ids = {next(answer).id for _ in range(2_500)}
            write(long_url, note(MANY + 1), lock_timeout=0.5)
            ids |= {fact.id for fact in answer}
            assert len(ids) in ((MANY,) if store.database.snapshot_reads else (MANY, MANY + 1))
        assert len(saved(long_url)) == MANY + 1

    def test_what_is_based_on_what_was_changed_meanwhile_is_refused(self, url: str) -> None:
        with closing(open_sql(url)) as store:
            (said,) = (fact for fact in store.facts() if fact.predicate == "said")
            write(url, Change(facts=(said._replace(note="theirs"),)))
            mine = Change(facts=(said._replace(confidence="low"),))
            with pytest.raises(StoreBusy, match="changed meanwhile"):
                store.apply(mine, revision=store.revision)
            kept = store.fact(said.id)
        assert kept
        assert (kept.note, kept.confidence) == ("theirs", said.confidence)

    def test_of_many_first_makers_one_wins_and_the_others_are_told_so(self, free_url: str) -> None:
        reading, writing = os.pipe()

        def make() -> None:
            try:
                create_store(free_url)
                os.write(writing, b"made ")
            except Rejected:
                os.write(writing, b"rejected ")

        for child in [fork(make) for _ in range(8)]:
            os.waitpid(child, 0)
        os.close(writing)
        with open(reading, encoding="utf-8") as pipe:
            assert sorted(pipe.read().split()) == ["made", *["rejected"] * 7]
        assert saved(free_url) == set()
        if path := parse(free_url).path:
            assert os.listdir(os.path.dirname(path)) == ["store.db"]
