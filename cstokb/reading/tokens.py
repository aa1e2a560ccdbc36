"""A text as words, numbers and signs, each with its offsets."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?!\d)"  # 2003-04-28
    r"|\d{1,2}([./])\d{1,2}\1\d{4}(?!\d)"  # 28.04.2003, 28/04/2003
    r"|[ст]\.\s?г\.(?!\w)"  # с. г., this year
    r"|[^\W\d_]+|\d+|[^\w\s]",
    re.IGNORECASE,
)


class Tokens(NamedTuple):
    """The tokens of `text`; the three sequences run side by side."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def glued(self, index: int) -> bool:
        """Whether the token follows the one before it without a blank."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def tokenize(text: str, start: int = 0, stop: int = 2**62) -> Tokens:
    """The tokens of that part of the text; an underscore is none."""
    words, starts, ends = [], [], []
    for found in _TOKEN.finditer(text, start, stop):
        words.append(found[0])
        starts.append(found.start())
        ends.append(found.end())
    return Tokens(text, words, starts, ends)
