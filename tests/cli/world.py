"""Small stores of known names, told in a few words: subject, predicate, time, value."""

from pathlib import Path

from cstokb.store.protocol import Change
from tests.cli.stores import store
from tests.reports.world import KNOWN, PAPER, REPORT, VOCABULARY, fact

Told = tuple[str, ...]


def world(folder: Path, *told: Told) -> str:
    """The path of a store of these facts, and of the entities that they mention."""
    facts = tuple(fact(*words) for words in told)
    ids = dict.fromkeys(id for one in facts for id in one.mentions)
    entities = tuple(KNOWN[id] for id in ids if id in KNOWN)
    return store(folder, Change(entities, facts, (PAPER, REPORT), VOCABULARY))
