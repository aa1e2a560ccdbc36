"""Checks of conflicts."""

from collections.abc import Iterator

from cstokb.messages import Message
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, problem_of
from cstokb.reports.conflicts import Conflict


def several_holders(index: ReferenceIndex, conflict: Conflict) -> Iterator[Problem]:
    """Several holders at the same time of what only one can hold, none preferred."""
    if _is_of_holders(index, conflict) and not conflict.ranked:
        subjects = sorted({fact.subject for fact in conflict.facts})
        yield problem_of(conflict.facts[0], Message("{} at one time", ", ".join(subjects)))


def unranked(index: ReferenceIndex, conflict: Conflict) -> Iterator[Problem]:
    """Other conflicts in which no fact is preferred."""
    if not _is_of_holders(index, conflict) and not conflict.ranked:
        rivals = ", ".join(fact.id for fact in conflict.facts[1:])
        yield problem_of(conflict.facts[0], Message("rivals: {}", rivals))


def _is_of_holders(index: ReferenceIndex, conflict: Conflict) -> bool:
    """Whether its facts give several subjects to predicates that allow one at a time."""
    exclusive = all(index.predicate(fact).one_subject for fact in conflict.facts)
    return exclusive and len({fact.subject for fact in conflict.facts}) > 1
