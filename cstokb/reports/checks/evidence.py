"""Checks of what sources can prove: the day of an event, a count, a page that says the thing."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from cstokb.messages import Message
from cstokb.model.fact import Fact, Quantity
from cstokb.model.source import Source
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Subject, Visitor, problem_of

_OF_REPORT = re.compile(
    r"\b(day|date) of the (report|page|article|publication|announcement)\b"
    r"|\bdated by (its|the) report\b|\bday not (read|given|known)\b",
    re.IGNORECASE,
)
"""Remarks that say that a day is not the event's own."""

_PLANNED = re.compile(r"^(as )?(planned|announced|expected)\b", re.IGNORECASE)
"""Notes of numbers that were given before the event."""

_FEED = re.compile(r"\bnews ?(feed|list)\b", re.IGNORECASE)
"""Titles and locators of what changes on a page from day to day."""

_WEAK = re.compile(r"\b(mirror(ed)?|cop(y|ies)|repost(ed)?|forum|blog)\b", re.IGNORECASE)
"""Titles and publishers of pages that repeat what others published."""

_NOWHERE = re.compile(r"(?!)")
_ROUND = 100


def report_days(index: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Events on a day that is only that of a report, by a remark or by all their sources.

    That all sources are of that day is a sign where the event is an act of a state; a
    meeting is mostly reported on its own day.
    """
    for fact in facts:
        predicate, when = index.predicate(fact), fact.when
        exact = when is not None and when.moment is not None and when.moment.exact_day
        if not exact or predicate.shape != "event" or predicate.anytime or not _counts(fact):
            continue
        assert when
        if _OF_REPORT.search(fact.note) or _OF_REPORT.search(fact.reading):
            yield problem_of(fact, Message("{} is the day of the report", when))
        elif predicate.role == "ratification" and _published(index, fact) == {when.first}:
            yield problem_of(fact, Message("{} is the day of all its sources", when))


def plans_as_counts(subject: Subject) -> Iterator[Problem]:
    """Numbers that were given before the event that they are about."""
    began, is_event = subject.lifetime.began, _is_event(subject)
    for fact in filter(_counts, subject.facts):
        predicate = subject.index.predicate(fact)
        if not isinstance(fact.value, Quantity) or predicate.anytime:
            continue
        published = _published(subject.index, fact)
        days = [day for day in published if day]
        if _PLANNED.search(fact.note):
            yield problem_of(fact, Message("its note says that the number was planned"))
        elif began and days and None not in published and max(days) < began.first and is_event:
            yield problem_of(fact, Message("all its sources are from before {}", began))


def round_numbers(subject: Subject) -> Iterator[Problem]:
    """Round numbers of events that have no bound: about, over or up to."""
    if not _is_event(subject):
        return
    for fact in filter(_counts, subject.facts):
        value = fact.value
        if isinstance(value, Quantity) and not value.bound and _is_round(value.number):
            yield problem_of(fact, Message("{} has no bound", f"{value.number:g}"))


def feeds_only(_: ReferenceIndex) -> Visitor:
    """Facts that rest only on pages whose news feed has changed since."""
    return _resting_on(
        lambda source: bool(_FEED.search(source.title)),
        lambda _, feeds: all(feeds),
        Message("rests on the news feed of a page about something else"),
        _FEED,
    )


def weak_only(_: ReferenceIndex) -> Visitor:
    """Facts of high confidence that rest on mirrors, copies and forums alone."""
    return _resting_on(
        _is_weak,
        lambda fact, weak: fact.confidence == "high" and all(weak),
        Message("is high, and rests on copies alone"),
    )


def weak_first(_: ReferenceIndex) -> Visitor:
    """Facts that cite a mirror, copy or forum before a page that is none."""
    return _resting_on(
        _is_weak,
        lambda _, weak: weak != sorted(weak),
        Message("cites a copy before another page"),
    )


def bare_sites(sources: Sequence[Source]) -> Iterator[Problem]:
    """Sources whose address is a whole site and no page of it."""
    for source in sources:
        if re.fullmatch(r"https?://[^/]+/?", source.url):
            yield Problem(source.id, Message('"{}" is a site, not a page', source.url))


def _resting_on(
    is_such: Callable[[Source], bool],
    is_wrong: Callable[[Fact, list[bool]], bool],
    message: Message,
    at: re.Pattern[str] = _NOWHERE,
) -> Visitor:
    """Facts that are wrong for which of their citations, in order, are of such a source.

    So is one whose locator is an `at`.
    """
    such: set[str] = set()

    def visit_sources(sources: Sequence[Source]) -> tuple[()]:
        such.update(source.id for source in sources if is_such(source))
        return ()

    def visit_facts(facts: Sequence[Fact]) -> Iterator[Problem]:
        for fact in filter(_counts, facts):
            cited = [c.source in such or at.search(c.at) is not None for c in fact.citations]
            if cited and is_wrong(fact, cited):
                yield problem_of(fact, message)

    return Visitor(visit_sources=visit_sources, visit_facts=visit_facts)


def _is_weak(source: Source) -> bool:
    return bool(_WEAK.search(source.title) or _WEAK.search(source.publisher))


def _counts(fact: Fact) -> bool:
    return fact.rank != "deprecated"


def _is_event(subject: Subject) -> bool:
    """Whether the subject is of a kind that happens, as an exercise."""
    index = subject.index
    whole = (p for p in index.predicates.values() if p.existence == "both")
    return index.kind(subject.id) in {kind for p in whole for kind in p.subject_kinds}


def _is_round(number: float) -> bool:
    return number >= _ROUND and number % _ROUND == 0


def _published(index: ReferenceIndex, fact: Fact) -> set[date | None]:
    """The last days on which its sources may have been published; None for one undated."""
    days = {index.published(source) for source in fact.sources}
    return {date.fromordinal(day) if day else None for day in days}
