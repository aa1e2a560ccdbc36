"""Which facts lose to a rival: sources disagree, and one side is preferred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cstokb.model.fact import Fact
from cstokb.model.predicate import Predicate


def outranked(facts: Iterable[Fact], predicates: Mapping[str, Predicate]) -> set[str]:
    """The ids of facts that are told only beside a better one.

    These are deprecated facts, facts that contradict another by their own word, and,
    where a predicate allows one value, the rivals of a preferred fact.
    """
    lost: set[str] = set()
    rivals: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        predicate = predicates.get(fact.predicate)
        if fact.rank == "deprecated" or (fact.contradicts and fact.rank != "preferred"):
            lost.add(fact.id)
        if predicate and predicate.one_value:
            rivals[fact.subject, fact.predicate].append(fact)
    for group in rivals.values():
        best = [fact for fact in group if fact.rank == "preferred"]
        for fact in group:
            if any(fact.rank != "preferred" and _rival(fact, other) for other in best):
                lost.add(fact.id)
    return lost


def _rival(fact: Fact, other: Fact) -> bool:
    """Whether both speak of the same time, as far as it is known."""
    if fact.when is None or other.when is None:
        return True
    if fact.when.end is None and other.when.end is None:
        return True
    return fact.when.first <= other.when.last and other.when.first <= fact.when.last
