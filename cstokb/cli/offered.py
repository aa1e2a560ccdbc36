"""What a store has to offer on Tab: ids with their names, found while a person waits.

The size of the store does not matter: of a file some lines are looked at, SQLite is asked
for some rows, and what a store on a server offers is kept in a list. Most of the time goes
into imports. So files are read here as they lie, and by the stores only if written by hand.
"""

import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import cstokb
from cstokb.cli.glance import FORMAT, SMALL, Glance

if TYPE_CHECKING:
    from cstokb.model.knowledge import Knowledge

Offer = tuple[str, str]

MOST = 100
"""Before they show more, bash and zsh ask; and every one takes its time."""

_PUNCTUATION = {ord(mark): None for mark in "-_."}
_STATEMENTS = {
    "entities": "select id, record from entities where id >= ? and id < ? order by id",
    "predicates": "select id, record from predicates where id >= ? and id < ? order by id",
}


def offered(table: str, beginning: str, *, location: str, layer: str) -> list[Offer]:
    """The ids in that table of the store that have the beginning, in order, with names.

    They are all that there are, or the first ones and the last: what these begin with, all
    do, so that a shell that writes it for the user is right. `location` and `layer` are
    those of `cstokb.store.open_store`. Whatever goes wrong is raised as it comes.
    """
    path = location or (layer if os.path.lexists(layer) else "")
    if path.startswith("sqlite://"):
        upper, base = _in_sqlite(table, beginning, path)
    elif path.startswith(("postgresql://", "postgres://")):
        # Its driver alone would take twice the time there is.
        from cstokb.cli.listing import Listing

        upper, base = _offers(Listing(path).records(table, beginning, MOST)), ""
    else:
        upper, base = _in_file(table, beginning, path) if path else ([], "shipped")
    lower = _shipped(table, beginning) if base == "shipped" else []
    return _few(sorted({**dict(lower), **dict(upper)}.items()))


def _in_sqlite(table: str, beginning: str, url: str) -> tuple[list[Offer], str]:
    """What a store in SQLite has of its own, and what it is based on."""
    # Most stores are files of TinyDB's.
    from urllib.parse import unquote

    from cstokb.store.sql.sqlite import SqliteDatabase

    database = SqliteDatabase(unquote(url.removeprefix("sqlite:///")))
    meta: dict[str, str] = dict(database.rows("select name, value from meta"))
    if meta.get("format") != FORMAT:
        raise ValueError("no store")
    span = (beginning, f"{beginning}\U0010ffff")
    asked = _STATEMENTS[table]
    rows = database.rows(f"{asked} limit {MOST}", span)
    if len(rows) == MOST:
        rows[-1:] = database.rows(f"{asked} desc limit 1", span)
    found = ((id, json.loads(record)) for id, record in rows)
    return _offers(found), meta.get("base", "")


def _in_file(table: str, beginning: str, path: str) -> tuple[list[Offer], str]:
    """What a store in a file has of its own, and what it is based on."""
    status = os.stat(path)
    if stat.S_ISREG(status.st_mode):
        try:
            with open(path, "rb") as file:
                glance = Glance(file)
                found = _offers(glance.records(table, beginning, MOST))
                return found, glance.meta.get("base", "")
        except ValueError:
            if status.st_size > SMALL:
                raise
    # What somebody wrote by hand, and what cannot be read.
    from cstokb.store import open_store

    return _in_store(table, beginning, open_store(path)), ""


def _shipped(table: str, beginning: str) -> list[Offer]:
    """What the shipped facts have."""
    package = os.path.dirname(os.path.abspath(cstokb.__file__))
    for folder in (package, os.path.dirname(package)):
        with suppress(OSError):
            return _in_file(table, beginning, os.path.join(folder, "data", "cstokb.json"))[0]
    # They are in a zip.
    from cstokb.store.shipped import shipped_store

    return _in_store(table, beginning, shipped_store())


def _in_store(table: str, beginning: str, store: "Knowledge") -> list[Offer]:
    """What an open store has."""
    if table == "entities":
        records = [(one.id, {"names": one.names}) for one in store.entities(prefix=beginning)]
    else:
        records = [(id, {"label": one.label}) for id, one in store.predicates().items()]
    return _few(_offers(each for each in records if each[0].startswith(beginning)))


def _offers(records: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Offer]:
    """Their ids and names; an id that a shell could take for something else is left out."""
    return [(id, _name(record)) for id, record in records if id.translate(_PUNCTUATION).isalnum()]


def _name(record: Mapping[str, Any]) -> str:
    """What an entity or a predicate is called, in English if possible, or nothing."""
    words = record.get("names") or record.get("label") or {}
    return str(words.get("en") or next(filter(None, words.values()), ""))


def _few(offers: list[Offer]) -> list[Offer]:
    """The first ones and the last, or all if they are not many."""
    return offers if len(offers) <= MOST else [*offers[: MOST - 1], offers[-1]]
