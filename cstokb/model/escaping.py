"""Making text from data safe to show: on a terminal, in a cell, in JSON."""

import json
import re
from typing import Any

# ZWNJ and ZWJ are spelling in Persian and the scripts of India, and join emoji.
_JOINERS = "\u200c\u200d"
_JOINING = (
    "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe"
    "\u0900-\u0dff\U0001f000-\U0001faff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f]"
)
_ALWAYS = "\u00a0\u202f\u2007\u2009"
_FORMULA = "'*[=+\\-@\t\r\n＝＋－＠]"
_ESCAPES = r"\\(\\|[ntr]|x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5}|U0010[0-9a-f]{4})"
# Up to the last @ of the same word, else, of a password with blanks, of what comes before
# another URL.
_HIDDEN = (
    r"(postgres[\w+]*(?::/*|/+)[^\s:@/]*:)(?:\S+|(?:(?!postgres)[^\n])+)(?=@)"
    r"|(password\s*=\s*)(?:'(?:[^'\\]|\\.)*'?|[^\s&]+)"
)
_MOST_LETTERS = 2_000
_NUMBER = r"[+-]?\d+(?:\.\d+)?"


def escape_controls(text: str) -> str:
    """The text with everything that could steer a terminal written as an escape.

    Control, format, private and unassigned characters and line breaks become `\\x1b`,
    `\\u202e` and the like; letters of every script stay, and so do the joiners that
    Persian, the scripts of India and emoji spell with.
    """
    if text.isprintable():
        return text
    # Only the rare odd text pays for the tables of Unicode.
    from unicodedata import category

    def safe(at: int) -> str:
        char = text[at]
        if char.isprintable() or char in _ALWAYS:
            return char
        if char in _JOINERS and _joins(text, at):
            return char
        if category(char) == "Zs":
            return " "
        return _escaped(char)

    return "".join(safe(at) for at in range(len(text)))


def mask_password(text: str) -> str:
    """The text with asterisks for the passwords in what is, or is meant for, a store URL.

    Lines of more than 2,000 letters are cut: patterns take long for long lines.
    """
    if "postgres" not in text and "password" not in text:
        return text
    return "\n".join(map(_masked_line, text.split("\n")))


def cut_line(line: str) -> str:
    """The line, with an ellipsis for what it has more than 2,000 letters."""
    return line if len(line) <= _MOST_LETTERS else f"{line[:_MOST_LETTERS]}…"


def _masked_line(line: str) -> str:
    if len(line) <= _MOST_LETTERS:
        return re.sub(_HIDDEN, lambda found: f"{found[1] or found[2]}***", line)
    # The @ behind a password may be in what is cut off.
    masked = re.sub(_HIDDEN, lambda found: f"{found[1] or found[2]}***", f"{line[:_MOST_LETTERS]}@")
    return f"{masked[:-1]}…"


def csv_cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; see `csv_text`.

    A text that begins like one, and is not a plain number, gets an apostrophe before it.
    """
    return (
        f"'{text}"
        if re.match(_FORMULA, text) and not re.fullmatch(_NUMBER, text, re.ASCII)
        else text
    )


def csv_text(cell: str) -> str:
    """The text that `csv_cell` made into that cell."""
    return cell[1:] if cell.startswith("'") and re.match(_FORMULA, cell) else cell


def escape(text: str) -> str:
    """The text with odd blanks and what `escape_controls` hides as escapes; see `unescape`."""
    if text.isprintable() and "\\" not in text:
        return text
    kept = {" ", *_ALWAYS}
    doubled = text.replace("\\", "\\\\")
    return escape_controls(
        "".join(_escaped(c) if c.isspace() and c not in kept else c for c in doubled)
    )


def unescape(text: str) -> str:
    """The text that `escape` made into that one; other backslashes stay as they are."""
    return re.sub(_ESCAPES, lambda found: _meant(found[1]), text) if "\\" in text else text


def json_text(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON; in it, characters that could steer a terminal are `\\u` escapes."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(c if _plain(c) else _json_escaped(c) for c in text)


def _meant(escape: str) -> str:
    plain = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r"}.get(escape)
    return plain if plain is not None else chr(int(escape[1:], 16))


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(re.match(_JOINING, before) and (not after or re.match(_JOINING, after)))


def _plain(char: str) -> bool:
    return char.isprintable() or char == "\n" or char in _JOINERS or char in _ALWAYS


def _json_escaped(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _escaped(char: str) -> str:
    code = ord(char)
    if char in "\n\t\r":
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
