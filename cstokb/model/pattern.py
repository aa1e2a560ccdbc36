"""`Pattern`: a fact with holes; what it matches is the definition of querying."""

from collections.abc import Collection
from typing import NamedTuple

from cstokb.model.fact import Fact, Link, Text
from cstokb.model.moment import Certainty
from cstokb.model.period import Period


class Pattern(NamedTuple):
    """A fact matches if it fits into every hole: None fits any, an empty collection none.

    `subjects`, `predicates`, `ranks` and `kinds` (of the subject) fit a fact that has one
    of them. `value` is an entity id, `mention` one that stands anywhere in the fact.
    `period` fits facts that may fall in it; undated ones never do. `month_days` fits facts
    that begin on one of those days of any year, as `Fact.month_day` has them. `text` fits
    facts in whose words (value, note) every one of its folded words begins a word.
    `source` is the id of a source that is cited. `date_status` is one of `DATE_STATUSES`.
    `has_contradiction` is whether the fact names others that it contradicts.
    """

    subjects: Collection[str] | None = None
    predicates: Collection[str] | None = None
    value: str | None = None
    mention: str | None = None
    kinds: Collection[str] | None = None
    period: Period | None = None
    month_days: Collection[tuple[int, int]] | None = None
    text: str | None = None
    source: str | None = None
    ranks: Collection[str] | None = None
    date_status: str | None = None
    has_contradiction: bool | None = None

    def matches(self, fact: Fact, kind: str) -> bool:
        """Whether the fact, whose subject is of that kind, fits into the holes."""
        return (
            (self.subjects is None or fact.subject in self.subjects)
            and (self.predicates is None or fact.predicate in self.predicates)
            and (self.value is None or fact.value == Link(self.value))
            and (self.mention is None or self.mention in fact.mentions)
            and (self.kinds is None or kind in self.kinds)
            and (self.ranks is None or fact.rank in self.ranks)
            and self.date_status in (None, fact.date_status)
            and self.has_contradiction in (None, bool(fact.contradicts))
            and self._in_period(fact)
            and (self.month_days is None or fact.month_day in self.month_days)
            and (self.text is None or has_words(self.text, fact_words(fact)))
            and (self.source is None or self.source in fact.sources)
        )

    @property
    def matches_nothing(self) -> bool:
        """Whether no fact can match: a collection or an id is empty."""
        collections = (self.subjects, self.predicates, self.kinds, self.month_days, self.ranks)
        ids = (self.value, self.mention, self.source)
        return any(part is not None and not part for part in (*collections, *ids))

    def _in_period(self, fact: Fact) -> bool:
        if self.period is None:
            return True
        if fact.when is None:
            return False
        return fact.when.meets(self.period.first, self.period.last) > Certainty.NO


EVERYTHING = Pattern()


def fact_words(fact: Fact) -> str:
    """The words of a fact that text search looks at."""
    texts = (fact.value.en, fact.value.ru) if isinstance(fact.value, Text) else ()
    return " ".join((*texts, fact.note))


def has_words(query: str, text: str) -> bool:
    """Whether every folded word of the query begins a folded word of the text."""
    # Most patterns have no text.
    from cstokb.model.fold import fold

    padded = f" {fold(text)}"
    return all(f" {word}" in padded for word in fold(query).split())
