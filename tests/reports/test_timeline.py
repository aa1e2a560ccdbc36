from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import RANKS, Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.span import UNKNOWN
from cstokb.reports.conflicts import undisputed
from cstokb.reports.lifetime import has_ended
from cstokb.reports.limits import can_reach
from cstokb.reports.timeline import Event, Timeline
from cstokb.reports.vocabulary import predicate_of
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.strategies import facts, patterns, predicates, recent_days
from tests.world import VOCABULARY, Quantity, Text, day, fact, period, world

NO, POSSIBLY, SURELY = Certainty

some_facts = st.lists(facts(), max_size=12, unique_by=lambda one: one.id)
vocabularies = st.lists(predicates(), max_size=5)


def facts_of(report: Timeline) -> list[tuple[Fact, ...]]:
    return [event.facts for event in report.events]


def outcome(report: Timeline) -> tuple[list[Event], int, int, int, int]:
    """The events, and how many were omitted: minor, outranked, undated, ended."""
    events = list(report.events)
    assert report.complete
    assert report.count == len(events)
    omitted = report.omitted
    numbers = omitted["minor"], omitted["outranked"], omitted["undated"], omitted["ended"]
    return events, *numbers


def eager(
    knowledge: Knowledge, pattern: Pattern, *, everything: bool, certain: bool, on: date | None
) -> tuple[list[Event], int, int, int, int]:
    """The timeline by its definition, one step after the other."""
    matching = list(knowledge.facts(pattern))
    dated = [one for one in matching if one.when and falls_into(knowledge, one, pattern)]
    kept = list(undisputed(knowledge, dated))
    weighty = [f for f in kept if everything or predicate_of(knowledge, f).weight == "major"]
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for one in weighty:
        groups.setdefault((one.subject, one.predicate, str(one.when)), []).append(one)
    events = [event_of(group, pattern) for group in groups.values()]
    sure = [event for event in events if not certain or event.certainty is SURELY]
    lasting = [event for event in sure if not on or not has_ended(knowledge, event.facts[0], on)]
    return (
        sorted(
            lasting,
            key=lambda e: (
                began_before(e, pattern),
                e.when.sort_key,
                e.facts[0].subject,
                e.facts[0].predicate,
            ),
        ),
        len(kept) - len(weighty),
        len(dated) - len(kept),
        sum(one.when is None for one in matching),
        len(sure) - len(lasting),
    )


def began_before(event: Event, pattern: Pattern) -> bool:
    start = event.when.starts
    return bool(pattern.period and start and start.last < pattern.period.first)


def falls_into(knowledge: Knowledge, one: Fact, pattern: Pattern) -> bool:
    if pattern.period and not can_reach(knowledge, one, pattern.period):
        return False
    if not (pattern.period and one.when and one.when.starts and one.when.end == UNKNOWN):
        return True
    event = predicate_of(knowledge, one).shape == "event"
    return not event or one.when.starts.last >= pattern.period.first


def event_of(group: Sequence[Fact], pattern: Pattern) -> Event:
    when, during = group[0].when, pattern.period
    assert when
    best = [one for one in group if one.rank == "preferred"]
    others = [one for one in group if one.rank != "preferred"]
    certainty = when.meets(during.first, during.last) if during else SURELY
    return Event(when, certainty, (*sorted(best), *sorted(others)))


def test_events_stand_by_first_possible_day_the_coarser_first() -> None:
    dates = ("2003-04-28", "2003-05", "2002~", "2003", "../1999", "2003-04", "2003-04-28/..")
    report = Timeline(world(*(fact("csto", "met", when) for when in dates)), EVERYTHING)

    assert [str(event.when) for event in report.events] == [
        "../1999",
        "2002~",
        "2003",
        "2003-04",
        "2003-04-28",
        "2003-04-28/..",
        "2003-05",
    ]


def test_what_began_before_the_period_and_lasts_stands_behind_what_began_in_it() -> None:
    dates = ("2003-04-28/..", "1999/2004", "2003-05", "/2003", "2003")
    report = Timeline(
        world(*(fact("csto", "met", when) for when in dates)), Pattern(period=period("2003"))
    )

    events = [str(event.when) for event in report.events]
    assert events == ["/2003", "2003", "2003-04-28/..", "2003-05", "1999/2004"]


