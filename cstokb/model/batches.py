"""Batches: what is long, some hundreds at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")

BATCH = 500
"""So many subjects one question names: few enough for every engine."""


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items in order, up to `size` at a time; they are drawn as they are needed."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
