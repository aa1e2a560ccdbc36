"""What an anniversary is of, and so how much it weighs: the vocabulary says."""

from collections.abc import Collection, Mapping

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import EVERYTHING
from cstokb.model.predicate import OCCASIONS, Occasion
from cstokb.reports.vocabulary import facts_where, predicate_of


def occasions_of(knowledge: Knowledge, facts: Collection[Fact]) -> Mapping[str, Occasion]:
    """The occasion of each fact, by its id.

    A treaty that only amends another document is a protocol.
    """
    occasions = {fact.id: predicate_of(knowledge, fact).occasion for fact in facts}
    if "treaty" not in occasions.values():
        return occasions
    amendments = facts_where(knowledge, EVERYTHING, lambda p: p.role == "amendment")
    amending = {fact.link for fact in amendments if fact.link}
    protocols = {f.id for f in facts if occasions[f.id] == "treaty" and f.subject in amending}
    return {**occasions, **dict.fromkeys(protocols, "protocol")}


def weight_of(occasion: Occasion) -> int:
    """The order of occasions, the weightiest first."""
    return OCCASIONS.index(occasion)
