"""Rules for text that enters a store: what may stand in it, and how long it may be."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import category, is_normalized, normalize

from cstokb.messages import Message

MOST_LETTERS = 10_000
MOST_ITEMS = 1_000

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JOINERS = "\u200c\u200d"
_BLANKS = " \t\r\n"
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs of Unicode that show as nothing."""


def text_problems(text: str) -> Iterator[Message]:
    """What is wrong with a text that is to be stored.

    Letters of every script may stand in it, and the joiners they are spelled with;
    control and direction characters, line breaks apart, may not.
    """
    if len(text) > MOST_LETTERS:
        yield Message("it is longer than {:,} letters", MOST_LETTERS)
    if text.isprintable() and text.isascii():
        # Most texts are spared the tables of Unicode.
        return
    if not any(map(_is_visible, text)) and text:
        yield Message("nothing of it can be seen")
    for char in dict.fromkeys(text):
        if char in _BIDI:
            yield Message("it turns the direction of writing (U+{:04X})", ord(char))
        elif char not in "\n\t" and char not in _JOINERS and _forbidden(char):
            yield Message("it holds a character that cannot be seen (U+{:04X})", ord(char))


def json_problems(value: Any, name: str = "") -> Iterator[Message]:
    """What is wrong with the texts and keys of a record or row, each with its field's name."""
    if isinstance(value, str):
        yield from (Message("{}: {}", name, wrong) for wrong in text_problems(value))
    elif isinstance(value, dict):
        for key, part in value.items():
            within = name or Message("a field")
            yield from (Message("{}: {}", within, wrong) for wrong in text_problems(str(key)))
            yield from json_problems(part, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        if len(value) > MOST_ITEMS:
            yield Message("{}: it has more than {:,} items", name, MOST_ITEMS)
        for part in value[:MOST_ITEMS]:
            yield from json_problems(part, name)


def normalized(value: Any) -> Any:
    """The same noun, JSON or text, all text in it in NFC and without outer blanks."""
    if isinstance(value, str):
        text = value.strip(_BLANKS)
        return text if is_normalized("NFC", text) else normalize("NFC", text)
    if isinstance(value, Mapping):
        return {key: normalized(part) for key, part in value.items()}
    if isinstance(value, tuple):
        make = getattr(value, "_make", tuple)
        return make(normalized(part) for part in value)
    return [normalized(part) for part in value] if isinstance(value, list) else value


def slug(text: str) -> str:
    """An id made from a text: its words in Latin letters, joined by hyphens, cut at 64."""
    plain = text.lower()
    if not plain.isascii():
        # lazy: the tables of other scripts, which few ids need
        from cstokb.model.fold import fold

        plain = fold(text)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].rstrip("-")


def _forbidden(char: str) -> bool:
    if char in _BLANK_LETTERS:
        return True
    return category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _is_visible(char: str) -> bool:
    """Whether something is to be seen of it, though no other character stands before it."""
    return char not in _JOINERS and category(char) not in ("Zs", "Mn", "Me")
