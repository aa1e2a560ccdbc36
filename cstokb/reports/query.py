"""The facts that answer a question, in order of time."""

from collections.abc import Iterator
from typing import NamedTuple

from cstokb.model.fact import Fact, time_order
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.query import Question
from cstokb.reports.lifetime import Lives
from cstokb.reports.limits import can_reach
from cstokb.reports.participation import participation, with_times
from cstokb.reports.question import pattern_of


class Answer(NamedTuple):
    """A fact that answers a question; one of participation has the time of its event."""

    fact: Fact
    certainty: Certainty


def query(knowledge: Knowledge, question: Question, *, ranked: bool = False) -> Iterator[Answer]:
    """The facts of which all words hold, by time; undated ones last.

    They are drawn as they are read, unless they may take the time of an event. Names are
    looked up, and errors raised, at once.
    """
    pattern = pattern_of(knowledge, question, ranked=ranked)
    return _answers(knowledge, pattern, question.period)


def _answers(knowledge: Knowledge, pattern: Pattern, period: Period | None) -> Iterator[Answer]:
    lives = Lives(knowledge)
    facts = knowledge.facts(pattern, by_time=True)
    if pattern.predicates is None or {*pattern.predicates} & {*participation(knowledge)}:
        # Certainty is decided by the fact as it stands, before it takes a time.
        stored = {fact.id: fact for fact in facts}
        dated = sorted(with_times(knowledge, stored.values()), key=time_order)
        pairs = ((fact, stored[fact.id]) for fact in dated)
    else:
        pairs = ((fact, fact) for fact in facts)
    for fact, as_stored in pairs:
        if as_stored.is_replaced or (period and not can_reach(knowledge, fact, period, lives)):
            continue
        kind = kind_of(knowledge, fact.subject) if pattern.needs_kind else ""
        yield Answer(fact, pattern.certainty(as_stored, kind))
