"""Drafts: facts that a sentence seems to state, by the triggers of the vocabulary."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from cstokb.model.article import Dated, Draft, Reckoning
from cstokb.model.fact import Fact, Link, Text, Value, fact_id
from cstokb.model.moment import Moment
from cstokb.model.predicate import Predicate
from cstokb.model.span import UNKNOWN, Span
from cstokb.reading.endings import stem
from cstokb.reading.quantities import find_quantities
from cstokb.reading.scene import Placed, Scene
from cstokb.reading.triggers import Hit, TriggerIndex
from cstokb.reading.vocabulary import (
    ANNOUNCED,
    EXCLUDED,
    HELD_AS,
    HOLDING,
    OFFICES,
    PLANNED,
    TRIGGERS,
)

_FAR: Final = 60
"""A subject or value stands at most so many tokens from its trigger."""

_BESIDE: Final = 4
"""Within so many tokens a subject stands beside its trigger."""

_REACH: Final = 4
"""So many tokens before a trigger may deny it."""

_OBJECT: Final = 2
"""So many words may stand between a verb and its object, besides `_LIGHT` ones."""

_LIGHT: Final = frozenset("the of a an its as in новый новым пост должность ' ’ s «".split())
_PRONOUNS: Final = (["it"], ["them"])
_POST: Final = frozenset(map(stem, "post position пост должность".split()))
_EVENTS: Final = frozenset(("exercise", "date"))
_PART_OF: Final = frozenset("part framework рамках ходе составе".split())
_UMBRELLA: Final = 12
"""Within so many tokens after such a word the larger exercise is named."""

_NEGATIONS: Final = frozenset("not never no without n't t cannot не ни без нет".split())
_DOUBTS: Final = frozenset(
    "may might could should would if whether refused refuses declined opted boycotted avoided request requested requests notice intention intends "
    "intend proposal proposed proposes wants want asked asks plans threatened ready "
    "отказался отказалась отказались откажется воздержался может могут бы если просьба просьбу просьбой просил намерен намерена намерены "
    "предложил предложили предложение планирует планируют хочет готов готова возможно".split()
)
_FUTURE: Final = frozenset("will shall будет будут".split())


class Vocabulary(NamedTuple):
    """The predicates and their triggers. It pickles, so that many processes can share one."""

    predicates: Mapping[str, Predicate]
    triggers: TriggerIndex

    @classmethod
    def of(cls, predicates: Mapping[str, Predicate]) -> "Vocabulary":
        """The vocabulary of a store."""
        known = {id: triggers for id, triggers in TRIGGERS.items() if id in predicates}
        return cls(dict(predicates), TriggerIndex.of(known))


class Time(NamedTuple):
    """When a fact holds, the words that say so, and how that was got."""

    when: Span | None = None
    dated: Dated | None = None
    how: Reckoning | None = None


def drafts_by_trigger(scene: Scene, vocabulary: Vocabulary, language: str) -> Iterator[Draft]:
    """What the triggers in the sentence state."""
    hits = list(vocabulary.triggers.hits(scene.tokens, scene.stems, language))
    for hit in hits:
        ruled_out = any(
            hit.predicate in EXCLUDED.get(other.predicate, ())
            and scene.clause(other.first) == scene.clause(hit.first)
            for other in hits
        )
        if not ruled_out and not _is_doubtful(scene, hit):
            yield from _stated(scene, hit, vocabulary.predicates)


def _is_doubtful(scene: Scene, hit: Hit) -> bool:
    """Whether the words before the trigger deny it, doubt it, or put it into the future."""
    first = max(0, hit.first - _REACH)
    before = [
        word
        for index, word in enumerate(scene.lowered[first : hit.first], first)
        if scene.clause(index) == scene.clause(hit.first)
    ]
    if not _NEGATIONS.isdisjoint(before) or not _DOUBTS.isdisjoint(before):
        return True
    ahead = not _FUTURE.isdisjoint(before) or before[-1:] == ["to"]
    return ahead and hit.predicate not in ANNOUNCED


def _stated(scene: Scene, hit: Hit, predicates: Mapping[str, Predicate]) -> Iterator[Draft]:
    predicate = predicates[hit.predicate]
    subjects = _subjects(scene, hit, predicate)
    if not subjects:
        return
    value = _value(scene, hit, predicate, {subject.entity for subject in subjects})
    if value is None and hit.trigger.value != "none" and not predicate.optional:
        return
    link = value.id if isinstance(value, Link) else ""
    ends = {link, *(subject.entity for subject in subjects)}
    events = [id for id in (*ends, scene.focus.exercise) if id in scene.events and id in ends]
    time = _time(scene, hit, predicate, events)
    id = _settled_predicate(hit.predicate, time, scene) if time else ""
    if id == HOLDING and link in HELD_AS:
        id, link = HELD_AS[link]
        value = Link(link)
    if time is None or id not in predicates:
        return
    trigger = scene.tokens.text[scene.tokens.starts[hit.first] : scene.tokens.ends[hit.last]]
    placed = "{where}" in predicate.phrase.get("en", "")
    for subject in subjects:
        where = scene.place_near(hit.first, (subject.entity, link)) if placed else ""
        fact = make_fact(subject.entity, id, value, time.when, where)
        yield Draft(fact, trigger, time.dated, time.how)


def make_fact(
    subject: str, predicate: str, value: Value, when: Span | None, where: str = ""
) -> Fact:
    """The fact with this content, without sources."""
    id = fact_id(subject, predicate, value, when, where)
    return Fact(id, subject, predicate, value, when, where)


def _settled_predicate(id: str, time: Time, scene: Scene) -> str:
    """The predicate, or what it becomes where its time is still to come."""
    ahead = time.when and scene.published and time.when.first > scene.published
    return PLANNED.get(id, id) if ahead else id


def _subjects(scene: Scene, hit: Hit, predicate: Predicate) -> list[Placed]:
    trigger, kinds = hit.trigger, predicate.subject_kinds
    if predicate.id in PLANNED.values():
        kinds = tuple(_EVENTS)
    near = _candidates(scene, hit, trigger.subject, kinds, posts=False)
    near = [
        m
        for m in near
        if not (m.kind == "state" and scene.is_where(m.first)) and not scene.means_members(m)
        and not (trigger.list and m.entity in scene.bodies)
    ]
    if trigger.subject == trigger.value == "any" and trigger.list:
        near = _opposite(scene, hit, near)
    if isinstance(trigger.value, Mapping):
        near = [m for m in near if m.first - hit.last <= _BESIDE]
    if not near:
        return _in_focus(scene, hit, kinds)
    best = near[0]
    exercises = [m for m in near if m.kind == "exercise" and not _is_umbrella(scene, m)]
    if exercises:
        return exercises if trigger.list else exercises[:1]
    group = scene.group(best)
    if not trigger.list:
        return group if len(group) == 1 else []
    return group if predicate.shape != "state" or len(group) > 1 else []


def _candidates(
    scene: Scene, hit: Hit, side: object, kinds: Collection[str], *, posts: bool
) -> list[Placed]:
    """The mentions of the kinds on that side of the trigger, the nearest first."""
    found = []
    for mention in scene.mentions:
        after = mention.first > hit.first
        distance = mention.first - hit.first if after else hit.first - mention.last
        if not 0 < distance <= _FAR or mention.kind not in kinds:
            continue
        if side not in ("any", "after" if after else "before"):
            continue
        if (mention.entity in HELD_AS) == posts and _is_in_reach(scene, mention, hit):
            found.append((distance, mention))
    return [mention for _, mention in sorted(found)]


def _opposite(scene: Scene, hit: Hit, near: list[Placed]) -> list[Placed]:
    """Those on the other side of the trigger than the event that they took part in."""
    before = any(m.kind in _EVENTS and m.last < hit.first for m in scene.mentions)
    behind = [m for m in near if (m.first > hit.last) == before]
    return behind or near


def _is_in_reach(scene: Scene, mention: Placed, hit: Hit) -> bool:
    """Whether the mention is in the clause of the trigger, or is what that clause is about."""
    clause = scene.clause(hit.first)
    if mention.clause == clause or scene.is_antecedent(mention, clause):
        return True
    return mention.kind == "exercise" and scene.clauses.around.get(mention.clause) == clause


def _in_focus(scene: Scene, hit: Hit, kinds: Collection[str]) -> list[Placed]:
    """The exercise spoken of before, where the sentence says no more than the exercise."""
    meant = scene.speaks_of_exercise or scene.lowered[hit.last + 1 : hit.last + 2] in _PRONOUNS
    if scene.focus.exercise and "exercise" in kinds and meant:
        return [Placed(-1, -1, scene.focus.exercise, "exercise", -1)]
    return []


def _is_umbrella(scene: Scene, mention: Placed) -> bool:
    """Whether it is the larger exercise that others are part of."""
    at = scene.mentions.index(mention)
    first = max(mention.first - _UMBRELLA, scene.mentions[at - 1].last if at else 0, 0)
    return not _PART_OF.isdisjoint(scene.lowered[first : mention.first])


def _value(scene: Scene, hit: Hit, predicate: Predicate, taken: Collection[str]) -> Value:
    side = hit.trigger.value
    if side == "none":
        return None
    if side == "number":
        return _number(scene, hit)
    if isinstance(side, Mapping):
        return Text(side["en"], side["ru"])
    posts = predicate.id in OFFICES
    kinds = predicate.value_kinds
    if kinds and set(kinds) == set(predicate.subject_kinds):
        kinds = tuple({m.kind for m in scene.mentions if m.entity in taken})
    near = _candidates(scene, hit, side, kinds, posts=posts)
    near = [m for m in near if m.entity not in taken and _is_object(scene, m, hit)]
    if not near and posts and not _POST.isdisjoint(scene.stems[hit.first : hit.last + 1]):
        before = [m.entity for m in scene.mentions if m.entity in HELD_AS and m.first < hit.first]
        post = before[-1] if before else scene.focus.post
        return Link(post) if post else None
    near = near or _in_focus(scene, hit, kinds)
    return Link(near[0].entity) if near else None


def _is_object(scene: Scene, mention: Placed, hit: Hit) -> bool:
    """Whether it is not too far behind the trigger to be its object.

    Exercises and persons follow upon the words for their sort and rank.
    """
    if mention.first <= hit.last or mention.kind in ("exercise", "date", "person"):
        return True
    between = scene.lowered[hit.last + 1 : mention.first]
    return len([word for word in between if word not in _LIGHT]) <= _OBJECT


def _number(scene: Scene, hit: Hit) -> Value:
    """The number of people in the clause of the trigger, if there is just one."""
    clause, tokens = scene.clause(hit.first), scene.tokens
    counted = [
        found
        for found in find_quantities(tokens.text, tokens.starts[0], tokens.ends[-1])
        if scene.clause_at(found.start) == clause
    ]
    return counted[0].quantity if len(counted) == 1 else None


def _time(scene: Scene, hit: Hit, predicate: Predicate, events: list[str]) -> Time | None:
    """When the fact holds; None if the trigger needs a date and there is none.

    A list in the present tense is attested on the day of publication, whatever date its
    sentence names. Facts about `events` take their time from these.
    """
    state = predicate.shape == "state"
    listed = state and hit.trigger.list and not events
    timed = None if listed else scene.date_near(hit.first, hit.last, event=not state)
    if not timed and events:
        timed = next(filter(None, map(scene.date_about, events)), None)
    if timed:
        return Time(timed.dated.when, timed.dated, timed.dated.how)
    if hit.trigger.needs_date:
        return None
    if events or scene.published is None:
        return Time()
    day = Moment.of(scene.published)
    return Time(Span(day) if state else Span(UNKNOWN, day), None, "published")
