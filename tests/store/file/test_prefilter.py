"""Filters of records: no fact that matches is left out, and few others pass."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.model.fact import Fact, Link
from cstokb.model.fields import Record
from cstokb.model.knowledge import class_of
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.record import to_record
from cstokb.model.span import Span
from cstokb.store.file.prefilter import class_of_record, covers, entity_in, record_filters
from tests.strategies import facts, patterns

examples = settings(max_examples=300, deadline=None)
DAY = timedelta(days=1)


def passes(pattern: Pattern, record: Record) -> bool:
    return all(record_filter(record) for record_filter in record_filters(pattern))


@examples
@given(facts(), patterns())
def test_whatever_matches_passes_and_only_that_where_all_is_covered(
    fact: Fact, pattern: Pattern
) -> None:
    matches = pattern.matches(fact, (*(pattern.kinds or ()), "")[0])
    if matches or covers(pattern):
        assert passes(pattern, to_record(fact)) == matches


@examples
@given(facts())
def test_a_record_is_of_the_class_of_its_fact(fact: Fact) -> None:
    assert class_of_record(to_record(fact)) == class_of(fact)


@examples
@given(facts(), patterns())
def test_the_entity_in_a_pattern_is_mentioned_by_all_that_match(
    fact: Fact, pattern: Pattern
) -> None:
    if pattern.matches(fact, (*(pattern.kinds or ()), "")[0]):
        assert entity_in(pattern) in ("", *fact.mentions)


@pytest.mark.parametrize("text", ["2003", "2003-04", "2003-04-28", "2003~", "2003-04-28?"])
@pytest.mark.parametrize("form", ["{}", "{}/..", "{}/", "../{}", "/{}", "{}/2005-06", "2001-02/{}"])
def test_periods_pass_what_they_just_touch_and_stop_what_they_just_miss(
    text: str, form: str
) -> None:
    when = Span.parse(form.format(text))
    fact = Fact("a.b.00000000", "a", "b", Link("c"), when)
    edges = [day for day in (when.first, when.last) if day not in (date.min, date.max)]
    years = [date(day.year, *edge) for day in edges for edge in ((1, 1), (12, 31))]
    for day in (*edges, *years):
        for first, last in ((day, day), (day, date.max), (date.min, day)):
            for step in (-DAY, DAY * 0, DAY):
                period = Period(
                    first if first == date.min else first + step,
                    last if last == date.max else last + step,
                )
                pattern = Pattern(period=period)
                assert passes(pattern, to_record(fact)) == pattern.matches(fact, ""), period


def test_a_month_and_day_is_that_of_the_start() -> None:
    record = to_record(Fact("a.b.00000000", "a", "b", None, Span.parse("2003-04-28/2003-05")))
    assert passes(Pattern(month_days=((4, 28),)), record)
    assert not passes(Pattern(month_days=((5, 0),)), record)


@given(st.lists(st.sampled_from("abc"), max_size=3))
def test_one_subject_alone_is_in_the_pattern(ids: list[str]) -> None:
    assert entity_in(Pattern(subjects=ids)) == (ids[0] if len(ids) == 1 else "")
