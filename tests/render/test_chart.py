"""`cstokb.render.chart`: a timeline drawn to scale, whole at any width."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from cstokb.model.entity import KINDS
from cstokb.model.fact import Fact
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.span import OPEN, UNKNOWN, Span
from cstokb.render.chart import DAY, LEGEND, MAYBE, ON, SURE, VAGUE, Scale, bar, chart
from cstokb.render.page import Grid, Line
from cstokb.render.plain import plain
from cstokb.render.table import table
from cstokb.reports.timeline import Timeline
from tests.strategies import moments, recent_days, spans
from tests.world import fact, world

SIGNS = {DAY, SURE, MAYBE, ON, VAGUE}

widths = st.integers(30, 250)
recent_spans = spans(moments(recent_days, ("day", "month", "year", "decade")))


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Scales of whole years, as charts have."""
    first, last = sorted((draw(st.integers(1980, 2030)), draw(st.integers(1980, 2030))))
    return Scale(date(first, 1, 1), date(last, 12, 31), draw(st.integers(14, 125)))


def marks(text: str, columns: int = 101, years: tuple[int, int] = (2000, 2009)) -> dict[str, str]:
    """The signs of a bar by their column, as ranges: `{"0-9": "━"}`."""
    drawn = bar(Span.parse(text), Scale(date(years[0], 1, 1), date(years[1], 12, 31), columns))
    found = {}
    for run in re.finditer(r"(\S)\1*", drawn):
        found[f"{run.start()}-{run.end() - 1}"] = run[1]
    return found


# Scale


@given(scales(), recent_days, recent_days)
def test_what_is_earlier_never_stands_further_right(scale: Scale, one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert 0 <= scale.at(first) <= scale.at(last) < scale.columns


@given(scales())
def test_the_first_day_is_at_the_left_edge_and_the_last_at_the_right_one(scale: Scale) -> None:
    assert (scale.at(scale.first), scale.at(scale.last)) == (0, scale.columns - 1)
    assert scale.at(date.min) == 0
    assert scale.at(date.max) == scale.columns - 1


@given(scales(), st.integers(0, 18000), st.integers(0, 18000))
def test_equal_times_are_equally_long_to_a_column(scale: Scale, one: int, other: int) -> None:
    length = timedelta(days=400)
    starts = [scale.first + timedelta(days=days) for days in (one, other)]
    assume(max(starts) + length <= scale.last)
    lengths = [scale.at(start + length) - scale.at(start) for start in starts]
    assert abs(lengths[0] - lengths[1]) <= 1


# Bars


@given(recent_days, scales())
def test_a_known_day_is_one_sign_in_its_place(day: date, scale: Scale) -> None:
    assert bar(Span.of(day), scale) == " " * scale.at(day) + DAY


@given(recent_days, st.sampled_from(("month", "year", "decade")), scales())
def test_a_partial_date_covers_the_days_it_may_be(day: date, precision: str, scale: Scale) -> None:
    text = {"month": f"{day:%Y-%m}", "year": f"{day:%Y}", "decade": f"{day:%Y}"[:3] + "X"}
    moment = Moment.parse(text[precision])
    drawn = bar(Span(moment), scale)
    first, last = scale.at(moment.first), scale.at(moment.last)
    assert drawn == " " * first + MAYBE * (last - first + 1)


@given(recent_days, scales())
def test_a_year_covers_its_months(day: date, scale: Scale) -> None:
    year = {at for at, sign in enumerate(bar(Span.parse(f"{day:%Y}"), scale)) if sign == MAYBE}
    for month in range(1, 13):
        drawn = bar(Span.parse(f"{day:%Y}-{month:02}"), scale)
        assert {at for at, sign in enumerate(drawn) if sign == MAYBE} <= year


@given(recent_spans, scales())
@example(Span.parse("1990/.."), Scale(date(1990, 1, 1), date(2029, 12, 31), 14))
def test_a_span_that_goes_on_reaches_the_right_edge(span: Span, scale: Scale) -> None:
    drawn = bar(span, scale)
    assert len(drawn) <= scale.columns
    assert drawn.endswith(ON) is (span.end == OPEN)
    assert len(drawn) == scale.columns or span.end != OPEN


@given(recent_spans, scales())
def test_a_bar_has_no_hole_and_no_other_signs(span: Span, scale: Scale) -> None:
    assert {*bar(span, scale).lstrip(" ")} <= SIGNS


@given(recent_spans, scales())
def test_an_end_that_nobody_recorded_is_marked(span: Span, scale: Scale) -> None:
    assert (VAGUE in bar(span, scale)) is (UNKNOWN in (span.start, span.end))


@given(recent_spans, scales())
def test_a_known_day_within_the_chart_is_seen(span: Span, scale: Scale) -> None:
    known = [m.exact_day for m in (span.starts, span.ends) if m and m.exact_day]
    marked = OPEN in span or UNKNOWN in span
    drawing = bar(span, scale)
    for day in known:
        at = scale.at(day)
        # At an edge, the mark of an open or unknown end is all there is room for.
        assert drawing[at] == DAY or (marked and at in (0, scale.columns - 1))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param("2000-01-01", {"0-0": DAY}, id="first-day"),
        pytest.param("2009-12-31", {"100-100": DAY}, id="last-day"),
        pytest.param("2005", {"50-59": MAYBE}, id="year"),
        pytest.param("2005~", {"50-59": MAYBE}, id="about-a-year"),
        pytest.param("2005-01-01~", {"50-50": MAYBE}, id="about-a-day"),
        pytest.param(
            "2002-01-01/2005-01-01", {"20-20": DAY, "21-49": SURE, "50-50": DAY}, id="days"
        ),
        pytest.param("2002/2005", {"20-29": MAYBE, "30-49": SURE, "50-59": MAYBE}, id="years"),
        pytest.param(
            "2002-01-01/..", {"20-20": DAY, "21-99": SURE, "100-100": ON}, id="still-going-on"
        ),
        pytest.param("../2002-01-01", {"0-19": SURE, "20-20": DAY}, id="always-until"),
        pytest.param("2002-01-01/", {"20-20": DAY, "21-21": VAGUE}, id="end-not-recorded"),
        pytest.param("2002/", {"20-29": MAYBE, "30-30": VAGUE}, id="year-end-not-recorded"),
        pytest.param("/2002-01-01", {"19-19": VAGUE, "20-20": DAY}, id="start-not-recorded"),
        pytest.param(
            "/2002", {"19-19": VAGUE, "20-29": MAYBE}, id="start-not-recorded-end-in-a-year"
        ),
        pytest.param("2005-01-01/2005", {"50-50": DAY, "51-59": MAYBE}, id="day-and-its-year"),
        pytest.param("2005/2005-07-02", {"50-54": MAYBE, "55-55": DAY}, id="year-and-its-day"),
        pytest.param("2005/2005-07", {"50-55": MAYBE}, id="year-and-its-month"),
    ],
)
def test_a_bar_says_what_is_known(when: str, expected: dict[str, str]) -> None:
    assert marks(when) == expected


