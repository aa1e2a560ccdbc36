"""Making one entity of two that are the same thing."""

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, fact_id
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern


def merged(
    knowledge: Knowledge, gone: Entity, kept: Entity
) -> tuple[tuple[Entity, Entity], tuple[Fact, ...]]:
    """The two entities and the facts to put in place.

    The kept entity has the names of both, and the other's id as an alias; the other
    keeps nothing but its id. Its facts are deprecated, and stated anew of the kept one,
    where citations of equal facts are joined.
    """
    names = dict.fromkeys((*kept.aliases, *gone.names.values(), *gone.aliases, gone.id))
    own = {kept.id, *kept.names.values()}
    entity = kept._replace(
        names={**gone.names, **kept.names},
        aliases=tuple(name for name in names if name not in own),
        summaries={**gone.summaries, **kept.summaries},
    )
    facts: dict[str, Fact] = {}
    for fact in knowledge.facts(Pattern(mention=gone.id)):
        moved = _moved(fact, gone.id, kept.id)
        known = facts.get(moved.id) or knowledge.fact(moved.id)
        cited = dict.fromkeys((*(known.citations if known else ()), *fact.citations))
        facts[moved.id] = (known or moved)._replace(citations=tuple(cited))
        note = "; ".join(filter(None, (fact.note, f"replaced by {moved.id}")))
        facts[fact.id] = fact._replace(rank="deprecated", note=note)
    told = {"en": f"Merged into {kept.id}.", "ru": f"Объединено с {kept.id}."}
    stub = Entity(gone.id, gone.kind, {"en": gone.id}, (), told)
    return (entity, stub), tuple(facts.values())


def _moved(fact: Fact, gone: str, kept: str) -> Fact:
    subject = kept if fact.subject == gone else fact.subject
    value = Link(kept) if fact.link == gone else fact.value
    where = kept if fact.where == gone else fact.where
    id = fact_id(subject, fact.predicate, value, fact.when, where)
    return fact._replace(id=id, subject=subject, value=value, where=where)
