"""Many writers at once, and somebody who reads meanwhile."""

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from cstokb.errors import BUSY, REJECTED
from cstokb.model.fact import Fact
from cstokb.model.pattern import Pattern
from tests.faults.base import Row, ids
from tests.faults.commands import Process, run
from tests.faults.places import Make, opened
from tests.store.children import fork

FIELDS = ("name", "name_ru", "aliases", "summary", "summary_ru")

Words = Callable[[int, int], tuple[str, ...]]
"""The words of a call, by the number of the writer and of the call."""


def writers(make: Make, number: int, adds: int, facts: int) -> Iterator[Row]:
    """So many writers add so many entities each, so many facts each to one entity."""
    yield _entities(make("entities", True).location, number, adds)
    yield _facts(make("facts", True).location, number, facts)
    yield _citations(make("citations", True).location, number, facts)
    yield _fields(make("fields", True).location, facts)
    yield _one_entity(make("one", True).location, number)


def _entities(store: str, number: int, adds: int) -> Row:
    def words(writer: int, call: int) -> tuple[str, ...]:
        id = f"writer-{writer}-{call}"
        return ("--store", store, "add", "entity", id, "--kind", "body", "--name", id, "--yes")

    before = _listed(store)
    with tempfile.TemporaryFile() as told:
        shells = {fork(partial(_shell, words, w, adds, told.fileno())) for w in range(number)}
        seen, failed = [before], 0
        while shells:
            counted = _listed(store)
            failed += counted < 0
            seen.append(counted)
            shells -= _ended()
        signs = _signs(told.fileno())
    present = _listed(store) - before
    fallen = sum(later < earlier for earlier, later in pairwise(seen))
    wrong = (signs["failed"], failed, fallen)
    return Row(
        f"{number} writers x {adds} add entity",
        f"{present} of {number * adds} present, {signs['done']} exit 0, {signs['busy']} retried, "
        f"{signs['failed']} failed; {len(seen) - 1} reads, {failed} failed, {fallen} times fewer",
        present == number * adds == signs["done"] and not any(wrong),
    )


def _facts(store: str, number: int, facts: int) -> Row:
    def words(writer: int, call: int) -> tuple[str, ...]:
        said = f"words {writer} {call}"
        return ("--store", store, "add", "fact", "body-001", "said", said, "--unsourced")

    signs = _at_once(words, number, facts)
    present = len(_said(store, "body-001"))
    return Row(
        f"{number} writers x {facts} facts of one entity",
        f"{present} of {number * facts} present, {signs['busy']} retried, {signs['failed']} failed",
        present == number * facts == signs["done"] and not signs["failed"],
    )


def _citations(store: str, number: int, facts: int) -> Row:
    def words(writer: int, call: int) -> tuple[str, ...]:
        at = ("--source", "page", "--at", f"p. {writer}-{call}")
        return ("--store", store, "add", "fact", "body-001", "said", "the same", *at)

    signs = _at_once(words, number, facts)
    present = sum(len(fact.citations) for fact in _said(store, "body-001"))
    return Row(
        f"{number} writers x {facts} citations of one fact",
        f"{present} of {number * facts} present, {signs['busy']} retried, {signs['failed']} failed",
        present == number * facts == signs["done"] and not signs["failed"],
    )


def _said(store: str, subject: str) -> list[Fact]:
    with opened(store) as there:
        return list(there.facts(Pattern(subjects=[subject])))


def _fields(store: str, calls: int) -> Row:
    def words(writer: int, call: int) -> tuple[str, ...]:
        return ("--store", store, "set", "body-002", f"{FIELDS[writer]}={writer}-{call}", "--yes")

    signs = _at_once(words, len(FIELDS), calls)
    with opened(store) as there:
        entity = there.entity("body-002")
    assert entity
    told = (entity.names, entity.summaries)
    values = {*entity.aliases, *(text for texts in told for text in texts.values())}
    last = {f"{writer}-{calls - 1}" for writer in range(len(FIELDS))}
    return Row(
        f"{len(FIELDS)} editors x {calls} set, a field each, of one entity",
        f"{len(values & last)} of {len(FIELDS)} fields with their last value, "
        f"{signs['busy']} retried, {signs['failed']} failed",
        values == last and signs["done"] == len(FIELDS) * calls and not signs["failed"],
    )


def _one_entity(store: str, number: int) -> Row:
    add = ("add", "entity", "the-one", "--kind", "body", "--yes")
    calls = [
        Process(partial(_until_free, ("--store", store, *add, "--name", f"The {writer}")))
        for writer in range(number)
    ]
    codes = sorted(call.wait().code for call in calls)
    return Row(
        f"{number} writers of one new entity",
        f"exit codes {' '.join(map(str, codes))}",
        codes == [0, *[REJECTED] * (number - 1)],
    )


def first_writes(home: Path, number: int) -> Row:
    """So many writers at once where there is no layer yet."""
    home.mkdir()

    def words(writer: int, _call: int) -> tuple[str, ...]:
        id = f"first-{writer}"
        return ("add", "entity", id, "--kind", "body", "--name", id, "--yes")

    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    before = {name: os.environ.get(name, "") for name in own}
    os.environ |= own
    try:
        signs = _at_once(words, number, 1)
        present = sum(id.startswith("first-") for id in ids(run("list", "--fields", "id").out))
    finally:
        os.environ |= before
    return Row(
        f"{number} first writes into no layer",
        f"{present} of {number} present, {signs['busy']} retried, {signs['failed']} failed",
        present == number == signs["done"] and not signs["failed"],
    )


def _at_once(words: Words, number: int, calls: int) -> dict[str, int]:
    """So many shells at once, each with so many calls; how the calls ended."""
    with tempfile.TemporaryFile() as told:
        for child in [fork(partial(_shell, words, w, calls, told.fileno())) for w in range(number)]:
            os.waitpid(child, 0)
        return _signs(told.fileno())


def _shell(words: Words, writer: int, calls: int, told: int) -> None:
    """Call after call, each a process; the same again as long as the store is busy."""
    for call in range(calls):
        while (ended := run(*words(writer, call))).code == BUSY:
            os.write(told, b"b")
        os.write(told, b"x" if ended.code else b".")


def _until_free(words: tuple[str, ...]) -> None:
    while (ended := run(*words)).code == BUSY:
        pass
    os._exit(ended.code)


def _signs(told: int) -> dict[str, int]:
    os.lseek(told, 0, os.SEEK_SET)
    signs = os.read(told, os.fstat(told).st_size + 1)
    return {"done": signs.count(b"."), "busy": signs.count(b"b"), "failed": signs.count(b"x")}


def _ended() -> set[int]:
    """The child that has ended, if one has and is not waited for."""
    child, _ = os.waitpid(-1, os.WNOHANG)
    return {child} if child else set()


def _listed(store: str) -> int:
    """How many entities `list` tells, or -1 where it fails."""
    ended = run("--store", store, "list", "--fields", "id")
    return len(ids(ended.out)) if ended.code == 0 else -1
