"""Questions at the edges of what was drawn: its own days, ids and words, and those beside them."""

from datetime import date, timedelta
from math import inf

from hypothesis import strategies as st

from cstokb.model.fact import CONFIDENCES, Fact, Quantity
from cstokb.model.fold import fold
from cstokb.model.moment import Certainty
from cstokb.model.names import allowed_edits
from cstokb.model.pattern import Figures, Pattern, fact_words
from cstokb.model.period import Period
from tests.strategies import (
    Drawn,
    entity_ids,
    month_days,
    predicate_ids,
    ranks,
    recent_days,
    source_ids,
)

_DAY = timedelta(days=1)
_LETTERS = "abcdefghijklmnopqrstuvwxyzшё0"


def periods_beside(fact: Fact) -> tuple[Period, ...]:
    """The periods that a dated fact just falls into, and those that it just fails to."""
    span = fact.when
    if not span:
        return ()
    found: list[Period] = []
    if span.last < date.max:
        year = date(span.last.year, 1, 1)
        found += (Period(first, date.max) for first in (span.last, span.last + _DAY, year))
    if span.first > date.min:
        year = date(span.first.year, 12, 31)
        found += (Period(date.min, last) for last in (span.first, span.first - _DAY, year))
    return tuple(found)


def edge_days(fact: Fact) -> st.SearchStrategy[date]:
    """The first or last possible day of one of its moments, a day beside, or that year's edges."""
    span = fact.when
    moments = [moment for moment in (span.starts, span.ends) if moment] if span else []
    days = sorted({day for moment in moments for day in (moment.first, moment.last)})
    if not days:
        return recent_days
    exact = st.sampled_from(days)
    beside = st.builds(lambda day, step: day + step, exact, st.sampled_from((-_DAY, _DAY)))
    years = exact.flatmap(lambda day: st.sampled_from(year_edges(day.year)))
    return st.one_of(exact, exact, beside, years)


def year_edges(year: int) -> tuple[date, ...]:
    """The last day before the year, its first and last, and the first day after it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (first - _DAY, first, last, last + _DAY)


@st.composite
def edge_periods(draw: st.DrawFn, fact: Fact) -> Period:
    """Periods of some days that begin or end at an edge of the fact."""
    edge, other = draw(edge_days(fact)), draw(st.one_of(edge_days(fact), recent_days))
    return Period(min(edge, other), max(edge, other))


def pieces_of(text: str) -> st.SearchStrategy[str]:
    """The beginnings of its words."""
    return st.sampled_from(text.split()).flatmap(
        lambda word: st.integers(1, len(word)).map(lambda length: word[:length])
    )


def holes_of(fact: Fact, kind: str) -> dict[str, st.SearchStrategy[object]]:
    """For each field of a pattern that the fact can fill: what asks for it, or just misses it."""
    holes: dict[str, st.SearchStrategy[object]] = {
        "mention": st.sampled_from(fact.mentions),
        "subjects": _with(fact.subject, entity_ids),
        "predicates": _with(fact.predicate, predicate_ids),
        "ranks": _with(fact.rank, ranks),
        "date_status": st.just(fact.date_status),
        "mentions": st.sampled_from(fact.mentions).flatmap(_with_entities),
        "confidences": _with(fact.confidence, st.sampled_from(CONFIDENCES)),
        "has_contradiction": st.just(bool(fact.contradicts)),
    }
    if kind:
        holes["kinds"] = st.just((kind,))
    if fact.link:
        holes["value"] = st.just(fact.link)
        holes["values"] = _with(fact.link, entity_ids)
    if fact.where:
        holes["places"] = _with(fact.where, entity_ids)
    if isinstance(fact.value, Quantity):
        number = fact.value.number
        holes["number"] = st.sampled_from((Figures(number, number), Figures(number + 1, inf)))
    if fact.when:
        holes["period"] = edge_periods(fact)
    if fact.month_day:
        beside = edge_days(fact).map(lambda day: (day.month, day.day))
        holes["month_days"] = _with(fact.month_day, st.one_of(beside, month_days))
    if fact_words(fact).split():
        holes["text"] = pieces_of(fact_words(fact))
        holes["phrase"] = pieces_of(fact_words(fact)) | st.just(fact_words(fact))
    if fact.sources:
        holes["source"] = st.sampled_from(fact.sources)
        holes["sources"] = st.sampled_from(fact.sources).flatmap(_with_sources)
    return holes


def _with_entities(chosen: str) -> st.SearchStrategy[object]:
    return _with(chosen, entity_ids)


def _with_sources(chosen: str) -> st.SearchStrategy[object]:
    return _with(chosen, source_ids)


@st.composite
def _plain_patterns_about(draw: st.DrawFn, fact: Fact, kind: str) -> Pattern:
    holes = holes_of(fact, kind)
    names = draw(st.lists(st.sampled_from(sorted(holes)), min_size=1, max_size=3, unique=True))
    return Pattern(**{name: draw(holes[name]) for name in names})  # type: ignore[arg-type]


@st.composite
def patterns_about(draw: st.DrawFn, fact: Fact, kind: str) -> Pattern:
    """Patterns with one to three fields that this fact fills, or just fails to; some nested."""
    plain = _plain_patterns_about(fact, kind)
    several = st.one_of(st.tuples(plain), st.tuples(plain), st.tuples(plain, plain))
    pattern = draw(plain)
    nested = draw(st.sampled_from(("", "", "every", "any_of", "excluded")))
    if not nested:
        return pattern
    inner = tuple(
        part._replace(at_most=draw(st.sampled_from((Certainty.POSSIBLY, Certainty.SURELY))))
        for part in draw(several)
    )
    outer = draw(st.sampled_from((pattern, Pattern())))
    return outer._replace(**{nested: inner})  # type: ignore[arg-type]


@st.composite
def misspelt(draw: st.DrawFn, name: str) -> str:
    """Words of the name, with as many typing errors as are forgiven in each, or one more."""
    words = fold(name).split()
    if not words:
        return name
    chosen = draw(st.lists(st.sampled_from(words), min_size=1, max_size=2))
    return " ".join(draw(edited(word)) for word in chosen)


def middle_edits(word: str) -> tuple[str, ...]:
    """The word with one typing error in the middle, where neither end is as it was."""
    at = len(word) // 2
    swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return (f"{word[:at]}0{word[at + 1 :]}", swapped, word[:at] + word[at + 1 :])


@st.composite
def edited(draw: st.DrawFn, word: str) -> str:
    """The word after some edits: a letter left out, put in, replaced, or swapped with the next."""
    for _ in range(draw(st.integers(0, allowed_edits(word) + 1))):
        at, letter = draw(st.integers(0, len(word))), draw(st.sampled_from(_LETTERS))
        before, after = word[:at], word[at:]
        word = draw(
            st.sampled_from(
                (
                    before + after[1:],
                    before + letter + after,
                    before + letter + after[1:],
                    before + after[1:2] + after[:1] + after[2:],
                )
            )
        )
    return word


def _with(value: Drawn, others: st.SearchStrategy[Drawn]) -> st.SearchStrategy[tuple[Drawn, ...]]:
    """The value, and perhaps others of which any one will do as well."""
    return st.lists(others, max_size=2).map(lambda rest: (*rest, value))
