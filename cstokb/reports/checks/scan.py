"""The one reading of a store that all checks share: each record is held while it is looked at."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from cstokb.model.batches import batches
from cstokb.model.compact import HashIds
from cstokb.model.fact import Fact
from cstokb.model.pattern import Pattern
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Subject, Visitor
from cstokb.reports.conflicts import conflicts

Told = Iterator[tuple[int, Problem]]
"""What was found, with the number of the look that found it."""

_FEW = 100
"""The facts of so many subjects are held at once."""


def read(census: ReferenceIndex, looks: list[Visitor]) -> Told:
    """Read what the looks want to see, and tell what they find, for each in its order.

    No more is held than the facts of one subject, and of the rest what the looks and the
    census note; the list is emptied of looks that have seen all they want.
    """
    yield from _nouns(looks, "entities", census.read_entities)
    yield from _ended(looks, "ids", "sources", "facts", "subject", "conflict")
    yield from _nouns(looks, "sources", census.read_sources)
    yield from _ended(looks, "facts", "subject", "conflict")
    yield from _facts(census, looks)
    yield from _ended(looks, "conflict")
    # Whom facts name is not asked of conflicts, which take as much.
    census.clear()
    yield from _conflicts(census, looks)
    yield from _ended(looks)


Hooks = list[tuple[int, Callable[..., Iterable[Problem]]]]


def _hooks(looks: Sequence[Visitor], name: str, first: int = 0) -> Hooks:
    """Whom the records of that name are shown to; the looks are numbered from `first` on."""
    hooks = ((number, getattr(look, name)) for number, look in enumerate(looks, first))
    return [(number, hook) for number, hook in hooks if hook]


def _told(hooks: Hooks, *shown: Any) -> Told:
    for number, find in hooks:
        for found in find(*shown):
            yield number, found


def _ended(looks: list[Visitor], *to_come: str) -> Told:
    """End the looks that want to see nothing of what is to come, and drop what they noted."""
    for number, look in enumerate(looks):
        if not any(getattr(look, name) for name in to_come):
            yield from _told(_hooks([look], "end", number))
            looks[number] = Visitor()


def _nouns(looks: Sequence[Visitor], name: str, read: Callable[[], Iterator[list[Any]]]) -> Told:
    of_ids, of_nouns = _hooks(looks, "ids"), _hooks(looks, name)
    if of_ids or of_nouns:
        for some in read():
            yield from _told(of_ids, [noun.id for noun in some])
            yield from _told(of_nouns, some)


def _facts(census: ReferenceIndex, looks: Sequence[Visitor]) -> Told:
    """What is found among the facts, which are read in order of id."""
    of_facts, of_subjects = _hooks(looks, "facts"), _hooks(looks, "subject")
    if not of_facts and not of_subjects:
        return
    met, scattered = HashIds(), dict[str, None]()
    held: list[tuple[str, int, Problem]] = []
    for id, run in groupby(census.knowledge.facts(), key=attrgetter("subject")):
        facts = list(run)
        yield from _told(of_facts, facts)
        if of_subjects:
            if met.register(id):
                scattered[id] = None
            told = _told(of_subjects, Subject(census, facts))
            held += ((id, number, found) for number, found in told)
    whole = [(number, found) for id, number, found in held if id not in scattered]
    for subject in _gathered(census, scattered):
        whole += _told(of_subjects, subject)
    yield from sorted(whole, key=_place)


def _place(told: tuple[int, Problem]) -> str:
    return told[1].place


def _gathered(census: ReferenceIndex, ids: Iterable[str]) -> Iterator[Subject]:
    """The subjects of those ids, whose facts are scattered.

    By their ids the facts of a subject stand together, unless somebody gave them others.
    """
    for some in batches(ids, _FEW):
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in census.knowledge.facts(Pattern(subjects=some)):
            facts[fact.subject].append(fact)
        yield from (Subject(census, about) for about in facts.values())


def _conflicts(census: ReferenceIndex, looks: Sequence[Visitor]) -> Told:
    hooks = _hooks(looks, "conflict")
    if hooks:
        for conflict in conflicts(census.knowledge):
            yield from _told(hooks, conflict)
