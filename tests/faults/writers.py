"""Many writers at once, and somebody who reads meanwhile."""

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from cstokb.errors import BUSY, REJECTED
from cstokb.store import open_store
from tests.faults.base import Row, ids, made
from tests.faults.commands import Process, run
from tests.store.children import fork

Words = Callable[[int, int], tuple[str, ...]]
"""The words of a call, by the number of the writer and of the call."""


def writers(folder: Path, number: int, adds: int, facts: int) -> Iterator[Row]:
    """So many writers add so many entities each, so many facts each to one entity."""
    yield _entities(made(folder / "entities"), number, adds)
    yield _facts(made(folder / "facts"), number, facts)
    yield _citations(made(folder / "citations"), number, facts)
    yield _one_entity(made(folder / "one"), number)
    yield _first_writes(folder / "home", number)


def _entities(path: Path, number: int, adds: int) -> Row:
    def words(writer: int, call: int) -> tuple[str, ...]:
        id = f"writer-{writer}-{call}"
        return ("--store", str(path), "add", "entity", id, "--kind", "body", "--name", id, "--yes")

    before = _listed(path)
    with tempfile.TemporaryFile() as told:
        shells = {fork(partial(_shell, words, w, adds, told.fileno())) for w in range(number)}
        seen, failed = [before], 0
        while shells:
            counted = _listed(path)
            failed += counted < 0
            seen.append(counted)
            shells -= _ended()
        signs = _signs(told.fileno())
    present = _listed(path) - before
    fallen = sum(later < earlier for earlier, later in pairwise(seen))
    wrong = (signs["failed"], failed, fallen)
    return Row(
        f"{number} writers x {adds} add entity",
        f"{present} of {number * adds} present, {signs['done']} exit 0, {signs['busy']} retried, "
        f"{signs['failed']} failed; {len(seen) - 1} reads, {failed} failed, {fallen} times fewer",
        present == number * adds == signs["done"] and not any(wrong),
    )


def _facts(path: Path, number: int, facts: int) -> Row:
    def words(writer: int, call: int) -> tuple[str, ...]:
        said = f"words {writer} {call}"
        return ("--store", str(path), "add", "fact", "body-001", "said", said, "--unsourced")

    signs = _at_once(words, number, facts)
    present = sum(fact.subject == "body-001" for fact in open_store(str(path)).facts())
    return Row(
        f"{number} writers x {facts} facts of one entity",
        f"{present} of {number * facts} present, {signs['busy']} retried, {signs['failed']} failed",
        present == number * facts == signs["done"] and not signs["failed"],
    )


def _citations(path: Path, number: int, facts: int) -> Row:
    def words(writer: int, call: int) -> tuple[str, ...]:
        at = ("--source", "page", "--at", f"p. {writer}-{call}")
        return ("--store", str(path), "add", "fact", "body-001", "said", "the same", *at)

    signs = _at_once(words, number, facts)
    said = (fact for fact in open_store(str(path)).facts() if fact.subject == "body-001")
    present = sum(len(fact.citations) for fact in said)
    return Row(
        f"{number} writers x {facts} citations of one fact",
        f"{present} of {number * facts} present, {signs['busy']} retried, {signs['failed']} failed",
        present == number * facts == signs["done"] and not signs["failed"],
    )


def _one_entity(path: Path, number: int) -> Row:
    add = ("add", "entity", "the-one", "--kind", "body", "--yes")
    calls = [
        Process(partial(_until_free, ("--store", str(path), *add, "--name", f"The {writer}")))
        for writer in range(number)
    ]
    codes = sorted(call.wait().code for call in calls)
    return Row(
        f"{number} writers of one new entity",
        f"exit codes {' '.join(map(str, codes))}",
        codes == [0, *[REJECTED] * (number - 1)],
    )


def _first_writes(home: Path, number: int) -> Row:
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


def _listed(path: Path) -> int:
    """How many entities `list` tells, or -1 where it fails."""
    ended = run("--store", str(path), "list", "--fields", "id")
    return len(ids(ended.out)) if ended.code == 0 else -1
