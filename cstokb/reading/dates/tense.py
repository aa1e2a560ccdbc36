"""The tense beside a date: whether it lies ahead of the day of publication or behind it."""

from cstokb.reading.dates.language import DateLanguage
from cstokb.reading.tokens import Tokens

_REACH = 12
"""How many words away a verb may stand."""


def turn_at(tokens: Tokens, offset: int, words: DateLanguage) -> int:
    """1 if the nearest verb is of the future, -1 if of the past, 0 if none is known."""
    index = next((i for i, start in enumerate(tokens.starts) if start >= offset), 0)
    for step in range(1, _REACH):
        for other in (index + step, index - step):
            if 0 <= other < len(tokens.words):
                turn = _turn(tokens.words[other], words)
                if turn:
                    return turn
    return 0


def _turn(word: str, words: DateLanguage) -> int:
    lowered = word.lower()
    if lowered in words.future:
        return 1
    past = lowered in words.past or (len(lowered) > 3 and lowered.endswith(words.past_endings))
    return -1 if past else 0
