"""Merging two entities that are the same thing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, fact_id, replaced, stated_again
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern


class Merger(NamedTuple):
    """The two entities and the facts as they are after a merge, to be written."""

    target: Entity
    duplicate: Entity
    """A redirect to the target; all else of it stays as it was, for a merge back."""
    facts: tuple[Fact, ...]


def merged(knowledge: Knowledge, duplicate: Entity, target: Entity) -> Merger:
    """The merge of the duplicate into the target, which lives from now on.

    The target gets the names of both, and the duplicate's id as an alias. Each fact of the
    duplicate is deprecated and stated again of the target: one that is there already is
    revived, and cites the sources of both. What would then be about itself is deprecated
    only. What was replaced before stays as it is.
    """
    names = (*target.aliases, *duplicate.called)
    own = {target.id, *target.names.values()}
    entity = target._replace(
        names={**duplicate.names, **target.names},
        aliases=tuple(name for name in dict.fromkeys(names) if name not in own),
        summaries={**duplicate.summaries, **target.summaries},
        merged_into="",
    )
    stub = duplicate._replace(merged_into=target.id)
    return Merger(entity, stub, tuple(_transferred(knowledge, duplicate.id, target.id)))


def _transferred(knowledge: Knowledge, old: str, new: str) -> Iterator[Fact]:
    """The facts that the move from one entity to the other changes, as they are after it."""
    before = [f for f in knowledge.facts(Pattern(mention=old)) if not f.is_replaced]
    restated_by_id = {fact.id: _restated(fact, old, new) for fact in before}
    new_ids = {id: fact.id for id, fact in restated_by_id.items()}
    facts: dict[str, Fact] = {}
    for fact in before:
        restated = restated_by_id[fact.id]
        facts[fact.id] = replaced(fact, restated.id)
        if restated.link != restated.subject:
            there = facts.get(restated.id) or knowledge.fact(restated.id)
            facts[restated.id] = stated_again(there, restated) if there else restated
    rivals = knowledge.facts(Pattern(has_contradiction=True)) if facts else ()
    for fact in (*facts.values(), *_others(rivals, facts)):
        yield _contradicting(fact, new_ids)


def _others(rivals: Iterable[Fact], facts: Mapping[str, Fact]) -> Iterator[Fact]:
    """Facts that stay, and that contradict one that is transferred."""
    for fact in rivals:
        if fact.id not in facts and not facts.keys().isdisjoint(fact.contradicts):
            yield fact


def _contradicting(fact: Fact, new_ids: Mapping[str, str]) -> Fact:
    """The fact, contradicting what the facts that it named have become."""
    if fact.is_replaced or not fact.contradicts:
        return fact
    ids = dict.fromkeys(new_ids.get(id, id) for id in fact.contradicts)
    return fact._replace(contradicts=tuple(id for id in ids if id != fact.id))


def _restated(fact: Fact, old: str, new: str) -> Fact:
    """The fact with one entity in place of another, and the id of its new content."""
    subject = new if fact.subject == old else fact.subject
    value = Link(new) if fact.link == old else fact.value
    where = new if fact.where == old else fact.where
    id = fact_id(subject, fact.predicate, value, fact.when, where)
    return fact._replace(id=id, subject=subject, value=value, where=where)
