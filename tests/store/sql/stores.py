"""Stores in either engine, by their URLs: writing to them, and what they hold."""

from collections.abc import Iterable
from contextlib import closing

from cstokb.model.fact import Fact, Text
from cstokb.model.pattern import Pattern
from cstokb.model.record import Noun
from cstokb.store import create_store
from cstokb.store.protocol import Change
from cstokb.store.sql.bulk import load
from cstokb.store.sql.opening import open_sql
from tests.store.samples import CSTO

MANY = 5_000


def note(number: int, size: int = 10) -> Change:
    """One fact more, of about that size."""
    return Change(facts=(_fact(number, size),))


def write(url: str, change: Change, lock_timeout: float = 10.0) -> None:
    with closing(open_sql(url)) as store:
        store.apply(change, lock_timeout=lock_timeout)


def saved(url: str) -> set[str]:
    """The ids of the facts in a store that must be readable."""
    with closing(open_sql(url)) as store:
        return {fact.id for fact in store.facts()}


def read_everything(url: str) -> None:
    """Read all that there is to read, by every way."""
    with closing(open_sql(url)) as store:
        answers: list[Iterable[object]] = [
            store.entities(),
            store.sources(),
            store.predicates().values(),
        ]
        answers += [store.facts(), store.facts(by_time=True), store.facts(Pattern(text="peace"))]
        answers += [store.search(text) for text in ("armenia", "armnia", "alliance")]
        answers += [entry.edits for entry in store.log()]
        for answer in answers:
            assert list(answer) is not None


def create_filled(url: str, records: Iterable[tuple[str, Noun]]) -> None:
    """Create a store of those records, with statistics for the planner."""
    create_store(url)
    with closing(open_sql(url)) as store, store.database.writing(0):
        load(store.database, records)


def create_long(url: str) -> None:
    """Create a store of some thousand facts."""
    facts = (("facts", _fact(number, 10)) for number in range(MANY))
    create_filled(url, [("entities", CSTO), *facts])


def _fact(number: int, size: int) -> Fact:
    return Fact(f"csto.said.{number:08x}", "csto", "said", Text("x" * size))
