"""Hypothesis strategies for the nouns of the model; everything they draw is valid.

Ids come from small pools, so that facts, patterns and queries often meet.
"""

from datetime import date
from typing import TypeVar, get_args

from hypothesis import strategies as st

from cstokb.model.entity import KINDS, Entity, Words
from cstokb.model.fact import (
    BOUNDS,
    CONFIDENCES,
    DATE_STATUSES,
    RANKS,
    Fact,
    Link,
    Quantity,
    Text,
    Value,
    fact_id,
)
from cstokb.model.moment import PRECISIONS, Certainty, Moment, Precision, Qualifier
from cstokb.model.pattern import Figures, Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import (
    EXISTENCES,
    OCCASIONS,
    POSTS,
    ROLES,
    SHAPES,
    SIDES,
    TIMES_OF,
    TRIGGER_LANGUAGES,
    TRIGGER_VALUES,
    VALUE_TYPES,
    WEIGHTS,
    Predicate,
    Trigger,
)
from cstokb.model.source import Citation, Source
from cstokb.model.span import OPEN, UNKNOWN, Span

ENTITY_IDS = ("armenia", "csto", "dushanbe", "joint-staff", "sidorov", "treaty-1992")
PREDICATE_IDS = ("created", "headed", "held-in", "member-of", "strength")
SOURCE_IDS = ("communique-2003", "odkb-csto-org", "tass-2022-01-10")
QUALIFIERS = get_args(Qualifier)

LEAST_CHOSEN = 0
"""How few values a field of `Pattern` that holds several may hold; an empty one matches nothing."""

Drawn = TypeVar("Drawn")

_WORDS = ("joint", "staff", "Штаб", "объединённый", "Ёж", "2003", "O'Neil", "a_b", "100%", "Café")

every_day = st.dates()
recent_days = st.dates(date(1990, 1, 1), date(2029, 12, 31))
qualifiers: st.SearchStrategy[Qualifier] = st.sampled_from(QUALIFIERS)
entity_ids = st.sampled_from(ENTITY_IDS)
predicate_ids = st.sampled_from(PREDICATE_IDS)
source_ids = st.sampled_from(SOURCE_IDS)
ranks = st.sampled_from(RANKS)

phrases = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
"""A few words of two scripts, with signs that some query languages take for syntax."""

texts = st.one_of(phrases, st.text(min_size=1, max_size=20))
"""Text that is not empty, often odd; without lone surrogates, which UTF-8 cannot hold."""

_maybe_text = st.one_of(st.just(""), texts)
_maybe_entity_id = st.one_of(st.just(""), entity_ids)


def moment_at(day: date, precision: Precision, qualifier: Qualifier = "") -> Moment:
    """The moment of that precision in which the day lies."""
    if precision == "day":
        return Moment(day.year, day.month, day.day, "day", qualifier)
    if precision == "month":
        return Moment(day.year, day.month, 0, "month", qualifier)
    if precision == "season":
        # January and February belong to the winter of the year before; the first have none.
        season = 24 if day.month in (1, 2, 12) else 20 + day.month // 3
        return Moment(max(1, day.year - (day.month < 3)), season, 0, "season", qualifier)
    years = {"year": 1, "decade": 10, "century": 100}[precision]
    first = day.year - day.year % years
    return Moment(first, 0, 0, precision, qualifier)


def moments(
    days: st.SearchStrategy[date] = every_day,
    precisions: tuple[Precision, ...] = PRECISIONS,
    qualified: st.SearchStrategy[Qualifier] = qualifiers,
) -> st.SearchStrategy[Moment]:
    """Moments of any precision around the days."""
    return st.builds(moment_at, days, st.sampled_from(precisions), qualified)


@st.composite
def spans(draw: st.DrawFn, bounds: st.SearchStrategy[Moment] | None = None) -> Span:
    """Single moments and intervals, closed, open or with an unknown end."""
    bounds = moments() if bounds is None else bounds
    one = draw(bounds)
    shape = draw(st.sampled_from(("moment", "closed", "start", "end")))
    if shape == "moment":
        return Span(one)
    if shape == "closed":
        other = draw(bounds)
        return Span(one, other) if one.first <= other.last else Span(other, one)
    missing = draw(st.sampled_from((OPEN, UNKNOWN)))
    return Span(one, missing) if shape == "start" else Span(missing, one)


