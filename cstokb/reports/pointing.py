"""Facts named by where they stand: an entity, a predicate and a number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cstokb.errors import AmbiguousFact, UnknownName
from cstokb.messages import Message, join_messages
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, time_order
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.reports.sentences import sentence
from cstokb.reports.vocabulary import predicate_of

_MAX_LISTED = 20


class Numbered(NamedTuple):
    """A fact with its number among those of its predicate at one entity, from 1."""

    number: int
    fact: Fact


Groups = Mapping[str, Sequence[Numbered]]
"""The facts at one entity by predicate; no group is empty."""


def numbered(knowledge: Knowledge, entity: Entity) -> Groups:
    """The facts whose subject or value the entity is, by predicate, none that was replaced.

    First those about it, then those that lead to it, each in the order of time.
    """
    joined = [f for f in knowledge.facts(Pattern(mention=entity.id)) if not f.is_replaced]
    groups: dict[str, list[Numbered]] = defaultdict(list)
    for side in (True, False):
        for fact in sorted(joined, key=time_order):
            if (fact.subject == entity.id) is side and entity.id in (fact.subject, fact.link):
                group = groups[fact.predicate]
                group.append(Numbered(len(group) + 1, fact))
    return groups


def pointed(
    knowledge: Knowledge, entity: Entity, words: Sequence[str], lang: str = "en"
) -> list[Fact]:
    """The facts that the words point to: a predicate's id or label, and numbers.

    Without a number it is the only one that is not deprecated about the entity, or else the
    only one that leads to it. Raise `UnknownName` for another predicate or number,
    `AmbiguousFact` with a numbered list where several may be meant.
    """
    groups = numbered(knowledge, entity)
    label = " ".join(word for word in words if not word.isdecimal())
    numbers = [int(word) for word in words if word.isdecimal()]
    ids = _predicates(knowledge, label, groups)
    found = [one for id in ids for one in groups[id]]
    by_number = {one.number: one.fact for one in found}
    if numbers and len(ids) == 1:
        if missing := [number for number in numbers if number not in by_number]:
            raise UnknownName("fact", f"{entity.id} {label} {missing[0]}")
        return [by_number[number] for number in dict.fromkeys(numbers)]
    standing = [one.fact for one in found if one.fact.rank != "deprecated"]
    sides = [[f for f in standing if (f.subject == entity.id) is side] for side in (True, False)]
    only = sides[0] or sides[1]
    if len(only) == 1:
        return only
    raise _ambiguous(knowledge, entity, label, found, lang)


def _predicates(knowledge: Knowledge, label: str, groups: Groups) -> list[str]:
    """The predicates of the groups that have that id or label; raise `UnknownName`."""
    if label in groups:
        return [label]
    folded = label.casefold()
    ids = []
    for id, (first, *_) in groups.items():
        predicate = predicate_of(knowledge, first.fact)
        labels = (*predicate.label.values(), *predicate.inverse_label.values())
        if folded in map(str.casefold, labels):
            ids.append(id)
    if not ids:
        # lazy: 2 ms; only errors need it
        from cstokb.model.names import nearest

        raise UnknownName("predicate", label, nearest(label, [*groups]))
    return ids


def _ambiguous(
    knowledge: Knowledge, entity: Entity, label: str, found: Sequence[Numbered], lang: str
) -> AmbiguousFact:
    """The error that lists the facts with their numbers."""
    lines = []
    for number, fact in found[:_MAX_LISTED]:
        words = (str(fact.when or ""), sentence(knowledge, [fact], lang))
        marked = "{} {}  {}  {}" if fact.rank != "deprecated" else "{} {}  {}  {} (deprecated)"
        lines.append(Message(marked, fact.predicate, number, *words))
    if len(found) > _MAX_LISTED:
        lines.append(Message("and {} more", len(found) - _MAX_LISTED))
    example = f"{entity.id} {found[0].fact.predicate} {found[0].number}"
    return AmbiguousFact(entity.id, label, len(found), join_messages("\n", lines), example)
