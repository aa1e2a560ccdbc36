"""What happened at a place: in it, in the places inside it, and what it hosted."""

from collections.abc import Iterator

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.reports.vocabulary import facts_where, predicate_of


def happened_at(knowledge: Knowledge, id: str) -> Iterator[Fact]:
    """The facts whose place is the entity or one inside it, and those that a venue hosted.

    A fact that has the entity itself as its subject or value is none of them.
    """
    for place in places_inside(knowledge, id):
        for fact in knowledge.facts(Pattern(mention=place)):
            if id in (fact.subject, fact.link):
                continue
            if place == fact.where or predicate_of(knowledge, fact).role == "venue":
                yield fact


def places_inside(knowledge: Knowledge, id: str) -> tuple[str, ...]:
    """The entity, and all that lies in it by facts of the role `location`, each once."""
    inside = {id: None}
    queue = [id]
    while queue:
        about = Pattern(value=queue.pop())
        facts = facts_where(knowledge, about, lambda predicate: predicate.role == "location")
        for subject in [fact.subject for fact in facts if fact.subject not in inside]:
            inside[subject] = None
            queue.append(subject)
    return tuple(inside)
