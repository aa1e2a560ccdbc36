"""What the program says in other languages: tables beside this file, by English template."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cstokb.messages import Message, plural

_NO_BREAK = "\u00a0"
"""Stands between the thousands of a Russian figure."""


def in_language(text: Message | str, lang: str) -> str:
    """The sentence, and those that are its arguments, in that language; data stays as it is.

    A template with plural forms takes the one that agrees with the first argument. A template
    that the table lacks stays English.
    """
    if lang == "en" or isinstance(text, str):
        return str(text)
    args = [in_language(arg, lang) if isinstance(arg, Message) else arg for arg in text.args]
    template = translations(lang).get(text.template, text.template)
    if not isinstance(template, str):
        assert isinstance(text.args[0], int | float), text.template
        template = plural(text.args[0], template)
    return _filled(template, args)


def worded(template: str, lang: str) -> str:
    """A sentence in that language, as it stands: what braces it has are no blanks."""
    if lang == "en":
        return template
    found = translations(lang).get(template, template)
    return found if isinstance(found, str) else found[-1]


@cache
def translations(lang: str) -> Mapping[str, str | Sequence[str]]:
    """The translations by English template; a list has a form for 1, for 2 and for 5."""
    # lazy: 3 ms, which English does without
    import json
    import os

    assert __spec__ is not None
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{lang}.json")
    # The loader reads from zips too, and importlib.resources is slow to import.
    data = __spec__.loader.get_data(path)  # type: ignore[union-attr]
    read: Mapping[str, str | Sequence[str]] = json.loads(data)
    return read


def _filled(template: str, args: Sequence[Any]) -> str:
    """The template with its blanks filled as `str.format` does, thousands parted by blanks."""
    parted = [_Parted(arg) if isinstance(arg, int) else arg for arg in args]
    return template.format(*parted)


class _Parted(int):
    """A whole number whose thousands are parted by no-break spaces where English has commas."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(",", _NO_BREAK)
