"""One scan of the store for all checks: a batch of records goes to every visitor, then is freed."""

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

Problems = Iterator[tuple[int, Problem]]
"""Problems, each with the number of the visitor that yielded it."""

Handlers = list[tuple[int, Callable[..., Iterable[Problem]]]]
"""Callbacks of one kind, each with the number of its visitor."""

_SUBJECTS_PER_BATCH = 100


def scan(index: ReferenceIndex, visitors: list[Visitor]) -> Problems:
    """Scan the store once, call each visitor, and yield what they find.

    In memory are the facts of one subject, the index, and what the visitors keep. In the
    list, a visitor that has finished is replaced by an empty one, which frees what it kept.
    """
    yield from _scan_nouns(visitors, "visit_entities", index.read_entities)
    yield from _finish(
        visitors, "visit_ids", "visit_sources", "visit_facts", "visit_subject", "visit_conflict"
    )
    yield from _scan_nouns(visitors, "visit_sources", index.read_sources)
    yield from _finish(visitors, "visit_facts", "visit_subject", "visit_conflict")
    yield from _scan_facts(index, visitors)
    yield from _finish(visitors, "visit_conflict")
    # Checks of conflicts look nothing up, and conflicts take as much memory as the index.
    index.clear()
    yield from _scan_conflicts(index, visitors)
    yield from _finish(visitors)


def _handlers(visitors: Sequence[Visitor], name: str) -> Handlers:
    """The callbacks `name` of the visitors that have one."""
    callbacks = ((number, getattr(visitor, name)) for number, visitor in enumerate(visitors))
    return [(number, callback) for number, callback in callbacks if callback]


def _call(handlers: Handlers, *args: Any) -> Problems:
    for number, callback in handlers:
        for problem in callback(*args):
            yield number, problem


def _finish(visitors: list[Visitor], *to_come: str) -> Problems:
    """Finish and drop the visitors that have none of the callbacks still to come."""
    for number, visitor in enumerate(visitors):
        if not any(getattr(visitor, name) for name in to_come):
            problems = visitor.finish() if visitor.finish else ()
            yield from ((number, problem) for problem in problems)
            visitors[number] = Visitor()


def _scan_nouns(
    visitors: Sequence[Visitor], name: str, read: Callable[[], Iterator[list[Any]]]
) -> Problems:
    """Problems of the entities or sources and of their ids."""
    of_ids, of_nouns = _handlers(visitors, "visit_ids"), _handlers(visitors, name)
    if of_ids or of_nouns:
        for batch in read():
            yield from _call(of_ids, [noun.id for noun in batch])
            yield from _call(of_nouns, batch)


def _scan_facts(index: ReferenceIndex, visitors: Sequence[Visitor]) -> Problems:
    """Problems of facts as they are read, by id; then those of subjects, by `Problem.order`."""
    of_facts, of_subjects = _handlers(visitors, "visit_facts"), _handlers(visitors, "visit_subject")
    if not of_facts and not of_subjects:
        return
    visited, scattered = HashIds(), dict[str, None]()
    problems: list[tuple[str, int, Problem]] = []
    for id, run in groupby(index.knowledge.facts(), key=attrgetter("subject")):
        facts = list(run)
        yield from _call(of_facts, facts)
        if of_subjects:
            if visited.register(id):
                scattered[id] = None
            calls = _call(of_subjects, Subject(index, facts))
            problems += ((id, number, problem) for number, problem in calls)
    of_whole = [(number, problem) for id, number, problem in problems if id not in scattered]
    for subject in _scattered_subjects(index, scattered):
        of_whole += _call(of_subjects, subject)
    yield from sorted(of_whole, key=_order)


def _order(numbered: tuple[int, Problem]) -> str:
    _, problem = numbered
    return problem.order


def _scattered_subjects(index: ReferenceIndex, ids: Iterable[str]) -> Iterator[Subject]:
    """The subjects whose facts are not consecutive in the order of ids.

    A fact id begins with its subject, so that happens only with ids given by hand.
    """
    for batch in batches(ids, _SUBJECTS_PER_BATCH):
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in index.knowledge.facts(Pattern(subjects=batch)):
            facts[fact.subject].append(fact)
        yield from (Subject(index, about) for about in facts.values())


def _scan_conflicts(index: ReferenceIndex, visitors: Sequence[Visitor]) -> Problems:
    handlers = _handlers(visitors, "visit_conflict")
    if handlers:
        for conflict in conflicts(index.knowledge):
            yield from _call(handlers, conflict)
