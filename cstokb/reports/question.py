"""Questions as patterns: what their words name is looked up, and becomes ids."""

from collections.abc import Iterable, Sequence

from cstokb.errors import UnknownName
from cstokb.messages import did_you_mean
from cstokb.model.batches import batches
from cstokb.model.fact import CURRENT, Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Figures, Pattern, both, has_phrase
from cstokb.model.period import Period
from cstokb.model.query import Question, Word
from cstokb.model.span import Span
from cstokb.reports.lifetime import Lifetime, lifetimes_of
from cstokb.reports.resolve import resolve_entity, resolve_source
from cstokb.reports.timeline import may_be_over
from cstokb.reports.vocabulary import facts_where, predicate_of
from cstokb.reports.whereabouts import event_kinds, there, whereabouts


def pattern_of(knowledge: Knowledge, question: Question, *, ranked: bool = False) -> Pattern:
    """What fits the facts of which all words of the question hold.

    Deprecated facts fit only where a word, or `ranked`, asks for them. Raise `UnknownName`,
    `AmbiguousName` or `UsageError` for what the words name and the store does not know.
    """
    named = ranked or bool(question.having("rank").words)
    pattern = EVERYTHING if named else Pattern(ranks=CURRENT)
    for word in question.words:
        fitting = word_pattern(knowledge, word, question)
        pattern = both(pattern, Pattern(excluded=(fitting,)) if word.negated else fitting)
    return pattern


def fits(knowledge: Knowledge, pattern: Pattern, fact: Fact) -> bool:
    """Whether the fact surely or possibly fits the pattern."""
    return pattern.matches(fact, kind_of(knowledge, fact.subject) if pattern.needs_kind else "")


def word_pattern(knowledge: Knowledge, word: Word, question: Question) -> Pattern:
    """What fits the facts of which the word holds, were it not negated."""
    values = word.values
    if word.period:
        return _time(knowledge, word.period, _predicates(knowledge, question))
    if word.figures:
        return Pattern(number=word.figures)
    if word.key == "text":
        return _text(knowledge, values[0])
    if word.key == "is":
        return Pattern(predicates=tuple(_predicate(knowledge, word, value) for value in values))
    if word.key in ("source", "publisher"):
        if word.key == "source":
            return Pattern(sources=[resolve_source(knowledge, value).id for value in values])
        return Pattern(sources=[id for value in values for id in _published(knowledge, value)])
    if word.key == "in":
        return there(knowledge, whereabouts(knowledge, entities_of(knowledge, word)))
    if word.key in ("of", "with"):
        ids = entities_of(knowledge, word)
        return Pattern(subjects=ids) if word.key == "of" else Pattern(mentions=ids)
    hole = {"kind": "kinds", "rank": "ranks", "confidence": "confidences"}[word.key]
    return EVERYTHING._replace(**{hole: values})  # type: ignore[arg-type]


def entities_of(knowledge: Knowledge, word: Word) -> tuple[str, ...]:
    """The ids of what the values name; a name may itself have commas."""
    if len(word.values) > 1:
        whole = word.line[word.start : word.stop]
        try:
            return (resolve_entity(knowledge, whole).id,)
        except UnknownName:
            pass
    return tuple(dict.fromkeys(resolve_entity(knowledge, v).id for v in word.values))


def participation(knowledge: Knowledge) -> tuple[str, ...]:
    """The predicates whose facts take the time of the event that is their value."""
    return tuple(id for id, p in knowledge.predicates().items() if p.time_of == "value")


def participation_in(knowledge: Knowledge, period: Period | None) -> Pattern:
    """What fits the facts without a time that join something to an event in the period."""
    undated = Pattern(predicates=participation(knowledge), date_status="undated")
    if period is None:
        return undated
    surely, possibly = _events_in(knowledge, period)
    doubtful = undated._replace(values=possibly, at_most=Certainty.POSSIBLY)
    return Pattern(any_of=(undated._replace(values=surely), doubtful))


def with_times(knowledge: Knowledge, facts: Iterable[Fact]) -> "list[Fact]":
    """The facts; those of participation that have no time with that of their event."""
    joining = {*participation(knowledge)}
    dated: list[Fact] = []
    for batch in batches(facts):
        undated = {f.link for f in batch if not f.when and f.link and f.predicate in joining}
        times = event_times(knowledge, undated)
        for fact in batch:
            takes = fact.when is None and fact.predicate in joining
            dated.append(fact._replace(when=times.get(fact.link)) if takes else fact)
    return dated


