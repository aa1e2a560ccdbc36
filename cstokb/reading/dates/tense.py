"""The tense beside a date: whether it lies ahead of the day of publication or behind it."""

from bisect import bisect_left

from cstokb.reading.dates.language import DateLanguage
from cstokb.reading.tokens import Tokens

_REACH = 12
"""How many words away a verb may stand."""


def turn_at(tokens: Tokens, offset: int, words: DateLanguage) -> int:
    """1 if the nearest verb is of the future, -1 if of the past, 0 if none is known."""
    index = bisect_left(tokens.starts, offset)
    for step in range(1, _REACH):
        for other in (index + step, index - step):
            if 0 <= other < len(tokens.words):
                turn = _turn(tokens.lowered[other], words)
                if turn:
                    return turn
    return 0


def _turn(word: str, words: DateLanguage) -> int:
    if word in words.future:
        return 1
    past = word in words.past or (len(word) > 3 and word.endswith(words.past_endings))
    return -1 if past else 0
