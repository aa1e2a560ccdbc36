"""The entities that facts join to one entity."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from cstokb.model.entity import Kind
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern, both
from cstokb.model.predicate import Predicate
from cstokb.reports.question import with_times
from cstokb.reports.vocabulary import predicate_of

Part = Literal["subject", "value", "place"]
"""What an entity is in a fact, in the order of the report."""

PARTS: tuple[Part, ...] = get_args(Part)


class Relation(NamedTuple):
    """A fact that joins the entity to another."""

    role: Part
    """What the entity is in the fact."""
    predicate: Predicate
    other: str
    """The id of the other entity."""
    fact: Fact
    certainty: Certainty = Certainty.SURELY
    """Whether what was asked holds of the fact."""


def related(
    knowledge: Knowledge,
    id: str,
    *,
    kinds: Sequence[Kind] | None = None,
    matching: Pattern = EVERYTHING,
) -> tuple[Relation, ...]:
    """The relations to entities of those kinds, or to all, by role and predicate, then time.

    A place is related to the subjects of the facts that happened there. `matching` keeps
    the facts that it fits; participation has the time of its event.
    """
    found = knowledge.facts(both(matching, Pattern(mention=id)))
    facts = [fact for fact in found if not fact.is_replaced]
    # Certainty is decided by the fact as it stands, before it takes a time.
    answers = {
        fact.id: matching.certainty(fact, kind_of(knowledge, fact.subject)) for fact in facts
    }
    relations = [
        relation._replace(certainty=answers[fact.id])
        for fact in with_times(knowledge, facts)
        if (relation := _relation(knowledge, id, fact))
        and (kinds is None or kind_of(knowledge, relation.other) in kinds)
    ]
    return tuple(sorted(relations, key=_order))


def _relation(knowledge: Knowledge, id: str, fact: Fact) -> Relation | None:
    """The relation of the entity in that fact; None if it is the subject and there is no other."""
    predicate = predicate_of(knowledge, fact)
    if fact.subject == id:
        return Relation("subject", predicate, fact.link, fact) if fact.link else None
    role: Part = "value" if fact.link == id else "place"
    return Relation(role, predicate, fact.subject, fact)


def _order(relation: Relation) -> tuple[object, ...]:
    when = relation.fact.when
    time = ("",) if when is None else (str(when.sort_key[0]), str(when))
    return (PARTS.index(relation.role), relation.predicate.id, *time, relation.other)