def event_times(knowledge: Knowledge, ids: Iterable[str]) -> dict[str, Span]:
    """When those of the entities happened that are events and have a time."""
    lives = lifetimes_of(knowledge, sorted(ids))
    times = ((id, event_time(knowledge, life)) for id, life in lives.items())
    return {id: when for id, when in times if when}


def event_time(knowledge: Knowledge, life: Lifetime) -> Span | None:
    """When an event with that lifetime was: the time of the one fact that is all of it."""
    beginning, ending = life.beginning, life.ending
    if beginning is None or beginning.when is None:
        return ending.when if ending else None
    whole = predicate_of(knowledge, beginning).existence == "both"
    return beginning.when if whole or ending is None else life.span


def _time(knowledge: Knowledge, period: Period, chosen: frozenset[str] | None) -> Pattern:
    """What has its time in the period, or joins something to an event in it."""
    joining = participation(knowledge)
    if not joining or (chosen is not None and not chosen & {*joining}):
        return Pattern(period=period)
    return Pattern(any_of=(Pattern(period=period), participation_in(knowledge, period)))


def _events_in(knowledge: Knowledge, period: Period) -> tuple[Sequence[str], Sequence[str]]:
    """The events that were surely, and those that were possibly, in the period."""
    kinds = tuple(event_kinds(knowledge))
    within = Pattern(kinds=kinds, period=period, ranks=CURRENT)
    facts = facts_where(knowledge, within, lambda predicate: predicate.existence != "none")
    ids = sorted({fact.subject for fact in facts})
    answers: dict[str, Certainty] = {}
    for batch in batches(ids):
        for id, when in event_times(knowledge, batch).items():
            if not may_be_over(when, period):
                answers[id] = when.meets(period.first, period.last)
    sure = [id for id, certainty in answers.items() if certainty is Certainty.SURELY]
    return sure, [id for id, certainty in answers.items() if certainty is Certainty.POSSIBLY]


def _predicates(knowledge: Knowledge, question: Question) -> frozenset[str] | None:
    """The predicates that the question asks for; None for any."""
    words = [word for word in question.having("is").words if not word.negated]
    if not words:
        return None
    return frozenset(_predicate(knowledge, w, value) for w in words for value in w.values)


def _predicate(knowledge: Knowledge, word: Word, text: str) -> str:
    """The predicate of that id or label; raise `UsageError` with the nearest."""
    lowered = text.lower()
    predicates = knowledge.predicates()
    if lowered in predicates:
        return lowered
    for id, predicate in predicates.items():
        labels = (*predicate.label.values(), *predicate.inverse_label.values())
        if lowered in (label.lower() for label in labels):
            return id
    # lazy: 2 ms; only errors need it
    from cstokb.model.names import nearest

    if near := nearest(lowered, predicates):
        raise word.error('no predicate "{}"', text, hint=did_you_mean(near))
    raise word.error('no predicate "{}"', text, hint="cstokb schema lists them")


def _text(knowledge: Knowledge, text: str) -> Pattern:
    """What has the words in its own words, in a name, in a figure or in a source's title."""
    # lazy: 2 ms; `show` asks no words
    from cstokb.model.fold import fold

    if not fold(text):
        return Pattern(phrase=text)
    titled = tuple(s.id for s in knowledge.sources() if has_phrase(text, s.title))
    either = [
        Pattern(phrase=text),
        Pattern(mentions=named(knowledge, text)),
        Pattern(sources=titled),
    ]
    if number := _as_number(text):
        either.append(Pattern(number=Figures(number, number)))
    return Pattern(any_of=tuple(part for part in either if not part.matches_nothing))


def named(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The entities in one of whose names the words stand, where a word begins."""
    found = []
    for hit in knowledge.search(text):
        if hit.how not in ("exact", "prefix", "words"):
            break
        if any(has_phrase(text, name) for name in hit.entity.called):
            found.append(hit.entity.id)
    return tuple(found)


def _as_number(text: str) -> float | None:
    plain = text.replace(",", "").replace(" ", "")
    return float(plain) if plain.isascii() and plain.isdecimal() and plain else None


def _published(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The sources of publishers in whose name the words stand; raise `UnknownName`."""
    # lazy: 2 ms; `show` asks no words
    from cstokb.model.fold import fold
    from cstokb.model.names import nearest

    publishers = {source.id: source.publisher for source in knowledge.sources()}
    found = tuple(id for id, publisher in publishers.items() if has_phrase(text, publisher))
    if found and fold(text):
        return found
    raise UnknownName("publisher", text, nearest(text, sorted({*publishers.values()} - {""})))
