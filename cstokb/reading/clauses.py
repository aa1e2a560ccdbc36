"""Clauses: the parts of a sentence that have a verb of their own."""

from typing import Final

from cstokb.reading.tokens import Tokens

RELATIVE: Final = frozenset(
    "which who whom whose where "
    "который которая которое которые которого которой которых которому которым которыми "
    "котором которую где".split()
)
"""Words that begin a clause about what stands just before it."""

_OPENERS: Final = RELATIVE | frozenset(
    "that when while but although though because since-then whereas after-that "
    "что когда чтобы если хотя причем причём поскольку потому а но".split()
)
_NEED_COMMA: Final = frozenset("а но что where когда if while that".split())
_SIGNS: Final = frozenset((";", ":", "(", ")", "[", "]"))


class Clauses:
    """The number of the clause that each token stands in, and which clauses are relative.

    `around` maps what stands in brackets to the clause around it.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.numbers: list[int] = []
        self.relative: set[int] = set()
        self.around: dict[int, int] = {}
        number, stack = 0, 0
        highest = 0
        for index, word in enumerate(tokens.words):
            if word in _SIGNS:
                if word in "([":
                    stack, number, highest = number, highest + 1, highest + 1
                    self.around[number] = stack
                elif word in ")]":
                    number = stack
                else:
                    number = stack = highest = highest + 1
            elif word.lower() in _OPENERS and self._opens(tokens, index):
                number = stack = highest = highest + 1
                if word.lower() in RELATIVE:
                    self.relative.add(number)
            self.numbers.append(number)

    @staticmethod
    def _opens(tokens: Tokens, index: int) -> bool:
        """Whether the word begins a clause: some do only after a comma."""
        if not index:
            return False
        lowered = tokens.words[index].lower()
        return lowered not in _NEED_COMMA or tokens.words[index - 1] == ","
