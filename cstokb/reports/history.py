"""Which change an undo or a redo reverses, by the log."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Logged(Protocol):
    """A change in the log."""

    @property
    def kind(self) -> str:
        """What made it: `change`, `undo` or `redo`."""


Item = TypeVar("Item", bound=Logged)


def undoable(log: Iterable[Item]) -> Item | None:
    """The change that an undo reverses: the latest that is in effect."""
    done, _ = _stacks(log)
    return done[-1] if done else None


def redoable(log: Iterable[Item]) -> Item | None:
    """The undo that a redo reverses: the latest, unless something was changed after it."""
    _, undone = _stacks(log)
    return undone[-1] if undone else None


def _stacks(log: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """The changes in effect, and the undos in effect, both oldest first."""
    done: list[Item] = []
    undone: list[Item] = []
    for entry in log:
        if entry.kind == "undo" and done:
            done.pop()
            undone.append(entry)
        elif entry.kind == "redo" and undone:
            undone.pop()
            done.append(entry)
        elif entry.kind == "change":
            done.append(entry)
            undone.clear()
    return done, undone
