"""`Pattern`: a fact with holes; what it matches is the definition of querying."""

from typing import NamedTuple

from cstokb.model.fact import Fact, Text
from cstokb.model.moment import Certainty
from cstokb.model.period import Period


class Pattern(NamedTuple):
    """Empty fields match everything; every field given must match.

    `value` is an entity id. `mention` is an entity id that stands anywhere in the
    fact. `kinds` are of the subject. `period` matches facts that may fall in it;
    undated ones never do. `month_days` matches facts that begin on one of those days of
    any year, told as `Fact.month_day` tells them. `text` matches facts in whose words
    (value, note) every one of its folded words begins a word. `source` is the id of a
    source that is cited. `subjects`, `predicates` and `ranks` match a fact that has any
    one of them. `date_status` is one of `DATE_STATUSES`. `has_contradiction` matches facts
    that name others that they contradict.
    """

    subject: str = ""
    predicate: str = ""
    value: str = ""
    mention: str = ""
    kinds: tuple[str, ...] = ()
    period: Period | None = None
    month_days: tuple[tuple[int, int], ...] = ()
    text: str = ""
    source: str = ""
    subjects: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    date_status: str = ""
    has_contradiction: bool = False

    def matches(self, fact: Fact, kind: str) -> bool:
        """Whether the fact, whose subject is of that kind, fits into the holes."""
        return (
            self.subject in ("", fact.subject)
            and self.predicate in ("", fact.predicate)
            and self.value in ("", fact.link)
            and (not self.mention or self.mention in fact.mentions)
            and (not self.kinds or kind in self.kinds)
            and (not self.subjects or fact.subject in self.subjects)
            and (not self.predicates or fact.predicate in self.predicates)
            and (not self.ranks or fact.rank in self.ranks)
            and self.date_status in ("", fact.date_status)
            and (not self.has_contradiction or bool(fact.contradicts))
            and self._in_period(fact)
            and (not self.month_days or fact.month_day in self.month_days)
            and (not self.text or has_words(self.text, fact_words(fact)))
            and (not self.source or self.source in fact.sources)
        )

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
