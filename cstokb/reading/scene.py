"""`Scene`: a sentence with its names, dates and clauses on the tokens they stand on."""

from bisect import bisect_left
from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple

from cstokb.model.article import Dated, Mention
from cstokb.model.span import OPEN
from cstokb.reading.clauses import Clauses, is_participle
from cstokb.reading.endings import stem
from cstokb.reading.names import Lexicon
from cstokb.reading.tokens import Tokens
from cstokb.reading.vocabulary import HELD_AS

_JOINING: Final = frozenset(", and the of as well also и а также республика republic".split()) | {","}
_WHERE: Final = frozenset("in at on near в во на под".split())
_BEFORE_PLACE: Final = frozenset(
    "the city town of territory capital range городе г . территории полигоне столице « \" “".split()
)


_EXERCISE: Final = frozenset(
    map(stem, "exercise drill manoeuvre maneuver training event учение тренировка маневр мероприятие нем них".split())
)
_REPORTING: Final = frozenset("said told announced reported сообщил сообщила заявил заявила".split())
_MEMBERS: Final = frozenset(map(stem, "member states country страна государство член".split()))
_LOCATIVE: Final = tuple("е и ы о ом ой ах ях их".split())
"""How a Russian name ends where something is; where it goes to ends otherwise."""

_YEAR: Final = 366
_BEFORE_RELATIVE: Final = 6
"""A relative clause begins within so many tokens of what it is about."""


class Placed(NamedTuple):
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
        self.stems = tokens.stems
        self.lowered = tokens.lowered
        self.clauses = Clauses(tokens)
        self.bodies = lexicon.bodies
        self.published = published
        self.focus = focus
        self.mentions = [
            Placed(*self._tokens_of(m.start, m.end), m.entity, lexicon.kinds[m.entity], self.clause_at(m.start))
            for m in mentions
            if m.entity
        ]
        self.events = {m.entity for m in self.mentions if m.kind in ("exercise", "date")}
        if focus.exercise:
            self.events.add(focus.exercise)
        self.dates = [
            Timed(*self._tokens_of(d.start, d.end), d, self.clause_at(d.start))
            for d in dates
            if d.when
        ]

    def _tokens_of(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_left(self.tokens.starts, start)
        return first, max(first, bisect_left(self.tokens.ends, end))

    @property
    def speaks_of_exercise(self) -> bool:
        """Whether it names no exercise but has a word for one."""
        named = any(m.kind == "exercise" for m in self.mentions)
        return not named and not _EXERCISE.isdisjoint(self.stems)

    @property
    def next_focus(self) -> Focus:
        """The one exercise and the last post that the sentence names; the old ones if none."""
        named = {m.entity for m in self.mentions if m.kind == "exercise"}
        exercise = self.focus.exercise
        if named:
            exercise = named.pop() if len(named) == 1 else ""
        posts = [m.entity for m in self.mentions if m.entity in HELD_AS]
        return Focus(exercise, posts[-1] if posts else self.focus.post)

    def date_about(self, entity: str) -> Timed | None:
        """The date in a relative clause that follows upon the entity's name."""
        for mention in self.mentions:
            for timed in self.dates:
                if mention.entity == entity and self.is_antecedent(mention, timed.clause):
                    return timed
        return None

    def means_members(self, mention: Placed) -> bool:
        """Whether a body is named for its states: `CSTO member states`, `стран ОДКБ`."""
        around = self.stems[max(0, mention.first - 4) : mention.first]
        around += self.stems[mention.last + 1 : mention.last + 3]
        return mention.kind == "body" and not _MEMBERS.isdisjoint(around)

    def is_antecedent(self, mention: Placed, clause: int) -> bool:
        """Whether the clause is relative and follows upon the mention."""
        if clause not in self.clauses.relative or mention.clause >= clause:
            return False
        opening = self.clauses.numbers.index(clause)
        return 0 < opening - mention.last <= _BEFORE_RELATIVE

    def clause_at(self, offset: int) -> int:
        """The clause that an offset of the text stands in."""
        index = bisect_left(self.tokens.starts, offset)
        return self.clauses.numbers[min(index, len(self.clauses.numbers) - 1)]

    def clause(self, index: int) -> int:
        """The clause of a token."""
        return self.clauses.numbers[index]

    def group(self, member: Placed) -> list[Placed]:
        """The mentions of its kind that stand side by side with it, itself among them."""
        at = self.mentions.index(member)
        first = last = at
        while first and self._joined(first - 1, first, member.kind):
            first -= 1
        while last + 1 < len(self.mentions) and self._joined(last, last + 1, member.kind):
            last += 1
        return self.mentions[first : last + 1]

    def _joined(self, left: int, right: int, kind: str) -> bool:
        one, other = self.mentions[left], self.mentions[right]
        between = self.lowered[one.last + 1 : other.first]
        return one.kind == other.kind == kind and 0 < len(between) < 5 and _JOINING.issuperset(between)

    def place_near(self, index: int, taken: Collection[str]) -> str:
        """The place named in the clause of the token after a word such as in, or empty."""
        clause = self.clause(index)
        here = [
            m
            for m in self.mentions
            if m.kind in ("place", "state")
            and m.entity not in taken
            and m.clause == clause
            and self.is_where(m.first)
            and _REPORTING.isdisjoint(self.lowered[m.last:index])
        ]
        best = min(here, key=lambda m: (m.kind != "place", abs(m.first - index)), default=None)
        return best.entity if best else ""

    def is_where(self, first: int) -> bool:
        """Whether the mention that begins there is said to be where something is."""
        index = first - 1
        while index >= 0 and self.lowered[index] in _BEFORE_PLACE and first - index < 5:
            index -= 1
        if index < 0 or self.lowered[index] not in _WHERE:
            return False
        noun = self.lowered[index + 1]
        return noun.isascii() or noun.endswith(_LOCATIVE)

    def date_near(self, first: int, last: int, *, event: bool = False) -> Timed | None:
        """The date in the clause of the trigger, the nearest if there are several.

        One that opens the sentence holds for it too, unless the clause is relative; one
        behind another verb does not. An `event` happened neither until a day nor in years.
        """
        clause = self.clause(first)
        opens = self.clauses.numbers.index(clause)
        own = [
            timed
            for timed in self.dates
            if (timed.clause == clause or 0 < opens - timed.last <= 2)
            and not (event and _is_term(timed.dated))
            and not (timed.first > last and self._has_verb(last + 1, timed.first))
        ]
        if own:
            return min(own, key=lambda timed: _distance(timed, first, last))
        opening = self.dates[0] if self.dates and self.dates[0].first <= 1 else None
        if clause in self.clauses.relative or opening is None:
            return None
        return None if event and _is_term(opening.dated) else opening

    def _has_verb(self, first: int, last: int) -> bool:
        return any(is_participle(word) for word in self.tokens.words[first:last])


def _is_term(dated: Dated) -> bool:
    """Whether a time is an end, a year that is planned for, or longer than a year."""
    when = dated.when
    if when is None or when.start == OPEN:
        return True
    if dated.text.lower().startswith(("на ", "for ")) and when.precision == "year":
        return True
    return when.end is not None and when.end != OPEN and (when.last - when.first).days > _YEAR


def _distance(timed: Timed, first: int, last: int) -> int:
    """How many tokens lie between; one after the trigger is a little nearer."""
    return 2 * (timed.first - last) if timed.first > last else 2 * (first - timed.last) + 1
