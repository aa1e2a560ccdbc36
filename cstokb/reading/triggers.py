"""Triggers found in a sentence: which of its words state facts of which predicate."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

from cstokb.model.predicate import Trigger
from cstokb.reading.endings import stem
from cstokb.reading.tokens import Tokens

_GAP = "…"
_GAP_LENGTH = 7
_ROLE = "body"
_BRACES = re.compile(r"\{([^{}]*)\}")
_MOST_SPELLINGS = 1000
"""Of one trigger; a few braces side by side make millions."""


class Hit(NamedTuple):
    """The tokens from `first` to `last` that are a trigger of the predicate."""

    first: int
    last: int
    predicate: str
    trigger: Trigger


Entry = tuple[tuple[str, ...], str, Trigger]


class TriggerIndex(NamedTuple):
    """Triggers by language and their first word."""

    entries: Mapping[str, Mapping[str, tuple[Entry, ...]]]

    @classmethod
    def of(cls, triggers: Mapping[str, Iterable[Trigger]]) -> "TriggerIndex":
        """The index of all triggers, the longest words first."""
        entries: dict[str, dict[str, list[Entry]]] = {}
        for predicate, several in triggers.items():
            for trigger in several:
                if trigger.value == _ROLE:
                    continue
                # A mapping that cannot be changed does not pickle.
                trigger = trigger._replace(text=dict(trigger.text))  # noqa: PLW2901
                by_word = entries.setdefault(trigger.lang, {})
                for words in islice(spelt_out(trigger.words), _MOST_SPELLINGS):
                    if spelling := tuple(words.split()):
                        by_word.setdefault(spelling[0], []).append((spelling, predicate, trigger))
        return cls(
            {
                language: {word: tuple(sorted(some, key=_length)) for word, some in by_word.items()}
                for language, by_word in entries.items()
            }
        )

    def hits(self, tokens: Tokens, language: str) -> Iterator[Hit]:
        """Every trigger in the sentence; of one predicate the longest that begins at a token."""
        entries = self.entries.get(language, {})
        lowered = [word.replace("ё", "е") for word in tokens.lowered]
        for first, word in enumerate(lowered):
            if word not in entries:
                continue
            stated: set[str] = set()
            for words, predicate, trigger in entries[word]:
                last = _matches(words, lowered, first)
                if last >= 0 and predicate not in stated:
                    stated.add(predicate)
                    yield Hit(first, last, predicate, trigger)


def role_words(triggers: Iterable[Trigger]) -> frozenset[str]:
    """The stems of the words that make a post of the body named after them."""
    roles = (trigger.words for trigger in triggers if trigger.value == _ROLE)
    return frozenset(
        word if word.isascii() else stem(word)
        for words in roles
        for word in islice(spelt_out(words), _MOST_SPELLINGS)
        if word
    )


def _length(entry: Entry) -> int:
    return -len(entry[0])


def spelt_out(words: str) -> Iterator[str]:
    """Each spelling of the words of a trigger: `began|start{,ed}` are three."""
    for spelling in words.split("|"):
        parts = _BRACES.split(spelling)
        choices = [part.split(",") if at % 2 else [part] for at, part in enumerate(parts)]
        yield from map("".join, product(*choices))


def _matches(words: tuple[str, ...], lowered: list[str], first: int) -> int:
    """The last token of the words that begin there, or -1."""
    index, number = first, 0
    while number < len(words):
        if words[number] == _GAP:
            number += 1
            window = lowered[index : index + _GAP_LENGTH + 1]
            if words[number] not in window:
                return -1
            index += window.index(words[number])
        elif index >= len(lowered) or lowered[index] != words[number]:
            return -1
        index += 1
        number += 1
    return index - 1
