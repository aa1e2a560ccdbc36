"""Rules for text that enters a store: what may stand in it, and how long it may be."""

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import category, is_normalized, normalize

MOST_LETTERS = 10_000
MOST_ITEMS = 1_000

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JOINERS = "\u200c\u200d"
_BLANKS = " \t\r\n"


def text_problems(text: str) -> Iterator[str]:
    """What is wrong with a text that is to be stored.

    Letters of every script may stand in it, and the joiners they are spelled with;
    control and direction characters, line breaks apart, may not.
    """
    if len(text) > MOST_LETTERS:
        yield f"it is longer than {MOST_LETTERS:,} letters"
    for char in dict.fromkeys(text):
        if char in _BIDI:
            yield f"it turns the direction of writing (U+{ord(char):04X})"
        elif char not in "\n\t" and char not in _JOINERS and _forbidden(char):
            yield f"it holds a character that cannot be seen (U+{ord(char):04X})"


def problems(value: Any, name: str = "") -> Iterator[str]:
    """What is wrong with the texts and keys in a record, each with the name of its field."""
    if isinstance(value, str):
        yield from (f"{name}: {fault}" for fault in text_problems(value))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (f"{name or 'a field'}: {fault}" for fault in text_problems(str(key)))
            yield from problems(part, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        if len(value) > MOST_ITEMS:
            yield f"{name}: it has more than {MOST_ITEMS:,} items"
        for part in value[:MOST_ITEMS]:
            yield from problems(part, name)


def normalized(value: Any) -> Any:
    """The same with all texts in Unicode's composed form (NFC), without outer blanks."""
    if isinstance(value, str):
        text = value.strip(_BLANKS)
        return text if is_normalized("NFC", text) else normalize("NFC", text)
    if isinstance(value, dict):
        return {key: normalized(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [normalized(part) for part in value]
    return value


def slug(text: str) -> str:
    """An id made from a text: its words in Latin letters, joined by hyphens, cut at 64."""
    plain = text.lower()
    if not plain.isascii():
        # Only other scripts need it.
        from cstokb.model.fold import fold

        plain = fold(text)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].rstrip("-")


def _forbidden(char: str) -> bool:
    return category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