@st.composite
def periods(draw: st.DrawFn, days: st.SearchStrategy[date] = every_day) -> Period:
    """Stretches of days, some without a beginning or an end."""
    first, last = sorted((draw(days), draw(days)))
    missing = draw(st.sampled_from(("neither", "neither", "first", "last", "both")))
    return Period(
        date.min if missing in ("first", "both") else first,
        date.max if missing in ("last", "both") else last,
    )


def _by_language(said: st.SearchStrategy[str]) -> st.SearchStrategy[Words]:
    return st.dictionaries(st.sampled_from(("en", "ru")), said, min_size=1)


def entities(ids: st.SearchStrategy[str] = entity_ids) -> st.SearchStrategy[Entity]:
    """Entities with at least one name, some of them merged away."""
    return st.builds(
        Entity,
        ids,
        st.sampled_from(KINDS),
        _by_language(texts),
        st.lists(texts, max_size=3, unique=True).map(tuple),
        st.one_of(st.just({}), _by_language(texts)),
        st.lists(texts, max_size=1).map(tuple),
        st.booleans(),
        *(st.sampled_from(("", "headed")), _maybe_entity_id),
        st.sampled_from(("", "", "", "csto")),
        st.one_of(
            st.just({}), _by_language(st.sampled_from(("f | gen Москвы", "pl", "sg | nom x")))
        ),
    )


def sources(ids: st.SearchStrategy[str] = source_ids) -> st.SearchStrategy[Source]:
    """Sources with at least a title."""
    return st.builds(
        Source,
        ids,
        texts,
        publisher=_maybe_text,
        published=st.one_of(st.none(), moments(recent_days)),
        url=st.sampled_from(("", "https://en.odkb-csto.org/25years/")),
        language=st.sampled_from(("", "en", "ru")),
        accessed=st.one_of(st.none(), recent_days.map(Moment.of)),
    )


def _mostly(usual: Drawn, others: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
    return st.one_of(st.just(usual), st.just(usual), others)


def citations() -> st.SearchStrategy[Citation]:
    """Places in the sources of the pool."""
    return st.builds(Citation, source_ids, _maybe_text, _maybe_text)


numbers: st.SearchStrategy[float] = st.one_of(
    st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False)
)


def values() -> st.SearchStrategy[Value]:
    """Values of every type, and none."""
    quantities = st.builds(Quantity, numbers, _maybe_text, _maybe_text, st.sampled_from(BOUNDS))
    return st.one_of(
        st.none(),
        entity_ids.map(Link),
        st.builds(Text, texts, _maybe_text, _maybe_text),
        quantities,
    )


# Made once: to make a strategy takes longer than to draw from it.
_values = values()
_times = spans(moments(recent_days))
_citations = st.lists(citations(), max_size=2)
_rivals = _mostly([], st.lists(entity_ids, max_size=2, unique=True))
_confidences = st.sampled_from(CONFIDENCES)
_notes_ru = st.sampled_from(("", "По данным ТАСС."))
_readings = st.sampled_from(("", "The other paper says 2004."))


@st.composite
def facts(draw: st.DrawFn, times: st.SearchStrategy[Span] = _times) -> Fact:
    """Facts among the entities of the pool, with the id that their content gives them."""
    subject, predicate = draw(entity_ids), draw(predicate_ids)
    value, where = draw(_values), draw(_maybe_entity_id)
    when = draw(times) if draw(st.booleans()) else None
    return Fact(
        fact_id(subject, predicate, value, when, where),
        subject,
        predicate,
        value,
        when,
        where,
        tuple(draw(_citations)),
        draw(_confidences),
        draw(ranks),
        draw(_maybe_text),
        tuple(draw(_rivals)),
        draw(_notes_ru),
        draw(_readings),
    )