@pytest.mark.parametrize("when", ["2009-12-31/..", "2009-12-31/"], ids=["open", "unknown"])
def test_a_mark_of_the_end_stays_within_the_chart(when: str) -> None:
    (only,) = marks(when).values()
    assert only in (ON, VAGUE)


# Charts


def events(*whens: str) -> list[Fact]:
    subjects = ("csto", "crrf", "treaty", "rubezh", "summit", "armenia", "sidorov", "dushanbe")
    return [fact(subjects[at % len(subjects)], "met", when) for at, when in enumerate(whens)]


def rows(*facts: Fact, width: int = 80, lang: str = "en") -> tuple[str, str, list[tuple[str, str]]]:
    """The axis, the legend, and a bar and the words of each event."""
    knowledge = world(*facts)
    chronicle = list(Timeline(knowledge, Pattern(), everything=True).events)
    grids = [b for b in chart(knowledge, chronicle, width=width, lang=lang) if isinstance(b, Grid)]
    (axis, legend), *_ = grids[0].rows
    return axis.text, legend.text, [(a.text, b.text) for g in grids[1:] for a, b in g.rows]


def drawn(*facts: Fact, width: int, color: bool = False) -> list[str]:
    knowledge = world(*facts)
    chronicle = list(Timeline(knowledge, Pattern(), everything=True).events)
    page = [*chart(knowledge, chronicle, width=width, lang="en")]
    return "".join(table(page, width=width, color=color)).split("\n")[:-1]


some_events = st.lists(recent_spans, min_size=1, max_size=8).map(
    lambda found: events(*map(str, found))
)


@given(some_events, widths)
def test_no_line_is_longer_than_the_width(facts: list[Fact], width: int) -> None:
    assert max(map(cell_len, drawn(*facts, width=width))) <= width


@given(some_events, widths)
def test_every_bar_is_whole_on_the_first_line_of_its_event(facts: list[Fact], width: int) -> None:
    axis, _, drawings = rows(*facts, width=width)
    lines = drawn(*facts, width=width)
    assert lines[0].startswith(axis.rstrip())
    begun = [line for line in lines if re.match(rf"[\s{''.join(SIGNS)}]{{{len(axis)}}}  \S", line)]
    bars = [line[: len(axis)] for line in begun if line[: len(axis)].strip()]
    assert bars == [drawing for drawing, _ in drawings]


@given(some_events, widths)
def test_every_event_has_a_row(facts: list[Fact], width: int) -> None:
    _, _, drawings = rows(*facts, width=width)
    found = Timeline(world(*facts), Pattern(), everything=True).events
    dates = sorted(str(event.when) for event in found)
    assert sorted(text.split(" ")[0] for _, text in drawings) == dates
    assert all(drawing.strip() for drawing, _ in drawings)


