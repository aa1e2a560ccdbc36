"""Facts, values and dates as JSON items: the fields that several answers share."""

from typing import Any

from cstokb.model.fact import Fact
from cstokb.model.record import to_row
from cstokb.model.span import Span


def when_item(when: Span | None) -> str | None:
    """EDTF text, or None."""
    return None if when is None else str(when)


def fact_item(fact: Fact) -> dict[str, Any]:
    """A fact with its precision and the ids of its sources."""
    return to_row(fact) | {
        "precision": fact.when.precision if fact.when else None,
        "sources": [citation.source for citation in fact.citations],
    }
