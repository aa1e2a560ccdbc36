"""A text as words, numbers and signs, each with its offsets."""

import re
from typing import NamedTuple

from cstokb.reading.endings import stem

_TOKEN = re.compile(
    r"[ст]\.\s?г\."  # с. г., this year
    r"|[^\W\d_]+"
    r"|\d{4}-\d\d-\d\d(?!\d)"  # 2003-04-28
    r"|\d{1,2}([./])\d{1,2}\1\d{4}(?!\d)"  # 28.04.2003, 28/04/2003
    r"|\d+|[^\w\s]"
)


class Tokens(NamedTuple):
    """The tokens of a part of `text`; the sequences run side by side."""

    text: str
    words: list[str]
    lowered: list[str]
    stems: list[str]
    starts: list[int]
    ends: list[int]

    @property
    def start(self) -> int:
        """Where the part begins."""
        return self.starts[0] if self.starts else 0

    @property
    def stop(self) -> int:
        """Where the part ends."""
        return self.ends[-1] if self.ends else 0

    def glued(self, index: int) -> bool:
        """Whether the token follows the one before it without a blank."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def tokenize(text: str, start: int = 0, stop: int = 2**62) -> Tokens:
    """The tokens of that part of the text; an underscore is none."""
    found = list(_TOKEN.finditer(text, start, stop))
    words = [match[0] for match in found]
    return Tokens(
        text,
        words,
        [word.lower() for word in words],
        list(map(stem, words)),
        [match.start() for match in found],
        [match.end() for match in found],
    )
