"""The entities that search words find."""

from collections.abc import Iterator

from cstokb.model.knowledge import Knowledge
from cstokb.model.names import Hit


def search(knowledge: Knowledge, text: str, kinds: tuple[str, ...] = ()) -> Iterator[Hit]:
    """The hits, of those kinds if any are given, best first (see `cstokb.model.names.rank`)."""
    hits = knowledge.search(text)
    return (hit for hit in hits if not kinds or hit.entity.kind in kinds)
