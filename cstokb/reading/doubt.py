"""Doubt: words before a trigger that deny what it would state, or only plan it."""

from typing import Final

from cstokb.reading.relations import Relation
from cstokb.reading.scene import Scene
from cstokb.reading.tables import stem_set, word_set
from cstokb.reading.triggers import Hit

_REACH: Final = 4
"""So many tokens before a trigger may deny it."""

_DENIALS: Final = word_set(
    "not never no without n't t cannot refused refuses declined opted boycotted avoided "
    "не ни без нет отказался отказалась отказались откажется воздержался"
)
_DOUBTS: Final = word_set(
    "may might could should would if whether request requested requests notice intention "
    "intends intend proposal proposed proposes wants want asked asks plans threatened ready "
    "может могут бы если просьба просьбу просьбой просил намерен намерена намерены "
    "предложил предложили предложение планирует планируют хочет готов готова возможно"
)
_CEREMONY: Final = stem_set("ceremony церемония брифинг briefing")
"""Who takes part in one of these need not take part in the exercise."""

_AND: Final = word_set("and и")
_FUTURE: Final = word_set("will shall будет будут")


def is_doubtful(scene: Scene, hit: Hit, relation: Relation) -> bool:
    """Whether the words before the trigger deny it, doubt it, or put it into the future."""
    before = _words_before(scene, hit)
    if not _DENIALS.isdisjoint(before) or not _DOUBTS.isdisjoint(before):
        return True
    if relation.is_participation and _is_at_ceremony(scene, hit):
        return True
    ahead = not _FUTURE.isdisjoint(before) or before[-1:] == ["to"]
    return ahead and not relation.is_announced


def _is_at_ceremony(scene: Scene, hit: Hit) -> bool:
    clause = scene.clause(hit.first)
    return any(
        word in _CEREMONY and number == clause
        for word, number in zip(scene.tokens.stems, scene.clauses.numbers, strict=True)
    )


def _words_before(scene: Scene, hit: Hit) -> list[str]:
    """The words of the clause just before the trigger, back to an and."""
    words: list[str] = []
    for index in range(hit.first - 1, max(-1, hit.first - 1 - _REACH), -1):
        word = scene.tokens.lowered[index]
        if word in _AND or scene.clause(index) != scene.clause(hit.first):
            break
        words.append(word)
    return words[::-1]
