"""Words as tables: sets of words written as one text."""

from cstokb.reading.endings import stem


def word_set(text: str) -> frozenset[str]:
    """The words of the text."""
    return frozenset(text.split())


def stem_set(text: str) -> frozenset[str]:
    """The stems of the words of the text."""
    return frozenset(map(stem, text.split()))
