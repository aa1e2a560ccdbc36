"""Closed words, each misspelled: mypy must refuse every one of them.

A line says by `type: ignore` which error is meant. mypy reports those that are not needed, so a
word that is not refused is an error itself.
"""

from datetime import date

from cstokb.cli.settings import Settings
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Quantity
from cstokb.model.knowledge import FactClass, Knowledge
from cstokb.model.moment import Certainty, Moment
from cstokb.model.names import Hit
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.span import Span
from cstokb.render.page import Cell
from cstokb.reports.calendar import calendar
from cstokb.reports.check import Finding
from cstokb.reports.intervals import Validity
from cstokb.reports.members import Holder
from cstokb.reports.related import Relation
from cstokb.reports.search import Found
from cstokb.reports.upcoming import upcoming
from cstokb.reports.validity import validity_of
from cstokb.reports.years import anniversary_in
from cstokb.store.protocol import Change, Entry


def compared_of_the_model(
    fact: Fact, kind: FactClass, predicate: Predicate, entity: Entity, moment: Moment, span: Span
) -> list[bool]:
    """Comparisons that are never true."""
    return [
        fact.rank == "depreciated",  # type: ignore[comparison-overlap]
        fact.confidence == "hihg",  # type: ignore[comparison-overlap]
        fact.date_status == "undatd",  # type: ignore[comparison-overlap]
        kind.rank == "prefered",  # type: ignore[comparison-overlap]
        kind.date_status == "unend",  # type: ignore[comparison-overlap]
        predicate.shape == "evnt",  # type: ignore[comparison-overlap]
        predicate.value_type == "figure",  # type: ignore[comparison-overlap]
        predicate.existence == "begin",  # type: ignore[comparison-overlap]
        predicate.weight == "mayor",  # type: ignore[comparison-overlap]
        predicate.role == "offise",  # type: ignore[comparison-overlap]
        predicate.occasion == "treatise",  # type: ignore[comparison-overlap]
        predicate.time_of == "subject",  # type: ignore[comparison-overlap]
        entity.kind == "boddy",  # type: ignore[comparison-overlap]
        moment.precision == "days",  # type: ignore[comparison-overlap]
        moment.qualifier == "~?",  # type: ignore[comparison-overlap]
        span.precision == "decades",  # type: ignore[comparison-overlap]
    ]


def compared_elsewhere(
    hit: Hit,
    found: Found,
    validity: Validity,
    holder: Holder,
    relation: Relation,
    finding: Finding,
    entry: Entry,
    settings: Settings,
) -> list[bool]:
    """Comparisons that are never true."""
    return [
        hit.how == "prefixed",  # type: ignore[comparison-overlap]
        found.how == "facts",  # type: ignore[comparison-overlap]
        validity.reason == "withing",  # type: ignore[comparison-overlap]
        validity.certainty == "surely",  # type: ignore[comparison-overlap]
        holder.reason == "in-part",  # type: ignore[comparison-overlap]
        relation.role == "object",  # type: ignore[comparison-overlap]
        finding.level == "warn",  # type: ignore[comparison-overlap]
        entry.kind == "undone",  # type: ignore[comparison-overlap]
        settings.format == "jsno",  # type: ignore[comparison-overlap]
        settings.color == "allways",  # type: ignore[comparison-overlap]
        settings.lang == "rus",  # type: ignore[comparison-overlap]
    ]


def passed(knowledge: Knowledge, fact: Fact, day: date) -> list[object]:
    """Arguments and fields that no such word fits."""
    return [
        Quantity(5, bound="abuot"),  # type: ignore[arg-type]
        fact._replace(rank="prefered"),  # type: ignore[arg-type]
        Moment(2003, precision="years"),  # type: ignore[arg-type]
        Entity("csto", "organisation", {}),  # type: ignore[arg-type]
        Predicate("met", {}, shape="events"),  # type: ignore[arg-type]
        Pattern(kinds=["boddy"]),  # type: ignore[list-item]
        Pattern(ranks=["best"]),  # type: ignore[list-item]
        Pattern(confidences=["hihg"]),  # type: ignore[list-item]
        Pattern(date_status="dates"),  # type: ignore[arg-type]
        Pattern(at_most="possibly"),  # type: ignore[arg-type]
        Certainty.SURLY,  # type: ignore[attr-defined]
        knowledge.entities(["boddy"]),  # type: ignore[list-item]
        anniversary_in(day, 2027, "feb29"),  # type: ignore[arg-type]
        upcoming(knowledge, Period(), day, leap="mar01"),  # type: ignore[arg-type]
        upcoming(knowledge, Period(), day, occasions=["treatise"]),  # type: ignore[list-item]
        validity_of(knowledge, fact, Period(), reading="al"),  # type: ignore[arg-type]
        calendar(knowledge, [], partial="skipped"),  # type: ignore[arg-type]
        Change(kind="undone"),  # type: ignore[arg-type]
        Cell("csto", "tilte"),  # type: ignore[arg-type]
    ]
