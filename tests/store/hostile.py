"""Files that are no store, each with what reading it must say."""

from typing import NamedTuple

from cstokb.errors import StoreDamaged, StoreForeign, StoreNewer
from tests.store.samples import SAMPLE, content

GOOD = content(SAMPLE)


class Hostile(NamedTuple):
    """Bytes, the class of error they are, words of its message, `line:column` if it says it."""

    data: bytes
    error: type[StoreDamaged]
    says: str
    location: str = ""


def hand_written(*lines: str, meta: str = '"format": "cstokb", "schema": 1') -> bytes:
    """A store without a checksum, with these lines from line 3 on."""
    return "\n".join(["{", f'"meta": {{"store": {{{meta}}}}},', *lines, "}", ""]).encode()


def source(fields: str) -> bytes:
    """A store of one source, on line 4."""
    return hand_written('"sources": {', f'"page": {{{fields}}}', "}")


def with_meta_line(line: str) -> bytes:
    """The good store, its checksum still true, with another line about itself."""
    lines = GOOD.decode().split("\n")
    crc = lines[2].partition('"crc32": "')[2][:8]
    lines[2] = line.replace("CRC", crc)
    return "\n".join(lines).encode()


def damaged(data: bytes, says: str, location: str = "") -> Hostile:
    return Hostile(data, StoreDamaged, says, location)


def foreign(data: bytes) -> Hostile:
    return Hostile(data, StoreForeign, "is no cstokb store")


DEEP = 100_000

