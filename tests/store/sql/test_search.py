"""Search with typing errors: the engine selects every word that may be meant."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from cstokb.model.entity import Entity
from cstokb.model.names import allowed_edits, rank
from cstokb.store.protocol import Change
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.terms import intact_ends, letters, may_be_meant

WORDS = ("abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abcdefghijkl")
ENTITIES = tuple(Entity(f"e-{len(word)}", "body", {"en": word}) for word in WORDS)


def misspelled(word: str) -> Iterator[str]:
    """The word with one typing error, at each of its letters."""
    for at in range(len(word) + 1):
        yield f"{word[:at]}w{word[at:]}"
    for at in range(len(word)):
        yield f"{word[:at]}{word[at + 1 :]}"
        yield f"{word[:at]}w{word[at + 1 :]}"
    for at in range(len(word) - 1):
        yield f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"


def queries() -> Iterator[str]:
    for word in WORDS:
        yield from misspelled(word)
        if allowed_edits(word) == 2:
            yield from (f"{once}v" for once in misspelled(word))


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    with closing(open_sql(url)) as store:
        every = tuple(("entities", entity.id) for entity in store.entities())
        store.apply(Change(entities=ENTITIES, removed=every))
        yield store


def test_a_word_is_found_with_a_typing_error_anywhere(store: SqlStore) -> None:
    for query in queries():
        assert list(store.search(query)) == rank(query, ENTITIES), query


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_is_one_error_away_is_compared(word: str) -> None:
    for query in misspelled(word):
        if not allowed_edits(query):
            continue
        assert may_be_meant(query, letters(word))
        if allowed_edits(query) == 1:
            ends = intact_ends(query)
            assert query[:ends] == word[:ends] or query[-ends:] == word[-ends:]
