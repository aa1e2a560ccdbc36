"""Checks of all facts about an entity together: its lifetime, and repeated facts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Subject, Visitor, problem_of
from cstokb.reports.conflicts import Conflict, outranked


def ended_before_begun(subject: Subject) -> Iterator[Problem]:
    """Lifetimes that end before they begin, in the order of their existence facts."""
    began, ended = subject.lifetime.began, subject.lifetime.ended
    if began and ended and ended.last < began.first:
        first = subject.existence_facts[0]
        yield Problem(
            first.subject, Message("ended {}, before it began {}", ended, began), order=first.id
        )


def outside_lifetime(subject: Subject) -> Iterator[Problem]:
    """Facts from before it began or after it ended that no better fact outranks."""
    if not subject.existence_facts:
        return
    outside = [(fact, words) for fact in subject.facts if (words := _outside(subject, fact))]
    outranked_ids = outranked(subject.facts, subject.index.predicates) if outside else ()
    yield from (problem_of(fact, words) for fact, words in outside if fact.id not in outranked_ids)


def _outside(subject: Subject, fact: Fact) -> Message | None:
    """How the fact's time lies outside of the lifetime of its subject, if it does."""
    lifetime = subject.lifetime
    delimiting = (lifetime.beginning, lifetime.ending)
    if not fact.when or fact in delimiting or subject.index.predicate(fact).anytime:
        return None
    began, ended = lifetime.began, lifetime.ended
    if began and fact.when.last < began.first:
        return Message("{} is before {} began {}", fact.when, fact.subject, began)
    if ended and fact.when.first > ended.last:
        return Message("{} is after {} ended {}", fact.when, fact.subject, ended)
    return None


def repeated(_: ReferenceIndex) -> Visitor:
    """Facts that repeat another but for its place, unless all are in one conflict."""
    problems_of: dict[str, list[tuple[tuple[str, ...], Problem]]] = {}
    conflict_of: dict[str, int] = {}

    def visit_subject(subject: Subject) -> tuple[()]:
        # A subject whose facts are scattered is visited twice; only then are they complete.
        problems = [_repetition(facts) for facts in _repeated_facts(subject)]
        if problems:
            problems_of[subject.id] = problems
        return ()

    def visit_conflict(conflict: Conflict) -> tuple[()]:
        conflict_of.update(dict.fromkeys((f.id for f in conflict.facts), len(conflict_of)))
        return ()

    def finish() -> Iterator[Problem]:
        for ids, problem in sorted(chain.from_iterable(problems_of.values())):
            conflicts = {conflict_of.get(id) for id in ids}
            if len(conflicts) > 1 or None in conflicts:
                yield problem

    return Visitor(visit_subject=visit_subject, visit_conflict=visit_conflict, finish=finish)


def _repetition(facts: Sequence[Fact]) -> tuple[tuple[str, ...], Problem]:
    """The ids of the facts that repeat each other, and the problem of the first."""
    ids = tuple(fact.id for fact in facts)
    return ids, problem_of(
        facts[0], Message("says the same as {}, but for the place", ", ".join(ids[1:]))
    )


def _repeated_facts(subject: Subject) -> Iterator[list[Fact]]:
    """Facts equal in predicate, value and time, of which at least one has no place."""
    predicates = [fact.predicate for fact in subject.facts]
    if len(set(predicates)) == len(predicates):
        return
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in subject.facts:
        groups[fact.predicate, str(fact.value), str(fact.when)].append(fact)
    for facts in groups.values():
        if len(facts) > 1 and any(not fact.where for fact in facts):
            yield facts
