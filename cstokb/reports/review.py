"""What a change would break or contradict, found before it is written."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.pattern import Pattern
from cstokb.reports.check import CHECKS, Check, Finding
from cstokb.reports.checks.index import ReferenceIndex, published_by
from cstokb.reports.conflicts import Conflict, conflicts_among

BLOCKING = ("bad-id", "dangling", "wrong-kind")
"""The checks whose findings keep a change from being written."""


class Review(NamedTuple):
    """The findings that block a change, and the conflicts its facts are part of."""

    blocking: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]


def review(
    after: Knowledge,
    entities: Iterable[str],
    facts: Iterable[Fact],
    sources: Iterable[str] = (),
) -> Review:
    """The review of a change that adds or replaces these facts, and records of these ids.

    `after` is the knowledge as it would be with the change.
    """
    new = {fact.id: fact for fact in facts}
    index = _DirectIndex(after)
    ids, changed = (*entities, *sources), tuple(new.values())
    checks = [check for check in CHECKS if check.name in BLOCKING]
    findings = [finding for check in checks for finding in _findings(check, index, ids, changed)]
    subjects = {fact.subject for fact in new.values()}
    about = after.facts(Pattern(subjects=subjects))
    conflicts = conflicts_among({fact.id: fact for fact in about}, after.predicates())
    touched = [c for c in conflicts if any(fact.id in new for fact in c.facts)]
    return Review(tuple(findings), tuple(touched))


def _findings(
    check: Check, index: ReferenceIndex, ids: Sequence[str], facts: Sequence[Fact]
) -> Iterator[Finding]:
    visitor = check.make_visitor(index)
    if visitor.visit_ids:
        yield from map(check.finding, visitor.visit_ids(ids))
    if visitor.visit_facts:
        yield from map(check.finding, visitor.visit_facts(facts))


class _DirectIndex(ReferenceIndex):
    """Queries the store for each id: a change mentions few."""

    def kind(self, id: str) -> str | None:
        return kind_of(self.knowledge, id) or None

    def published(self, id: str) -> int | None:
        source = self.knowledge.source(id)
        return published_by(source) if source else None
