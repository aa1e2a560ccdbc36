"""Stores with a true checksum over wrong records: anybody can compute one."""

import json
import random
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from cstokb.store import create_store, open_store
from cstokb.store.protocol import Change
from cstokb.store.sql.sqlite_file import with_checksum
from tests.faults.base import Row
from tests.store.samples import CSTO, SAMPLE, content

Ask = Callable[..., tuple[int, str, str]]
"""Calls the program with these words; its exit code, and what it wrote to stdout and stderr."""

EXIT_CODES = {0, 1, 3, 4, 5}
"""How a command on such a store may end: never in a bug, never refused by the system."""

HOSTILE: tuple[Any, ...] = (
    *(None, True, 0, -1, 7.5, "", "x", "²", "../up", "a/b", "2003-13", "2003-02-29", "99999999"),
    *([], ["x"], [None], [[1]], {}, {"x": 1}, {"en": 7}, {"en": ["x"]}, "\x00", "\x1b[31m"),
    *("\ud800", float("nan"), float("inf"), 10**400, "x" * 5_000, "٢٠٠٣", "2003/2002", "/", ".."),
)
LATER = Change(entities=(CSTO._replace(aliases=("Alliance",)),), message="another name")
COMMANDS = (
    "show csto",
    "show csto --all",
    "list",
    "timeline",
    "timeline 2003..2010",
    "search peace",
    "query of:csto",
    "query text:peace",
    "count --by year",
    "conflicts",
    "check",
    "check --full",
    "stats",
    "sources",
    "log",
    "members",
    "officers",
    "upcoming",
    "export json",
    "export jsonl",
    "export csv",
    "schema",
    "related csto",
    "diff 2003 2010",
    "undo --yes",
    "add entity fresh --kind body --name Fresh --yes",
    "backup {folder}/saved",
)
"""They read all that there is in every way, and write."""


def crc_fuzz(
    ask: Ask, folder: Path, rounds: int, *, each: int = 3, seed: int = 1992
) -> Iterator[Row]:
    """So many stores of either kind, each asked by so many of the commands."""
    chance = random.Random(seed)
    for kind, make in (("file", hostile_file), ("sqlite", hostile_sqlite)):
        wrong: list[str] = []
        for number in range(rounds):
            for command in chance.sample(COMMANDS, each):
                location, what = make(folder / f"{kind}-{number}", chance)
                words = [
                    word.format(folder=folder / f"{kind}-{number}") for word in command.split()
                ]
                code, out, err = ask("--store", location, *words)
                if code not in EXIT_CODES or "Traceback" in err:
                    wrong.append(f"{command} [{what}]: {code} {err.strip()[:200]}")
                if any(char in out for char in "\x1b\x00"):
                    wrong.append(f"{command} [{what}]: a control character")
        figures = f"{rounds * each} tried, {rounds * each - len(wrong)} survived"
        yield Row(f"CRC fuzz, {kind}", "; ".join([figures, *wrong[:5]]), not wrong)


def hostile_file(folder: Path, chance: random.Random) -> tuple[str, str]:
    """A file of TinyDB's with a wrong record and a true checksum; and what was done."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "store.json"
    path.write_bytes(content(SAMPLE))
    open_store(str(path)).apply(LATER)
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [
        at for at, line in enumerate(lines) if at > 2 and line.startswith('"') and "{}" not in line
    ]
    rows = [at for at in rows if not lines[at].endswith(": {")]
    lines, what = _changed(lines, chance.choice(rows), chance)
    body = "\n".join([*lines[4:], ""]).encode(errors="surrogatepass")
    meta = json.loads(f"{{{lines[2]}}}")["store"] | {"crc32": f"{zlib.crc32(body):08x}"}
    head = f'{{\n"meta": {{\n"store": {json.dumps(dict(sorted(meta.items())))}\n}},\n'
    path.write_bytes(head.encode() + body)
    return str(path), what


def _changed(lines: list[str], at: int, chance: random.Random) -> tuple[list[str], str]:
    comma = "," * lines[at].endswith(",")
    id, record = next(iter(json.loads(f"{{{lines[at].removesuffix(',')}}}").items()))
    how = chance.choice(("field", "field", "field", "record", "id", "twice", "dropped"))
    if how == "twice":
        return [*lines[:at], lines[at].removesuffix(",") + ",", *lines[at:]], f"{id} twice"
    record, what = _changed_record(record, chance) if how in ("field", "dropped") else (record, how)
    if how == "record":
        record = chance.choice(HOSTILE)
    if how == "id":
        id = chance.choice([text for text in HOSTILE if isinstance(text, str)])
    line = f"{json.dumps(id)}: {json.dumps(record, ensure_ascii=chance.random() < 0.5)}{comma}"
    return [*lines[:at], line, *lines[at + 1 :]], f"{how} of {id!r:.40}: {what}"


def _changed_record(record: dict[str, Any], chance: random.Random) -> tuple[dict[str, Any], str]:
    field = chance.choice([*record, "when", "value", "rank", "names", "citations", "contradicts"])
    if field in record and chance.random() < 0.3:
        return {key: value for key, value in record.items() if key != field}, f"no {field}"
    value = chance.choice(HOSTILE)
    nested = record.get(field)
    if (
        isinstance(nested, list)
        and nested
        and isinstance(nested[0], dict)
        and chance.random() < 0.5
    ):
        inner, what = _changed_record(nested[0], chance)
        return record | {field: [inner, *nested[1:]]}, what
    return record | {field: value}, f"{field} = {value!r:.40}"


def hostile_sqlite(folder: Path, chance: random.Random) -> tuple[str, str]:
    """The same in a file of SQLite's: a record, or a column of another type."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "store.db"
    path.unlink(missing_ok=True)
    create_store(f"sqlite:///{path}")
    store = open_store(f"sqlite:///{path}")
    store.apply(SAMPLE)
    store.apply(LATER)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        what = _strike(connection, chance)
        connection.commit()
    return f"sqlite:///{path}", what


def _strike(connection: sqlite3.Connection, chance: random.Random) -> str:
    if chance.random() < 0.5:
        table = chance.choice(("entities", "facts", "sources", "predicates"))
        rows = connection.execute(f"select id, record from {table}").fetchall()
        id, text = chance.choice(rows)
        record = json.loads(text)
        del record["crc32"]
        record, what = _changed_record(record, chance)
        try:
            stored = with_checksum(json.dumps(record, ensure_ascii=False))
            connection.execute(f"update {table} set record = ? where id = ?", (stored, id))
        except UnicodeEncodeError:
            return "nothing"
        return f"{table} {id}: {what}"
    columns = [
        (table, name)
        for (table,) in connection.execute("select name from sqlite_schema where type = 'table'")
        if "_terms" not in table and not table.startswith("sqlite_")
        for _, name, *_ in connection.execute(f"pragma table_info({table})")
    ]
    table, column = chance.choice(columns)
    value: Any = chance.choice((7, -1, 9 * 10**18, 1.5, "x", "", "../up", b"\xff", b"x", "9" * 50))
    try:
        connection.execute(f"update {table} set {column} = ?", (value,))
    except sqlite3.IntegrityError:
        return "nothing"
    return f"{table}.{column} = {value!r}"
