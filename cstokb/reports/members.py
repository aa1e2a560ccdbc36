"""Who belonged to a body, and who held its posts, on a day: surely, possibly or not."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.conflicts import outranked
from cstokb.reports.lifetime import lifetime_of
from cstokb.reports.validity import Validity, validity_of
from cstokb.reports.vocabulary import facts_where


class Holder(NamedTuple):
    """One who belongs to a body, or holds a post of it.

    `facts` speak of it, the one that decides first. `pauses` are events before the day
    that paused it: they are a state of their own, not its end.
    """

    entity: str
    post: str
    predicate: str
    certainty: Certainty
    reason: str
    facts: tuple[Fact, ...]
    pauses: tuple[Fact, ...] = ()

    @property
    def since(self) -> str:
        """When it began, in EDTF; empty where that is not recorded."""
        when = self.facts[0].when
        return str(when.start) if when and when.end is not None else ""

    @property
    def until(self) -> str:
        """When it ended, in EDTF; `..` for not yet, empty where it is not recorded."""
        when = self.facts[0].when
        return str(when.end) if when and when.end is not None else ""


def members(
    knowledge: Knowledge, body: str, period: Period, *, reading: str = "any"
) -> tuple[Holder, ...]:
    """Everybody who ever belonged to the body, with the answer for the period.

    In order of certainty, then id.
    """
    facts = _in_role(knowledge, "membership", [body])
    pauses = _in_role(knowledge, "pause", [body])
    return _answers(knowledge, facts, pauses, period, reading)


def officers(
    knowledge: Knowledge, body: str, period: Period, *, reading: str = "any"
) -> tuple[Holder, ...]:
    """Everybody who ever held a post of the body, or of what is part of it."""
    parts = [fact.subject for fact in _in_role(knowledge, "part", [body])]
    facts = _in_role(knowledge, "office", dict.fromkeys([body, *sorted(parts)]))
    return _answers(knowledge, facts, [], period, reading)


def body_then(knowledge: Knowledge, body: Entity, period: Period) -> Entity:
    """The body, or what it rests on, if it surely did not exist yet.

    Before an organization there may be a treaty, whose parties were its members.
    """
    began = lifetime_of(knowledge, body.id).began
    if began is None or period.last >= began.first:
        return body
    about, resting = Pattern(subjects=[body.id]), ("basis", "succession")
    for fact in facts_where(knowledge, about, lambda one: one.role in resting):
        if fact.link:
            older = knowledge.entity(fact.link)
            if older and any(True for _ in _in_role(knowledge, "membership", [older.id])):
                return older
    return body


def _in_role(knowledge: Knowledge, role: str, bodies: Iterable[str]) -> list[Fact]:
    asked = (Pattern(value=body) for body in bodies)
    found = [f for a in asked for f in facts_where(knowledge, a, lambda one: one.role == role)]
    lost = outranked(found, knowledge.predicates())
    return [fact for fact in found if fact.id not in lost]


def _answers(
    knowledge: Knowledge,
    facts: Iterable[Fact],
    pauses: Iterable[Fact],
    period: Period,
    reading: str,
) -> tuple[Holder, ...]:
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.link, fact.predicate, fact.subject), []).append(fact)
    paused = list(pauses)
    found = [
        _holder(knowledge, group, list(_before(paused, group[0].subject, period)), period, reading)
        for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda holder: (-holder.certainty, holder.post, holder.entity)))


def _holder(
    knowledge: Knowledge, facts: list[Fact], pauses: list[Fact], period: Period, reading: str
) -> Holder:
    answers: list[tuple[Validity, Fact]] = [
        (validity_of(knowledge, fact, period, reading=reading), fact) for fact in facts
    ]
    # The surest answer counts; of equal ones the fact that tells both ends.
    answers.sort(key=lambda answer: (-answer[0].certainty, *_vagueness(answer[1])))
    (best, leading), *_ = answers
    still = pauses if best.certainty else []
    return Holder(
        leading.subject,
        leading.link,
        leading.predicate,
        best.certainty,
        best.reason,
        tuple(fact for _, fact in answers),
        tuple(still),
    )


def _vagueness(fact: Fact) -> tuple[bool, str]:
    return (fact.when is None or fact.when.end is None, fact.id)


def _before(pauses: Iterable[Fact], subject: str, period: Period) -> Iterator[Fact]:
    for fact in pauses:
        if fact.subject == subject and fact.when and fact.when.first <= period.last:
            yield fact
