"""What gives one post to others: the terms that a term of it must lie between."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.reports.conflicts import outranked
from cstokb.reports.intervals import UncertainInterval, uncertain_interval
from cstokb.reports.lifetime import Lives

_Moments = tuple[date, date]


class _Term(NamedTuple):
    """Who held the post, the first and the last day it surely lasted to, and its interval."""

    subject: str
    first: date
    last: date
    interval: UncertainInterval


class Post:
    """The terms of one post that no better fact outranks, ordered by their days.

    A term is trimmed in logarithmic time unless its holder has several.
    """

    def __init__(self, terms: Sequence[_Term]) -> None:
        self._terms = terms
        self._numbers = Counter(term.subject for term in terms)
        by_last = sorted(terms, key=lambda term: (term.last, term.first))
        by_first = sorted(terms, key=lambda term: (term.first, term.last))
        self._lasts: list[_Moments] = [(term.last, term.first) for term in by_last]
        self._firsts: list[_Moments] = [(term.first, term.last) for term in by_first]
        ends = (term.interval.earliest_end for term in by_last)
        self._latest_ends = list(accumulate(ends, max))
        starts = (term.interval.latest_start for term in reversed(by_first))
        self._earliest_starts = list(accumulate(starts, min))[::-1]

    def trimmed(self, interval: UncertainInterval, subject: str) -> UncertainInterval:
        """The interval without the days before an earlier rival ended or after a later one began.

        Rivals are the terms of others. Each holder is taken to have held the post once,
        without a break. A rival attested for a single moment ended no earlier and began no
        later than that moment. One that cannot be placed before or after this interval
        trims nothing.
        """
        if self._numbers[subject] > 1:
            others = [term for term in self._terms if term.subject != subject]
            return Post(others).trimmed(interval, subject)
        first, last = sorted((interval.latest_start, interval.earliest_end))
        # At one and the same moment neither is before the other.
        before, behind = (
            (bisect_left, bisect_right) if first == last else (bisect_right, bisect_left)
        )
        earlier = before(self._lasts, (first, first))
        later = behind(self._firsts, (last, last))
        start, end = interval.earliest_start, interval.latest_end
        if earlier:
            start = max(start, self._latest_ends[earlier - 1])
        if later < len(self._firsts):
            end = min(end, self._earliest_starts[later])
        return interval._replace(earliest_start=start, latest_end=end)


class Posts:
    """The posts and the lives of a knowledge that one answer asks for, each read once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._posts: dict[tuple[str, str], Post] = {}
        self.lives = Lives(knowledge)

    def of(self, fact: Fact) -> Post:
        """The post that the fact gives; none has terms where its value is no entity."""
        key = fact.predicate, fact.link
        if key not in self._posts:
            self._posts[key] = Post(self._terms(*key) if fact.link else ())
        return self._posts[key]

    def _terms(self, predicate: str, link: str) -> list[_Term]:
        facts = list(self._knowledge.facts(Pattern(predicates=[predicate], value=link)))
        outranked_ids = outranked(facts, self._knowledge.predicates())
        return [_term(fact) for fact in facts if fact.when and fact.id not in outranked_ids]


def _term(fact: Fact) -> _Term:
    assert fact.when
    interval = uncertain_interval(fact.when)
    first, last = sorted((interval.latest_start, interval.earliest_end))
    return _Term(fact.subject, first, last, interval)
