"""Members of a body and holders of its posts in a period: surely, possibly or not."""

from collections.abc import Iterable
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
    """A member of a body, or one who held a post of it."""

    entity: str
    """The id of the member or the person."""
    post: str
    """The id of the body, or of the part of it that the post belongs to."""
    predicate: str
    certainty: Certainty
    reason: str
    """Why, one of `validity.REASONS`."""
    facts: tuple[Fact, ...]
    """The facts that say so, first the one that decided."""
    pauses: tuple[Fact, ...] = ()
    """Events by the end of the period that paused a membership, which did not end it."""

    @property
    def since(self) -> str:
        """The start by the deciding fact, in EDTF; empty if it is not recorded."""
        when = self.facts[0].when
        return str(when.start) if when and when.end is not None else ""

    @property
    def until(self) -> str:
        """The end by the deciding fact, in EDTF; `..` if open, empty if it is not recorded."""
        when = self.facts[0].when
        return str(when.end) if when and when.end is not None else ""


def members(
    knowledge: Knowledge, body: str, period: Period, *, reading: str = "any"
) -> tuple[Holder, ...]:
    """All who ever were members, with the answer for the period; surest first, then by id."""
    facts = _in_role(knowledge, "membership", [body])
    pauses = _in_role(knowledge, "pause", [body])
    return _answers(knowledge, facts, pauses, period, reading)


def officers(
    knowledge: Knowledge, body: str, period: Period, *, reading: str = "any"
) -> tuple[Holder, ...]:
    """All who ever held a post of the body or of its parts; surest first, then by post and id."""
    parts = [fact.subject for fact in _in_role(knowledge, "part", [body])]
    facts = _in_role(knowledge, "office", dict.fromkeys([body, *sorted(parts)]))
    return _answers(knowledge, facts, [], period, reading)


def body_then(knowledge: Knowledge, body: Entity, period: Period) -> Entity:
    """The body; if it surely did not exist yet, what it rests on or follows and had members.

    So the members of an organization before its foundation are the parties of its treaty.
    """
    began = lifetime_of(knowledge, body.id).began
    if began is None or period.last >= began.first:
        return body
    about = Pattern(subjects=[body.id])
    for fact in facts_where(knowledge, about, lambda p: p.role in ("basis", "succession")):
        older = knowledge.entity(fact.link) if fact.link else None
        if older and _in_role(knowledge, "membership", [older.id]):
            return older
    return body


def _in_role(knowledge: Knowledge, role: str, bodies: Iterable[str]) -> list[Fact]:
    """The facts that relate something to one of the bodies by a predicate with that role."""
    facts = [
        fact
        for body in bodies
        for fact in facts_where(knowledge, Pattern(value=body), lambda p: p.role == role)
    ]
    outranked_ids = outranked(facts, knowledge.predicates())
    return [fact for fact in facts if fact.id not in outranked_ids]


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
    earlier = [f for f in pauses if f.when and f.when.first <= period.last]
    holders: list[Holder] = []
    for group in groups.values():
        own_pauses = [fact for fact in earlier if fact.subject == group[0].subject]
        holders.append(_holder(knowledge, group, own_pauses, period, reading))
    return tuple(sorted(holders, key=lambda h: (-h.certainty, h.post, h.entity)))


def _holder(
    knowledge: Knowledge, facts: list[Fact], pauses: list[Fact], period: Period, reading: str
) -> Holder:
    """The answer for facts with the same subject, predicate and value."""

    def order(answer: tuple[Validity, Fact]) -> tuple[int, bool, str]:
        """The surest first; of equally sure ones those that record start and end."""
        validity, fact = answer
        return (-validity.certainty, fact.when is None or fact.when.end is None, fact.id)

    answers = sorted(
        ((validity_of(knowledge, fact, period, reading=reading), fact) for fact in facts), key=order
    )
    best, leading = answers[0]
    return Holder(
        leading.subject,
        leading.link,
        leading.predicate,
        best.certainty,
        best.reason,
        tuple(fact for _, fact in answers),
        tuple(pauses if best.certainty else ()),
    )
