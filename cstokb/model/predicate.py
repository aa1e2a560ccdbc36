"""`Predicate`: one word of the vocabulary, as data; no report knows one by name."""

from typing import Literal, NamedTuple, get_args

from cstokb.model.entity import NO_WORDS, Words

Shape = Literal["event", "state", "plain"]
ValueType = Literal["entity", "text", "number", "none"]
Existence = Literal["none", "begins", "ends", "both"]
Weight = Literal["major", "minor"]
Role = Literal["", "membership", "pause", "office", "part", "basis", "succession", "amendment"]
"""What reports look for: a state of belonging to a body, an event that pauses it, a state
of holding a post, a state of being part of something, what something rests on or follows,
the document that amends another."""

Occasion = Literal["founding", "treaty", "session", "protocol", ""]
"""What an anniversary is of, the weightiest first; empty for all else."""

TimeOf = Literal["", "value"]
"""Whose time a fact without one takes: none, or that of the event that is its value."""

Post = Literal["", "held", "filled", "named"]
"""What is said of a post that is the value: that the subject held it, filled it for the
time being, or was named for it, named to it or left it."""

TriggerLanguage = Literal["en", "ru"]
Side = Literal["before", "after", "any"]
TriggerValue = Literal[Side, "number", "none", "text", "body"]

SHAPES: tuple[Shape, ...] = get_args(Shape)
VALUE_TYPES: tuple[ValueType, ...] = get_args(ValueType)
EXISTENCES: tuple[Existence, ...] = get_args(Existence)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
ROLES: tuple[Role, ...] = get_args(Role)
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
TIMES_OF: tuple[TimeOf, ...] = get_args(TimeOf)
POSTS: tuple[Post, ...] = get_args(Post)
SIDES: tuple[Side, ...] = get_args(Side)
TRIGGER_LANGUAGES: tuple[TriggerLanguage, ...] = get_args(TriggerLanguage)
TRIGGER_VALUES: tuple[TriggerValue, ...] = get_args(TriggerValue)


class Trigger(NamedTuple):
    """Words of an article that state a fact of the predicate.

    `words` are spellings in small letters separated by `|`; `{a,b}` is either, `…` is up to
    seven other words. `subject` says on which side of them the subject stands, `value`
    where the value does. A value may also be a `number` of people, left out (`none`), or
    `text` of the trigger's own, whose subject stands beside it; with `body` the words, in
    any case, make a post of the body named after them. `list`: each of several subjects
    side by side gets a fact. `needs_date`: without a date in its clause it states nothing.
    """

    lang: TriggerLanguage
    words: str
    subject: Side = "before"
    value: TriggerValue = "after"
    text: Words = NO_WORDS
    list: bool = False
    needs_date: bool = False


class Predicate(NamedTuple):
    """What may stand between a subject and a value, and how it reads.

    `shape` decides how time reads: an `event` happened then, a `state` held over its
    span (a single moment attests it then), `plain` has no time of its own.
    `phrase` follows the subject's name; `text_phrase` replaces it where the value is
    words or missing. `one_value`: a subject has one value at a time, and an event
    happens once. `celebrated`: its anniversaries count, for `celebrated_kinds` of
    subject or, if that is empty, for all. `existence`: it begins or ends its subject.
    `anytime`: its time may lie outside of its subject's life, and after its sources, as
    plans and anniversaries do. `time_of`: without a time of its own it takes that of the
    event which is its value, as participation does. `role`: what reports look for.
    `occasion`: what its anniversaries are of.

    For the reading of articles: its `triggers`; `post`; `ahead`, the predicate that it
    becomes while its time is still to come, which may be itself; `rules_out`, the
    predicates that it excludes in its clause.
    """

    id: str
    label: Words
    phrase: Words = NO_WORDS
    text_phrase: Words = NO_WORDS
    inverse_label: Words = NO_WORDS
    inverse_phrase: Words = NO_WORDS
    shape: Shape = "plain"
    subject_kinds: tuple[str, ...] = ()
    value_type: ValueType = "text"
    value_kinds: tuple[str, ...] = ()
    or_text: bool = False
    optional: bool = False
    one_value: bool = False
    one_subject: bool = False
    celebrated: bool = False
    celebrated_kinds: tuple[str, ...] = ()
    existence: Existence = "none"
    anytime: bool = False
    weight: Weight = "minor"
    role: Role = ""
    occasion: Occasion = ""
    wikidata: tuple[str, ...] = ()
    note: str = ""
    time_of: TimeOf = ""
    triggers: tuple[Trigger, ...] = ()
    post: Post = ""
    ahead: str = ""
    rules_out: tuple[str, ...] = ()

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
