"""How checks read a store: each record once, where a check looks at it, wherever it stands."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import pytest

from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.source import Source
from cstokb.reports.check import check
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.world import KNOWN, PAPER, REPORT, VOCABULARY, fact

FACTS = (
    fact("csto", "founded", "2002-10-07", "treaty", where="moscow"),
    fact("csto", "met", "2001"),
    fact("crrf", "met", "2004", sources=()),
    fact("nikolayev", "headed", "2012-12-20/2015-09-15", "joint-staff"),
    fact("sidorov", "headed", "2015-09-15/2023-11-23", "joint-staff"),
)


class Counting(MemoryStore):
    """Counts how often all records of a table are queries for, and those that are looked up."""

    def __init__(self, facts: Iterable[Fact] = FACTS) -> None:
        super().__init__(Change(tuple(KNOWN.values()), tuple(facts), (PAPER, REPORT), VOCABULARY))
        self.queries = Counter[str]()

    def entity(self, id: str) -> Entity | None:
        self.queries["entity"] += 1
        return super().entity(id)

    def entities(
        self, kinds: Sequence[Kind] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        self.queries["entities"] += 1
        return super().entities(kinds, prefix=prefix)

    def source(self, id: str) -> Source | None:
        self.queries["source"] += 1
        return super().source(id)

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        self.queries["sources"] += 1
        return super().sources(url=url, ids=ids)

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        self.queries["facts" if pattern == EVERYTHING else "some facts"] += 1
        return super().facts(pattern, by_time=by_time)


def found(only: str, *facts: Fact) -> list[tuple[str, str]]:
    """What the check finds where the facts stand as here, their ids 1, 2 and so on."""
    kept = Counting(one._replace(id=str(number)) for number, one in enumerate(facts, 1))
    return [(finding.about, str(finding.message)) for finding in check(kept, only=[only])]


# What is read


def test_all_checks_read_each_table_once_and_look_nothing_up() -> None:
    store = Counting()
    check(store)
    assert {name: store.queries[name] for name in ("entities", "sources", "facts")} == {
        "entities": 1,
        "sources": 1,
        "facts": 1,
    }
    assert not store.queries["entity"]
    assert not store.queries["source"]


@pytest.mark.parametrize(
    ("only", "read"),
    [
        (("bad-id",), {"entities", "sources"}),
        (("nameless", "mixed-script", "wrong-script", "same-name"), {"entities"}),
        (("same-url", "bad-url"), {"sources"}),
        (("unsourced", "id-differs", "one-source"), {"facts"}),
        (("ended-before-begun", "outside-life"), {"facts"}),
        (("wrong-kind", "isolated"), {"entities", "facts"}),
        (("later-than-source", "unused-source"), {"sources", "facts"}),
        (("dangling",), {"entities", "sources", "facts"}),
        (("several-holders", "unranked-conflict"), {"some facts"}),
        (("repeated",), {"facts", "some facts"}),
    ],
)
def test_a_check_reads_no_more_than_it_looks_at(only: tuple[str, ...], read: set[str]) -> None:
    store = Counting()
    check(store, only=only)
    assert {*store.queries} == read


def test_no_check_reads_nothing() -> None:
    store = Counting()
    assert check(store, only=["dangling"], skip=["dangling"]) == ()
    assert not store.queries


# Where a subject's facts do not stand together


@pytest.mark.parametrize(
    ("only", "facts", "expected"),
    [
        pytest.param(
            "outside-life",
            (
                fact("csto", "met", "2001"),
                fact("council", "met", "2004"),
                fact("csto", "founded", "2002-10-07"),
                fact("council", "founded", "2009"),
                fact("csto", "met", "2003"),
            ),
            [
                ("1", "2001 is before csto began 2002-10-07"),
                ("2", "2004 is before council began 2009"),
            ],
            id="what lies outside of a life is found",
        ),
        pytest.param(
            "ended-before-begun",
            (
                fact("csto", "founded", "2009"),
                fact("csto", "closed", "2008"),
                fact("council", "closed", "2001"),
                fact("csto", "closed", "2007"),
                fact("council", "founded", "2002"),
            ),
            [
                ("csto", "ended 2008, before it began 2009"),
                ("council", "ended 2001, before it began 2002"),
            ],
            id="a life that is told in two places is judged once",
        ),
        pytest.param(
            "repeated",
            (
                fact("council", "met", "2004"),
                fact("csto", "met", "2004", where="moscow"),
                fact("csto", "met", "2004"),
                fact("council", "met", "2004", where="moscow"),
                fact("csto", "met", "2004", where="dushanbe"),
            ),
            [
                ("1", "says the same as 4, but for the place"),
                ("2", "says the same as 3, 5, but for the place"),
            ],
            id="what is said twice is told once and whole",
        ),
        pytest.param(
            "outside-life",
            (
                fact("csto", "founded", "2002-10-07"),
                fact("crrf", "founded", "2009"),
                fact("crrf", "met", "2004"),
                fact("csto", "met", "2001"),
                fact("council", "founded", "2004"),
                fact("council", "met", "2003"),
            ),
            [
                ("3", "2004 is before crrf began 2009"),
                ("4", "2001 is before csto began 2002-10-07"),
                ("6", "2003 is before council began 2004"),
            ],
            id="what is found stands in the order of facts",
        ),
    ],
)
def test_facts_of_a_subject_are_looked_at_together_wherever_they_stand(
    only: str, facts: tuple[Fact, ...], expected: list[tuple[str, str]]
) -> None:
    assert found(only, *facts) == expected


def test_what_a_part_of_the_facts_tells_of_a_life_does_not_count() -> None:
    facts = (
        fact("csto", "founded", "2009"),
        fact("csto", "met", "2004"),
        fact("council", "met", "2004"),
        fact("csto", "founded", "2002-10-07", rank="preferred"),
    )
    assert found("outside-life", *facts[:3]) != []
    assert found("outside-life", *facts) == []
