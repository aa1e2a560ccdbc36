"""Search in an engine: what `cstokb.model.names.rank` finds, by indexes, best first.

The engine selects candidates; how they answer is decided by `answer`, as everywhere.
"""

from collections.abc import Callable, Iterator, Sequence

from cstokb.model.batches import batches
from cstokb.model.entity import Entity
from cstokb.model.fold import fold
from cstokb.model.names import Hit, MatchKind, allowed_edits, answer, edits, hit_order
from cstokb.store.sql.database import Database, Query
from cstokb.store.sql.rows import noun_from
from cstokb.store.sql.terms import intact_ends, may_be_meant, query_terms, term
from cstokb.store.sql.where import Condition

Find = Callable[[Sequence[str]], dict[str, Entity]]

_AFTER = "\U0010ffff"
"""It is no letter, so no word holds it: what begins with a word comes before word + this."""

_LOOKED_UP = 500
"""So many hits are looked up at a time."""


def search(database: Database, text: str, find: Find) -> Iterator[Hit]:
    """The hits, best first; `find` looks entities up by id."""
    query = fold(text)
    if not query:
        return
    exact = Condition("name = ?", (query,))
    begins = "name >= ? and name < ? and entity not in (select entity from names where name = ?)"
    prefix = Condition(begins, (query, query + _AFTER, query))
    yield from (Hit(entity, "exact") for entity in _named(database, exact))
    yield from (Hit(entity, "prefix") for entity in _named(database, prefix))
    yield from _by_words(database, query, "words")
    yield from _with_typos(database, query, find)
    yield from _by_words(database, query, "mention")


def _named(database: Database, where: Condition) -> Iterator[Entity]:
    """The entities with such a name, by id."""
    ids = database.in_subquery("id", f"select entity from names where {where.sql}")
    return _entities(database, Condition(ids, where.values))


def _by_words(database: Database, query: str, how: MatchKind) -> Iterator[Hit]:
    """The hits that answer so, among the entities in whose words all words of the query begin."""
    terms = database.all_begin(query_terms(query))
    where = Condition(database.having_terms("entities"), (terms,))
    for entity in _entities(database, where):
        hit = answer(query, entity)
        if hit and hit.how == how:
            yield hit


def _with_typos(database: Database, query: str, find: Find) -> Iterator[Hit]:
    words = dict.fromkeys(query.split())
    meant = [list(dict.fromkeys(map(term, _meant(database, word)))) for word in words]
    if not all(meant):
        return
    where = Condition(database.having_terms("entities"), (database.one_of_each(meant),))
    hits = (answer(query, entity) for entity in _entities(database, where))
    ranked = sorted(hit_order(hit) for hit in hits if hit and hit.how == "typo")
    for batch in batches(ranked, _LOOKED_UP):
        entities = find([id for *_, id in batch])
        for _, unlikeness, typos, id in batch:
            if id in entities:
                yield Hit(entities[id], "typo", typos, -unlikeness)


def _meant(database: Database, word: str) -> Iterator[str]:
    """The words of names that the word may mean, typing errors forgiven."""
    most = allowed_edits(word)
    for other, letters in database.rows(*_alike(word, most)):
        if may_be_meant(word, letters) and edits(word, other, most) <= most:
            yield other


def _alike(word: str, most: int) -> Condition:
    """What selects the words of names to compare: one edit leaves an end of the word as it is."""
    select = "select word, letters from words where"
    if most == 0:
        return Condition(f"{select} word = ?", (word,))
    length = (len(word) - most, len(word) + most)
    if most == 1:
        ends = intact_ends(word)
        head, tail = word[:ends], word[::-1][:ends]
        either = "word >= ? and word < ? or backwards >= ? and backwards < ?"
        values = (head, head + _AFTER, tail, tail + _AFTER)
        # SQLite would read all words of about that length, were `length` not hidden from it.
        return Condition(f"{select} ({either}) and +length between ? and ?", (*values, *length))
    return Condition(f"{select} length between ? and ?", length)


def _entities(database: Database, where: Condition) -> Iterator[Entity]:
    for id, record in database.stream(
        Query("id, record", "entities", where.sql, where.values, "id")
    ):
        yield noun_from("entities", id, record)
