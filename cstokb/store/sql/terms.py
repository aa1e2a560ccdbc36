"""Terms: words as the indexes of both engines hold them, plain ASCII letters and digits.

What an engine calls a word differs from engine to engine and from one Unicode to the next;
so words are cut here, by `fold`, and written so that no engine has anything to decide. The
beginning of a word is the beginning of its term. Terms may find too much (long words are
cut off) and never too little: the model's own rules decide about the candidates.
"""

from collections.abc import Iterable
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.fold import fold
from cstokb.model.names import allowed_edits
from cstokb.model.pattern import fact_words

_MOST_LETTERS = 60
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LETTERS = {letter: 1 << at for at, letter in enumerate(sorted(_PLAIN))}
_OTHER = 1 << len(_LETTERS)
_CITES = "zzcites"


class Word(NamedTuple):
    """A word of names, as a row of the table of words; `letters` has a bit for each letter."""

    word: str
    backwards: str
    length: int
    letters: int


def term(word: str) -> str:
    """The term of a folded word."""
    if not _PLAIN.issuperset(word):
        word = "".join(char if char in _PLAIN else f"q{ord(char):x}q" for char in word)
    return word[:_MOST_LETTERS]


def query_terms(text: str) -> tuple[str, ...]:
    """The terms of the words of a query, each once."""
    return tuple(dict.fromkeys(map(term, fold(text).split())))


def citing_term(source: str) -> str:
    """The term of the facts that cite a source."""
    return term(f"{_CITES}{source}")


def fact_terms(fact: Fact) -> tuple[str, ...]:
    """The terms under which a fact is found: its words, and the sources that it cites."""
    return (*query_terms(fact_words(fact)), *map(citing_term, fact.sources))


def entity_terms(entity: Entity) -> tuple[str, ...]:
    """The terms under which an entity is found: the words of its names and summaries."""
    return query_terms(" ".join((*entity.called, *entity.summaries.values())))


def entity_names(entity: Entity) -> tuple[str, ...]:
    """Everything that it is called, folded, each once."""
    return tuple(dict.fromkeys(map(fold, entity.called)))


def words_of(entities: Iterable[Entity]) -> dict[str, Word]:
    """The words of the entities' names, by their spelling."""
    words = (word for one in entities for name in entity_names(one) for word in name.split())
    return {word: Word(word, word[::-1], len(word), letters(word)) for word in words}


def letters(word: str) -> int:
    """A bit for each letter that stands in the word."""
    bits = 0
    for char in word:
        bits |= _LETTERS.get(char, _OTHER)
    return bits


def may_be_meant(word: str, other: int) -> bool:
    """Whether a word with the letters `other` may be meant: an edit changes two at most."""
    return (letters(word) ^ other).bit_count() <= 2 * allowed_edits(word)


def intact_ends(word: str) -> int:
    """How many letters, at one end of the word or the other, a single edit leaves as they are.

    An edit changes two letters side by side at most; the word has at least four.
    """
    return 2 if len(word) >= 5 else 1
