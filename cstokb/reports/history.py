"""Which change an undo takes back and a redo brings again, read off the log."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Logged(Protocol):
    """What the log says of one change."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def of(self) -> int: ...  # noqa: D102


Item = TypeVar("Item", bound=Logged)


def undoable(log: Iterable[Item]) -> Item | None:
    """The change that an undo takes back: the latest that stands."""
    standing, _ = _stacks(log)
    return standing[-1] if standing else None


def redoable(log: Iterable[Item]) -> Item | None:
    """The undo that a redo takes back: the latest after which nothing new was changed."""
    _, undone = _stacks(log)
    return undone[-1] if undone else None


def _stacks(log: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """The changes that stand, and the undos that stand, both oldest first."""
    standing: list[Item] = []
    undone: list[Item] = []
    for entry in log:
        if entry.kind == "undo" and standing:
            standing.pop()
            undone.append(entry)
        elif entry.kind == "redo" and undone:
            undone.pop()
            standing.append(entry)
        elif entry.kind == "change":
            standing.append(entry)
            undone.clear()
    return standing, undone
