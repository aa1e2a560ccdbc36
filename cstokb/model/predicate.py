"""`Predicate`: one word of the vocabulary, as data; no report knows one by name."""

from typing import NamedTuple

from cstokb.model.entity import NO_WORDS, Words

SHAPES = ("event", "state", "plain")
VALUE_TYPES = ("entity", "text", "number", "none")
EXISTENCES = ("none", "begins", "ends", "both")
WEIGHTS = ("major", "minor")
ROLES = (
    *("", "membership", "pause", "office", "part", "basis", "succession", "amendment"),
    *("signature", "ratification", "meeting"),
)
"""What reports look for: a state of belonging to a body, an event that pauses it, a state
of holding a post, a state of being part of something, what something rests on or follows,
the document that amends another, a signature under one, its ratification, a meeting of a body."""

OCCASIONS = ("founding", "treaty", "session", "protocol", "")
"""What an anniversary is of, the weightiest first; empty for all else."""

TIMES_OF = ("", "value")
"""Whose time a fact without one takes: none, or that of the event that is its value."""


class Predicate(NamedTuple):
    """What may stand between a subject and a value, and how it reads.

    `shape` decides how time reads: an `event` happened then, a `state` held over its
    span (a single moment attests it then), `plain` has no time of its own.
    `phrase` follows the subject's name; `text_phrase` replaces it where the value is
    words or missing. `one_value`: a subject has one value at a time, and an event
    happens once. `celebrated`: its anniversaries count, for `celebrated_kinds` of
    subject or, if that is empty, for all. `existence`: it begins or ends its subject.
    `anytime`: its time may lie outside of its subject's life, and after its sources, as
    plans and anniversaries do. `time_of`, one of `TIMES_OF`: without a time of its own it
    takes that of the event which is its value, as participation does. `horizon` is how
    many years from a recorded moment it may reach where its start or end is not recorded;
    0 for any number. `role` is one of
    `ROLES`: what reports look for. `occasion` is one of `OCCASIONS`: what its
    anniversaries are of.
    """

    id: str
    label: Words
    phrase: Words = NO_WORDS
    text_phrase: Words = NO_WORDS
    inverse_label: Words = NO_WORDS
    inverse_phrase: Words = NO_WORDS
    shape: str = "plain"
    subject_kinds: tuple[str, ...] = ()
    value_type: str = "text"
    value_kinds: tuple[str, ...] = ()
    or_text: bool = False
    optional: bool = False
    one_value: bool = False
    one_subject: bool = False
    celebrated: bool = False
    celebrated_kinds: tuple[str, ...] = ()
    existence: str = "none"
    anytime: bool = False
    weight: str = "minor"
    role: str = ""
    occasion: str = ""
    wikidata: tuple[str, ...] = ()
    note: str = ""
    time_of: str = ""
    horizon: int = 0

    def celebrates(self, kind: str) -> bool:
        """Whether its anniversaries count for a subject of that kind."""
        return self.celebrated and (not self.celebrated_kinds or kind in self.celebrated_kinds)

    @property
    def locates(self) -> str:
        """Whose place it states, `subject` or `value`, or empty.

        The value is the place of the subject (held at, located in), or the other way round
        (hosted).
        """
        if {"place"} <= {*self.value_kinds} <= {"place", "state"}:
            return "subject"
        hosts = "place" in self.subject_kinds and self.value_kinds
        return "value" if hosts and {*self.value_kinds} <= {"exercise", "date"} else ""

    @property
    def begins(self) -> bool:
        """Whether the subject exists from this fact on."""
        return self.existence in ("begins", "both")

    @property
    def ends(self) -> bool:
        """Whether the subject exists until this fact."""
        return self.existence in ("ends", "both")


def unknown_predicate(id: str) -> Predicate:
    """A stand-in that lets a fact be shown whose predicate the store does not define."""
    words = id.replace("-", " ")
    neutral = {"en": words, "ru": words}
    phrase = dict.fromkeys(neutral, f"{words}[: {{value}}][ ({{where}})]")
    return Predicate(id, neutral, phrase, or_text=True, optional=True)
