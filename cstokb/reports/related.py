"""What an entity is joined to, how, and when."""

from collections.abc import Collection
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.reports.vocabulary import predicate_of

ROLES = ("subject", "value", "place")
"""What the entity asked about is in the fact."""


class Relation(NamedTuple):
    """One fact that joins the entity, in a role, to another entity."""

    role: str
    predicate: Predicate
    other: str
    fact: Fact


def related(
    knowledge: Knowledge, id: str, *, kinds: Collection[str] | None = None
) -> tuple[Relation, ...]:
    """The facts that join the entity to others, of any or of those kinds.

    In order of role and predicate, then time. The place of a fact is joined to its
    subject.
    """
    found = [
        relation
        for fact in knowledge.facts(Pattern(mention=id))
        for relation in _relations(knowledge, id, fact)
        if kinds is None or _kind(knowledge, relation.other) in kinds
    ]
    return tuple(sorted(found, key=_order))


def _relations(knowledge: Knowledge, id: str, fact: Fact) -> list[Relation]:
    predicate = predicate_of(knowledge, fact)
    if fact.subject == id:
        return [Relation("subject", predicate, fact.link, fact)] if fact.link else []
    role = "value" if fact.link == id else "place"
    return [Relation(role, predicate, fact.subject, fact)]


def _kind(knowledge: Knowledge, id: str) -> str:
    entity = knowledge.entity(id)
    return entity.kind if entity else ""


def _order(relation: Relation) -> tuple[object, ...]:
    when = relation.fact.when
    undated = ("",) if when is None else (str(when.sort_key[0]), str(when))
    return (ROLES.index(relation.role), relation.predicate.id, *undated, relation.other)
