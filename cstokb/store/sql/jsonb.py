"""CompactTexts and JSON as PostgreSQL takes them: it has no NUL, and numbers of its own making."""

import re

_BIG = r'(?<!\\)"value": (-?\d(?:\.\d+)?)e\+(\d+)'
_NULS = {r"\u0000": r"\u0001\u0001", r"\u0001": r"\u0001\u0002"}
_PAIRS = {r"\u0001\u0001": r"\u0000", r"\u0001\u0002": r"\u0001"}
# An escaped backslash is passed over as one, so that what follows it is no escape.
_ESCAPED = r"\\\\|\\u000[01]"
_PAIRED = r"\\\\|\\u0001\\u000[12]"


def text_in(text: str) -> str:
    """The text without NUL; it and what stands for it become pairs."""
    if "\0" in text or "\1" in text:
        return text.replace("\1", "\1\2").replace("\0", "\1\1")
    return text


def text_out(text: str) -> str:
    """The text that `text_in` made into that one."""
    return text.replace("\1\1", "\0").replace("\1\2", "\1") if "\1" in text else text


def json_in(text: str) -> str:
    """JSON without NUL; a number with an exponent would come back as a whole one."""
    if "e+" in text:
        text = re.sub(_BIG, _without_exponent, text)
    if "\\u000" in text:
        text = re.sub(_ESCAPED, lambda found: _NULS.get(found[0], found[0]), text)
    return text


def json_out(text: str) -> str:
    """The JSON that `json_in` made into that one, whatever its spacing and order."""
    if "\\u0001" in text:
        return re.sub(_PAIRED, lambda found: _PAIRS.get(found[0], found[0]), text)
    return text


def _without_exponent(found: re.Match[str]) -> str:
    from decimal import Decimal

    return f'"value": {Decimal(f"{found[1]}e+{found[2]}"):f}.0'