def test_events_of_one_day_stand_by_subject_then_predicate() -> None:
    one, two, three = (
        fact("csto", "founded", "2003"),
        fact("csto", "met", "2003"),
        fact("joint-staff", "founded", "2003"),
    )

    assert facts_of(Timeline(world(three, two, one), EVERYTHING)) == [(one,), (two,), (three,)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(fact("csto", "met", "2003-04-28", "russia"), id="value"),
        pytest.param(fact("csto", "met", "2003-04-28", "armenia", where="dushanbe"), id="place"),
    ],
)
def test_facts_that_differ_in_value_or_place_only_are_one_event(other: Fact) -> None:
    (event,) = facts_of(
        Timeline(world(fact("csto", "met", "2003-04-28", "armenia"), other), EVERYTHING)
    )

    assert len(event) == 2


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(fact("csto", "met", "2003-04"), id="date"),
        pytest.param(fact("csto", "closed", "2003-04-28"), id="predicate"),
        pytest.param(fact("crrf", "met", "2003-04-28"), id="subject"),
    ],
)
def test_facts_that_differ_in_more_are_two_events(other: Fact) -> None:
    assert len(facts_of(Timeline(world(fact("csto", "met", "2003-04-28"), other), EVERYTHING))) == 2


def test_the_preferred_fact_of_an_event_leads_it() -> None:
    first, second = sorted((fact("csto", "met", "2003", "russia"), fact("csto", "met", "2003")))
    better = second._replace(rank="preferred")

    assert facts_of(Timeline(world(first, better), EVERYTHING)) == [(better, first)]


def test_minor_facts_are_counted_and_drawn_when_everything_is_asked_for() -> None:
    major, minor = fact("csto", "met", "2003"), fact("armenia", "member-of", "2002/..", "csto")
    knowledge = world(major, minor)

    report = Timeline(knowledge, EVERYTHING)
    assert (facts_of(report), report.omitted["minor"]) == ([(major,)], 1)
    assert facts_of(Timeline(knowledge, EVERYTHING, everything=True)) == [(minor,), (major,)]


PLAN = fact("csto", "planned", "2003-04-28/", Text("a talk"))
MEMBER = fact("armenia", "member-of", "2002/..", "csto")
BEST = fact("csto", "strength", "2009", Quantity(20000), rank="preferred")
RIVAL = fact("csto", "strength", "2009", Quantity(15000))
DOUBTED = fact("crrf", "strength", "2009", Quantity(20000), contradicts=[RIVAL])
DATED_PLAN = fact("csto", "planned", "2004-05-06", Text("a talk"))


@pytest.mark.parametrize(
    ("minor_facts", "during", "minor", "outranked"),
    [
        pytest.param([PLAN], "", 1, 0, id="whenever"),
        pytest.param([PLAN], "2003-04-28..", 1, 0, id="event-of-unknown-end-on-its-day"),
        pytest.param([PLAN], "2003-04-29..", 0, 0, id="event-of-unknown-end-after-its-day"),
        pytest.param([PLAN, DATED_PLAN], "2003-04-28..", 2, 0, id="events-of-both-sorts"),
        pytest.param([RIVAL], "", 1, 0, id="without-a-rival"),
        pytest.param([RIVAL, DOUBTED], "", 1, 1, id="beside-a-contradicting-one"),
        pytest.param([BEST, RIVAL], "", 1, 1, id="rival-of-a-preferred"),
        pytest.param([MEMBER._replace(rank="deprecated")], "", 0, 1, id="deprecated"),
        pytest.param([MEMBER._replace(contradicts=(PLAN.id,))], "", 0, 1, id="contradicting"),
        pytest.param(
            [MEMBER._replace(contradicts=(PLAN.id,), rank="preferred")],
            "",
            1,
            0,
            id="contradicting-and-preferred",
        ),
    ],
)
def test_minor_facts_are_counted_as_major_ones_are_judged(
    minor_facts: list[Fact], during: str, minor: int, outranked: int
) -> None:
    pattern = Pattern(period=period(during)) if during else EVERYTHING
    knowledge = world(*minor_facts)

    assert outcome(Timeline(knowledge, pattern)) == ([], minor, outranked, 0, 0)
    _, *everything = outcome(Timeline(knowledge, pattern, everything=True))
    assert everything == [0, outranked, 0, 0]


