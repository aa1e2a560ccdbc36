"""Store files of known names, built from a few words: subject, predicate, time, value."""

from pathlib import Path

from cstokb.store.protocol import Change
from tests.cli.stores import store
from tests.world import KNOWN, PAPER, REPORT, VOCABULARY, fact


def world(folder: Path, *facts: tuple[str, ...]) -> str:
    """The path of a store of these facts, and of the entities that they mention."""
    built = tuple(fact(*words) for words in facts)
    ids = dict.fromkeys(id for one in built for id in one.mentions)
    entities = tuple(KNOWN[id] for id in ids if id in KNOWN)
    return store(folder, Change(entities, built, (PAPER, REPORT), VOCABULARY))
