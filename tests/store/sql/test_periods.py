"""Facts in a period, at the edges of the facts and one day to either side of them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from cstokb.model.fact import Fact, fact_id
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.span import Span
from cstokb.store.protocol import Change
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.rows import LONG
from cstokb.store.sql.store import SqlStore

DAY = timedelta(days=1)
FIRST = date(2003, 4, 28)
SPANS = (
    "2003-04-28",
    "2003-04",
    "2003",
    "200X",
    "2003-04-28/2003-05-07",
    f"{FIRST}/{FIRST + timedelta(days=LONG - 1)}",
    f"{FIRST}/{FIRST + timedelta(days=LONG)}",
    f"{FIRST}/{FIRST + timedelta(days=LONG + 1)}",
    "2003-04-28/..",
    "../2003-04-28",
    "2003-04-28/",
    "/2003-04-28",
    "0001-01-01",
    "9999-12-31",
)


def fact(when: str) -> Fact:
    span = Span.parse(when)
    return Fact(fact_id("csto", "held", None, span, ""), "csto", "held", None, span)


FACTS = (*map(fact, SPANS), Fact("undated", "csto", "held", None))


def edges() -> Iterator[date]:
    """The first and last days of the facts, and the days beside them."""
    for each in FACTS:
        for day in (each.when.first, each.when.last) if each.when else ():
            yield day
            if day > date.min:
                yield day - DAY
            if day < date.max:
                yield day + DAY


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    with closing(open_sql(url)) as store:
        every = tuple(("facts", fact.id) for fact in store.facts())
        store.apply(Change(facts=FACTS, removed=every))
        yield store


def test_a_fact_is_in_a_period_that_touches_its_first_or_last_day(store: SqlStore) -> None:
    days = sorted(set(edges()))
    periods = [
        *(Period(day, day) for day in days),
        *(Period(date.min, day) for day in days),
        *(Period(day, date.max) for day in days),
    ]
    for period in periods:
        pattern = Pattern(period=period)
        matching = {fact.id for fact in FACTS if pattern.matches(fact, "")}
        assert {fact.id for fact in store.facts(pattern)} == matching, period
