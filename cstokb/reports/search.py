"""The entities that answer to some words."""

from cstokb.model.knowledge import Knowledge
from cstokb.model.names import Hit


def search(knowledge: Knowledge, text: str, kinds: tuple[str, ...] = ()) -> tuple[Hit, ...]:
    """The hits of those kinds, or of all, best first (see `cstokb.model.names.rank`)."""
    hits = knowledge.search(text)
    return tuple(hit for hit in hits if not kinds or hit.entity.kind in kinds)
