"""Filling a store with a made-up archive: `python -m tests.benchmarks.filling URL FACTS`.

It is a process of its own, so that who measures stays small.
"""

import sys

from cstokb.model.record import to_record
from cstokb.store import create_store, is_url, open_store
from cstokb.store.file.storage import FileStorage
from cstokb.store.protocol import LOCK_TIMEOUT
from cstokb.store.sql.bulk import load
from cstokb.store.sql.store import SqlStore
from tests.benchmarks.making import Archive


def filled(url: str, size: int) -> None:
    """Make the store and put an archive of so many facts into it."""
    archive = Archive(size)
    create_store(url)
    if not is_url(url):
        tables: dict[str, dict[str, object]] = {"meta": {"store": {"revision": 1}}}
        for table, noun in archive.records():
            tables.setdefault(table, {})[noun.id] = to_record(noun)
        FileStorage(url).write(tables, keep=False)
        return
    store = open_store(url)
    assert isinstance(store, SqlStore)
    with store.database.writing(LOCK_TIMEOUT):
        load(store.database, archive.records())


if __name__ == "__main__":
    filled(sys.argv[1], int(sys.argv[2]))
