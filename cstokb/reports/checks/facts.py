"""Checks of facts, each by itself and by what there is of what it names."""

from collections.abc import Iterator, Sequence
from datetime import date

from cstokb.model.fact import Fact, Link, Text, fact_id
from cstokb.model.predicate import Predicate
from cstokb.reports.checks.census import Census
from cstokb.reports.checks.look import Found, Look, about


def dangling(census: Census, facts: Sequence[Fact]) -> Iterator[Found]:
    """Facts that point to what does not exist."""
    for fact in facts:
        if fact.predicate not in census.predicates:
            yield about(fact, f'the predicate "{fact.predicate}" is not defined')
        for id in fact.mentions:
            if census.kind(id) is None:
                yield about(fact, f'no entity "{id}"')
        for citation in fact.citations:
            if census.published(citation.source) is None:
                yield about(fact, f'no source "{citation.source}"')
        for id in fact.contradicts:
            if not census.has_fact(id):
                yield about(fact, f'contradicts "{id}", which is no fact')


def wrong_kinds(census: Census, facts: Sequence[Fact]) -> Iterator[Found]:
    """Facts whose subject, value or place the predicate does not join."""
    for fact in facts:
        predicate = census.predicate(fact)
        subjects, values = predicate.subject_kinds, predicate.value_kinds
        if subjects and (kind := census.kind(fact.subject)) not in (None, *subjects):
            yield about(fact, f"{predicate.id} is not said of a {kind}")
        if values and (kind := census.kind(fact.link)) not in (None, *values):
            yield about(fact, f"{predicate.id} does not lead to a {kind}")
        if not _fits(fact, predicate):
            yield about(fact, f"{predicate.id} takes {_taken(predicate)}")
        if fact.where and (kind := census.kind(fact.where)) not in (None, "place", "state"):
            yield about(fact, f"{fact.where} is a {kind}, not a place")


def _fits(fact: Fact, predicate: Predicate) -> bool:
    if fact.value is None:
        return predicate.optional or predicate.value_type == "none"
    if isinstance(fact.value, Link):
        return predicate.value_type == "entity"
    if isinstance(fact.value, Text):
        return predicate.value_type == "text" or predicate.or_text
    return predicate.value_type in ("number", "text")


def _taken(predicate: Predicate) -> str:
    optional = ", or nothing" if predicate.optional else ""
    words = ", or words" if predicate.or_text and predicate.value_type != "text" else ""
    return f"{predicate.value_type}{words}{optional}"


def after_source(census: Census, facts: Sequence[Fact]) -> Iterator[Found]:
    """Events from after all their sources were published."""
    for fact in facts:
        predicate = census.predicate(fact)
        if not fact.when or predicate.shape != "event" or predicate.anytime:
            continue
        told = [census.published(citation.source) for citation in fact.citations]
        days = [day for day in told if day is not None]
        if days and all(days) and fact.when.first.toordinal() > max(days):
            newest = date.fromordinal(max(days))
            yield about(fact, f"{fact.when} is later than its newest source, {newest}")


def unsourced(_: Census, facts: Sequence[Fact]) -> Iterator[Found]:
    """Facts without a source."""
    for fact in facts:
        if not fact.citations:
            yield about(fact, "no source is cited")


def id_differs(_: Census, facts: Sequence[Fact]) -> Iterator[Found]:
    """Facts whose id is not the one of their content."""
    for fact in facts:
        right = fact_id(fact.subject, fact.predicate, fact.value, fact.when, fact.where)
        if fact.id != right:
            yield about(fact, f"its content has the id {right}")


def one_source(_: Census) -> Look:
    """How many facts have one source, told once of all."""
    number = of_one = 0

    def see(facts: Sequence[Fact]) -> tuple[()]:
        nonlocal number, of_one
        number += len(facts)
        of_one += sum(len({c.source for c in fact.citations}) == 1 for fact in facts)
        return ()

    def end() -> Iterator[Found]:
        if of_one:
            yield Found("facts", f"{of_one} of {number} facts have one source only")

    return Look(facts=see, end=end)
