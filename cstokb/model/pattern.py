"""`Pattern`: a fact with holes; what it matches is the definition of querying."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from cstokb.model.entity import Kind
from cstokb.model.fact import Confidence, DateStatus, Fact, Link, Quantity, Rank, Text
from cstokb.model.moment import Certainty
from cstokb.model.period import Period


class Figures(NamedTuple):
    """The numbers from `least` to `most`, both included; an end may be infinite."""

    least: float
    most: float


class Pattern(NamedTuple):
    """A fact matches if it fits into every hole: None fits any, an empty collection none.

    `subjects`, `predicates`, `ranks`, `confidences` and `kinds` (of the subject) fit a fact
    that has one of them. `value` is an entity id, `mention` one that stands anywhere in the
    fact. `period` fits facts that may fall in it; undated ones never do. `month_days` fits
    facts that begin on one of those days of any year, as `Fact.month_day` has them. `text`
    fits facts in whose words (value, notes) every one of its folded words begins a word,
    `phrase` those where they stand side by side. `source` is the id of a source that is
    cited. `has_contradiction` is whether the fact names others that it contradicts.

    `values`, `mentions`, `sources` and `places` fit a fact that links to, mentions, cites or
    happened at one of those ids. `number` fits figures in a range, whatever their bound.
    `every` fits what fits all of these patterns, `any_of` what fits one of them, `excluded`
    what surely fits none. What fits does so with certainty `at_most`, which is never no.
    """

    subjects: Collection[str] | None = None
    predicates: Collection[str] | None = None
    value: str | None = None
    mention: str | None = None
    kinds: Sequence[Kind] | None = None
    period: Period | None = None
    month_days: Collection[tuple[int, int]] | None = None
    text: str | None = None
    source: str | None = None
    ranks: Sequence[Rank] | None = None
    date_status: DateStatus | None = None
    has_contradiction: bool | None = None
    values: Collection[str] | None = None
    mentions: Collection[str] | None = None
    sources: Collection[str] | None = None
    places: Collection[str] | None = None
    confidences: Sequence[Confidence] | None = None
    number: Figures | None = None
    phrase: str | None = None
    every: "tuple[Pattern, ...]" = ()
    any_of: "tuple[Pattern, ...] | None" = None
    excluded: "tuple[Pattern, ...]" = ()
    at_most: Certainty = Certainty.SURELY

    def matches(self, fact: Fact, kind: str) -> bool:
        """Whether the fact, whose subject is of that kind, surely or possibly fits."""
        return self.certainty(fact, kind) > Certainty.NO

    def certainty(self, fact: Fact, kind: str) -> Certainty:
        """Whether the fact, whose subject is of that kind, fits into the holes."""
        if not (self._fits_ids(fact, kind) and self._fits_content(fact)):
            return Certainty.NO
        alone = min(self.at_most, self._in_period(fact))
        # Most patterns hold no others, and this is asked of every fact that is read.
        if not alone or not (self.every or self.any_of is not None or self.excluded):
            return alone
        answers = [alone, *(pattern.certainty(fact, kind) for pattern in self.every)]
        if self.any_of is not None:
            either = (pattern.certainty(fact, kind) for pattern in self.any_of)
            answers.append(max(either, default=Certainty.NO))
        answers += (_negated(pattern.certainty(fact, kind)) for pattern in self.excluded)
        return min(answers)

    @property
    def matches_nothing(self) -> bool:
        """Whether no fact can match: a collection or an id is empty."""
        ids = (self.value, self.mention, self.source)
        collections = (
            *(self.subjects, self.predicates, self.kinds, self.month_days, self.ranks),
            *(self.values, self.mentions, self.sources, self.places, self.confidences),
        )
        return any(part is not None and not part for part in (*collections, *ids)) or (
            self.any_of is not None and all(part.matches_nothing for part in self.any_of)
        )

    @property
    def needs_kind(self) -> bool:
        """Whether the kind of a fact's subject decides."""
        return self.kinds is not None or any(part.needs_kind for part in self.parts)

    @property
    def parts(self) -> "tuple[Pattern, ...]":
        """The patterns that stand in it."""
        return (*self.every, *(self.any_of or ()), *self.excluded)

    def _fits_ids(self, fact: Fact, kind: str) -> bool:
        return (
            (self.subjects is None or fact.subject in self.subjects)
            and (self.predicates is None or fact.predicate in self.predicates)
            and (self.value is None or fact.value == Link(self.value))
            and (self.mention is None or self.mention in fact.mentions)
            and (self.kinds is None or kind in self.kinds)
            and (self.values is None or (fact.link != "" and fact.link in self.values))
            and (self.mentions is None or any(id in self.mentions for id in fact.mentions))
            and (self.places is None or (fact.where != "" and fact.where in self.places))
            and (self.source is None or self.source in fact.sources)
            and (self.sources is None or any(id in self.sources for id in fact.sources))
        )

    def _fits_content(self, fact: Fact) -> bool:
        return (
            (self.ranks is None or fact.rank in self.ranks)
            and (self.confidences is None or fact.confidence in self.confidences)
            and self.date_status in (None, fact.date_status)
            and self.has_contradiction in (None, bool(fact.contradicts))
            and (self.month_days is None or fact.month_day in self.month_days)
            and (self.number is None or _is_figure(fact, self.number))
            and (self.text is None or has_words(self.text, fact_words(fact)))
            and (self.phrase is None or has_phrase(self.phrase, fact_words(fact)))
        )

    def _in_period(self, fact: Fact) -> Certainty:
        if self.period is None:
            return Certainty.SURELY
        if fact.when is None:
            return Certainty.NO
        return fact.when.meets(self.period.first, self.period.last)


EVERYTHING = Pattern()


def fact_words(fact: Fact) -> str:
    """The words of a fact that text search looks at."""
    texts = (fact.value.en, fact.value.ru) if isinstance(fact.value, Text) else ()
    return " ".join(filter(None, (*texts, fact.note, fact.note_ru)))


def has_words(query: str, text: str) -> bool:
    """Whether every folded word of the query begins a folded word of the text."""
    # Most patterns have no text.
    from cstokb.model.fold import fold

    padded = f" {fold(text)}"
    return all(f" {word}" in padded for word in fold(query).split())


def has_phrase(phrase: str, text: str) -> bool:
    """Whether the folded words of the phrase stand side by side, where a word begins."""
    # lazy: 2 ms
    from cstokb.model.fold import fold

    return f" {fold(phrase)}" in f" {fold(text)}"


def both(one: Pattern, other: Pattern) -> Pattern:
    """What fits both patterns: one with the holes of both, unless they fill the same."""
    filled = {
        name: hole for name, hole in other._asdict().items() if hole != getattr(EVERYTHING, name)
    }
    if any(getattr(one, name) != getattr(EVERYTHING, name) for name in filled):
        return one._replace(every=(*one.every, other))
    return one._replace(**filled)


def _negated(certainty: Certainty) -> Certainty:
    return Certainty(Certainty.SURELY - certainty)


def _is_figure(fact: Fact, figures: Figures) -> bool:
    value = fact.value
    return isinstance(value, Quantity) and figures.least <= value.number <= figures.most
