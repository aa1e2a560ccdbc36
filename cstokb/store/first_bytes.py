"""What a file is that is no store of the kind it was taken for, by how it begins."""

from cstokb.messages import Message
from cstokb.store.sql.url import sqlite_url

SQLITE = b"SQLite format 3\0"

_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
"""How files of gzip, zip (spreadsheets too), bzip2, xz and zstd begin."""

_EXPORTS = {
    b'{"schema": 1,': "json",
    b'{"record":': "jsonl",
    b"id,subject,predicate,": "csv",
    b"id\tsubject\tpredicate\t": "tsv",
}
"""How our exports begin, with their formats."""


def advice_for(path: str, begins: bytes) -> Message | None:
    """How to open what begins like that; None where nothing better than its errors is known."""
    if begins.startswith(SQLITE):
        return Message("it is a file of SQLite's: --store {}", sqlite_url(path))
    if begins.startswith(_PACKED):
        return Message("it is packed: unpack it first")
    for start, format in _EXPORTS.items():
        if begins.removeprefix(b"\xef\xbb\xbf").startswith(start):
            return Message("it is an export: cstokb import {} --as {}", path, format)
    return None
