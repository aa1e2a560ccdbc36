"""Where: places and states named after a word such as in."""

from collections.abc import Collection
from typing import Final

from cstokb.reading.scene import Scene
from cstokb.reading.tables import word_set

_WHERE: Final = word_set("in at on near в во на под")
_BETWEEN: Final = word_set(
    'the city town of territory capital range городе г . территории полигоне столице « " “'
)
_LOCATIVE: Final = ("е", "и", "ы", "о", "ом", "ой", "ах", "ях", "их")
"""How a Russian noun ends where something is; where it goes to ends otherwise."""

_REPORTING: Final = word_set("said told announced reported сообщил сообщила заявил заявила")
_FEW: Final = 5


def where_near(scene: Scene, index: int, taken: Collection[str]) -> str:
    """The place named in the clause of the token after a word such as in, or empty."""
    clause, lowered = scene.clause(index), scene.tokens.lowered
    candidates = [
        m
        for m in scene.mentions
        if m.kind in ("place", "state")
        and m.entity not in taken
        and m.clause == clause
        and is_where(scene, m.first)
        and _REPORTING.isdisjoint(lowered[m.last : index])
    ]
    best = min(candidates, key=lambda m: (m.kind != "place", abs(m.first - index)), default=None)
    return best.entity if best else ""


def first_where(scene: Scene) -> str:
    """The first place, or else state, that the sentence says something to be in, or empty."""
    named = [m for m in scene.mentions if m.kind in ("place", "state") and is_where(scene, m.first)]
    best = min(named, key=lambda m: m.kind != "place", default=None)
    return best.entity if best else ""


def is_where(scene: Scene, first: int) -> bool:
    """Whether the mention that begins there is said to be where something is."""
    lowered, index = scene.tokens.lowered, first - 1
    while index >= 0 and lowered[index] in _BETWEEN and first - index < _FEW:
        index -= 1
    if index < 0 or lowered[index] not in _WHERE:
        return False
    noun = lowered[index + 1]
    return noun.isascii() or noun.endswith(_LOCATIVE)
