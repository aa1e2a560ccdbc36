"""What is to be said of a change before it is written: faults that block it, rivals."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.reports.check import CHECKS, Check, Finding
from cstokb.reports.checks.index import ReferenceIndex, published_by
from cstokb.reports.conflicts import Conflict, conflicts_among

BLOCKING = ("bad-id", "dangling", "wrong-kind")
"""The checks whose findings keep a change from being written: what others rely on."""


class Review(NamedTuple):
    """The findings that block a change, and the conflicts that it brings."""

    blocking: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]


def review(
    after: Knowledge,
    entities: Iterable[str],
    facts: Iterable[Fact],
    sources: Iterable[str] = (),
) -> Review:
    """What is to be said of the entities, facts and sources that a change brings.

    `after` is the knowledge as it will be.
    """
    new = {fact.id: fact for fact in facts}
    asked = _Asked(after)
    checks = [check for check in CHECKS if check.name in BLOCKING]
    shown = (*entities, *sources), tuple(new.values())
    found = [finding for check in checks for finding in _findings(check, asked, *shown)]
    subjects = {fact.subject for fact in new.values()}
    among = {fact.id: fact for fact in after.facts(Pattern(subjects=subjects))}
    rivals = conflicts_among(among, after.predicates())
    touched = [c for c in rivals if any(fact.id in new for fact in c.facts)]
    return Review(tuple(found), tuple(touched))


def _findings(
    check: Check, asked: ReferenceIndex, ids: Sequence[str], facts: Sequence[Fact]
) -> Iterator[Finding]:
    look = check.look(asked)
    if look.ids:
        yield from map(check.finding, look.ids(ids))
    if look.facts:
        yield from map(check.finding, look.facts(facts))


class _Asked(ReferenceIndex):
    """Asks for what a change mentions, which is little."""

    def kind(self, id: str) -> str | None:
        entity = self.knowledge.entity(id)
        return entity.kind if entity else None

    def published(self, id: str) -> int | None:
        source = self.knowledge.source(id)
        return published_by(source) if source else None
