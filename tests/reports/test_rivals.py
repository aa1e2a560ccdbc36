"""Links join the facts that all pairs of rivals would join, and there are few of them."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact, Rank, Text, Value, fact_id
from cstokb.model.fact import Link as ValueLink
from cstokb.model.predicate import Predicate
from cstokb.model.span import Span
from cstokb.reports.conflicts import outranked
from cstokb.reports.rivals import IdPair, links, sure_end

STATE = Predicate("headed", {"en": "headed"}, shape="state", one_value=True, one_subject=True)
EVENT = Predicate("founded", {"en": "founded"}, shape="event", one_value=True)
PREDICATES = {each.id: each for each in (STATE, EVENT)}
WHENS = (
    *("", "2003", "2003-04", "2003-04-28", "2003-04-29", "2004", "2003~", "2005-01-01"),
    *("2003/2004", "2003/2003", "2003-04-28/2003-04-28", "2003-04/2005", "2004/..", "../2004"),
    *("2003-04-28/2003-04-29", "2003-04-29/2003-05", "2004/", "/2004", "2003-05/2003-06"),
)

few = st.sampled_from(("a", "b", "c"))


@st.composite
def drawn(draw: st.DrawFn) -> Fact:
    value: Value = draw(st.one_of(few.map(ValueLink), st.just(Text("a"))))
    when = draw(st.sampled_from(WHENS))
    return made(draw(st.sampled_from(("headed", "founded"))), draw(few), value, when, draw(_place))


_place = st.sampled_from(("", "", "moscow", "minsk"))


def made(predicate: str, subject: str, value: Value, when: str, where: str = "") -> Fact:
    span = Span.parse(when) if when else None
    id = fact_id(subject, predicate, value, span, where)
    return Fact(id, subject, predicate, value, span, where)


def rivals(facts: Iterable[Fact]) -> Iterator[IdPair]:
    """All pairs that exclude each other: the definition."""
    for one, other in combinations(facts, 2):
        if one.predicate != other.predicate:
            continue
        if one.predicate == "founded":
            if one.subject == other.subject and events_differ(one, other):
                yield one.id, other.id
        elif (one.subject, one.value) != (other.subject, other.value):
            same_value = bool(one.link) and one.link == other.link
            exclusive = one.subject == other.subject or same_value
            if exclusive and together(one.when, other.when):
                yield one.id, other.id


def events_differ(one: Fact, other: Fact) -> bool:
    if one.when and other.when:
        intervals = one.when.end is not None and other.when.end is not None
        overlap = one.when.first <= other.when.last and other.when.first <= one.when.last
        if intervals and one.when != other.when and overlap:
            return True
        if not overlap:
            return not intervals
    return bool(one.where and other.where and one.where != other.where)


def together(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None or one.starts is None or other.starts is None:
        return False
    if one.end is not None and other.end is not None:
        return max(one.starts.last, other.starts.last) < min(sure_end(one), sure_end(other))
    attested, rival = (one, other) if one.end is None else (other, one)
    assert rival.starts is not None
    return rival.starts.last <= attested.first and attested.last <= sure_end(rival)


def joined(pairs: Iterable[IdPair]) -> set[frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for one, other in pairs:
        group = groups.get(one, frozenset([one])) | groups.get(other, frozenset([other]))
        groups.update(dict.fromkeys(group, group))
    return {*groups.values()}


@given(st.lists(drawn(), max_size=12, unique_by=lambda fact: fact.id))
def test_links_join_what_pairs_of_rivals_join(facts: list[Fact]) -> None:
    by_id = {fact.id: fact for fact in facts}
    assert joined(links(by_id, PREDICATES)) == joined(rivals(facts))


def same_time(state: bool, one: Span | None, other: Span | None) -> bool:
    """Whether a better fact of the one time outranks one of the other: the definition."""
    if one is None or other is None:
        return True
    intervals = one.end is not None and other.end is not None
    if not state:
        return not intervals or (one.first <= other.last and other.first <= one.last)
    if intervals:
        return together(one, other)
    return one.first <= other.last and other.first <= one.last


@given(st.lists(drawn(), max_size=12, unique_by=lambda fact: fact.id), st.data())
def test_a_better_fact_of_the_same_time_outranks_a_normal_one(
    facts: list[Fact], data: st.DataObject
) -> None:
    ranks: st.SearchStrategy[Rank] = st.sampled_from(("preferred", "normal"))
    ranked = [fact._replace(rank=data.draw(ranks)) for fact in facts]
    expected = {
        fact.id
        for fact in ranked
        for better in ranked
        if (fact.rank, better.rank) == ("normal", "preferred")
        and (fact.subject, fact.predicate) == (better.subject, better.predicate)
        and same_time(fact.predicate == "headed", fact.when, better.when)
    }
    assert outranked(ranked, PREDICATES) == expected


@pytest.mark.parametrize("predicate", ["headed", "founded"])
@pytest.mark.parametrize("when", ["2003/2004", "2003-04-28", "2003-{}", "2003/2004-{}"])
@pytest.mark.parametrize("same_value", [False, True])
def test_there_are_no_more_links_than_a_few_for_each_fact(
    predicate: str, when: str, same_value: bool
) -> None:
    facts = [
        made(predicate, "a" if not same_value else f"s{n}", Text("x") if same_value and n % 2 else
             ValueLink(f"v{n % 7 if same_value else n}"), when.format(f"{n % 12 + 1:02}"), f"p{n}")
        for n in range(2_000)
    ]  # fmt: skip
    number = sum(1 for _ in links({fact.id: fact for fact in facts}, PREDICATES))
    assert number <= 6 * len(facts)
