"""Drawing at random, the same on every Python: from `random()` alone."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from tests.benchmarks.words import SENTENCES, Word

T = TypeVar("T")


class Chance:
    """A generator of draws with a number for its seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random

    def below(self, number: int) -> int:
        """A whole number from 0 on, below that one."""
        return int(self.random() * number)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def popular(self, number: int) -> int:
        """A whole number below that one, the low ones most often: 0 in 1 of sqrt(number)."""
        return int(self.random() ** 2 * number)

    def words(self, number: int) -> Word:
        """So many words in English, and the same in Russian."""
        english, russian = zip(*(self.pick(SENTENCES) for _ in range(number)), strict=True)
        return " ".join(english), " ".join(russian)

    def day(self, first: date, last: date) -> date:
        """A day from the first to the last."""
        return first + timedelta(self.below((last - first).days + 1))
