"""Each index is used by the questions that it was made for, on both engines."""

import datetime as dt
import random
import sqlite3
import string
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cstokb.model.entity import KINDS, Entity
from cstokb.model.fact import Fact, Link, fact_id
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.record import Noun
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.store.protocol import Change
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.tables import TABLES
from cstokb.store.sql.url import parse
from tests.servers import Server
from tests.store.sql.stores import create_filled

EITHER = ("sqlite", "postgresql")
FACTS = 6_000
FIRST = dt.date(1992, 1, 1)


class Question(NamedTuple):
    """A question to a store, and the index that answers it; `covering` ones do it alone."""

    answered_by: str
    ask: Callable[[SqlStore], object]
    covering: tuple[str, ...] = ()


def facts(**holes: Any) -> Callable[[SqlStore], object]:
    return lambda store: list(store.facts(Pattern(**holes)))


def counts(**holes: Any) -> Callable[[SqlStore], object]:
    return lambda store: store.count_by_class(Pattern(**holes))


MONTH = Period(dt.date(2003, 4, 1), dt.date(2003, 4, 30))
QUESTIONS = {
    "a kind": Question("entities_kind", lambda store: list(store.entities(("exercise",)))),
    "a word of a name": Question("entities_terms", lambda store: list(store.search("kolenda"))),
    "a renamed entity": Question(
        "names_entity",
        lambda store: store.apply(Change((Entity("e-7", "force", {"en": "Renamed"}),))),
    ),
    "one typing error": Question("words_backwards", lambda store: list(store.search("kolend"))),
    "two typing errors": Question("words_length", lambda store: list(store.search("antabglistic"))),
    "a subject": Question("facts_subject", facts(subjects=("e-7",))),
    "facts of some subjects": Question(
        "facts_subject", lambda store: store.count_by_subject(["e-7", "e-8"]), covering=EITHER
    ),
    "a value": Question("facts_value", facts(value="e-5")),
    "a mention, as a value": Question("facts_value", facts(mention="e-5")),
    "a mention, as a place": Question("facts_place", facts(mention="e-5")),
    "a predicate": Question("facts_predicate", facts(predicates=("p-7",))),
    "classes of a predicate": Question(
        "facts_predicate", counts(predicates=("p-7",)), covering=EITHER
    ),
    "a rank": Question("facts_preferred", facts(ranks=("preferred",))),
    "a subject's preferred facts": Question(
        "facts_preferred", facts(subjects=("e-300", "e-400"), ranks=("preferred",))
    ),
    "what happened in a period": Question("facts_time", facts(period=MONTH)),
    "what lasted over a period": Question("facts_lasting", facts(period=MONTH)),
    # SQLite reads `lasting` in the table, although the index has only rows where it is 1.
    "classes of what lasted": Question(
        "facts_lasting", counts(period=MONTH), covering=("postgresql",)
    ),
    "an anniversary": Question("facts_month_day", facts(month_days=((4, 28),))),
    "contradictions": Question("facts_disputing", facts(has_contradiction=True)),
    "a word of a fact": Question("facts_terms", facts(text="unusual")),
    "an address": Question(
        "sources_url", lambda store: list(store.sources(url="https://example.org/7"))
    ),
}


def archive() -> Iterator[tuple[str, Noun]]:
    """So many facts that it takes an index to find a few of them."""
    chance = random.Random(28042003)
    for number in range(600):
        words = ["".join(chance.choices(string.ascii_lowercase, k=size)) for size in (5, 7, 9, 12)]
        aliases = ("Kolenda", "Antanaglistic") if number == 9 else ()
        kind = KINDS[number % len(KINDS)]
        yield "entities", Entity(f"e-{number}", kind, {"en": " ".join(words)}, aliases)
    for number in range(FACTS):
        yield "facts", fact(number)
    for number in range(600):
        url = f"https://example.org/{number}" if number % 2 else ""
        yield "sources", Source(f"s-{number}", f"Source {number}", url=url)


def fact(number: int) -> Fact:
    day = FIRST + dt.timedelta(days=number * 7 % 11_000)
    # One in thirty lasts for two years.
    when = Span.parse(f"{day}/{day.year + 2}" if number % 30 == 0 else f"{day}")
    subject, predicate = f"e-{number % 600}", f"p-{number % 31}"
    value = Link(f"e-{number % 599}") if number % 3 == 0 else None
    where = f"e-{number % 593}" if number % 4 == 0 else ""
    return Fact(
        fact_id(subject, predicate, value, when, where),
        subject,
        predicate,
        value,
        when,
        where,
        (Citation(f"s-{number % 600}"),),
        rank="preferred" if number % 100 == 0 else "normal",
        note="unusual" if number % 500 == 0 else "",
        contradicts=("other",) if number % 400 == 0 else (),
    )


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store of some thousand facts, of which the planner has statistics."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('indexes')}/store.db"
        create_filled(url, archive())
        yield url
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.create("indexes")
    create_filled(url, archive())
    # An index alone is read where all rows of a page are known to be visible.
    server.sql("vacuum", "indexes")
    yield url
    server.drop("indexes")


def plans(url: str, ask: Callable[[SqlStore], object], monkeypatch: pytest.MonkeyPatch) -> str:
    """How the engine carries out the statements of an answer."""
    statements: list[tuple[str, Sequence[Any]]] = []
    with closing(open_sql(url)) as store:
        rows, run = store.database.rows, store.database.run

        def noted_rows(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
            statements.append((sql, values))
            return rows(sql, values)

        def noted_run(sql: str, values: Sequence[Any] = ()) -> None:
            statements.append((sql, values))
            run(sql, values)

        monkeypatch.setattr(store.database, "rows", noted_rows)
        monkeypatch.setattr(store.database, "run", noted_run)
        assert ask(store)
    explain = explained_by_sqlite if parse(url).path else explained_by_postgresql
    reads = [each for each in statements if each[0].startswith(("select", "delete"))]
    return "\n".join(explain(url, sql, values) for sql, values in reads)


def explained_by_sqlite(url: str, sql: str, values: Sequence[Any]) -> str:
    with closing(sqlite3.connect(Path(parse(url).path))) as connection:
        rows = connection.execute(f"explain query plan {sql}", values)
        return "\n".join(detail for *_, detail in rows)


def explained_by_postgresql(url: str, sql: str, values: Sequence[Any]) -> str:
    with closing(open_sql(url)) as store:
        store.database.run("set enable_seqscan = off")
        return "\n".join(line for (line,) in store.database.rows(f"explain {sql}", values))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_an_index_is_used_for_what_it_was_made_for(
    url: str, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plans(url, question.ask, monkeypatch)
    uses = [line for line in plan.splitlines() if question.answered_by in line]
    assert uses, plan
    if parse(url).scheme in question.covering:
        assert any("COVERING" in line or "Index Only" in line for line in uses), plan


def test_every_index_has_a_question() -> None:
    made = {index.name for table in TABLES for index in table.indexes}
    made |= {f"{table.name}_terms" for table in TABLES if table.terms}
    assert made == {question.answered_by for question in QUESTIONS.values()}
