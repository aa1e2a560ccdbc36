"""`python -m tests.cli.endless COUNT WORDS…`: cstokb over so many facts, made as they are read."""

import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from cstokb import store
from cstokb.__main__ import main
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link
from cstokb.model.knowledge import FactClass, count_classes
from cstokb.model.names import Hit
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from tests.world import VOCABULARY

ENDLESS = 10**7
"""Whoever wants to read so many facts before writing the first does not come to an end."""

FIRST_DAY = date(1992, 1, 1)


class Endless:
    """A `Knowledge` that holds nothing. Of ten facts nine are events, and one is minor."""

    def __init__(self, count: int = ENDLESS) -> None:
        self.count = count
        self.read = 0
        self._predicates = {predicate.id: predicate for predicate in VOCABULARY}

    def entity(self, id: str) -> Entity | None:
        return unit(id)

    def entities(
        self, kinds: Collection[str] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        for number in range(self.count if kinds is None or "body" in kinds else 0):
            self.read = number + 1
            id = f"unit-{number:08}"
            if id.startswith(prefix):
                yield unit(id)

    def source(self, id: str) -> Source | None:
        return None

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        return iter(())

    def predicates(self) -> Mapping[str, Predicate]:
        return self._predicates

    def fact(self, id: str) -> Fact | None:
        return None

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        # None of them is preferred, and none begins or ends what it is about.
        for number in range(0 if pattern.ranks or pattern.subjects else self.count):
            self.read = number + 1
            fact = nth_fact(number)
            if pattern.matches(fact, "body"):
                yield fact

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        return count_classes(self.facts(pattern))

    def changed_since_open(self) -> bool:
        return False

    def over_capacity(self) -> int:
        return 0

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        return dict.fromkeys(ids, 1)

    def search(self, text: str) -> Iterator[Hit]:
        return iter(())


def unit(id: str) -> Entity:
    return Entity(id, "body", {"en": f"The {id}", "ru": f"Отряд {id}"})


def nth_fact(number: int) -> Fact:
    """One of a hundred facts of a day."""
    subject, predicate = f"unit-{number:08}", "met" if number % 10 else "planned"
    return Fact(
        f"{subject}.{predicate}.{number:08x}",
        subject,
        predicate,
        Link("armenia"),
        Span.of(FIRST_DAY + timedelta(days=number // 100)),
        "moscow",
        (Citation("paper"),),
    )


if __name__ == "__main__":
    knowledge = Endless(int(sys.argv.pop(1)))
    store.open_store = lambda *_, **__: knowledge  # type: ignore[assignment]
    main()