def test_outranked_and_undated_facts_are_counted() -> None:
    better = fact("csto", "founded", "2002", rank="preferred")
    rival, undated = fact("csto", "founded", "2003"), fact("csto", "met")
    report = Timeline(world(better, rival, undated), EVERYTHING)

    assert (facts_of(report), report.omitted["outranked"], report.omitted["undated"]) == (
        [(better,)],
        1,
        1,
    )


def test_a_fact_is_outranked_by_one_outside_of_the_range() -> None:
    better, rival = (
        fact("csto", "founded", "2002", rank="preferred"),
        fact("csto", "founded", "2003"),
    )
    report = Timeline(world(better, rival), Pattern(period=period("2003")))

    assert outcome(report) == ([], 0, 1, 0, 0)


@given(drawn=some_facts, vocabulary=vocabularies, everything=st.booleans())
def test_nothing_is_lost(
    drawn: list[Fact], vocabulary: list[Predicate], *, everything: bool
) -> None:
    report = Timeline(world(*drawn, predicates=vocabulary), EVERYTHING, everything=everything)
    drawn_facts = sum(len(event.facts) for event in report.events)

    assert drawn_facts + report.omitted.total() == len(drawn)


@pytest.mark.slow
@given(drawn=some_facts, vocabulary=vocabularies, pattern=patterns(), everything=st.booleans())
def test_only_what_matches_is_drawn_once_and_in_order(
    drawn: list[Fact], vocabulary: list[Predicate], pattern: Pattern, *, everything: bool
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    report = Timeline(knowledge, pattern, everything=everything)
    events = list(report.events)
    ids = [one.id for event in events for one in event.facts]
    keys = [(began_before(event, pattern), event.when.sort_key) for event in events]

    assert keys == sorted(keys)
    assert len(ids) == len(set(ids))
    assert set(ids) <= {one.id for one in knowledge.facts(pattern)}


@pytest.mark.slow
@given(some_facts, vocabularies, patterns())
def test_certain_keeps_exactly_the_sure_events(
    drawn: list[Fact], vocabulary: list[Predicate], pattern: Pattern
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    every = Timeline(knowledge, pattern, everything=True).events
    sure = Timeline(knowledge, pattern, everything=True, certain=True).events

    assert list(sure) == [event for event in every if event.certainty is SURELY]


@pytest.mark.slow
@given(
    st.lists(facts(), max_size=20, unique_by=lambda one: one.id),
    vocabularies,
    patterns(),
    st.booleans(),
    st.booleans(),
    st.none() | recent_days,
)
def test_what_is_drawn_lazily_is_what_the_definition_says(
    drawn: list[Fact],
    vocabulary: list[Predicate],
    pattern: Pattern,
    everything: bool,
    certain: bool,
    on: date | None,
) -> None:
    knowledge = world(*drawn, predicates=vocabulary)
    report = Timeline(knowledge, pattern, everything=everything, certain=certain, alive_on=on)

    assert outcome(report) == eager(
        knowledge, pattern, everything=everything, certain=certain, on=on
    )


def many(count: int) -> Iterator[Fact]:
    """Facts of a few days, of weight and without, some of them outranked or undated."""
    for number in range(count):
        day = date(2002, 1, 1) + timedelta(days=number % 37)
        subject = ("csto", "crrf", "armenia", "summit")[number % 4]
        predicate = ("met", "planned", "founded", "closed", "motto")[number % 5]
        rank = ("normal", *RANKS)[number // 7 % 4]
        when = str(day) if number % 11 else ""
        yield fact(subject, predicate, when, Text(f"{number // 3}"), rank=rank)


@pytest.mark.parametrize("on", [None, day("2002-01-20")], ids=["all", "lasting"])
def test_more_facts_than_are_looked_at_together_make_the_same_timeline(on: date | None) -> None:
    drawn = {one.id: one for one in many(2500)}
    knowledge = world(*drawn.values())
    pattern = Pattern(period=period("2002-01-05..2002-02-05"))
    for chosen in (EVERYTHING, pattern):
        found = outcome(Timeline(knowledge, chosen, alive_on=on))
        assert found == eager(knowledge, chosen, everything=False, certain=False, on=on)
        assert len(found[0]) > 40
        assert min(found[1:3]) > 100


def test_the_facts_are_read_as_the_events_are_drawn() -> None:
    class Counting(MemoryStore):
        read = 0

        def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
            for one in super().facts(pattern, by_time=by_time):
                self.read += by_time
                yield one

    knowledge = Counting()
    knowledge.apply(Change(facts=tuple(many(2500)), predicates=VOCABULARY))
    report = Timeline(knowledge, EVERYTHING)
    assert (knowledge.read, report.count, report.complete) == (0, 0, False)
    assert len(list(islice(report.events, 5))) == report.count == 5
    assert 0 < knowledge.read < 1000
    assert not report.complete
    list(report.events)
    assert report.complete
    assert list(report.events) == []


@pytest.mark.parametrize(
    ("when", "during", "expected"),
    [
        pytest.param("2003-04-28", "2003-04", SURELY, id="day-in-a-month"),
        pytest.param("2003-04", "2003-04", SURELY, id="month-asked-for"),
        pytest.param("2003", "2003-04", POSSIBLY, id="year-around-a-month"),
        pytest.param("2003-04", "2003-04-28", POSSIBLY, id="month-around-a-day"),
        pytest.param("2003~", "2003", POSSIBLY, id="approximate-year"),
        pytest.param("200X", "2003", POSSIBLY, id="decade"),
        pytest.param("2009-09-08/2009-09-12", "2009-09-10", SURELY, id="within-a-span"),
        pytest.param("2003/2005", "2005", SURELY, id="end-of-a-span"),
    ],
)
def test_a_date_that_may_fall_into_the_range_is_marked(
    when: str, during: str, expected: Certainty
) -> None:
    report = Timeline(world(fact("csto", "met", when)), Pattern(period=period(during)))

    assert [event.certainty for event in report.events] == [expected]


@pytest.mark.parametrize(
    ("when", "during"),
    [
        pytest.param("2003-04-28", "2003-05", id="day"),
        pytest.param("2003", "2004", id="year"),
        pytest.param("2003-04-28/", "2010", id="event-whose-end-nobody-recorded"),
        pytest.param("", "2003", id="undated"),
    ],
)
def test_what_lies_outside_of_the_range_is_left_out(when: str, during: str) -> None:
    report = Timeline(world(fact("csto", "met", when)), Pattern(period=period(during)))

    assert outcome(report) == ([], 0, 0, 0, 0)


def test_an_event_whose_end_nobody_recorded_falls_on_its_day() -> None:
    report = Timeline(
        world(fact("csto", "met", "2003-04-28/")), Pattern(period=period("2003-04-28.."))
    )

    assert len(list(report.events)) == 1


def test_an_event_may_have_fallen_on_any_day_of_a_start_that_is_known_in_part() -> None:
    started = fact("csto", "met", "2003-04/")
    during, after = Pattern(period=period("2003-04-30..")), Pattern(period=period("2003-05-01.."))

    assert facts_of(Timeline(world(started), during)) == [(started,)]
    assert facts_of(Timeline(world(started), after)) == []


def test_a_state_whose_end_nobody_recorded_may_last_into_the_range() -> None:
    knowledge = world(fact("armenia", "member-of", "2002/", "csto"))
    report = Timeline(knowledge, Pattern(period=period("2010")), everything=True)

    assert [event.certainty for event in report.events] == [POSSIBLY]


def test_what_has_ended_can_be_left_out_and_is_counted() -> None:
    gone = (fact("crrf", "founded", "2009"), fact("crrf", "closed", "2012-12-19"))
    lasting = fact("csto", "founded", "2002")
    knowledge = world(*gone, lasting)

    before = Timeline(knowledge, EVERYTHING, alive_on=day("2012-12-19"))
    after = Timeline(knowledge, EVERYTHING, alive_on=day("2012-12-20"))
    assert (len(list(before.events)), before.omitted["ended"]) == (3, 0)
    assert (facts_of(after), after.omitted["ended"]) == ([(lasting,), (gone[1],)], 1)


def test_the_pattern_says_whose_facts_are_drawn() -> None:
    theirs = fact("crrf", "founded", "2009")
    knowledge = world(fact("csto", "met", "2003", Text("in public")), theirs)

    assert facts_of(Timeline(knowledge, Pattern(kinds=("force",)))) == [(theirs,)]
