"""The store as a file: where it is, its bytes, and putting another in its place."""

import os
import sys

import typer

from cstokb.cli.output import write_file_bytes
from cstokb.cli.session import Session, layer_path
from cstokb.cli.writing import DRY_RUN
from cstokb.errors import StoreDamaged, StoreMissing, SystemRefused, UsageError
from cstokb.render.page import Cell, Column, View, line
from cstokb.store.document import Tables, dumps
from cstokb.store.storage import FileStorage


def store_path(session: Session) -> str:
    """The file that the session's store is, or would be."""
    return os.path.realpath(session.settings.store or layer_path())


def stored_bytes(session: Session) -> tuple[str, bytes]:
    """The path of the store and its canonical bytes, one revision of it."""
    path = store_path(session)
    return path, dumps(FileStorage(path).read())


def replaced(
    session: Session, path: str, tables: Tables, *, yes: bool, patience: float, keep: bool = True
) -> None:
    """Put the tables in the place of the store, under its lock; `keep` it as .bak."""
    asks = sys.stdin and sys.stdin.isatty() and session.output.terminal and not yes
    if asks and not typer.confirm(f"Replace {path}?", default=True, err=True):
        raise UsageError("not written")
    storage = FileStorage(path)
    with storage.locked(patience):
        store = dict(tables["meta"]["store"])
        there = _revision(storage)
        if there > store.get("revision", 0):
            # Whoever read the store that goes must see that it went.
            store["revision"] = there + 1
        storage.write({**tables, "meta": {"store": store}}, keep=keep)


def _revision(storage: FileStorage) -> int:
    """The revision of the store that is there, 0 if none can be read."""
    try:
        return int(storage.read()["meta"]["store"].get("revision", 0))
    except (StoreDamaged, StoreMissing):
        return 0


def copied(path: str) -> str:
    """A byte-for-byte copy of the file beside it, under a free name."""
    names = (f"{path}.damaged-{number}" for number in range(1, 1000))
    target = next(name for name in names if not os.path.exists(name))
    try:
        with open(path, "rb") as file:
            write_file_bytes(target, [file.read()])
    except OSError as error:
        raise SystemRefused(f"{path}: {(error.strerror or str(error)).lower()}") from None
    return target


def told(session: Session, what: str, source: str, target: str, *, dry_run: bool = False) -> None:
    """Answer with the two files."""
    item = {"done": what, "from": source, "to": target}
    columns = (Column("done"), Column("from", "id"), Column("to", "id"))
    page = [line(f"{what} ", Cell(target, "id"))]
    session.write(View({}, lambda: [item], columns, lambda: page))
    if dry_run:
        session.output.note(DRY_RUN)
