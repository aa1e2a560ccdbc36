from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.calendar_entry import Entry
from cstokb.model.fact import Fact, Link
from cstokb.model.moment import Moment
from cstokb.model.source import Source
from cstokb.model.span import Span
from cstokb.reports.anniversary import is_celebrated
from cstokb.reports.calendar import INEXACT, Calendar, Inexact, calendar
from cstokb.reports.years import LEAP_RULES, LeapRule, anniversary_in
from tests.strategies import moments, recent_days, spans
from tests.world import PAPER, REPORT, fact, world

FOUNDED = fact("csto", "founded", "2003-04-28", "treaty", where="dushanbe")
MET = fact("summit", "met", "2012-12-19", where="moscow")
VAGUE = fact("joint-staff", "founded", "2003-04")
LONG = fact("summit", "met", "2009-09-08/2009-09-12")
LEAP_DAY = fact("crrf", "founded", "2004-02-29")

_rules = st.sampled_from(LEAP_RULES)


def made(
    *facts: Fact,
    lang: str = "en",
    leap: LeapRule = "feb28",
    partial: Inexact = "skip",
    years: tuple[int, int] | None = None,
    sources: Sequence[Source] = (PAPER, REPORT),
) -> Calendar:
    """The calendar of the facts, each an event of its own."""
    knowledge = world(*facts, sources=sources)
    groups = [[one] for one in facts]
    return calendar(knowledge, groups, lang=lang, leap=leap, partial=partial, years=years)


def entry(one: Fact, lang: str = "en", partial: Inexact = "skip") -> Entry:
    (only,) = made(one, lang=lang, partial=partial).entries
    return only


def test_what_is_celebrated_recurs_from_its_true_year_on() -> None:
    only = entry(FOUNDED)
    assert (only.first, only.last, only.rule) == (
        date(2003, 4, 28),
        date(2003, 4, 28),
        "FREQ=YEARLY",
    )


def test_what_is_not_celebrated_stands_on_its_day_once() -> None:
    only = entry(MET)
    assert (only.first, only.last, only.rule) == (date(2012, 12, 19), date(2012, 12, 19), "")


@pytest.mark.parametrize(
    ("when", "last"),
    [
        pytest.param("2009-09-08/2009-09-12", "2009-09-12", id="both-known"),
        pytest.param("2009-09-08/2009-10", "2009-09-08", id="end-partial"),
        pytest.param("2009-09-08/2009-09-12~", "2009-09-08", id="end-approximate"),
        pytest.param("2009-09-08/", "2009-09-08", id="end-not-recorded"),
        pytest.param("2009-09-08/..", "2009-09-08", id="not-ended"),
    ],
)
def test_an_event_lasts_to_its_last_day_if_that_is_known(when: str, last: str) -> None:
    only = entry(fact("summit", "met", when))
    assert (only.first, only.last) == (date(2009, 9, 8), date.fromisoformat(last))


def test_what_is_celebrated_recurs_on_its_first_day_alone() -> None:
    only = entry(fact("csto", "founded", "2003-04-28/2003-05-02"))
    assert (only.first, only.last) == (date(2003, 4, 28), date(2003, 4, 28))


@pytest.mark.parametrize(
    ("leap", "rule"),
    [
        pytest.param("feb28", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", id="feb28"),
        pytest.param("mar1", "FREQ=YEARLY;BYYEARDAY=60", id="mar1"),
        pytest.param("skip", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", id="skip"),
    ],
)
def test_a_leap_day_recurs_by_its_rule(leap: LeapRule, rule: str) -> None:
    (leap_day, other) = made(LEAP_DAY, FOUNDED, leap=leap).entries
    assert (leap_day.rule, other.rule) == (rule, "FREQ=YEARLY")


# Partial dates


VAGUE_DATES = {
    "month": ("2003-04", "2003-04-01", "2003-04-30"),
    "year": ("2003", "2003-01-01", "2003-12-31"),
    "decade": ("200X", "2000-01-01", "2009-12-31"),
    "approximate day": ("2003-04-28~", "2003-04-28", "2003-04-28"),
    "uncertain year": ("2003?", "2003-01-01", "2003-12-31"),
    "start of a span": ("2003-04/2003-06-01", "2003-04-01", "2003-04-30"),
}


@pytest.mark.parametrize("when", [dates[0] for dates in VAGUE_DATES.values()], ids=VAGUE_DATES)
@pytest.mark.parametrize("predicate", ["founded", "met"])
def test_a_date_without_an_exact_day_is_skipped_and_counted(when: str, predicate: str) -> None:
    vague = fact("joint-staff", predicate, when)
    found = made(FOUNDED, vague, MET)
    assert [one.uid for one in found.entries] == [f"{FOUNDED.id}@cstokb", f"{MET.id}@cstokb"]
    assert (found.notes, found.partial) == ((), 1)


@pytest.mark.parametrize(("when", "first", "last"), VAGUE_DATES.values(), ids=VAGUE_DATES)
def test_a_span_covers_all_the_days_it_may_be_and_says_how_it_is_dated(
    when: str, first: str, last: str
) -> None:
    found = made(fact("joint-staff", "founded", when), partial="span")
    (only,) = found.entries
    assert (only.first, only.last, only.rule) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
        "",
    )
    assert only.summary == f"Joint Staff was founded ({when.partition('/')[0]})"
    assert (found.notes, found.partial) == ((), 1)


def test_a_note_tells_the_date_as_it_is_known() -> None:
    found = made(FOUNDED, VAGUE, fact("csto", "closed", "2030~"), partial="note")
    assert [one.uid for one in found.entries] == [f"{FOUNDED.id}@cstokb"]
    assert found.notes == (
        "2003-04: Joint Staff was founded",
        "2030~: Treaty Organization was closed",
    )
    assert found.partial == 2


@pytest.mark.parametrize("partial", INEXACT)
@pytest.mark.parametrize("when", ["", "../2012-12-19", "/2012-12-19"], ids=["none", "open", "end"])
def test_no_first_day_is_invented(when: str, partial: Inexact) -> None:
    found = made(fact("summit", "met", when), partial=partial)
    assert (found.entries, found.partial) == ((), 1)


def test_an_undated_fact_is_noted_by_its_words_alone() -> None:
    assert made(fact("summit", "met"), partial="note").notes == ("Summit met",)


@given(st.lists(spans(moments(recent_days)), max_size=5, unique=True), st.sampled_from(INEXACT))
def test_every_event_is_an_entry_or_counted_as_partial(whens: list[Span], partial: Inexact) -> None:
    facts = [fact("csto", "founded", str(when)) for when in whens]
    found = made(*facts, partial=partial)
    exact = [w for w in whens if w.starts and w.starts.exact_day]
    assert found.partial == len(whens) - len(exact)
    sure = [one for one in found.entries if one.rule]
    assert [one.first for one in sure] == [w.starts and w.starts.first for w in exact]


# Numbered anniversaries


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        pytest.param(
            "en",
            "24th anniversary of Treaty Organization: was founded by Collective Treaty in Dushanbe",
            id="en",
        ),
        pytest.param(
            "ru", "24-я годовщина: Организация Договора — основание: Договор (Душанбе)", id="ru"
        ),
    ],
)
def test_the_anniversaries_of_some_years_are_numbered(lang: str, summary: str) -> None:
    found = made(FOUNDED, lang=lang, years=(2027, 2028)).entries
    assert [one.summary for one in found] == [summary, summary.replace("24", "25")]
    assert [one.first for one in found] == [date(2027, 4, 28), date(2028, 4, 28)]
    assert {one.rule for one in found} == {""}


