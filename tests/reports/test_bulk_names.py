"""Many words are looked up together, with the answers that each would get alone."""

from collections.abc import Iterator

import pytest

from cstokb.errors import AmbiguousName, UnknownName
from cstokb.model.entity import Entity
from cstokb.model.names import Hit
from cstokb.reports.bulk_names import BulkNames
from cstokb.reports.resolve import resolve_entity
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.world import KNOWN

TWINS = (
    Entity("osh", "place", {"en": "Osh", "ru": "Ош"}),
    Entity("crrf-2", "force", {"en": "Rapid Reaction Forces Two"}),
)
STORE = MemoryStore(Change((*KNOWN.values(), *TWINS)))
NAMES = {name for entity in (*KNOWN.values(), *TWINS) for name in entity.called}
WORDS = sorted(
    {*NAMES, *(name[:end] for name in NAMES for end in (1, 3, 6)), "обсе", "?", "rus sia"}
)


def alone(word: str) -> str:
    try:
        return resolve_entity(STORE, word).id
    except (UnknownName, AmbiguousName) as error:
        return type(error).__name__


def together(names: BulkNames, word: str) -> str:
    try:
        return names.id(word)
    except (UnknownName, AmbiguousName) as error:
        return type(error).__name__


def test_a_word_stands_for_the_same_among_many_as_alone() -> None:
    names = BulkNames(STORE, WORDS)
    answers = {word: together(names, word) for word in WORDS}
    assert answers == {word: alone(word) for word in WORDS}
    assert {"UnknownName", "AmbiguousName", "osh", "joint-staff"} <= {*answers.values()}


def test_only_the_first_unknown_words_are_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    search = MemoryStore.search

    def counted(self: MemoryStore, text: str) -> Iterator[Hit]:
        searched.append(text)
        return search(self, text)

    monkeypatch.setattr(MemoryStore, "search", counted)
    words = [f"nobody {number}" for number in range(1000)] * 2
    names = BulkNames(STORE, words)
    assert {together(names, word) for word in words} == {"UnknownName"}
    assert len(searched) <= 10
