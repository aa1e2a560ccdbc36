"""The entities that search words find."""

from collections.abc import Collection, Iterator

from cstokb.model.knowledge import Knowledge
from cstokb.model.names import Hit


def search(knowledge: Knowledge, text: str, kinds: Collection[str] | None = None) -> Iterator[Hit]:
    """The hits, of those kinds if any are given, best first (see `cstokb.model.names.rank`)."""
    hits = knowledge.search(text)
    return (hit for hit in hits if kinds is None or hit.entity.kind in kinds)