def test_numbered_anniversaries_have_ids_of_their_own() -> None:
    found = made(FOUNDED, years=(2027, 2028)).entries
    assert [one.uid for one in found] == [f"{FOUNDED.id}.{year}@cstokb" for year in (2027, 2028)]


@given(st.dates(), _rules, st.integers(1, 9999), st.integers(0, 30))
def test_numbered_anniversaries_are_those_of_the_leap_rule(
    start: date, leap: LeapRule, first: int, more: int
) -> None:
    last = min(first + more, 9999)
    found = made(fact("csto", "founded", str(start)), leap=leap, years=(first, last)).entries
    years = range(max(first, start.year + 1), last + 1)
    days = [day for year in years if (day := anniversary_in(start, year, leap))]
    assert [one.first for one in found] == [one.last for one in found] == days


def test_what_is_not_celebrated_has_no_numbered_anniversary() -> None:
    (only,) = made(MET, years=(2027, 2030)).entries
    assert (only.first, only.summary) == (date(2012, 12, 19), "Summit met in Moscow")


# What an entry tells


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_id_is_the_fact_s_in_every_language(lang: str) -> None:
    assert entry(FOUNDED, lang).uid == f"{FOUNDED.id}@cstokb"


def test_facts_of_one_event_are_one_entry_under_the_leading_one() -> None:
    others = [fact("treaty", "met", "1992-05-15", state) for state in ("armenia", "russia")]
    found = calendar(world(*others), [others])
    (only,) = found.entries
    assert only.uid == f"{others[0].id}@cstokb"
    assert only.summary == "Collective Treaty met Armenia, Russia"


def test_an_entry_tells_its_sources_and_links_to_the_first() -> None:
    only = entry(FOUNDED)
    assert only.url == PAPER.url
    assert only.description.splitlines() == [
        "A paper. Press. https://example.org/a",
        "Доклад. Совет. https://example.org/b",
    ]
    assert only.category == "body"


@pytest.mark.parametrize(
    ("sources", "stamp"),
    [
        pytest.param((PAPER, REPORT), "2030-05-01", id="published"),
        pytest.param(
            (PAPER._replace(accessed=Moment.parse("2026-11-20")), REPORT), "2030-05-01", id="latest"
        ),
        pytest.param(
            (PAPER._replace(accessed=Moment.parse("2026-11-20")),), "2026-11-20", id="read"
        ),
        pytest.param((PAPER._replace(published=None),), "1970-01-01", id="never"),
        pytest.param((), "1970-01-01", id="no-such-source"),
    ],
)
def test_the_stamp_is_when_the_sources_were_last_read(
    sources: tuple[Source, ...], stamp: str
) -> None:
    (only,) = made(FOUNDED, sources=sources).entries
    assert only.stamp == date.fromisoformat(stamp)


def test_celebrated_is_what_the_vocabulary_celebrates_of_that_kind() -> None:
    drill = fact("rubezh", "held", "2012-09-10")
    summit = fact("summit", "held", "2012-12-19")
    knowledge = world(drill, summit)
    rules = [one.rule for one in calendar(knowledge, [[drill], [summit]]).entries]
    assert [bool(rule) for rule in rules] == [False, True]
    assert [is_celebrated(knowledge, one) for one in (drill, summit)] == [False, True]


def test_an_unknown_subject_is_told_by_its_id() -> None:
    stray = Fact("x", "nobody", "founded", Link("nowhere"), Span.parse("2003-04-28"))
    only = entry(stray)
    assert (only.summary, only.category) == ("nobody was founded by nowhere", "")
