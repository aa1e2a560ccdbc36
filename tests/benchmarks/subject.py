"""Making the facts about one subject like those of its model."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cstokb.model.fact import Fact, Link, Quantity, Text, Value, fact_id
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation
from cstokb.model.span import Span
from cstokb.reports.checks.circles import nests
from tests.benchmarks.chance import Chance
from tests.benchmarks.models import FIRST_DAY, LAST_DAY, Model, shifted, shipped
from tests.benchmarks.names import id_of
from tests.benchmarks.origins import source_of

NO_LINKS: Mapping[str, str] = {}
_DRAWS = 8
"""So often is another entity drawn for one that the subject has been linked to."""


class World(NamedTuple):
    """What can be linked to: the entities of each kind, and the sources, by number.

    `taken` counts the entities of each kind that are the one subject's of a predicate
    which allows only one: they are given out in turn.
    """

    kinds: Mapping[str, int]
    sources: int
    taken: Counter[str]


class Subject:
    """A subject under that id, whose dates lie so many days after its model's.

    `links` are ids of shipped entities and of those that stand for them in its facts;
    for others, one of the same kind is drawn and kept.
    """

    def __init__(
        self, world: World, chance: Chance, id: str, days: int, links: Mapping[str, str] = NO_LINKS
    ) -> None:
        self.id = id
        self._world = world
        self._chance = chance
        self._days = days
        self._links = {"": "", **links}
        self._alone: dict[str, str] = {}
        self._said: set[str] = set()

    def facts(self, models: Iterable[Fact]) -> Iterator[Fact]:
        """A fact like each of these, no two the same."""
        for model in models:
            value = self._value(model)
            where = self._link(model.where)
            when = shifted(model.when, self._days) if model.when else None
            while (id := fact_id(self.id, model.predicate, value, when, where)) in self._said:
                # In a small archive there is nothing else to link to.
                when = Span.of(self._chance.day(FIRST_DAY, LAST_DAY).replace(month=5))
            self._said.add(id)
            yield Fact(
                id,
                self.id,
                model.predicate,
                value,
                when,
                where,
                self._citations(model, when),
                model.confidence,
                model.rank,
                self._chance.words(len(model.note.split()))[0] if model.note else "",
            )

    def _value(self, model: Fact) -> Value:
        value = model.value
        if isinstance(value, Link):
            predicate = shipped().predicates[model.predicate]
            if nests(predicate):
                return self._outer(value.id, predicate)
            return Link(self._own(value.id) if predicate.one_subject else self._link(value.id))
        if isinstance(value, Text):
            english, russian = self._chance.words(len(value.en.split()))
            return Text(english, russian if value.ru else "")
        if isinstance(value, Quantity):
            number = value.number * (0.5 + self._chance.random())
            return value._replace(number=max(1, round(number)))
        return None

    def _link(self, model: str) -> str:
        if model not in self._links:
            kind = _kind(model)
            drawn = self._drawn(kind)
            for _ in range(_DRAWS):
                if drawn != self.id and drawn not in self._links.values():
                    break
                drawn = self._drawn(kind)
            self._links[model] = drawn
        return self._links[model]

    def _outer(self, model: str, predicate: Predicate) -> Value:
        """What it is a part of: an id before its own, so that no circle comes about.

        If there is none, words, where the predicate takes them.
        """
        if model not in self._links:
            kind = _kind(model)
            drawn = (self._drawn(kind) for _ in range(_DRAWS))
            every = (id_of(kind, number) for number in range(self._world.kinds[kind]))
            before = (id for ids in (drawn, every) for id in ids if id < self.id)
            self._links[model] = next(before, "" if predicate.or_text else self._drawn(kind))
        if outer := self._links[model]:
            return Link(outer)
        return Text(*self._chance.words(2))

    def _drawn(self, kind: str) -> str:
        return id_of(kind, self._chance.popular(self._world.kinds[kind]))

    def _own(self, model: str) -> str:
        """One that nobody else has, for what has one subject only."""
        if model in self._links:
            return self._links[model]
        if model not in self._alone:
            kind = _kind(model)
            self._alone[model] = id_of(kind, self._world.taken[kind] % self._world.kinds[kind])
            self._world.taken[kind] += 1
        return self._alone[model]

    def _citations(self, model: Fact, when: Span | None) -> tuple[Citation, ...]:
        day = min(when.last, LAST_DAY) if when and when.last != date.max else None
        cited = (source_of(day, self._world.sources, self._chance) for _ in model.citations)
        places = (citation.at for citation in model.citations)
        return tuple(Citation(id, at) for id, at in dict(zip(cited, places, strict=True)).items())


def shift(model: Model, chance: Chance) -> int:
    """How many days to move the facts of a model by, so that they lie in 1945-2026.

    Nothing that is celebrated comes to begin on 28 April.
    """
    least, most = sorted(((FIRST_DAY - model.first).days, (LAST_DAY - model.last).days))
    while True:
        days = least + chance.below(most - least + 1)
        if not any(_on_the_day(fact, days) for fact in model.facts):
            return days


def _on_the_day(fact: Fact, days: int) -> bool:
    if fact.when is None or not shipped().predicates[fact.predicate].celebrated:
        return False
    start = shifted(fact.when, days).starts
    return start is not None and (start.month, start.day) == (4, 28)


def _kind(id: str) -> str:
    return shipped().models[id].entity.kind
