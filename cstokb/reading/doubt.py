"""Doubt: words before a trigger that deny what it would state, or only plan it."""

from typing import Final

from cstokb.reading.scene import Scene
from cstokb.reading.tables import word_set
from cstokb.reading.triggers import Hit
from cstokb.reading.vocabulary import ANNOUNCED

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
_FUTURE: Final = word_set("will shall будет будут")


def is_doubtful(scene: Scene, hit: Hit) -> bool:
    """Whether the words before the trigger deny it, doubt it, or put it into the future."""
    clause = scene.clause(hit.first)
    before = [
        scene.tokens.lowered[index]
        for index in range(max(0, hit.first - _REACH), hit.first)
        if scene.clause(index) == clause
    ]
    if not _DENIALS.isdisjoint(before) or not _DOUBTS.isdisjoint(before):
        return True
    ahead = not _FUTURE.isdisjoint(before) or before[-1:] == ["to"]
    return ahead and hit.predicate not in ANNOUNCED
