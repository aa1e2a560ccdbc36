"""What is to be said of a change before it is written: faults that block it, rivals."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.reports.check import CHECKS, Check, Finding, Store
from cstokb.reports.conflicts import Conflict, conflicts_among

BLOCKING = ("bad-id", "dangling", "wrong-kind")
"""The checks whose findings keep a change from being written: what others rely on."""


class Proposal(NamedTuple):
    """The findings that block a change, and the conflicts that it brings."""

    blocking: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]


def proposal(
    after: Knowledge,
    entities: Iterable[str],
    facts: Iterable[Fact],
    sources: Iterable[str] = (),
) -> Proposal:
    """What is to be said of the entities, facts and sources that a change brings.

    `after` is the knowledge as it will be.
    """
    new = {fact.id: fact for fact in facts}
    store = Store(
        _Known(after.entity, tuple(entities)),
        _Known(lambda wanted: new.get(wanted) or after.fact(wanted), tuple(new)),
        _Known(after.source, tuple(sources)),
        after.predicates(),
        (),
        {},
    )
    checks = [check for check in CHECKS if check.name in BLOCKING]
    found = [finding for check in checks for finding in _findings(check, store)]
    subjects = {fact.subject for fact in new.values()}
    said = after.facts(Pattern(subjects=tuple(subjects))) if subjects else ()
    among = {fact.id: fact for fact in said}
    rivals = conflicts_among(among, after.predicates())
    touched = [c for c in rivals if any(fact.id in new for fact in c.facts)]
    return Proposal(tuple(found), tuple(touched))


def _findings(check: Check, store: Store) -> Iterator[Finding]:
    for about, message in check.find(store):
        yield Finding(check.level, check.name, about, message, check.mend)


class _Known(Mapping[str, Any]):
    """Looks up anything known, and lists what a change brings."""

    def __init__(self, find: Callable[[str], Any], listed: tuple[str, ...]) -> None:
        self._find = find
        self._listed = listed

    def __getitem__(self, id: str) -> Any:
        found = self._find(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)
