"""A fact with other content: another fact, in the stead of the one that it corrects."""

from cstokb.model.fact import Fact, Rank, citations_of, fact_id, replaced
from cstokb.model.knowledge import Knowledge


def content_id(fact: Fact) -> str:
    """The id that the fact's content has."""
    return fact_id(fact.subject, fact.predicate, fact.value, fact.when, fact.where)


def corrected(knowledge: Knowledge, old: Fact, new: Fact) -> tuple[Fact, ...]:
    """The facts to write where `new` corrects `old`, whose id it has.

    With the same content it is the same fact. Otherwise it gets the id of its content, joined
    with the fact that has it already, and the old one is deprecated.
    """
    id = content_id(new)
    if id == old.id:
        return (new,)
    same = knowledge.fact(id)
    if same:
        new = new._replace(citations=citations_of(same, new))
    return (new._replace(id=id), replaced(old, id))


def revived(fact: Fact, rank: Rank) -> Fact:
    """The deprecated fact as it is when it is stated again, with that rank."""
    _, _, reading = fact.reading.partition("; ")
    return fact._replace(rank=rank, reading=reading if fact.is_replaced else fact.reading)
