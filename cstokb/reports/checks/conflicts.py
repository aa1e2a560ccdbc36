"""Checks of conflicts."""

from collections.abc import Iterator

from cstokb.messages import Message
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, problem_of
from cstokb.reports.conflicts import Conflict


def several_holders(census: ReferenceIndex, conflict: Conflict) -> Iterator[Problem]:
    """Two who held at one time what one alone can hold, neither preferred."""
    if _is_of_holders(census, conflict) and not conflict.ranked:
        subjects = sorted({fact.subject for fact in conflict.facts})
        yield problem_of(conflict.facts[0], Message("{} at one time", ", ".join(subjects)))


def unranked(census: ReferenceIndex, conflict: Conflict) -> Iterator[Problem]:
    """Other sides of which none is preferred."""
    if not _is_of_holders(census, conflict) and not conflict.ranked:
        rivals = ", ".join(fact.id for fact in conflict.facts[1:])
        yield problem_of(conflict.facts[0], Message("rivals: {}", rivals))


def _is_of_holders(census: ReferenceIndex, conflict: Conflict) -> bool:
    """Whether it is about who held what one alone can hold."""
    alone = all(census.predicate(fact).one_subject for fact in conflict.facts)
    return alone and len({fact.subject for fact in conflict.facts}) > 1
