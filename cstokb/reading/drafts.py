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
from cstokb.reading.triggers import Hit, TriggerIndex, role_words
from cstokb.reading.where import where_near


class Vocabulary(NamedTuple):
    """The predicates and their triggers. It pickles, so that many processes can share one."""

    relations: Mapping[str, Relation]
    triggers: TriggerIndex
    roles: Mapping[str, frozenset[str]]
    """Words that make a post of the body named after them, by predicate, as stems."""
    filling: str
    """The predicate of who fills a post for the time being, or empty."""

    @classmethod
    def of(cls, predicates: Mapping[str, Predicate]) -> "Vocabulary":
        """The vocabulary of a store."""
        plans = {each.ahead for each in predicates.values() if each.ahead != each.id}
        relations = {id: Relation.of(predicate, plans) for id, predicate in predicates.items()}
        triggers = {id: predicate.triggers for id, predicate in predicates.items()}
        roles = {id: role_words(some) for id, some in triggers.items()}
        return cls(
            relations,
            TriggerIndex.of(triggers),
            {id: words for id, words in roles.items() if words},
            next((id for id, relation in relations.items() if relation.post == "filled"), ""),
        )


def drafts_by_trigger(scene: Scene, vocabulary: Vocabulary, language: str) -> Iterator[Draft]:
    """What the triggers in the sentence state."""
    hits = list(vocabulary.triggers.hits(scene.tokens, language))
    for hit in hits:
        ruled_out = any(
            hit.predicate in vocabulary.relations[other.predicate].rules_out
            and scene.clause(other.first) == scene.clause(hit.first)
            for other in hits
        )
        relation = vocabulary.relations[hit.predicate]
        if not ruled_out and not is_doubtful(scene, hit, relation):
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
    id, value = _settled(relation, value, time, scene)
    trigger = scene.tokens.text[scene.tokens.starts[hit.first] : scene.tokens.ends[hit.last]]
    for subject in subjects if id in relations else ():
        where = where_near(scene, hit.first, (subject, link)) if relation.has_where else ""
        fact = make_fact(subject, id, value, time.when, where)
        yield Draft(fact, trigger, time.dated, time.how)


def _settled(relation: Relation, value: Value, time: Time, scene: Scene) -> tuple[str, Value]:
    """The predicate and value, or what they become for a post, or for a time still to come."""
    if relation.post == "held" and isinstance(value, Link) and value.id in scene.posts:
        held = scene.posts[value.id]
        return held.predicate, Link(held.value)
    ahead = time.when and scene.published and time.when.first > scene.published
    return (relation.ahead if ahead and relation.ahead else relation.id), value
