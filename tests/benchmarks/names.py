"""What a made-up entity is called: its kind and its number say it, the same at every size.

Two numbers never give one name: each is a code whose digits pick the words, as the
digits of a number with a different base at every place.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from math import prod
from typing import NamedTuple

from cstokb.model.rules import slug
from tests.benchmarks import words
from tests.benchmarks.words import Word

# A prime that divides no kind's number of names: neighbours get names far apart.
_STEP = 1_000_003


class Pattern(NamedTuple):
    """The words of a kind's names, one of each list, and how they stand in a name."""

    lists: tuple[Sequence[Word], ...]
    english: str
    russian: str


def _same(texts: Sequence[str]) -> tuple[Word, ...]:
    return tuple((text, text) for text in texts)


def _ordinal(number: int) -> Word:
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{end or 'th'}", f"{number}-я"


TOWNS = tuple(
    (begin[0] + end[0], begin[1] + end[1])
    for begin in words.BEGINNINGS[:15]
    for end in words.ENDINGS[:20]
)
"""Words for places that stand in other names too; the first is Karamyk."""

_YEARS = _same([str(year) for year in range(1945, 2027)])
_MONTHS = _same([f"{month:02}" for month in range(1, 13)])
_NUMBERS = tuple(map(_ordinal, range(1, 400)))

PATTERNS = {
    "body": Pattern((words.TOPICS, TOWNS, words.ORGANS), "{2} for {0} in {1}", "{2}, {1}: «{0}»"),
    "force": Pattern(
        (_NUMBERS, TOWNS, words.ARMS, words.UNITS),
        "{0} {2} {3} in {1}",
        "{0} {3} ({2}), {1}",
    ),
    "document": Pattern(
        (words.TOPICS, TOWNS, _YEARS, words.DOCUMENTS),
        "{3} on {0} ({1} {2})",
        "{3}: «{0}» ({1}, {2})",
    ),
    "exercise": Pattern(
        (words.NOUNS, _YEARS, words.ADJECTIVES, _MONTHS), "{2} {0} {1}-{3}", "«{2} {0}» {1}-{3}"
    ),
    "date": Pattern(
        (words.MEETINGS, TOWNS, _YEARS, words.TOPICS),
        "{0} on {3} in {1}, {2}",
        "{0}: «{3}», {1}, {2}",
    ),
    "person": Pattern(
        (words.SURNAMES, words.FIRST_NAMES, words.PATRONYMICS, words.FAMILIES),
        "{1} {2} {0}{3}",
        "{1} {2} {0}{3}",
    ),
    "state": Pattern(
        (words.BEGINNINGS, words.MIDDLES, words.ENDINGS, words.STATES),
        "{3} of {0}{1}{2}",
        "{3} {0}{1}{2}",
    ),
    "place": Pattern(
        (words.BEGINNINGS, words.MIDDLES, words.ENDINGS, words.SIDES),
        "{3} {0}{1}{2}",
        "{3} {0}{1}{2}",
    ),
}


def most(kind: str) -> int:
    """How many entities of that kind have a name."""
    return prod(map(len, PATTERNS[kind].lists))


def name_of(kind: str, number: int) -> Word:
    """The English and the Russian name of an entity; raise ValueError if they run out."""
    if number >= most(kind):
        raise ValueError(f"there are names for {most(kind):,} of the kind {kind}")
    pattern = PATTERNS[kind]
    code = number * _STEP % most(kind)
    chosen: list[Word] = []
    for each in pattern.lists:
        code, place = divmod(code, len(each))
        chosen.append(each[place])
    english, russian = zip(*chosen, strict=True)
    return pattern.english.format(*english), pattern.russian.format(*russian)


@lru_cache(maxsize=10_000)
def id_of(kind: str, number: int) -> str:
    """The id of an entity: its English name as a slug."""
    return slug(name_of(kind, number)[0])


@cache
def longest(kind: str) -> int:
    """The most letters that an id of that kind can have."""
    pattern = PATTERNS[kind]
    wordy = (max((word for word, _ in each), key=len) for each in pattern.lists)
    return len(pattern.english.format(*wordy))
