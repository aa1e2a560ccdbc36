"""Who holds a post: a person named beside it is in it on the day that is spoken of."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from cstokb.model.article import Draft
from cstokb.model.fact import Link
from cstokb.model.moment import Moment
from cstokb.model.predicate import Predicate
from cstokb.model.span import Span
from cstokb.reading.drafts import Time, make_fact
from cstokb.reading.endings import stem
from cstokb.reading.scene import Placed, Scene
from cstokb.reading.vocabulary import ACTING, HELD_AS, ROLES

_RANKS: Final = frozenset(
    "the then its general colonel lieutenant major army admiral marshal mr mrs ms of reserve "
    "president prime minister organization организация президент премьер-министр "
    "генерал полковник генерал-полковник лейтенант майор армии господин г-н адмирал".split()
)
_RANK_STEMS: Final = frozenset(map(stem, _RANKS))
_SIGNS: Final = frozenset(", - ( ) « » \" “ ” – —".split())
_ACTING: Final = ("acting", "исполняющ", "врио", "исполнявш")
_NOT_NOW: Final = (
    "former", "ex", "deputy", "next", "future", "new", "incoming", "outgoing", "late", "previous",
    "first-deputy", "спикер", "representative", "spokesman", "adviser", "assistant", "aide",
    "бывш", "экс", "заместител", "зам", "будущ", "нов", "представител", "советник", "помощник",
    "пресс", "секретар", "аппарат", "должност", "пост", "место", "кандидат", "post", "position",
)
_GAP: Final = 12
_LOOK: Final = 3


class Post(NamedTuple):
    """The tokens that name a post, and what who holds it is."""

    first: int
    last: int
    predicate: str
    value: str
    entity: str = ""


def drafts_by_post(scene: Scene, predicates: Mapping[str, Predicate]) -> Iterator[Draft]:
    """The persons that are named beside a post."""
    for post in (*_posts(scene), *_roles(scene)):
        person = _beside(scene, post)
        words = scene.lowered[max(0, post.first - _LOOK) : post.first]
        if person is None or any(word.startswith(_NOT_NOW) for word in words[-2:]):
            continue
        predicate, value = post.predicate, post.value
        if post.entity and any(word.startswith(_ACTING) or word == "о" for word in words):
            predicate, value = ACTING, post.entity
        if predicate in predicates:
            time = _time(scene, post)
            text = scene.tokens.text[scene.tokens.starts[post.first] : scene.tokens.ends[post.last]]
            fact = make_fact(person.entity, predicate, Link(value), time.when)
            yield Draft(fact, text, time.dated, time.how)


def _posts(scene: Scene) -> Iterator[Post]:
    for mention in scene.mentions:
        held = HELD_AS.get(mention.entity)
        if held:
            yield Post(mention.first, mention.last, *held, mention.entity)


def _roles(scene: Scene) -> Iterator[Post]:
    """Posts made of a word such as chairman and the body after it."""
    for mention in scene.mentions:
        if mention.kind not in ("body", "force") or mention.entity in HELD_AS:
            continue
        if scene.lowered[mention.last + 1 : mention.last + 2] in (["'"], ["’"]):
            continue
        first = mention.first - 1
        while first >= 0 and scene.lowered[first] in _BETWEEN:
            first -= 1
        for predicate, words in _ROLE_WORDS.items():
            if first >= 0 and not words.isdisjoint((scene.stems[first], scene.lowered[first])):
                yield Post(first, mention.last, predicate, mention.entity)


_BETWEEN: Final = frozenset("the of organization organisation csto ' ’ s в".split())
_ROLE_WORDS: Final = {
    predicate: frozenset(
        word if word.isascii() else stem(word)
        for word in (words.split()[0] for words in roles.split("|"))
    )
    for predicate, roles in ROLES.items()
}


def _beside(scene: Scene, post: Post) -> Placed | None:
    """The person whose name follows the post or stands before it, but for ranks and commas."""
    for mention in scene.mentions:
        if mention.kind != "person":
            continue
        if 0 < mention.first - post.last <= _GAP and _is_apposition(scene, post.last, mention.first):
            return mention
        if (
            1 < post.first - mention.last <= _GAP
            and scene.lowered[mention.last + 1] in (",", "(", "-", "–", "—")
            and _is_apposition(scene, mention.last, post.first)
        ):
            return mention
    return None


def _is_apposition(scene: Scene, last: int, first: int) -> bool:
    """Whether nothing but ranks, signs and abbreviations stands between the tokens."""
    return all(
        scene.lowered[i] in _SIGNS
        or scene.stems[i] in _RANK_STEMS
        or (scene.tokens.words[i].isupper() and len(scene.tokens.words[i]) > 1)
        or scene.lowered[i].startswith(_ACTING)
        or any(m.kind == "state" and m.first <= i <= m.last for m in scene.mentions)
        for i in range(last + 1, first)
    )


def _time(scene: Scene, post: Post) -> Time:
    """The day that the clause names, if it is not after publication, else publication."""
    opening = scene.dates[0] if scene.dates and scene.dates[0].first <= 1 else None
    timed = scene.date_near(post.first, post.last) or opening
    moment = timed.dated.when.moment if timed and timed.dated.when else None
    if timed and moment and (not scene.published or moment.first <= scene.published):
        return Time(Span(moment), timed.dated, timed.dated.how)
    if scene.published is None:
        return Time()
    return Time(Span(Moment.of(scene.published)), None, "published")
