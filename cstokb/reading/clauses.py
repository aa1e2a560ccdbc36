"""Clauses: the parts of a sentence that have a verb, or a participle, of their own."""

import re
from typing import Final

from cstokb.reading.tables import word_set
from cstokb.reading.tokens import Tokens

_RELATIVE: Final = word_set(
    "which who whom whose where "
    "который которая которое которые которого которой которых которому которым которыми "
    "котором которую где"
)
"""Words that begin a clause about what stands just before it."""

_OPENERS: Final = _RELATIVE | word_set(
    "that when while but although though because whereas "
    "что когда чтобы если хотя причем причём поскольку потому а но"
)
_NEED_COMMA: Final = word_set("а но что где когда если while that")
_PARTICIPLE: Final = re.compile(
    r"(?:[a-z]{3,}ed|held|led|made|known|set|taken"
    r"|[а-яё]{3,}(?:вш|[ауюя]щ|нн|ем|ят|ут)"
    r"(?:ий|его|ему|им|ем|ая|ей|ую|ее|ие|их|ими|ый|ого|ому|ым|ом|ой|ое|ые|ых|ыми)(?:ся)?"
    r"|[а-яё]{3,}(?:ан|ен|ян|ят)(?:а|о|ы)?)"
)
"""Where it follows upon a comma, a phrase about what stands before it begins."""


_SPECIAL: Final = _OPENERS | frozenset("()[],;")


class Clauses:
    """The number of the clause that each token stands in.

    `relative` are clauses about what stands before them; `around` maps what stands in
    brackets, and what stands between commas, to the clause around it.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.numbers: list[int] = []
        self.relative: set[int] = set()
        self.around: dict[int, int] = {}
        self._current = self._highest = 0
        self._inserted: list[tuple[str, int]] = []
        closed, comma = False, False
        for index, lowered in enumerate(tokens.lowered):
            if comma or lowered in _SPECIAL:
                closed = self._read(tokens, index, tokens.words[index], closed=closed)
                comma = lowered == ","
            self.numbers.append(self._current)

    def _read(self, tokens: Tokens, index: int, word: str, *, closed: bool) -> bool:
        """Take up one token; return whether it closed an insertion."""
        if word in "([":
            self._insert(word)
        elif word in ")]":
            return self._leave("([")
        elif word == ",":
            return self._leave(",")
        elif word == ";":
            self._inserted.clear()
            self._open()
        elif word.lower() in _OPENERS and self._opens(tokens, index):
            self._open()
            if word.lower() in _RELATIVE:
                self.relative.add(self._current)
        elif (
            not closed and index and tokens.words[index - 1] == "," and _PARTICIPLE.fullmatch(word)
        ):
            self._insert(",")
            self.relative.add(self._current)
        return False

    def _open(self) -> None:
        self._highest += 1
        self._current = self._highest

    def _insert(self, sign: str) -> None:
        before = self._current
        self._inserted.append((sign, before))
        self._open()
        self.around[self._current] = before

    def _leave(self, signs: str) -> bool:
        """Return to the clause around, if one of the signs opened the present one."""
        if self._inserted and self._inserted[-1][0] in signs:
            self._current = self._inserted.pop()[1]
            return True
        return False

    @staticmethod
    def _opens(tokens: Tokens, index: int) -> bool:
        """Whether the word begins a clause: some do only after a comma."""
        lowered = tokens.words[index].lower()
        return index > 0 and (lowered not in _NEED_COMMA or tokens.words[index - 1] == ",")


def is_participle(word: str) -> bool:
    """Whether a word in small letters looks like a participle, or a past tense in English."""
    return _PARTICIPLE.fullmatch(word) is not None
