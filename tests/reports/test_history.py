"""Which change an undo takes back, against two stacks kept by hand."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cstokb.reports.history import redoable, undoable


class Logged(NamedTuple):
    number: int
    kind: str
    of: int = 0


def test_an_empty_log_has_nothing() -> None:
    assert undoable(()) is None
    assert redoable(()) is None


@given(st.lists(st.sampled_from(("change", "undo", "redo")), max_size=30))
def test_it_is_what_two_stacks_say(wishes: list[str]) -> None:
    log: list[Logged] = []
    contents, done, undone = [0], [0], list[int]()
    for number, wish in enumerate(wishes, 1):
        if wish == "change":
            log.append(Logged(number, "change"))
            done.append(number)
            undone.clear()
            contents.append(number)
            continue
        entry = undoable(log) if wish == "undo" else redoable(log)
        assert (entry is None) == (len(done) == 1 if wish == "undo" else not undone)
        if entry is None:
            continue
        log.append(Logged(number, wish, entry.number))
        if wish == "undo":
            undone.append(done.pop())
        else:
            done.append(undone.pop())
    assert _state(log) == done[-1]


def _state(log: list[Logged]) -> int:
    """The number of the change whose state the entries leave, by following what they are of."""
    before: dict[int, int] = {}
    state = 0
    for entry in log:
        was = state
        state = entry.number if entry.kind == "change" else before[entry.of]
        before[entry.number] = was
    return state
