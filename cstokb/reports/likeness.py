"""Names that several entities have, or that only look the same in two scripts."""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fold import fold
from cstokb.model.knowledge import Knowledge

_CYRILLIC = "АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухһԁԛԝ"
_LATIN = "ABESIJKMHOPCTYXabesijkmhopctyxhdqw"
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_TO_LATIN = str.maketrans({**dict(zip(_CYRILLIC, _LATIN, strict=True)), **_GREEK})
_TO_CYRILLIC = str.maketrans(dict(zip(_LATIN, _CYRILLIC, strict=True)))


class Likeness(NamedTuple):
    """A name of one entity that `other` has too, or that only looks like one of its names."""

    name: str
    other: Entity
    is_same: bool


def likenesses(knowledge: Knowledge, entity: Entity) -> Iterator[Likeness]:
    """Who else answers to what the entity is called, each once."""
    found = {entity.id}
    for name in dict.fromkeys(entity.called):
        for other in _candidates(knowledge, name):
            is_same = _is_same(name, other)
            if other.id not in found and is_same is not None:
                found.add(other.id)
                yield Likeness(name, other, is_same)


def _candidates(knowledge: Knowledge, name: str) -> Iterator[Entity]:
    """The entities that have the name, in its own letters or in those of one script."""
    spellings = (name, _spelled(name, _TO_LATIN), _spelled(name, _TO_CYRILLIC))
    for spelling in dict.fromkeys(spellings):
        hits = knowledge.search(spelling)
        yield from (hit.entity for hit in takewhile(lambda hit: hit.how == "exact", hits))


def _is_same(name: str, other: Entity) -> bool | None:
    """Whether the other has the name, or only one that looks the same; None for neither."""
    if _plain(name) in map(_plain, other.called):
        return True
    if _shape(name) in map(_shape, other.called):
        return False
    return True if fold(name) in map(fold, other.called) else None


def _spelled(name: str, letters: dict[int, str]) -> str:
    """The name, each word of it in letters of one script that look the same, if it has them all."""
    return " ".join(
        changed if _is_of_one_script(changed := word.translate(letters)) else word
        for word in name.split()
    )


def _is_of_one_script(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len({letter.isascii() for letter in letters}) < 2


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _shape(name: str) -> str:
    """What the name looks like: the same for letters of two scripts that look the same."""
    return _plain(name.translate(_TO_LATIN))
