"""The text that bytes of a file are: UTF-8, or refused by the name of what they seem to be."""

import re

from cstokb.errors import Rejected
from cstokb.messages import Message

_OTHERS = {"Windows-1251": "cp1251", "KOI8-R": "koi8-r", "CP866": "cp866"}
"""The Russian encodings, the commonest first."""

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_WORD = r"[^\W\d_]{2,}"
_RUSSIAN = r"[А-ЯЁ]+|[А-ЯЁ]?[а-яё]+"
_SAMPLE = 20_000


def decoded(data: bytes, name: str) -> str:
    """The text of the file `name`; raise `Rejected` for what is not UTF-8, or empty."""
    other = next((word for mark, word in _MARKS if data.startswith(mark)), "")
    if not other and _is_wide(data):
        other = "UTF-16"
    if other:
        raise Rejected("{}: it is {}, not UTF-8", name, other, hint=_way_out(name, other))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        other = _russian(data)
        reason = (
            Message("it seems to be {}, not UTF-8", other) if other else Message("it is not UTF-8")
        )
        hint = _way_out(name, other)
        raise Rejected("{}:{}: {}", name, line, reason, hint=hint) from None
    if not text.strip():
        raise Rejected("{}: it is empty", name)
    return text


def _is_wide(data: bytes) -> bool:
    """Whether every other byte is that of Latin or Russian letters in UTF-16."""
    sample = data[:_SAMPLE]
    halves = (sample[::2], sample[1::2])
    return any(sample) and any(len(half) > 1 and 0 in half and {*half} <= {0, 4} for half in halves)


def _russian(data: bytes) -> str:
    """The Russian encoding in which the bytes make most sense, or empty if in none."""
    sample = data[:_SAMPLE]
    scores = {word: _score(sample.decode(codec, "replace")) for word, codec in _OTHERS.items()}
    best = max(scores, key=lambda word: scores[word])
    return best if scores[best] > 0 else ""


def _score(text: str) -> int:
    """How many Russian letters stand in words that are cased as words are, less the others."""
    words = [word for word in re.findall(_WORD, text) if not word.isascii()]
    return sum(len(word) if re.fullmatch(_RUSSIAN, word) else -len(word) for word in words)


def _way_out(name: str, encoding: str) -> Message:
    save = Message("save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
    if not encoding:
        return save
    code = {"Windows-1251": "CP1251"}.get(encoding, encoding)
    return Message(
        "{}, or: iconv -f {} -t UTF-8 {} | cstokb import - --as FORMAT", save, code, name
    )
