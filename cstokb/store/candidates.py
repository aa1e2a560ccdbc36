"""What a shell may complete: ids with their names, found while somebody waits for Tab.

`Store.candidates` answers for a store that is open. `find_candidates` opens none where it
can do without: of a canonical file it reads a few lines, whatever the size.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from cstokb.store import open_store, own_location
from cstokb.store.file.lines import NAMES, SMALL, CanonicalText, parse_line

if TYPE_CHECKING:
    from cstokb.model.fields import Record
    from cstokb.model.knowledge import Knowledge
    from cstokb.store.file.lines import Text

Candidate = tuple[str, str]
"""An id, and the name that stands beside it."""


def find_candidates(
    table: str, prefix: str, limit: int, *, location: str = "", layer: str = ""
) -> list[Candidate]:
    """What `candidates` of the store that `open_store` opens says, found as fast as may be.

    Raise what opening and reading may raise, and ValueError or OSError.
    """
    if table == "entities" and not prefix.isascii():
        return _named(prefix, limit, location, layer)
    path = own_location(location, layer)
    upper, base = _own_candidates(path, table, prefix, limit) if path else ([], "shipped")
    if base != "shipped":
        return upper
    # lazy: 1 ms
    from cstokb.store.shipped import shipped_bytes

    lower = _in_text(shipped_bytes(), table, prefix, limit)[0]
    return _shorten(sorted({**dict(lower), **dict(upper)}.items()), limit)


def _named(prefix: str, limit: int, location: str, layer: str) -> list[Candidate]:
    """The names and aliases that begin like that, in whatever case, each with the id."""
    # lazy: 3 ms; ids are ASCII, so that most words need no names
    from cstokb.model.names import MATCH_KINDS

    begun = prefix.casefold()
    pairs: dict[str, str] = {}
    for hit in open_store(location, layer=layer).search(prefix):
        if hit.how not in MATCH_KINDS[:2] or len(pairs) >= limit:
            break
        names = (name for name in hit.entity.called if name.casefold().startswith(begun))
        pairs.update((name, hit.entity.id) for name in names)
    return sorted(pairs.items())


def write_names(store: "Knowledge", file: BinaryIO) -> None:
    """Write a file in which `find_candidates` finds what the store has, and that has no more."""
    # lazy: 3 ms
    from cstokb.model.entity import Entity
    from cstokb.model.predicate import Predicate
    from cstokb.model.record import to_record
    from cstokb.store.file.document import write

    entities = (Entity(e.id, e.kind, {"en": english(e.names)}) for e in store.entities())
    predicates = (Predicate(p.id, {"en": english(p.label)}) for p in store.predicates().values())
    records: dict[str, Iterable[tuple[str, Record]]] = {
        "entities": ((entity.id, to_record(entity)) for entity in entities),
        "predicates": ((each.id, to_record(each)) for each in predicates),
    }
    write(file, {}, ((name, records.get(name, ())) for name in NAMES))


def candidates_of(store: "Knowledge", table: str, prefix: str, limit: int) -> list[Candidate]:
    """See `Store.candidates`; for a store whose nouns are at hand."""
    if table == "entities":
        pairs = [(entity.id, english(entity.names)) for entity in store.entities(prefix=prefix)]
    elif table == "predicates":
        every = store.predicates().items()
        pairs = [(id, english(each.label)) for id, each in every if id.startswith(prefix)]
    elif table == "sources":
        pairs = [(each.id, each.title) for each in store.sources() if each.id.startswith(prefix)]
    else:
        # lazy: 1 ms
        from cstokb.model.record import to_record

        facts = (fact for fact in store.facts() if fact.id.startswith(prefix))
        pairs = [(fact.id, record_name(to_record(fact))) for fact in facts]
    return _shorten(pairs, limit)


def english(words: Mapping[str, str]) -> str:
    """The English name among names by language, else the first, else empty."""
    return words.get("en") or next(filter(None, words.values()), "")


def record_name(record: Mapping[str, Any]) -> str:
    """What the record is called; of a fact, what it states."""
    if words := record.get("names") or record.get("label"):
        return str(english(words))
    parts = ("title",) if "title" in record else ("predicate", "value", "when")
    return " ".join(str(record[part]) for part in parts if record.get(part))


def _shorten(pairs: list[Candidate], limit: int) -> list[Candidate]:
    return pairs if len(pairs) <= limit else [*pairs[: limit - 1], pairs[-1]]


def _own_candidates(
    location: str, table: str, prefix: str, limit: int
) -> tuple[list[Candidate], str]:
    """The candidates of a store without what is below, and what that is."""
    if location.startswith("sqlite:"):
        return _in_sqlite(location, table, prefix, limit)
    try:
        return read_names(location, table, prefix, limit)
    except ValueError:
        if os.stat(location).st_size > SMALL:
            raise
    # What somebody wrote by hand.
    return open_store(location).candidates(table, prefix, limit), ""


def _in_sqlite(url: str, table: str, prefix: str, limit: int) -> tuple[list[Candidate], str]:
    """The candidates of a store in SQLite, of which no more is opened than the database."""
    import json

    from cstokb.store.sql.database import first_and_last
    from cstokb.store.sql.sqlite import SqliteDatabase
    from cstokb.store.sql.url import parse

    address = parse(url)
    with closing(SqliteDatabase(address.path, address.shown)) as database:
        meta: dict[str, str] = dict(database.rows("select name, value from meta"))
        rows = first_and_last(database, table, prefix, limit)
    return [(id, record_name(json.loads(record))) for id, record in rows], meta.get("base", "")


def read_names(path: str, table: str, prefix: str, limit: int) -> tuple[list[Candidate], str]:
    """The candidates in a canonical file, and what it is based on; raise OSError or ValueError."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise ValueError("no file")
    with open(path, "rb") as file, _text_of(file) as text:
        return _in_text(text, table, prefix, limit)


def _in_text(text: "Text", table: str, prefix: str, limit: int) -> tuple[list[Candidate], str]:
    canonical = CanonicalText(text)
    lines = canonical.lines(table).with_prefix(prefix.encode(errors="surrogatepass"))
    pairs = map(parse_line, lines.first_and_last(limit))
    return [(id, record_name(record)) for id, record in pairs], canonical.meta.get("base", "")


@contextmanager
def _text_of(file: BinaryIO) -> "Iterator[Text]":
    """The bytes of a small file, or the pages of a large one as they are looked at."""
    if os.fstat(file.fileno()).st_size <= SMALL:
        yield file.read()
        return
    # lazy: 0.4 ms
    from mmap import ACCESS_READ, mmap

    with mmap(file.fileno(), 0, access=ACCESS_READ) as pages:
        yield pages