def predicates(ids: st.SearchStrategy[str] = predicate_ids) -> st.SearchStrategy[Predicate]:
    """Predicates of every shape."""
    kinds = st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(tuple)
    maybe_words: st.SearchStrategy[Words] = st.one_of(st.just({}), _by_language(texts))
    return st.builds(
        Predicate,
        ids,
        _by_language(texts),
        maybe_words,
        maybe_words,
        maybe_words,
        maybe_words,
        shape=st.sampled_from(SHAPES),
        subject_kinds=kinds,
        value_type=st.sampled_from(VALUE_TYPES),
        value_kinds=kinds,
        or_text=st.booleans(),
        optional=st.booleans(),
        one_value=st.booleans(),
        one_subject=st.booleans(),
        celebrated=st.booleans(),
        celebrated_kinds=kinds,
        existence=st.sampled_from(EXISTENCES),
        anytime=st.booleans(),
        weight=st.sampled_from(WEIGHTS),
        role=st.sampled_from(ROLES),
        occasion=st.sampled_from(OCCASIONS),
        time_of=st.sampled_from(TIMES_OF),
        horizon=st.sampled_from((0, 1, 4)),
        wikidata=st.lists(st.sampled_from(("P31", "P571")), unique=True).map(tuple),
        note=_maybe_text,
        sentences=st.one_of(
            st.just({}), _by_language(st.sampled_from(("linked => {subject} began", "text => :")))
        ),
        triggers=st.lists(_triggers(), max_size=2).map(tuple),
        post=st.sampled_from(POSTS),
        ahead=st.one_of(st.just(""), predicate_ids),
        rules_out=st.lists(predicate_ids, max_size=1).map(tuple),
    )


def _triggers() -> st.SearchStrategy[Trigger]:
    return st.builds(
        Trigger,
        st.sampled_from(TRIGGER_LANGUAGES),
        texts,
        st.sampled_from(SIDES),
        st.sampled_from(TRIGGER_VALUES),
        st.one_of(st.just({}), _by_language(texts)),
        st.booleans(),
        st.booleans(),
    )


month_days = st.one_of(
    recent_days.map(lambda day: (day.month, day.day)),
    st.integers(1, 12).map(lambda month: (month, 0)),
    st.just((0, 0)),
)


def patterns() -> st.SearchStrategy[Pattern]:
    """Facts with holes; most fields are left open, so that many facts match."""
    return st.builds(
        Pattern,
        value=_mostly(None, entity_ids),
        mention=_mostly(None, entity_ids),
        kinds=_mostly(None, choices(st.sampled_from(KINDS), 4)),
        period=_mostly(None, periods(recent_days)),
        month_days=_mostly(None, choices(month_days, 3)),
        text=_mostly(None, phrases),
        source=_mostly(None, source_ids),
        subjects=_mostly(None, choices(entity_ids, 3)),
        predicates=_mostly(None, choices(predicate_ids, 3)),
        date_status=_mostly(None, st.sampled_from(DATE_STATUSES)),
        has_contradiction=_mostly(None, st.booleans()),
        ranks=_mostly(None, choices(ranks, 2)),
        values=_mostly(None, choices(entity_ids, 3)),
        mentions=_mostly(None, choices(entity_ids, 3)),
        sources=_mostly(None, choices(source_ids, 2)),
        places=_mostly(None, choices(entity_ids, 3)),
        confidences=_mostly(None, choices(st.sampled_from(CONFIDENCES), 2)),
        phrase=_mostly(None, phrases),
        number=_mostly(None, st.builds(Figures, numbers, numbers)),
        # Hypothesis would draw patterns within patterns without end.
        at_most=st.just(Certainty.SURELY),
        every=st.just(()),
        any_of=st.none(),
        excluded=st.just(()),
    )


def choices(values: st.SearchStrategy[Drawn], most: int) -> st.SearchStrategy[tuple[Drawn, ...]]:
    """Several values of which any one will do, at most so many."""
    return st.lists(values, min_size=LEAST_CHOSEN, max_size=most).map(tuple)
