"""`DateLanguage`: what a language contributes to the reading of dates, as tables.

Words become letters, a sentence a string of them, and a pattern over these letters is one
way of writing a time:

D day of a month · M month · Y year · N whole date in digits · K decade · W weekday ·
S season · R today and its neighbours · y z year, years · m w d month, week, day · A ago ·
P C X last, this, next · G "of this year" · B H Z beginning, middle, end · O ordinal ·
q h quarter, half · n number · s since · f from · b between · t to · u until · v through ·
i in, on · o of, the · c and · p period · - , . ( ) themselves · _ any other word.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Symbol = tuple[str, int]
"""A letter, and the number that its word carries."""


class DateLanguage(NamedTuple):
    """The words and patterns of one language.

    `symbols` maps words in lower case. `suffixes` are endings glued to a number, each with
    whether it makes a decade of it. `patterns` has a group for each kind of time.
    `month_first`: 02/03/2010 may be 3 February. `future` and `past` are words that turn a
    clause, `past_endings` endings of such words; verbs that begin as `reporting` ones turn
    none. Before `counted` nouns no number is a year.
    """

    symbols: Mapping[str, Symbol]
    suffixes: Mapping[str, bool]
    patterns: re.Pattern[str]
    month_first: bool
    future: frozenset[str]
    past: frozenset[str]
    past_endings: tuple[str, ...]
    reporting: tuple[str, ...]
    counted: frozenset[str] = frozenset()


def anchors_of(symbols: Mapping[str, Symbol]) -> frozenset[str]:
    """The words without one of which, or a year in digits, nothing is a date."""
    return frozenset(word for word, (letter, _) in symbols.items() if letter in "MWSRGyzmwdqh")


def numbered(symbol: str, groups: Iterable[str], first: int = 1) -> dict[str, Symbol]:
    """The words of each group, separated by blanks, under one number, counted from `first`."""
    return {
        word: (symbol, number)
        for number, group in enumerate(groups, first)
        for word in group.split()
    }


def in_order(symbol: str, words: str, first: int = 1) -> dict[str, Symbol]:
    """Each of the words under the next number, counted from `first`."""
    return numbered(symbol, words.split(), first)


def alike(symbol: str, words: str, number: int = 0) -> dict[str, Symbol]:
    """All the words under one letter and number."""
    return dict.fromkeys(words.split(), (symbol, number))


def patterns_of(rules: Iterable[tuple[str, str]], **parts: str) -> re.Pattern[str]:
    """One pattern of all rules, tried in order; `<part>` in a rule stands for that part.

    Each rule is a group, named after its kind and its number.
    """
    groups = "|".join(f"(?P<{kind}_{number}>{rule})" for number, (kind, rule) in enumerate(rules))
    for name, part in parts.items():
        groups = groups.replace(f"<{name}>", part)
    return re.compile(groups)
