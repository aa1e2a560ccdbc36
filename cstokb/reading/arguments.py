"""Subjects and values: which of the entities around a trigger it is about."""

from collections.abc import Collection
from typing import Final

from cstokb.model.fact import Link, Text, Value
from cstokb.reading.quantities import find_quantities
from cstokb.reading.relations import Relation
from cstokb.reading.scene import EVENT_KINDS, Occurrence, Scene
from cstokb.reading.tables import stem_set, word_set
from cstokb.reading.triggers import Hit
from cstokb.reading.where import is_where

_FAR: Final = 60
"""A subject or value stands at most so many tokens from its trigger."""

_BESIDE: Final = 4
"""Within so many tokens a subject stands beside its trigger."""

_RUSSIAN_ADJECTIVE: Final = ("ого", "его", "ой", "ей", "ых", "их")

_OBJECT: Final = 1
"""So many words may stand between a verb and its object, besides `_LIGHT` ones."""

_LIGHT: Final = word_set("the of a an its as in в к с на новый новым пост должность ' ’ s «")
_PRONOUNS: Final = (["it"], ["them"])
_POST: Final = stem_set("post position пост должность")
_PART_OF: Final = word_set("part framework рамках ходе составе")
_UMBRELLA: Final = 12
"""Within so many tokens after such a word the larger exercise is named."""


def subjects_of(scene: Scene, hit: Hit, relation: Relation) -> list[Occurrence]:
    """Whom the trigger is about: one entity, or several side by side if it takes a list."""
    trigger, kinds = hit.trigger, relation.subject_kinds
    if relation.is_plan:
        kinds = EVENT_KINDS
    near = [
        m
        for m in _candidates(scene, hit, trigger.subject, kinds, posts=False)
        if not (m.kind == "state" and is_where(scene, m.first))
        and not scene.means_members(m)
        and not (trigger.list and m.entity in scene.bodies)
    ]
    if trigger.subject == trigger.value == "any" and trigger.list:
        near = _opposite(scene, hit, near)
    if trigger.value == "text":
        near = [m for m in near if _is_beside(scene, m, hit)]
    if not near:
        return _in_focus(scene, hit, kinds)
    exercises = [m for m in near if m.kind == "exercise" and not _is_umbrella(scene, m)]
    if exercises:
        return exercises if trigger.list else exercises[:1]
    group = scene.group(near[0])
    if not trigger.list:
        return group if len(group) == 1 else []
    return group if relation.shape != "state" or len(group) > 1 else []


def value_of(scene: Scene, hit: Hit, relation: Relation, taken: Collection[str]) -> Value:
    """What the trigger says of its subject; None if it says nothing, or it was not found."""
    side = hit.trigger.value
    if side == "none":
        return None
    if side == "number":
        return _number(scene, hit)
    if side == "text":
        text = hit.trigger.text
        return Text(text.get("en", ""), text.get("ru", ""))
    posts, kinds = relation.post != "", relation.value_kinds
    if kinds and set(kinds) == set(relation.subject_kinds):
        kinds = tuple({m.kind for m in scene.mentions if m.entity in taken})
    near = _candidates(scene, hit, side, kinds, posts=posts)
    near = [
        m
        for m in near
        if m.entity not in taken and _is_object(scene, m, hit) and not _means_members(scene, m, hit)
    ]
    if near:
        return Link(near[0].entity)
    if posts and not _POST.isdisjoint(scene.tokens.stems[hit.first : hit.last + 1]):
        before = [
            m.entity for m in scene.mentions if m.entity in scene.posts and m.first < hit.first
        ]
        post = before[-1] if before else scene.focus.post
        return Link(post) if post else None
    focused = _in_focus(scene, hit, kinds)
    return Link(focused[0].entity) if focused else None


def _candidates(
    scene: Scene, hit: Hit, side: object, kinds: Collection[str], *, posts: bool
) -> list[Occurrence]:
    """The mentions of the kinds on that side of the trigger, the nearest first."""
    near = []
    for mention in scene.mentions:
        after = mention.first > hit.first
        distance = mention.first - hit.first if after else hit.first - mention.last
        if not 0 < distance <= _FAR or mention.kind not in kinds:
            continue
        if side not in ("any", "after" if after else "before"):
            continue
        if (mention.entity in scene.posts) == posts and _is_in_reach(scene, mention, hit):
            near.append((distance, mention))
    return [mention for _, mention in sorted(near)]


def _opposite(scene: Scene, hit: Hit, near: list[Occurrence]) -> list[Occurrence]:
    """Those on the other side of the trigger than the event that they took part in."""
    before = scene.speaks_of_exercise_before(hit.first) or any(
        m.kind in EVENT_KINDS and m.last < hit.first for m in scene.mentions
    )
    behind = [m for m in near if (m.first > hit.last) == before]
    return behind or near


def _is_in_reach(scene: Scene, mention: Occurrence, hit: Hit) -> bool:
    """Whether the mention is in the clause of the trigger, or is what that clause is about."""
    clause = scene.clause(hit.first)
    if mention.clause == clause or scene.is_antecedent(mention, clause):
        return True
    return mention.kind == "exercise" and scene.clauses.around.get(mention.clause) == clause


def _is_beside(scene: Scene, mention: Occurrence, hit: Hit) -> bool:
    """Whether nothing but light words and Russian adjectives lies between."""
    between = scene.tokens.lowered[hit.last + 1 : mention.first]
    return len(between) < _BESIDE and all(
        word in _LIGHT or word.endswith(_RUSSIAN_ADJECTIVE) for word in between
    )


def _is_object(scene: Scene, mention: Occurrence, hit: Hit) -> bool:
    """Whether it is not too far behind the trigger to be its object.

    Exercises and persons follow upon the words for their sort and rank.
    """
    if mention.first <= hit.last or mention.kind in (*EVENT_KINDS, "person"):
        return True
    named = {at for m in scene.mentions for at in range(m.first, m.last + 1)}
    between = (at for at in range(hit.last + 1, mention.first) if at not in named)
    return sum(scene.tokens.lowered[at] not in _LIGHT for at in between) <= _OBJECT


def _means_members(scene: Scene, mention: Occurrence, hit: Hit) -> bool:
    """Whether a body is named for its states, by words that are not the trigger itself."""
    return mention.last + 1 != hit.first and scene.means_members(mention)


def _in_focus(scene: Scene, hit: Hit, kinds: Collection[str]) -> list[Occurrence]:
    """The exercise spoken of before, where the sentence says no more than the exercise."""
    following = scene.tokens.lowered[hit.last + 1 : hit.last + 2]
    meant = scene.speaks_of_exercise or following in _PRONOUNS
    if scene.focus.exercise and "exercise" in kinds and meant:
        return [Occurrence(-1, -1, scene.focus.exercise, "exercise", -1)]
    return []


def _is_umbrella(scene: Scene, mention: Occurrence) -> bool:
    """Whether it is the larger exercise that others are part of."""
    at = scene.mentions.index(mention)
    first = max(mention.first - _UMBRELLA, scene.mentions[at - 1].last if at else 0, 0)
    return not _PART_OF.isdisjoint(scene.tokens.lowered[first : mention.first])


def _number(scene: Scene, hit: Hit) -> Value:
    """The number of people in the clause of the trigger, if there is just one."""
    clause, tokens = scene.clause(hit.first), scene.tokens
    counted = [
        number
        for number in find_quantities(tokens.text, tokens.start, tokens.stop)
        if scene.clause_at(number.start) == clause
    ]
    return counted[0].quantity if len(counted) == 1 else None
