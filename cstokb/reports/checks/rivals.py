"""Checks of conflicts."""

from collections.abc import Iterator

from cstokb.reports.checks.census import Census
from cstokb.reports.checks.look import Found, about
from cstokb.reports.conflicts import Conflict


def several_holders(census: Census, conflict: Conflict) -> Iterator[Found]:
    """Two who held at one time what one alone can hold, neither preferred."""
    if _is_of_holders(census, conflict) and not conflict.ranked:
        subjects = sorted({fact.subject for fact in conflict.facts})
        yield about(conflict.facts[0], f"{', '.join(subjects)} at one time")


def unranked(census: Census, conflict: Conflict) -> Iterator[Found]:
    """Other sides of which none is preferred."""
    if not _is_of_holders(census, conflict) and not conflict.ranked:
        rivals = ", ".join(fact.id for fact in conflict.facts[1:])
        yield about(conflict.facts[0], f"rivals: {rivals}")


def _is_of_holders(census: Census, conflict: Conflict) -> bool:
    """Whether it is about who held what one alone can hold."""
    alone = all(census.predicate(fact).one_subject for fact in conflict.facts)
    return alone and len({fact.subject for fact in conflict.facts}) > 1
