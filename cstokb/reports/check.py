"""The table of checks: what is wrong, doubtful or missing in a store.

No check knows a predicate by name: what a predicate allows is data of the vocabulary.
The manual page `cli/check.md` explains each check.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Literal, NamedTuple, get_args

from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.reports.checks.circles import circles
from cstokb.reports.checks.conflicts import several_holders, unranked
from cstokb.reports.checks.entities import (
    bad_ids,
    isolated,
    mixed_script,
    nameless,
    same_name,
    wrong_script,
)
from cstokb.reports.checks.evidence import (
    bare_sites,
    feeds_only,
    plans_as_counts,
    report_days,
    round_numbers,
    weak_first,
    weak_only,
)
from cstokb.reports.checks.facts import (
    about_itself,
    after_source,
    dangling,
    id_differs,
    merged_away,
    single_source,
    unsourced,
    wrong_kinds,
)
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.notes import curator_notes, untranslated_notes
from cstokb.reports.checks.scan import scan
from cstokb.reports.checks.sources import bad_urls, same_url, unused
from cstokb.reports.checks.subjects import ended_before_begun, outside_lifetime, repeated
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

Level = Literal["error", "warning", "hint"]
"""Errors break what other commands rely on; warnings are likely wrong; hints are gaps."""

LEVELS: tuple[Level, ...] = get_args(Level)


class Finding(NamedTuple):
    """A problem with its level, the check that found it and how to mend it."""

    level: Level
    check: str
    about: str
    """The id of the record."""
    message: Message
    mend: str = ""


class Check(NamedTuple):
    """A named check: the level of its findings, how it runs, and how to mend what it finds."""

    name: str
    level: Level
    make_visitor: MakeVisitor
    mend: str

    def finding(self, problem: Problem) -> Finding:
        """The problem as a finding; a warning is a hint if the fact's `reading` names the check."""
        explained = self.level == "warning" and f"[{self.name}]" in problem.reading
        level = "hint" if explained else self.level
        return Finding(level, self.name, problem.about, problem.message, self.mend)


def check(
    knowledge: Knowledge, *, only: Iterable[str] = (), skip: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """The findings of all checks, or of those chosen, in the order of the table.

    A finding of level warning becomes a hint if the fact's `reading` names the check in square
    brackets: `the page is older than its last edit [later-than-source]`. The store is read
    once, only the tables that the checks need. Raise `UsageError` for an unknown check.
    """
    checks = _chosen(tuple(only), tuple(skip))
    index = ReferenceIndex(knowledge)
    findings: list[list[Finding]] = [[] for _ in checks]
    for number, problem in scan(index, [check.make_visitor(index) for check in checks]):
        findings[number].append(checks[number].finding(problem))
    return tuple(chain.from_iterable(findings))


def _chosen(only: tuple[str, ...], skip: tuple[str, ...]) -> list[Check]:
    names = [check.name for check in CHECKS]
    for name in (*only, *skip):
        if name not in names:
            raise UsageError('no check "{}"', name, hint=Message("checks: {}", ", ".join(names)))
    return [c for c in CHECKS if (not only or c.name in only) and c.name not in skip]


CHECKS = (
    Check("bad-id", "error", of_ids(bad_ids), "rename it"),
    Check("dangling", "error", of_facts(dangling), "add what is missing, or correct the id"),
    Check(
        "wrong-kind",
        "error",
        of_facts(wrong_kinds),
        "use another predicate; cstokb schema lists them",
    ),
    Check("about-itself", "error", of_facts(about_itself), "retract it"),
    Check("circle", "error", circles, "retract one of its facts, or end it in time"),
    Check("merged-away", "error", merged_away, "state it of the entity that lives"),
    Check(
        "ended-before-begun", "error", of_subjects(ended_before_begun), "correct one of the dates"
    ),
    Check(
        "several-holders", "error", of_conflicts(several_holders), "end one of them, or prefer one"
    ),
    Check(
        "unranked-conflict", "warning", of_conflicts(unranked), "prefer one and say why in its note"
    ),
    Check(
        "outside-life",
        "warning",
        of_subjects(outside_lifetime),
        "correct the date, or the beginning or end",
    ),
    Check(
        "later-than-source",
        "warning",
        of_facts(after_source),
        "cite a later source, or say that it was planned",
    ),
    Check("report-day", "warning", of_facts(report_days), "write /DAY, or the day of the act"),
    Check(
        "plan-as-count",
        "warning",
        of_subjects(plans_as_counts),
        "say that it was planned, in words",
    ),
    Check(
        "round-number",
        "warning",
        of_subjects(round_numbers),
        "add its bound, or say what the source says",
    ),
    Check("feed-page", "warning", feeds_only, "cite the page that says it"),
    Check("copies-only", "warning", weak_only, "cite the original, or lower the confidence"),
    Check("copy-first", "warning", weak_first, "put the copy last"),
    Check("bare-site", "warning", of_sources(bare_sites), "give the address of the page, or none"),
    Check("unsourced", "warning", of_facts(unsourced), "cite a source"),
    Check(
        "untranslated-note",
        "warning",
        of_facts(untranslated_notes),
        "write it in the other language, too",
    ),
    Check("curator-note", "warning", of_facts(curator_notes), "move it to reading"),
    Check("id-differs", "warning", of_facts(id_differs), "add the fact again under its own id"),
    Check("repeated", "warning", repeated, "keep one, with the sources of both"),
    Check("same-url", "warning", same_url, "merge the sources"),
    Check("bad-url", "warning", of_sources(bad_urls), "correct it"),
    Check(
        "wrong-script", "warning", of_entities(wrong_script), "put the name under its own language"
    ),
    Check(
        "mixed-script", "warning", of_entities(mixed_script), "type the word again in one script"
    ),
    Check("unused-source", "hint", unused, "cite or drop it"),
    Check("nameless", "hint", of_entities(nameless), "add the name"),
    Check("same-name", "hint", same_name, "make one of them more exact"),
    Check("isolated", "hint", isolated, "add a fact about it"),
    Check("one-source", "hint", single_source, "look for a second one"),
)