@given(some_events, widths)
def test_rows_of_a_lane_stand_in_order_of_time(facts: list[Fact], width: int) -> None:
    knowledge = world(*facts)
    chronicle = list(Timeline(knowledge, Pattern(), everything=True).events)
    grids = [b for b in chart(knowledge, chronicle, width=width, lang="en") if isinstance(b, Grid)]
    for lane in grids[1:]:
        keys = [Span.parse(row[1].text.split(" ")[0]).sort_key for row in lane.rows]
        assert keys == sorted(keys)


@given(st.lists(recent_days, min_size=2, max_size=8, unique=True), widths)
def test_days_stand_to_scale(days: list[date], width: int) -> None:
    facts = [fact("csto", "met", str(day)) for day in days]
    axis, _, drawings = rows(*facts, width=width)
    first, last = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
    for drawing, text in drawings:
        part = (date.fromisoformat(text[:10]) - first) / (last - first)
        assert abs(drawing.index(DAY) - part * (len(axis) - 1)) <= 1


@given(some_events, widths)
def test_each_year_of_the_axis_stands_where_it_begins(facts: list[Fact], width: int) -> None:
    axis, _, _ = rows(*facts, width=width)
    known = [m for f in facts if f.when for m in (f.when.starts, f.when.ends) if m]
    first, last = min(m.first for m in known).year, max(m.last for m in known).year
    scale = Scale(date(first, 1, 1), date(last, 12, 31), len(axis))
    labels = list(re.finditer(r"\S+", axis))
    assert labels
    for label in labels:
        assert re.fullmatch(r"\d{4}", label[0])
        assert label.start() == scale.at(date(int(label[0]), 1, 1))


@given(st.integers(1000, 9990), st.integers(0, 400), widths)
@example(1981, 20, 30)
@example(1991, 1, 30)
def test_the_axis_names_years_a_round_step_apart(first: int, more: int, width: int) -> None:
    last = min(first + more, 9999)
    axis, _, _ = rows(*events(f"{first:04}", f"{last:04}"), width=width)
    years = [int(label) for label in axis.split()]
    assert years
    assert all(first <= year <= last for year in years)
    steps = {after - before for before, after in pairwise(years)}
    assert len(steps) <= 1
    assert len(years) <= len(axis) // 6 + 1


def test_lanes_follow_the_kinds_and_each_is_named() -> None:
    facts = events(*["2003-04-28"] * 8)
    knowledge = world(*facts)
    chronicle = list(Timeline(knowledge, Pattern(), everything=True).events)
    page = list(chart(knowledge, chronicle, width=80, lang="en"))
    assert [block.cells[0].text for block in page if isinstance(block, Line)] == [*KINDS]


def test_a_stranger_has_a_lane_of_its_own() -> None:
    stray = fact("nobody", "met", "2003-04-28")
    lines = drawn(stray, *events("2003"), width=80)
    assert lines[-2] == "?"
    assert lines[-1].endswith("2003-04-28 nobody met")


def test_an_empty_timeline_is_an_empty_page() -> None:
    knowledge = world()
    assert not [*chart(knowledge, [], width=80, lang="en")]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_words_are_those_of_the_language(lang: str) -> None:
    ((_, text),) = rows(*events("2003-04"), lang=lang)[2]
    sentences = {
        "en": "2003-04 Treaty Organization met",
        "ru": "2003-04 Организация Договора — встреча",
    }
    assert text == sentences[lang]


@pytest.mark.parametrize("width", [30, 80, 200])
def test_the_chart_reads_without_colour(width: int) -> None:
    facts = events("2003-04-28", "2005", "2002-10-07/..", "2010/", "2001/2004")
    plain_lines = drawn(*facts, width=width)
    colored = "\n".join(drawn(*facts, width=width, color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == "\n".join(plain_lines)
    assert {*"".join(plain_lines)} >= SIGNS


def test_every_sign_is_explained() -> None:
    _, legend, _ = rows(*events("2003"))
    assert legend == str(LEGEND)
    assert {*legend} >= SIGNS
    assert all(cell_len(sign) == 1 for sign in SIGNS)


def test_in_a_pipe_the_bar_and_the_words_are_two_fields() -> None:
    knowledge = world(*events("2003-04-28", "2005"))
    chronicle = list(Timeline(knowledge, Pattern(), everything=True).events)
    lines = plain(chart(knowledge, chronicle, width=80, lang="en"))
    assert [line.count("\t") for line in lines] == [1, 0, 1, 0, 1]


def test_a_chart_of_all_time_is_drawn() -> None:
    axis, _, drawings = rows(*events("0001-01-01", "9999-12-31", "19XX"), width=80)
    assert axis.split()
    assert [drawing.index(DAY) for drawing, _ in drawings if DAY in drawing] == [0, len(axis) - 1]
