"""The predicates of a store: the one of a fact, and the facts whose predicate fits."""

from collections.abc import Callable, Iterator

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate, unknown_predicate


def predicate_of(knowledge: Knowledge, fact: Fact) -> Predicate:
    """The fact's predicate; a neutral one where the vocabulary lacks it."""
    return knowledge.predicates().get(fact.predicate) or unknown_predicate(fact.predicate)


def facts_where(
    knowledge: Knowledge,
    pattern: Pattern,
    wanted: Callable[[Predicate], bool],
    *,
    by_time: bool = False,
) -> Iterator[Fact]:
    """The facts that match and whose predicate is wanted; the store looks for no others.

    A predicate that the vocabulary lacks is never wanted.
    """
    known = knowledge.predicates()
    asked = known if pattern.predicates is None else pattern.predicates
    ids = tuple(id for id in asked if id in known and wanted(known[id]))
    return knowledge.facts(pattern._replace(predicates=ids), by_time=by_time)
