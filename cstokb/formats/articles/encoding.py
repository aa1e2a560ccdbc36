"""From bytes to text: byte order marks, declared encodings, UTF-8, and Russian Windows."""

import re
from contextlib import suppress
from typing import Final

from cstokb.errors import Rejected
from cstokb.reading.tables import word_set

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"""<[^>]{0,200}(?:charset|encoding)\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE
)
_DECLARABLE: Final = word_set(
    "utf-8 utf8 windows-1251 cp1251 koi8-r koi8-u iso-8859-5 iso-8859-1 latin-1 windows-1252 "
    "us-ascii ascii cp866 utf-16"
)
_RUSSIAN_WORDS: Final = re.compile(r"(?<!\w)(?:и|в|на|с|по|не|что|о)(?!\w)")


def decoded(data: bytes, name: str, *, markup: bool = False) -> str:
    """The text in the bytes; raise `Rejected` naming the byte that is none.

    Windows-1251 is taken only where it yields Russian words.
    """
    mark = next((encoding for sign, encoding in _MARKS if data.startswith(sign)), "")
    if mark:
        return _strict(data, name, mark)
    if b"\0" in data:
        raise Rejected("{}: byte {:,} is a NUL, so it is no text", name, data.index(b"\0"))
    declared = _DECLARED.search(data[:4096]) if markup else None
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding in _DECLARABLE and encoding not in ("utf-8", "utf8"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    with suppress(UnicodeDecodeError):
        text = data.decode("cp1251")
        if len(_RUSSIAN_WORDS.findall(text)) * 50 > len(text.split()):
            return text
    return _strict(data, name, "utf-8")


def _strict(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Rejected("{}: byte {:,} is not {}", name, error.start, encoding.upper()) from None
