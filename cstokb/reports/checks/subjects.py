"""Checks of all facts of a subject together: its life, and what is said of it twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Subject, Visitor, problem_of
from cstokb.reports.conflicts import Conflict, outranked


def ended_before_begun(subject: Subject) -> Iterator[Problem]:
    """Lives that end before they begin, in the order of the facts that tell them."""
    began, ended = subject.lifetime.began, subject.lifetime.ended
    if began and ended and ended.last < began.first:
        first = subject.bounds[0]
        yield Problem(
            first.subject, Message("ended {}, before it began {}", ended, began), place=first.id
        )


def outside_life(subject: Subject) -> Iterator[Problem]:
    """Facts from before it began or after it ended, unless a better one outranks them."""
    if not subject.bounds:
        return
    outside = [(fact, words) for fact in subject.facts if (words := _outside(subject, fact))]
    lost = outranked(subject.facts, subject.census.predicates) if outside else ()
    yield from (problem_of(fact, words) for fact, words in outside if fact.id not in lost)


def _outside(subject: Subject, fact: Fact) -> Message | None:
    """When it was, if it was not while the subject lived."""
    began, ended, *bounds = subject.lifetime
    if not fact.when or fact in bounds or subject.census.predicate(fact).anytime:
        return None
    if began and fact.when.last < began.first:
        return Message("{} is before {} began {}", fact.when, fact.subject, began)
    if ended and fact.when.first > ended.last:
        return Message("{} is after {} ended {}", fact.when, fact.subject, ended)
    return None


def repeated(_: ReferenceIndex) -> Visitor:
    """Facts said twice, once without the place, that are no conflict anyway."""
    alike: dict[str, list[tuple[tuple[str, ...], Problem]]] = {}
    conflict_of: dict[str, int] = {}

    def see(subject: Subject) -> tuple[()]:
        groups = [_repetition(facts) for facts in _said_alike(subject)]
        if groups:
            alike[subject.id] = groups
        return ()

    def know(conflict: Conflict) -> tuple[()]:
        conflict_of.update(dict.fromkeys((f.id for f in conflict.facts), len(conflict_of)))
        return ()

    def end() -> Iterator[Problem]:
        for ids, found in sorted(chain.from_iterable(alike.values())):
            known = {conflict_of.get(id) for id in ids}
            if len(known) > 1 or None in known:
                yield found

    return Visitor(subject=see, conflict=know, end=end)


def _repetition(facts: Sequence[Fact]) -> tuple[tuple[str, ...], Problem]:
    ids = tuple(fact.id for fact in facts)
    return ids, problem_of(
        facts[0], Message("says the same as {}, but for the place", ", ".join(ids[1:]))
    )


def _said_alike(subject: Subject) -> Iterator[list[Fact]]:
    """Facts of which one has no place, and which say the same otherwise."""
    predicates = [fact.predicate for fact in subject.facts]
    if len(set(predicates)) == len(predicates):
        return
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in subject.facts:
        groups[fact.predicate, str(fact.value), str(fact.when)].append(fact)
    for facts in groups.values():
        if len(facts) > 1 and any(not fact.where for fact in facts):
            yield facts
