"""Whole stores as text that other programs read."""

from collections.abc import Callable, Iterator

from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge

FORMATS = ("json", "jsonl", "csv", "tsv")


def exporter(name: str) -> Callable[[Knowledge], Iterator[str]]:
    """The function that writes a store in that format, piece by piece."""
    if name not in FORMATS:
        raise UsageError('no format "{}"', name, hint=Message("formats: {}", ", ".join(FORMATS)))
    # An export pays for its own format only.
    from importlib import import_module

    export: Callable[[Knowledge], Iterator[str]] = import_module(f"cstokb.formats.{name}").export
    return export