HOSTILE = {
    "0 bytes": damaged(b"", "is empty"),
    "white space": damaged(b" \n\t\n", "is empty"),
    "zeros": damaged(bytes(4096), "is empty"),
    "null": foreign(b"null"),
    "number": foreign(b"7"),
    "string": foreign(b'"cstokb"'),
    "list": foreign(b"[]"),
    "empty object": foreign(b"{}"),
    "another program's file": foreign(b'{"name": "left-pad", "version": "1.0.0"}'),
    "another TinyDB's file": foreign(b'{"_default": {"1": {"name": "x"}}}'),
    "meta is a list": foreign(b'{"meta": []}'),
    "meta without a record": foreign(b'{"meta": {}}'),
    "meta record is a list": foreign(b'{"meta": {"store": []}}'),
    "another format": foreign(
        hand_written(meta='"format": "khal", "schema": 1').replace(b",\n}", b"\n}")
    ),
    "schema missing": damaged(hand_written('"facts": {}', meta='"format": "cstokb"'), "schema"),
    "schema null": damaged(
        hand_written('"facts": {}', meta='"format": "cstokb", "schema": null'), "schema"
    ),
    "schema text": damaged(
        hand_written('"facts": {}', meta='"format": "cstokb", "schema": "1"'), "schema"
    ),
    "schema true": damaged(
        hand_written('"facts": {}', meta='"format": "cstokb", "schema": true'), "schema"
    ),
    "schema 0": damaged(
        hand_written('"facts": {}', meta='"format": "cstokb", "schema": 0'), "schema"
    ),
    "newer schema": Hostile(
        hand_written('"facts": {}', meta='"format": "cstokb", "schema": 2'),
        StoreNewer,
        "newer cstokb (schema 2, this one reads 1)",
    ),
    "newer schema, true checksum": Hostile(
        with_meta_line('"store": {"crc32": "CRC", "format": "cstokb", "schema": 99}'),
        StoreNewer,
        "schema 99",
    ),
    "revision text": damaged(
        hand_written('"facts": {}', meta='"format": "cstokb", "schema": 1, "revision": "1"'),
        "revision",
    ),
    "revision text, true checksum": damaged(
        with_meta_line(
            '"store": {"crc32": "CRC", "format": "cstokb", "revision": "1", "schema": 1}'
        ),
        "revision",
    ),
    "twice the same field of meta, true checksum": damaged(
        with_meta_line(
            '"store": {"crc32": "CRC", "format": "cstokb", "revision": 1, "revision": 2}'
        ),
        '"revision" stands there twice',
        "3:1",
    ),
    "not a number in meta, true checksum": damaged(
        with_meta_line(
            '"store": {"crc32": "CRC", "format": "cstokb", "revision": NaN, "schema": 1}'
        ),
        "NaN",
        "3:1",
    ),
    "half a surrogate in meta, true checksum": damaged(
        with_meta_line(
            '"store": {"crc32": "CRC", "format": "cstokb", "base": "\\ud800", "schema": 1}'
        ),
        "surrogate",
        "3:1",
    ),
    "twice the same table": damaged(
        hand_written('"facts": {},', '"facts": {}'), 'the key "facts" stands there twice'
    ),
    "twice the same record": damaged(
        hand_written('"sources": {', '"page": {"title": "a"},', '"page": {"title": "b"}', "}"),
        'the key "page" stands there twice',
        "5:1",
    ),
    "twice the same field": damaged(
        source('"title": "a", "title": "b"'), 'the key "title" stands there twice', "4:1"
    ),
    "twice the same field, deeper": damaged(
        hand_written(
            '"entities": {', '"csto": {"kind": "body", "names": {"en": "a", "en": "b"}}', "}"
        ),
        'the key "en" stands there twice',
        "4:1",
    ),
    "twice the same field, before a fault of JSON": damaged(
        hand_written('"sources": {', '"a": {"title": "a", "title": "b"},', "?", "}"), "", "5:1"
    ),
    "NaN": damaged(source('"title": NaN'), "NaN is not a number", "4:1"),
    "Infinity": damaged(source('"title": Infinity'), "Infinity is not a number", "4:1"),
    "-Infinity": damaged(source('"title": -Infinity'), "-Infinity is not a number", "4:1"),
    "1e999": damaged(
        hand_written(
            '"facts": {',
            '"a": {"subject": "a", "predicate": "b", "value": 1e999, "value_type": "number"}',
            "}",
        ),
        "1e999",
        "4:1",
    ),
    "5,000 digits": damaged(source(f'"title": {"9" * 5000}'), "a number has 5,000 digits", "4:1"),
    "half a surrogate": damaged(source('"title": "\\ud800"'), "surrogate", "4:1"),
    "half a surrogate in a key": damaged(source('"\\udfff": "x"'), "surrogate", "4:1"),
    "half a surrogate after an escape": damaged(
        hand_written(
            '"sources": {', '"a": {"title": "\\u00e9"},', '"b": {"title": "\\udc00"}', "}"
        ),
        "surrogate",
        "5:1",
    ),
    "nested lists": damaged(b"[" * DEEP, "nested too deeply"),
    "nested objects": damaged(b'{"a":' * DEEP, "nested too deeply"),
    "nested value": damaged(source(f'"title": {"[" * DEEP}{"]" * DEEP}'), "nested too deeply"),
    "byte order mark": damaged(b"\xef\xbb\xbf" + GOOD, "byte order mark"),
    "UTF-16": damaged(GOOD.decode().encode("utf-16"), "byte order mark"),
    "UTF-16 without a mark": damaged(GOOD.decode().encode("utf-16-le"), ""),
    "UTF-32": damaged(GOOD.decode().encode("utf-32"), "byte order mark"),
    "Latin-1": damaged(
        source('"title": "caf\N{LATIN SMALL LETTER E WITH ACUTE}"').decode().encode("latin-1"),
        "UTF-8",
        "4:23",
    ),
    "surrogates in UTF-8": damaged(
        source('"title": "X"').replace(b"X", b"\xed\xa0\x80"), "UTF-8", "4:20"
    ),
    "trailing junk": damaged(GOOD + b"x", "extra data", f"{GOOD.count(10) + 1}:1"),
    "trailing zeros": damaged(GOOD + bytes(512), "extra data", f"{GOOD.count(10) + 1}:1"),
    "two stores": damaged(GOOD + GOOD, "extra data", f"{GOOD.count(10) + 1}:1"),
    "conflict markers": damaged(
        source('"title": "a"},\n<<<<<<< ours\n"b": {"title": "b"'),
        "",
        "5:1",
    ),
    "trailing comma": damaged(source('"title": "a",'), "", "4"),
    "comment": damaged(hand_written("// no", '"facts": {}'), "", "3:1"),
    "single quotes": damaged(source("'title': 'a'"), "", "4:10"),
    "line break in a text": damaged(source('"title": "a\nb"'), "control character", "4:21"),
    "zero byte in a text": damaged(source('"title": "a\0b"'), "control character", "4:21"),
    "table is a list": damaged(
        hand_written('"facts": []'), 'table "facts" is not an object', "3:1"
    ),
    "table is null": damaged(
        hand_written('"facts": null'), 'table "facts" is not an object', "3:1"
    ),
    "table nobody knows": damaged(hand_written('"fact": {}'), 'unknown table "fact"', "3:1"),
    "record is a string": damaged(
        hand_written('"sources": {', '"page": "x"', "}"), "sources page: ", "4:1"
    ),
    "record is null": damaged(
        hand_written('"sources": {', '"page": null', "}"), "sources page: ", "4:1"
    ),
    "unknown field": damaged(
        source('"title": "a", "colour": "red"'), 'sources page: unknown field "colour"', "4:1"
    ),
    "field missing": damaged(source('"publisher": "a"'), "sources page: title is missing", "4:1"),
    "wrong type": damaged(source('"title": 7'), "sources page: title is not text", "4:1"),
    "impossible date": damaged(
        source('"title": "a", "accessed": "2003-02-29"'), "2003-02 has 28 days", "4:1"
    ),
    "thirteenth month": damaged(source('"title": "a", "published": "2003-13"'), "month 13", "4:1"),
    "id that is no slug": damaged(
        hand_written('"entities": {', '"../etc": {"kind": "body"}', "}"), "slug", "4:1"
    ),
}
