"""Drafts: facts that a sentence seems to state, by the triggers of the vocabulary."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cstokb.model.article import Draft
from cstokb.model.fact import Fact, Link, Value, fact_id
from cstokb.model.predicate import Predicate
from cstokb.model.span import Span
from cstokb.reading.arguments import subjects_of, value_of
from cstokb.reading.doubt import is_doubtful
from cstokb.reading.relations import Relation
from cstokb.reading.scene import Scene
from cstokb.reading.times import Time, time_of
from cstokb.reading.triggers import Hit, TriggerIndex
from cstokb.reading.vocabulary import EXCLUDED, HELD_AS, HOLDING, PLANNED, TRIGGERS
from cstokb.reading.where import where_near


class Vocabulary(NamedTuple):
    """The predicates and their triggers. It pickles, so that many processes can share one."""

    relations: Mapping[str, Relation]
    triggers: TriggerIndex

    @classmethod
    def of(cls, predicates: Mapping[str, Predicate]) -> "Vocabulary":
        """The vocabulary of a store."""
        defined = {id: triggers for id, triggers in TRIGGERS.items() if id in predicates}
        relations = {id: Relation.of(predicate) for id, predicate in predicates.items()}
        return cls(relations, TriggerIndex.of(defined))


def drafts_by_trigger(scene: Scene, vocabulary: Vocabulary, language: str) -> Iterator[Draft]:
    """What the triggers in the sentence state."""
    hits = list(vocabulary.triggers.hits(scene.tokens, language))
    for hit in hits:
        ruled_out = any(
            hit.predicate in EXCLUDED.get(other.predicate, ())
            and scene.clause(other.first) == scene.clause(hit.first)
            for other in hits
        )
        if not ruled_out and not is_doubtful(scene, hit):
            yield from _stated(scene, hit, vocabulary.relations)


def make_fact(
    subject: str, predicate: str, value: Value, when: Span | None, where: str = ""
) -> Fact:
    """The fact with this content, without sources."""
    id = fact_id(subject, predicate, value, when, where)
    return Fact(id, subject, predicate, value, when, where)


def _stated(scene: Scene, hit: Hit, relations: Mapping[str, Relation]) -> Iterator[Draft]:
    """The facts of one trigger, one for each of its subjects."""
    relation = relations[hit.predicate]
    subjects = [subject.entity for subject in subjects_of(scene, hit, relation)]
    if not subjects:
        return
    value = value_of(scene, hit, relation, subjects)
    if value is None and hit.trigger.value != "none" and not relation.optional:
        return
    link = value.id if isinstance(value, Link) else ""
    time = time_of(scene, hit, relation, scene.events.intersection((*subjects, link)))
    if time is None:
        return
    id, value = _settled(hit.predicate, value, time, scene)
    trigger = scene.tokens.text[scene.tokens.starts[hit.first] : scene.tokens.ends[hit.last]]
    for subject in subjects if id in relations else ():
        where = where_near(scene, hit.first, (subject, link)) if relation.has_where else ""
        fact = make_fact(subject, id, value, time.when, where)
        yield Draft(fact, trigger, time.dated, time.how)


def _settled(id: str, value: Value, time: Time, scene: Scene) -> tuple[str, Value]:
    """The predicate and value, or what they become for a post, or for a time still to come."""
    if id == HOLDING and isinstance(value, Link) and value.id in HELD_AS:
        held = HELD_AS[value.id]
        return held.predicate, Link(held.value)
    ahead = time.when and scene.published and time.when.first > scene.published
    return (PLANNED.get(id, id) if ahead else id), value
