"""A small store to write into, and what is asked of it after."""

import hashlib
from pathlib import Path
from typing import Any

from cstokb.model.fact import Quantity
from cstokb.store.protocol import Change
from tests.cli.asking import Answer, ask
from tests.cli.stores import store
from tests.world import KNOWN, PAPER, REPORT, VOCABULARY, fact

STRENGTH = fact("crrf", "strength", "2009-02-04", Quantity(15000, "troops"), sources=("paper",))


def small(folder: Path) -> str:
    """The path of a store of a force with one figure, two states and an exercise."""
    ids = ("crrf", "armenia", "russia", "rubezh", "dushanbe", "csto")
    entities = tuple(KNOWN[id] for id in ids)
    return store(folder, Change(entities, (STRENGTH,), (PAPER, REPORT), VOCABULARY))


def ok(*words: str) -> Answer:
    """The answer to what must go well."""
    answer = ask(*words)
    assert answer.code == 0, answer.err
    return answer


def digest(path: str) -> str:
    """What changes when a byte of the file does."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def facts(path: str) -> dict[str, dict[str, Any]]:
    """All facts of the store by id, as the JSON export gives them."""
    return {row["id"]: row for row in _exported(path)["facts"]}


def entities(path: str) -> dict[str, dict[str, Any]]:
    """All entities of the store by id, as the JSON export gives them."""
    return {row["id"]: row for row in _exported(path)["entities"]}


def sources(path: str) -> dict[str, dict[str, Any]]:
    """All sources of the store by id, as the JSON export gives them."""
    return {row["id"]: row for row in _exported(path)["sources"]}


def _exported(path: str) -> Any:
    return ok("--store", path, "export", "json").document
