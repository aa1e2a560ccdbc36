"""A sentence as a string of grammar letters, one for each token or number with its ending."""

from typing import Final, NamedTuple

from cstokb.reading.dates.language import DateLanguage, Symbol
from cstokb.reading.tokens import Tokens

_SIGNS: Final = {"-": "-", "–": "-", "—": "-", "−": "-", ",": ",", ".": ".", "(": "(", ")": ")"}
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_FRACTIONS: Final = frozenset("1234")
_OTHER: Final = ("_", 0)
_CAPITALIZED: Final = frozenset("MWR")


class Symbols(NamedTuple):
    """The letters, and for each its number and the offsets of what it stands for."""

    letters: str
    numbers: list[int]
    starts: list[int]
    ends: list[int]


def symbols_of(tokens: Tokens, words: DateLanguage) -> Symbols:
    """What each token is to the grammar; `_` is a word that belongs to no date."""
    letters: list[str] = []
    symbols = Symbols("", [], [], [])
    for index, entry in enumerate(map(words.symbols.get, tokens.lowered)):
        letter, number = entry or _OTHER
        if entry is None:
            letter, number = _outside_table(tokens, index, words)
        elif letter in _CAPITALIZED and _is_no_name(letter, tokens, index):
            letter = "_"
        if letter == "." and letters and _is_abbreviated(letters[-1], index, tokens):
            symbols.ends[-1] = tokens.ends[index]
            continue
        if letters and tokens.lowered[index] in words.suffixes and _ends_number(tokens, index):
            letter = _suffixed(letters, symbols, tokens.ends[index], words, tokens.lowered[index])
        if letter:
            letters.append(letter)
            symbols.numbers.append(number)
            symbols.starts.append(tokens.starts[index])
            symbols.ends.append(tokens.ends[index])
    return symbols._replace(letters="".join(letters))


def _outside_table(tokens: Tokens, index: int, words: DateLanguage) -> Symbol:
    """The symbol of a number, a sign, or a word that belongs to no date."""
    word = tokens.words[index]
    if word[0].isdigit():
        return _number(tokens, index, word, words)
    if word in _ROMAN:
        return ("O", _ROMAN[word])
    return (_SIGNS.get(word, "_"), 0)


def _is_no_name(letter: str, tokens: Tokens, index: int) -> bool:
    """Whether an English month or weekday has no capital, or today is the name of a paper."""
    word = tokens.words[index]
    if letter == "R":
        return word[0].isupper() and index > 0 and tokens.words[index - 1].isalpha()
    return word.isascii() and not word[0].isupper()


def _suffixed(
    letters: list[str], symbols: Symbols, end: int, words: DateLanguage, suffix: str
) -> str:
    """Add the ending to the number before it; the letter that still follows, if one does."""
    if letters[-1] == "-":
        letters.pop()
        for parts in (symbols.numbers, symbols.starts, symbols.ends):
            parts.pop()
    symbols.ends[-1] = end
    if not words.suffixes[suffix]:
        return "y" if letters[-1] == "Y" else ""
    letters[-1] = "K" if letters[-1] in "Yn" else letters[-1]
    return ""


def _is_abbreviated(letter: str, index: int, tokens: Tokens) -> bool:
    """Whether the point belongs to an abbreviation and not to the sentence."""
    return letter in "Myz" and index + 1 < len(tokens.words)


def _ends_number(tokens: Tokens, index: int) -> bool:
    """Whether it is an ending such as the `th` of `28th` or the `го` of `2003-го`."""
    if not tokens.glued(index):
        return False
    before = tokens.words[index - 1]
    if _SIGNS.get(before) == "-" and tokens.glued(index - 1):
        before = tokens.words[index - 2]
    return before.isdigit()


def _number(tokens: Tokens, index: int, word: str, words: DateLanguage) -> Symbol:
    if word in _FRACTIONS and tokens.glued(index) and tokens.words[index - 1] in ("Q", "H"):
        return ("O", int(word))
    if not word.isdigit() or not word.isascii():
        return _full_date(word, words) if word.isascii() else _OTHER
    if _is_part(tokens, index):
        return _OTHER
    value = int(word[:9])
    if len(word) == 4 and 1900 <= value <= 2100:
        return ("Y", value)
    return ("D" if len(word) < 3 and 1 <= value <= 31 else "n", value)


def _is_part(tokens: Tokens, index: int) -> bool:
    """Whether the digits belong to a name (`Mi-8`), a figure (`1,500`) or a clock (`11:51`)."""
    if tokens.glued(index):
        before = tokens.words[index - 1]
        if before.isalpha() or before in "№#$€/:":
            return True
        if tokens.glued(index - 1) and index > 1:
            first = tokens.words[index - 2]
            if before in ".,:" and first.isdigit():
                return True
            if before in _SIGNS and first.isalpha():
                return True
    if index + 2 < len(tokens.words) and tokens.glued(index + 1) and tokens.glued(index + 2):
        return tokens.words[index + 1] in ".,:/" and tokens.words[index + 2].isdigit()
    return False


def _full_date(word: str, words: DateLanguage) -> Symbol:
    """A date in digits as YYYYMMDD; negative where day and month may be either way round."""
    if word[4:5] == "-":
        return ("N", int(word.replace("-", "")))
    day, month, year = map(int, word.replace("/", ".").split("."))
    if month > 12:
        day, month = month, day
    either = words.month_first and "/" in word and day <= 12 and day != month
    number = year * 10000 + month * 100 + day
    return ("N", -number if either else number)
