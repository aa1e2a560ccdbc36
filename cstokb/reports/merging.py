"""Merging two entities that are the same thing."""

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, fact_id, replaced
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern


def merged(
    knowledge: Knowledge, duplicate: Entity, target: Entity
) -> tuple[tuple[Entity, Entity], tuple[Fact, ...]]:
    """The two entities and the facts as they are after the merge, to be written.

    The target gets the names of both, and the duplicate's id as an alias; the duplicate
    keeps only its id. Each of its facts is deprecated and stated again of the target; if
    the target has the same fact already, their citations are joined.
    """
    names = (*target.aliases, *duplicate.names.values(), *duplicate.aliases, duplicate.id)
    own = {target.id, *target.names.values()}
    entity = target._replace(
        names={**duplicate.names, **target.names},
        aliases=tuple(name for name in dict.fromkeys(names) if name not in own),
        summaries={**duplicate.summaries, **target.summaries},
    )
    facts: dict[str, Fact] = {}
    for fact in knowledge.facts(Pattern(mention=duplicate.id)):
        new = _restated(fact, duplicate.id, target.id)
        existing = facts.get(new.id) or knowledge.fact(new.id)
        cited = dict.fromkeys((*(existing.citations if existing else ()), *fact.citations))
        facts[new.id] = (existing or new)._replace(citations=tuple(cited))
        facts[fact.id] = replaced(fact, new.id)
    summaries = {"en": f"Merged into {target.id}.", "ru": f"Объединено с {target.id}."}
    stub = Entity(duplicate.id, duplicate.kind, {"en": duplicate.id}, (), summaries)
    return (entity, stub), tuple(facts.values())


def _restated(fact: Fact, old: str, new: str) -> Fact:
    """The fact with one entity in place of another, and the id of its new content."""
    subject = new if fact.subject == old else fact.subject
    value = Link(new) if fact.link == old else fact.value
    where = new if fact.where == old else fact.where
    id = fact_id(subject, fact.predicate, value, fact.when, where)
    return fact._replace(id=id, subject=subject, value=value, where=where)
