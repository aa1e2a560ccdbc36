"""Who holds a post: a person named beside it is in it on the day that is spoken of."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from cstokb.model.article import Draft
from cstokb.model.fact import Link
from cstokb.reading.drafts import Vocabulary, make_fact
from cstokb.reading.scene import Occurrence, Scene
from cstokb.reading.tables import stem_set, word_set
from cstokb.reading.times import time_of_post

_RANKS: Final = stem_set(
    "the then its general colonel lieutenant major army admiral marshal mr mrs ms of reserve "
    "president prime minister organization организация президент премьер-министр "
    "генерал полковник лейтенант майор армии господин адмирал"
)
_SIGNS: Final = word_set(', - ( ) « » " “ ” – —')
_SEPARATING: Final = word_set(", ( - – —")
_ACTING: Final = ("acting", "исполняющ", "исполнявш", "врио")
_NOT_HELD: Final = tuple(
    word_set(
        "former ex deputy next future new incoming outgoing late previous representative "
        "spokesman spokesperson adviser assistant aide post position candidate "
        "бывш экс зам будущ нов представител советник помощник пресс секретар аппарат "
        "должност пост место кандидат"
    )
)
"""How a word begins beside which a post is not held by who is named."""

_INSIDE_ROLE: Final = word_set("the of organization organisation csto ' ’ s в")
_GAP: Final = 12
_BEFORE: Final = 3


class Post(NamedTuple):
    """The tokens that name a post, and what who holds it is; `entity` is the post itself."""

    first: int
    last: int
    predicate: str
    value: str
    entity: str = ""


def drafts_by_post(scene: Scene, vocabulary: Vocabulary) -> Iterator[Draft]:
    """The persons that are named beside a post."""
    tokens = scene.tokens
    for post in (*_posts(scene), *_roles(scene, vocabulary.roles)):
        person = _beside(scene, post)
        before = tokens.lowered[max(0, post.first - _BEFORE) : post.first]
        if person is None or any(word.startswith(_NOT_HELD) for word in before):
            continue
        predicate, value = post.predicate, post.value
        if post.entity and any(word.startswith(_ACTING) or word == "о" for word in before):
            predicate, value = vocabulary.filling, post.entity
        if predicate in vocabulary.relations:
            time = time_of_post(scene, post.first, post.last)
            text = tokens.text[tokens.starts[post.first] : tokens.ends[post.last]]
            fact = make_fact(person.entity, predicate, Link(value), time.when)
            yield Draft(fact, text, time.dated, time.how)


def _posts(scene: Scene) -> Iterator[Post]:
    for mention in scene.mentions:
        held = scene.posts.get(mention.entity)
        if held:
            yield Post(mention.first, mention.last, *held, mention.entity)


def _roles(scene: Scene, roles: Mapping[str, frozenset[str]]) -> Iterator[Post]:
    """Posts made of a word such as chairman and the body after it."""
    tokens = scene.tokens
    for mention in scene.mentions:
        if mention.kind not in ("body", "force") or mention.entity in scene.posts:
            continue
        if tokens.lowered[mention.last + 1 : mention.last + 2] in (["'"], ["’"]):
            continue
        first = mention.first - 1
        while first >= 0 and tokens.lowered[first] in _INSIDE_ROLE:
            first -= 1
        for predicate, words in roles.items():
            if first >= 0 and not words.isdisjoint((tokens.stems[first], tokens.lowered[first])):
                yield Post(first, mention.last, predicate, mention.entity)


def _beside(scene: Scene, post: Post) -> Occurrence | None:
    """The person whose name follows the post, or stands before it and a comma.

    A capital behind the post begins the name of somebody else, who is no entity.
    """
    persons = [mention for mention in scene.mentions if mention.kind == "person"]
    for person in persons:
        near = 0 < person.first - post.last <= _GAP
        if near and _is_apposition(scene, post.last + 1, person.first):
            return person
    if _is_capitalized(scene, post.last + 1):
        return None
    for person in persons:
        between = scene.tokens.lowered[person.last + 1 : post.first]
        near = 0 < len(between) < _GAP and between[0] in _SEPARATING
        if near and _is_apposition(scene, person.last + 1, post.first):
            return person
    return None


def _is_capitalized(scene: Scene, index: int) -> bool:
    return scene.tokens.words[index : index + 1] != [] and scene.tokens.words[index][0].isupper()


def _is_apposition(scene: Scene, first: int, last: int) -> bool:
    """Whether nothing but ranks, signs and abbreviations stands between the tokens."""
    tokens = scene.tokens
    return all(
        tokens.lowered[i] in _SIGNS
        or tokens.stems[i] in _RANKS
        or (tokens.words[i].isupper() and len(tokens.words[i]) > 1)
        or tokens.lowered[i].startswith(_ACTING)
        or any(m.kind == "state" and m.first <= i <= m.last for m in scene.mentions)
        for i in range(first, last)
    )
