"""Sentences as data: what names become in a sentence, and the templates that they stand in.

A predicate has sentences, one a line: `linked value=body => {value:acc} {возглавил|возглавила|
возглавило|возглавили} {subject}[ {where:loc}]`. Before the arrow stands for which facts the
template is meant. In it `{value:gen}` is a slot in a case, `{was|were}` and
`{создан|создана|создано|созданы}` agree with the first slot that has no case, and a part in
brackets drops out where a slot in it is empty, or its place is named elsewhere.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cstokb.model.forms import CASES, GENDERS, NUMBERS, Term

SIDES = ("linked", "text", "number")
"""What the value is: an entity or nothing, words, or a figure."""
TENSES = ("now", "past")
SLOTS = ("subject", "value", "where")

_CONSONANT = "[бвгджзйклмнпрстфхцчшщ]"
_EUPHONY = {
    "в": ("о", f"[вф]{_CONSONANT}"),
    "о": ("б", "[аэиоу]"),
    "с": ("о", f"[сзшж]{_CONSONANT}|вт|вс|щ"),
    "к": ("о", "вт|вс|дв|мн"),
}
"""What a preposition takes before which beginnings of words: во Франции, об Уставе."""
_ASIDE = " ("
"""What stands behind it in a name is another name."""


class Wording(NamedTuple):
    """A template, and the facts that it is meant for.

    `side` is one of `SIDES`, `tense` one of `TENSES` or empty; `subject` and `value` hold
    kinds or ids of entities, or nothing for any.
    """

    template: str
    side: str
    tense: str = ""
    subject: frozenset[str] = frozenset()
    value: frozenset[str] = frozenset()


class _Slot(NamedTuple):
    name: str
    case: str


class _Choice(NamedTuple):
    """Words of which one agrees."""

    words: tuple[str, ...]


class _Part(NamedTuple):
    """A part of a template that is kept or left out as a whole."""

    optional: bool
    pieces: tuple[str | _Slot | _Choice, ...]

    @property
    def slots(self) -> set[str]:
        return {piece.name for piece in self.pieces if isinstance(piece, _Slot)}


@lru_cache(maxsize=512)
def wordings(text: str) -> tuple[Wording, ...]:
    """The sentences of a predicate in one language; raise ValueError for a line that is none."""
    return tuple(_wording(line) for line in text.splitlines() if line.strip())


def _wording(line: str) -> Wording:
    head, _, template = line.partition(" => ")
    side, *conditions = head.split() or [""]
    tense = conditions.pop(0) if conditions and conditions[0] in TENSES else ""
    named = dict(each.partition("=")[::2] for each in conditions)
    if side not in SIDES or not {"subject", "value"}.issuperset(named) or not template:
        raise ValueError(line)
    _parts(template)
    subject, value = (frozenset(named.get(key, "").split(",")) - {""} for key in SLOTS[:2])
    return Wording(template, side, tense, subject, value)


def render(template: str, terms: Mapping[str, Sequence[Term]], conjunction: str) -> str | None:
    """The sentence, or None where a form that it needs is not known.

    Several terms of a slot are joined by commas and, before the last, the conjunction.
    """
    parts = _parts(template)
    agrees = _agreement(parts, terms)
    texts: list[str] = []
    for part in parts:
        empty = not all(terms.get(slot) for slot in part.slots)
        text = "" if empty and part.optional else _words(part, terms, agrees, conjunction)
        if text is None:
            return None
        texts.append(text)
    for at, part in enumerate(parts):
        if part.optional and "where" in part.slots and texts[at]:
            others = "".join(texts[:at] + texts[at + 1 :])
            texts[at] = "" if _names(others, terms["where"]) else texts[at]
    return "".join(texts)


@lru_cache(maxsize=2048)
def _parts(template: str) -> tuple[_Part, ...]:
    """The template taken apart; raise ValueError for an unknown slot or case."""
    texts = re.split(r"\[([^\[\]]*)\]", template)
    return tuple(_Part(at % 2 == 1, _pieces(text)) for at, text in enumerate(texts) if text)


def _pieces(text: str) -> tuple[str | _Slot | _Choice, ...]:
    parts = re.split(r"\{([^{}]*)\}", text)
    return tuple(_braced(part) if at % 2 else part for at, part in enumerate(parts) if part)


def _braced(text: str) -> _Slot | _Choice:
    if "|" in text:
        words = tuple(text.split("|"))
        if len(words) not in (len(GENDERS), len(NUMBERS)):
            raise ValueError(text)
        return _Choice(words)
    name, _, case = text.partition(":")
    if name not in SLOTS or case not in CASES:
        raise ValueError(text)
    return _Slot(name, case)


def _agreement(parts: Sequence[_Part], terms: Mapping[str, Sequence[Term]]) -> str:
    """What verbs agree with: the first slot that has no case."""
    pieces = (piece for part in parts for piece in part.pieces)
    bare = (piece.name for piece in pieces if isinstance(piece, _Slot) and not piece.case)
    found = terms.get(next(bare, ""), ())
    return "pl" if len(found) > 1 else "".join(term.agrees for term in found)


def _words(
    part: _Part, terms: Mapping[str, Sequence[Term]], agrees: str, conjunction: str
) -> str | None:
    words = ""
    for piece in part.pieces:
        if isinstance(piece, _Choice):
            found = _agreeing(piece.words, agrees)
        elif isinstance(piece, _Slot):
            forms = [term.forms.get(piece.case) for term in terms.get(piece.name, ())]
            found = _joined(forms, conjunction)
            words = _euphonic(words, found or "")
        else:
            found = piece
        if found is None:
            return None
        words += found
    return words


def _agreeing(words: tuple[str, ...], agrees: str) -> str | None:
    """The word for a gender, or of two words the one for a number."""
    if len(words) == len(GENDERS):
        return words[GENDERS.index(agrees)] if agrees in GENDERS else None
    return words[agrees == "pl"] if agrees else None


def _joined(forms: Sequence[str | None], conjunction: str) -> str | None:
    if not forms or None in forms:
        return None
    *first, last = dict.fromkeys(map(str, forms))
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _euphonic(before: str, after: str) -> str:
    """What stands before a word, its preposition as that word wants it."""
    preposition = before[-2:-1].lower()
    alone = before[-1:] == " " and not before[-3:-2].strip("( ")
    # What begins with two capitals is an abbreviation, read letter by letter.
    if preposition not in _EUPHONY or not alone or after[:2].isupper():
        return before
    ending, beginnings = _EUPHONY[preposition]
    fits = re.match(beginnings, after, re.IGNORECASE)
    return f"{before[:-1]}{ending} " if fits else before


def _names(text: str, terms: Sequence[Term]) -> bool:
    """Whether the text names each of the terms, in any form."""
    return all(
        any(
            re.search(rf"\b{re.escape(form.partition(_ASIDE)[0])}\b", text)
            for case, form in term.forms.items()
            if case != "loc"
        )
        for term in terms
    )
