"""Stems: one form for a word in all its cases, numbers and spellings.

Both sides of a comparison are cut alike, so a stem need not be a word of any language.
"""

import re
from functools import lru_cache
from typing import Final

from cstokb.model.fold import fold

_RUSSIAN: Final = re.compile(
    r"(?:ыми|ими|ого|его|ому|ему|ями|ами|иями|ях|ах|иях|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|"
    r"ую|юю|ью|ом|ем|им|ым|их|ых|ям|ам|[аяоеиыуюьй])$"
)
_LEAST: Final = 3
_SPELLINGS: Final = (("center", "centre"), ("defens", "defenc"), ("izat", "isat"), ("iin", "in"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without case, accents and endings; a sign is its own stem."""
    if not word[0].isalnum():
        return word
    if word.isascii():
        return _english(word.lower())
    lowered = word.lower().replace("ё", "е")
    if "а" <= lowered[0] <= "я":
        return _russian(lowered)
    return _english(lowered)


def _russian(word: str) -> str:
    # Twice: the ов of a surname falls as that of a plural does.
    for _ in range(3):
        cut = _RUSSIAN.sub("", word)
        if len(cut) < _LEAST or cut == word:
            break
        word = cut
    return word


def _english(word: str) -> str:
    spelt = spelling(word)
    if len(spelt) > 3 and spelt.endswith("s") and not spelt.endswith(("ss", "us", "is")):
        return spelt[:-1]
    return spelt


def spelling(word: str) -> str:
    """An English word in one of its spellings, lower case; number kept."""
    if word.isdigit():
        return word
    folded = fold(word) or word
    for one, other in _SPELLINGS:
        folded = folded.replace(one, other)
    return folded
