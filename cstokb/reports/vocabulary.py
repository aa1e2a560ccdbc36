"""The vocabulary of a store: the predicate of a fact, and the facts of chosen predicates."""

from collections.abc import Callable, Iterator

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate, unknown_predicate


def predicate_of(knowledge: Knowledge, fact: Fact) -> Predicate:
    """The fact's predicate, or `unknown_predicate` if the vocabulary lacks it."""
    return knowledge.predicates().get(fact.predicate) or unknown_predicate(fact.predicate)


def facts_where(
    knowledge: Knowledge,
    pattern: Pattern,
    accepts: Callable[[Predicate], bool],
    *,
    by_time: bool = False,
) -> Iterator[Fact]:
    """The facts that match and whose predicate is accepted; the store reads no others.

    A predicate that the vocabulary lacks is never accepted.
    """
    predicates = knowledge.predicates()
    candidates = predicates if pattern.predicates is None else pattern.predicates
    ids = tuple(id for id in candidates if id in predicates and accepts(predicates[id]))
    return knowledge.facts(pattern._replace(predicates=ids), by_time=by_time)
