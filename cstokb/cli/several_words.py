"""Options that take several words each time they are given: `--take 6.1 took-part-in search`."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., None])

_SEPARATOR = "\x1f"


def takes_words(option: str, count: int) -> Callable[[Function], Function]:
    """Mark the function of a command whose option takes so many words; it gets them joined."""

    def mark(function: Function) -> Function:
        vars(function)["several_words"] = {option: count}
        return function

    return mark


def joined_words(words: Iterable[str], function: Callable[..., Any] | None) -> list[str]:
    """The arguments, with the words of such options joined."""
    counts: dict[str, int] = getattr(function, "several_words", {})
    joined: list[str] = []
    rest = iter(words)
    for word in rest:
        joined.append(word)
        if word in counts:
            joined.append(_SEPARATOR.join(islice(rest, counts[word])))
    return joined


def split_words(text: str) -> list[str]:
    """The words that were joined."""
    return text.split(_SEPARATOR)
