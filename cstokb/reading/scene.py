"""`Scene`: a sentence with its names, dates and clauses on the tokens they stand on."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final, NamedTuple

from cstokb.model.article import Dated, Mention
from cstokb.reading.clauses import Clauses
from cstokb.reading.endings import stem
from cstokb.reading.tokens import Tokens

_JOINING: Final = frozenset(", and the of as well also и а также республика republic".split()) | {","}
_WHERE: Final = frozenset("in at on near в во на под".split())
_BEFORE_PLACE: Final = frozenset(
    "the city town of territory capital range городе г . территории полигоне столице « \" “".split()
)


_EXERCISE: Final = frozenset(
    map(stem, "exercise drill manoeuvre maneuver training учение тренировка маневр нем них".split())
)
_MEMBERS: Final = frozenset(map(stem, "member states country страна государство член".split()))
_LOCATIVE: Final = tuple("е и ы о ом ой ах ях их".split())
"""How a Russian name ends where something is; where it goes to ends otherwise."""

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


class Scene:
    """What a sentence shows; `focus` is the exercise that was spoken of before it, or empty."""

    def __init__(
        self,
        tokens: Tokens,
        mentions: tuple[Mention, ...],
        dates: tuple[Dated, ...],
        kinds: Mapping[str, str],
        published: date | None,
        focus: str = "",
    ) -> None:
        self.tokens = tokens
        self.stems = [stem(word) for word in tokens.words]
        self.lowered = [word.lower() for word in tokens.words]
        self.clauses = Clauses(tokens)
        self.published = published
        self.focus = focus
        self.mentions = [
            Placed(*self._tokens_of(m.start, m.end), m.entity, kinds[m.entity], self.clause_at(m.start))
            for m in mentions
            if m.entity
        ]
        self.events = {m.entity for m in self.mentions if m.kind in ("exercise", "date")}
        if focus:
            self.events.add(focus)
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
    def next_focus(self) -> str:
        """The one exercise that the sentence names; the old focus if none, empty if several."""
        named = {m.entity for m in self.mentions if m.kind == "exercise"}
        return self.focus if not named else named.pop() if len(named) == 1 else ""

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
        name = self.lowered[first]
        return name.isascii() or name.endswith(_LOCATIVE)

    def inserted_before(self, index: int) -> range:
        """The tokens of a phrase between commas just before the token; none without."""
        if index < 2 or self.tokens.words[index - 1] != ",":
            return range(0)
        commas = [i for i in range(index - 1) if self.tokens.words[i] == ","]
        return range(commas[-1], index) if commas else range(0)

    def date_near(self, first: int, last: int) -> Timed | None:
        """The date in the clause of the trigger, the nearest if there are several.

        One that opens the sentence holds for it too, unless the clause is relative.
        """
        clause = self.clause(first)
        opens = self.clauses.numbers.index(clause)
        own = [t for t in self.dates if t.clause == clause or 0 < opens - t.last <= 2]
        if own:
            return min(own, key=lambda timed: _distance(timed, first, last))
        opening = self.dates[0] if self.dates and self.dates[0].first <= 1 else None
        return None if clause in self.clauses.relative else opening


def _distance(timed: Timed, first: int, last: int) -> int:
    """How many tokens lie between; one after the trigger is a little nearer."""
    return 2 * (timed.first - last) if timed.first > last else 2 * (first - timed.last) + 1
