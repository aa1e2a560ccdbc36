"""Checks: what is wrong, doubtful or missing in a store, as an ordered table by name.

No check knows a predicate by name; what a predicate allows is said in the vocabulary.
"""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.reports.checks.conflicts import several_holders, unranked
from cstokb.reports.checks.entities import (
    bad_ids,
    isolated,
    mixed_script,
    nameless,
    same_name,
    wrong_script,
)
from cstokb.reports.checks.facts import (
    after_source,
    dangling,
    id_differs,
    one_source,
    unsourced,
    wrong_kinds,
)
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.scan import read
from cstokb.reports.checks.sources import bad_urls, same_url, unused
from cstokb.reports.checks.subjects import ended_before_begun, outside_life, repeated
from cstokb.reports.checks.visitor import (
    MakeVisitor,
    Problem,
    of_conflicts,
    of_entities,
    of_facts,
    of_ids,
    of_sources,
    of_subjects,
)

LEVELS = ("error", "warning", "hint")
"""Errors break what other commands rely on; warnings are likely wrong; hints are gaps."""


class Finding(NamedTuple):
    """One thing found: how bad, by which check, about which record, and how to mend it."""

    level: str
    check: str
    about: str
    message: Message
    mend: str = ""


class Check(NamedTuple):
    """A named check: the level of what it finds, what it looks for, and how."""

    name: str
    level: str
    looks_for: str
    look: MakeVisitor
    mend: str

    def finding(self, found: Problem) -> Finding:
        """What it found, at its level: what a fact's own note explains is no warning."""
        explained = self.level == "warning" and f"[{self.name}]" in found.note
        level = "hint" if explained else self.level
        return Finding(level, self.name, found.about, found.message, self.mend)


def check(
    knowledge: Knowledge, *, only: Iterable[str] = (), skip: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """What the checks find, in their order; raise `UsageError` for an unknown check.

    A finding of level warning is a hint where the fact's note explains it, naming the
    check in square brackets: `the page is older than its last edit [later-than-source]`.
    Records are read once, as far as one of the checks looks at them, and not held.
    """
    chosen = _chosen(tuple(only), tuple(skip))
    census = ReferenceIndex(knowledge)
    found: list[list[Finding]] = [[] for _ in chosen]
    for number, one in read(census, [check.look(census) for check in chosen]):
        found[number].append(chosen[number].finding(one))
    return tuple(chain.from_iterable(found))


def _chosen(only: tuple[str, ...], skip: tuple[str, ...]) -> list[Check]:
    names = [check.name for check in CHECKS]
    for name in (*only, *skip):
        if name not in names:
            raise UsageError('no check "{}"', name, hint=Message("checks: {}", ", ".join(names)))
    return [c for c in CHECKS if (not only or c.name in only) and c.name not in skip]


CHECKS = (
    Check("bad-id", "error", "ids that are not slugs", of_ids(bad_ids), "rename it"),
    Check(
        "dangling",
        "error",
        "facts that point to entities, sources, predicates or facts that do not exist",
        of_facts(dangling),
        "add what is missing, or correct the id",
    ),
    Check(
        "wrong-kind",
        "error",
        "subjects, values and places of a kind that the predicate does not join",
        of_facts(wrong_kinds),
        "use another predicate; cstokb schema lists them",
    ),
    Check(
        "ended-before-begun",
        "error",
        "entities whose end comes before their beginning",
        of_subjects(ended_before_begun),
        "correct one of the dates",
    ),
    Check(
        "several-holders",
        "error",
        "two at one time in what one alone can hold, neither preferred",
        of_conflicts(several_holders),
        "end one of them, or prefer one",
    ),
    Check(
        "unranked-conflict",
        "warning",
        "sources that disagree, with no side preferred",
        of_conflicts(unranked),
        "prefer one and say why in its note",
    ),
    Check(
        "outside-life",
        "warning",
        "facts from before their subject began or after it ended",
        of_subjects(outside_life),
        "correct the date, or the beginning or end",
    ),
    Check(
        "later-than-source",
        "warning",
        "facts that happened after all their sources were published",
        of_facts(after_source),
        "cite a later source, or say that it was planned",
    ),
    Check("unsourced", "warning", "facts without a source", of_facts(unsourced), "cite a source"),
    Check(
        "id-differs",
        "warning",
        "facts whose id is not the one of their content",
        of_facts(id_differs),
        "add the fact again under its own id",
    ),
    Check(
        "repeated",
        "warning",
        "facts said twice, once without the place",
        repeated,
        "keep one, with the sources of both",
    ),
    Check("same-url", "warning", "sources with the same address", same_url, "merge the sources"),
    Check(
        "bad-url",
        "warning",
        "addresses that are not of the web",
        of_sources(bad_urls),
        "correct it",
    ),
    Check(
        "wrong-script",
        "warning",
        "English names in Russian letters, and the other way round",
        of_entities(wrong_script),
        "put the name under its own language",
    ),
    Check(
        "mixed-script",
        "warning",
        "words that mix Latin and Russian letters, which look alike",
        of_entities(mixed_script),
        "type the word again in one script",
    ),
    Check("unused-source", "hint", "sources that no fact cites", unused, "cite or drop it"),
    Check(
        "nameless",
        "hint",
        "entities of the main kinds without an English or a Russian name",
        of_entities(nameless),
        "add the name",
    ),
    Check(
        "same-name",
        "hint",
        "names that several entities share",
        same_name,
        "make one of them more exact",
    ),
    Check("isolated", "hint", "entities that no fact mentions", isolated, "add a fact about it"),
    Check(
        "one-source",
        "hint",
        "how many facts rest on one source only",
        one_source,
        "look for a second one",
    ),
)
