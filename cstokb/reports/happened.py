"""What happened at a place: in it, in the places inside it, and what was hosted there."""

from collections.abc import Iterator

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.reports.participation import with_times
from cstokb.reports.vocabulary import facts_where
from cstokb.reports.whereabouts import places_inside


def happened_at(knowledge: Knowledge, id: str) -> Iterator[Fact]:
    """The facts whose place is the entity or one inside it, and events that were hosted there.

    A fact that has the entity itself as its subject or value is none of them. What takes the
    time of its event has it.
    """
    places = places_inside(knowledge, [id])
    facts = {fact.id: fact for fact in knowledge.facts(Pattern(places=places))}
    inner = places - {id}
    for found in (
        facts_where(knowledge, Pattern(subjects=inner), _is_hosting),
        facts_where(knowledge, Pattern(values=inner), _is_held_at),
    ):
        facts |= {fact.id: fact for fact in found}
    own = (fact for fact in facts.values() if id not in (fact.subject, fact.link))
    yield from with_times(knowledge, own)


def _is_hosting(predicate: Predicate) -> bool:
    return predicate.shape == "event" and predicate.locates == "value"


def _is_held_at(predicate: Predicate) -> bool:
    return predicate.shape == "event" and predicate.locates == "subject"
