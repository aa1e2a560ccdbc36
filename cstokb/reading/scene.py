"""`Scene`: a sentence with its names, dates and clauses on the tokens they stand on."""

from bisect import bisect_left
from datetime import date
from typing import Final, NamedTuple

from cstokb.model.article import Dated, Mention
from cstokb.reading.clauses import Clauses
from cstokb.reading.names import Lexicon
from cstokb.reading.tables import stem_set, word_set
from cstokb.reading.tokens import Tokens

EVENT_KINDS: Final = ("exercise", "date")
"""What happens once, and gives its time to those who take part in it."""

_JOINING: Final = word_set(", and the of as well also и а также республика republic")
_EXERCISE: Final = stem_set(
    "exercise drill manoeuvre maneuver training event учение тренировка маневр мероприятие нем них"
)
_MEMBERS: Final = stem_set("member states country страна государство член")
_BEFORE_RELATIVE: Final = 6
"""A relative clause begins within so many tokens of what it is about."""


class Occurrence(NamedTuple):
    """A mention on the tokens from `first` to `last`, in a clause."""

    first: int
    last: int
    entity: str
    kind: str
    clause: int


class Timed(NamedTuple):
    """A date on the tokens from `first` to `last`, in a clause."""

    first: int
    last: int
    dated: Dated
    clause: int


class Focus(NamedTuple):
    """The exercise and the post that were spoken of last; empty if none, or several at once."""

    exercise: str = ""
    post: str = ""


class Scene:
    """What a sentence shows, and what was in `focus` before it."""

    def __init__(
        self,
        tokens: Tokens,
        mentions: tuple[Mention, ...],
        dates: tuple[Dated, ...],
        lexicon: Lexicon,
        published: date | None,
        focus: Focus,
    ) -> None:
        self.tokens = tokens
        self.clauses = Clauses(tokens)
        self.bodies = lexicon.bodies
        self.posts = lexicon.posts
        self.published = published
        self.focus = focus
        self.mentions = [
            Occurrence(*self._tokens_of(m.start, m.end), m.entity, lexicon.kinds[m.entity], clause)
            for m in mentions
            if m.entity
            for clause in [self.clause_at(m.start)]
        ]
        self.dates = [
            Timed(*self._tokens_of(d.start, d.end), d, self.clause_at(d.start))
            for d in dates
            if d.when
        ]

    def _tokens_of(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_left(self.tokens.starts, start)
        return first, max(first, bisect_left(self.tokens.ends, end))

    def clause_at(self, offset: int) -> int:
        """The clause that an offset of the text stands in."""
        index = bisect_left(self.tokens.starts, offset)
        return self.clauses.numbers[min(index, len(self.clauses.numbers) - 1)]

    def clause(self, index: int) -> int:
        """The clause of a token."""
        return self.clauses.numbers[index]

    @property
    def events(self) -> set[str]:
        """The exercises and dated events that are spoken of."""
        named = {m.entity for m in self.mentions if m.kind in EVENT_KINDS}
        return named | {self.focus.exercise} - {""}

    @property
    def speaks_of_exercise(self) -> bool:
        """Whether it names no exercise but has a word for one."""
        named = any(m.kind == "exercise" for m in self.mentions)
        return not named and not _EXERCISE.isdisjoint(self.tokens.stems)

    def speaks_of_exercise_before(self, index: int) -> bool:
        """Whether it names no exercise but has a word for one before that token."""
        return self.speaks_of_exercise and not _EXERCISE.isdisjoint(self.tokens.stems[:index])

    @property
    def next_focus(self) -> Focus:
        """The one exercise and the last post that the sentence names; the old ones if none."""
        named = {m.entity for m in self.mentions if m.kind == "exercise"}
        exercise = self.focus.exercise
        if named:
            exercise = named.pop() if len(named) == 1 else ""
        posts = [m.entity for m in self.mentions if m.entity in self.posts]
        return Focus(exercise, posts[-1] if posts else self.focus.post)

    def means_members(self, mention: Occurrence) -> bool:
        """Whether a body is named for its states: `CSTO member states`, `стран ОДКБ`."""
        stems = self.tokens.stems
        around = stems[max(0, mention.first - 4) : mention.first]
        around += stems[mention.last + 1 : mention.last + 3]
        return mention.kind == "body" and not _MEMBERS.isdisjoint(around)

    def is_antecedent(self, mention: Occurrence, clause: int) -> bool:
        """Whether the clause is relative and follows upon the mention."""
        if clause not in self.clauses.relative or mention.clause >= clause:
            return False
        opening = self.clauses.numbers.index(clause)
        return 0 < opening - mention.last <= _BEFORE_RELATIVE

    def group(self, member: Occurrence) -> list[Occurrence]:
        """The mentions of its kind that stand side by side with it, itself among them."""
        at = self.mentions.index(member)
        first = last = at
        while first and self._joined(first - 1, first, member.kind):
            first -= 1
        while last + 1 < len(self.mentions) and self._joined(last, last + 1, member.kind):
            last += 1
        return self.mentions[first : last + 1]

    def _joined(self, left: int, right: int, kind: str) -> bool:
        before, after = self.mentions[left], self.mentions[right]
        between = self.tokens.lowered[before.last + 1 : after.first]
        same = before.kind == after.kind == kind
        return same and 0 < len(between) < 5 and _JOINING.issuperset(between)
