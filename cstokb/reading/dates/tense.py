"""The tense beside a date: whether it lies ahead of the day of publication or behind it."""

from bisect import bisect_left

from cstokb.reading.dates.language import DateLanguage
from cstokb.reading.tokens import Tokens

_REACH = 12
"""How many words away a verb may stand."""

_BEFORE = 3
"""A participle so near behind a verb of the future is of the future: will be held."""


def turn_at(tokens: Tokens, offset: int, words: DateLanguage) -> int:
    """1 if the nearest verb is of the future, -1 if of the past, 0 if none is known."""
    index = bisect_left(tokens.starts, offset)
    for step in range(1, _REACH):
        for other in (index + step, index - step):
            if 0 <= other < len(tokens.words):
                turn = _turn(tokens.lowered, other, words)
                if turn:
                    return turn
    return 0


def _turn(lowered: list[str], index: int, words: DateLanguage) -> int:
    word = lowered[index]
    if word in words.future:
        return 1
    if word.startswith(words.reporting):
        return 0
    if word not in words.past and (len(word) < 4 or not word.endswith(words.past_endings)):
        return 0
    before = lowered[max(0, index - _BEFORE) : index]
    return -1 if words.future.isdisjoint(before) else 1
