"""The company of a name: what the words before and after it make of it."""

from typing import Final

from cstokb.reading.names import Lexicon
from cstokb.reading.tables import stem_set, word_set
from cstokb.reading.tokens import Tokens

_QUOTES: Final = frozenset("\"«“„'‘")
_BESIDE: Final = stem_set(
    "exercise drill manoeuvre maneuver operation training range field "
    "учение операция полигон центр тренировка"
)
_EXTENSIONS: Final = word_set("region oblast district province street avenue square area today")
_TITLES: Final = word_set(
    "president general colonel lieutenant major minister secretary chairman mr mrs ms army "
    "marshal admiral director speaker premier ambassador commander chief prime leader head "
    "президент генерал председатель министр генсек секретарь глава спикер премьер премьер-министр "
    "генерал-полковник генерал-майор генерал-лейтенант полковник г-н господин"
)
_NATIONAL: Final = tuple(
    word_set(
        "российск казахстанск белорусск армянск киргизск кыргызск таджикск узбекск американск "
        "украинск азербайджанск грузинск индийск"
    )
)
_NATIONAL_ENGLISH: Final = ("ian", "can", "ish", "yz", "bek", "jik", "akh")
_FEW: Final = 2
"""A headline in capitals has no more long words without."""

_ALIKE: Final = 3
"""First names whose first letters are the same are spellings of one."""


def beside_common_word(tokens: Tokens, stems: list[str], first: int, last: int) -> bool:
    """Whether the words stand in quotes, or beside a word such as exercise."""
    if first and tokens.words[first - 1] in _QUOTES:
        return True
    before = first > 0 and stems[first - 1] in _BESIDE
    return before or (last + 1 < len(stems) and stems[last + 1] in _BESIDE)


def fits_first_name(
    tokens: Tokens, stems: list[str], first: int, first_names: frozenset[str]
) -> bool:
    """Whether the word before a surname may belong to this person.

    Another first name there means another person of that surname.
    """
    if first < 2:
        return True
    word = tokens.words[first - 1]
    if not word[0].isupper() or word.isupper() or word.lower() in _TITLES:
        return True
    if tokens.words[first - 2] in ".!?":
        return True
    return any(name[:_ALIKE] == stems[first - 1][:_ALIKE] for name in first_names)


def foreign(tokens: Tokens, stems: list[str], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a name such as Secretary General is that of another body or of a state."""
    words = tokens.words
    if first:
        before = words[first - 1]
        if _is_other_abbreviation(before, lexicon):
            return True
        if stems[first - 1].startswith(_NATIONAL):
            return True
        if words[first][0].islower() and before[0].isupper() and before.lower() != "the":
            return first > 1 or before.endswith(_NATIONAL_ENGLISH)
    after = last + 1
    while after < len(words) and words[after].lower() in ("of", "the"):
        after += 1
    return after < len(words) and _is_other_abbreviation(words[after], lexicon)


def _is_other_abbreviation(word: str, lexicon: Lexicon) -> bool:
    if len(word) < 2 or not word.isupper() or not word.isalpha():
        return False
    return not any(word in short for short in lexicon.bodies.values())


def within_longer_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a state or place is but a part of a name: Moscow Region, Belarus Security Council."""
    if last + 1 >= len(tokens.words):
        return False
    following = tokens.words[last + 1]
    if following.lower() in _EXTENSIONS:
        return True
    if not following[0].isupper() or not following.isascii() or following.lower() in _TITLES:
        return False
    if first and tokens.words[first - 1].lower() == "of":
        return False
    small = sum(word[0].islower() for word in tokens.words if len(word) > 3)
    return small > _FEW
