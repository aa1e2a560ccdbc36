"""Whether a known fact states already what a draft does, in other words or more exactly."""

from cstokb.model.article import Draft
from cstokb.model.fact import Fact, Quantity, Text
from cstokb.model.predicate import Predicate
from cstokb.model.span import OPEN, Span


def is_stated_by(known: Fact, draft: Draft, predicate: Predicate) -> bool:
    """Whether the known fact, of the same subject, says what the draft says.

    It may say more: who created what was created, the day of what the draft knows the year
    of, the term within which the draft attests a holder, the meeting by its name. A time
    that was not read from the sentence decides nothing.
    """
    fact = draft.fact
    if known.predicate != fact.predicate:
        return False
    if known.where and fact.where and known.where != fact.where:
        return False
    meets = _meets(known.when, fact.when, state=predicate.shape == "state")
    if isinstance(fact.value, Text):
        return meets and known.when is not None and known.when == fact.when
    if isinstance(fact.value, Quantity):
        same = isinstance(known.value, Quantity) and known.value.number == fact.value.number
        return same and meets
    return fact.value in (None, known.value) and meets


def _meets(known: Span | None, drafted: Span | None, *, state: bool) -> bool:
    """Whether the known time is that of the draft, told more exactly or over a longer term."""
    if known is None or drafted is None:
        return True
    inside = drafted.first <= known.first and known.last <= drafted.last
    around = known.first <= drafted.first and drafted.last <= known.last
    if not state:
        return inside
    return inside or (around and drafted.end != OPEN) or known.starts == drafted.starts
