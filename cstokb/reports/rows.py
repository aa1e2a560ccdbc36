"""The rows of answers: nouns of reports in one vocabulary of keys, which every format shows.

`ROW_KEYS` lists the keys of each kind of row, in order. A row is data: ids, EDTF dates and
numbers as they are; only names, labels and sentences are in the language asked for.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, Quantity, citations_of
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.source import Citation
from cstokb.model.span import Span
from cstokb.reports.sentences import name_of, sentence, sources_of, value_words
from cstokb.reports.vocabulary import predicate_of

if TYPE_CHECKING:
    from cstokb.reports.anniversary import Anniversary
    from cstokb.reports.diff import Changed
    from cstokb.reports.lifetime import Lifetime
    from cstokb.reports.members import Holder

Row = dict[str, Any]

_THING = ("id", "kind", "name")
_STATEMENT = (*_THING, "text", "certainty", "sources")
_FACT = (
    *_STATEMENT,
    *("fact", "facts", "subject", "subject_name", "predicate", "relation"),
    *("object", "object_name", "number", "bound", "unit"),
    *("when", "first", "last", "precision", "where", "where_name"),
    *("rank", "confidence", "note", "citations", "url"),
)
_ANNIVERSARY = (
    *("years", "years_range", "is_anniversary"),
    *("next_date", "next_years", "in_days", "round"),
)
FACT_FIELDS = (
    *("when", "kind", "id", "text", "number", "bound", "unit"),
    *("where", "certainty", "sources", "url"),
)
"""The columns of facts in formats of data."""

ROW_KEYS = {
    "fact": _FACT,
    "fact of a group": (*_FACT, "group"),
    "fact of a thing": (*_FACT, "inverse", "attested", "outranked"),
    "fact of two things": (*_FACT, "of"),
    "anniversary": (*_FACT, *_ANNIVERSARY),
    "anniversary of a day": (*_FACT, *_ANNIVERSARY, "group"),
    "holder": (
        *_STATEMENT,
        *("holder", "holder_name", "body", "body_name", "post", "since", "until"),
        *("reason", "missing", "paused", "facts", "citations", "url"),
    ),
    "conflict": (*_FACT, "conflict", "ranked"),
    "related": (*_FACT, "at", "role", "other", "other_name"),
    "source's fact": (*_FACT, "at"),
    "diff": (*_FACT, "change", "before", "after"),
    "entity": (*_STATEMENT, "names", "began", "ended", "aliases", "summary", "facts"),
    "search hit": (
        *(*_STATEMENT, "what", "how", "typos", "names", "summary"),
        *("fact", "when", "citations", "url"),
    ),
    "source": (
        *(*_STATEMENT, "title", "publisher", "published", "url"),
        *("language", "accessed", "facts"),
    ),
    "reference": (*_THING, "text", "at", "url", "style"),
    "count": ("count",),
    "tally": ("about", "of", "count"),
    "change": ("number", "at", "kind", "changes", "message", "edits"),
    "own record": ("change", "record", "id", "before", "after", "fields", "old", "new"),
    "finding": ("id", "text", "level", "check", "mend"),
}
"""The keys of each kind of row, in order.

A count has its groups before, and the units of its sums behind; a list with columns has
these behind.
"""


def thing(knowledge: Knowledge, id: str, lang: str) -> Row:
    """The id, kind and name of an entity; its id for its name if there is no such entity."""
    entity = knowledge.entity(id)
    return {
        "id": id,
        "kind": entity.kind if entity else None,
        "name": entity.name(lang) if entity else id,
    }


def fact_row(
    knowledge: Knowledge,
    fact: Fact,
    lang: str,
    *,
    facts: Sequence[Fact] = (),
    certainty: Certainty = Certainty.SURELY,
) -> Row:
    """One statement: `fact`, or `facts` that differ in value or place only, led by it.

    Its subject, object, time and figure are those of `fact`; its text, sources and citations
    those of all. `url` is the first address among the citations.
    """
    group = facts or (fact,)
    predicate = predicate_of(knowledge, fact)
    row = {
        **thing(knowledge, fact.subject, lang),
        "text": sentence(knowledge, group, lang),
        "certainty": str(certainty),
        "sources": list(sources_of(group)),
        "fact": fact.id,
        "facts": [each.id for each in group],
        "subject": fact.subject,
        "subject_name": name_of(knowledge, fact.subject, lang),
        "predicate": fact.predicate,
        "relation": predicate.label.get(lang, predicate.id),
        **_object(knowledge, fact, lang),
        **_time(fact.when),
        "where": fact.where or None,
        "where_name": name_of(knowledge, fact.where, lang) if fact.where else None,
        "rank": fact.rank,
        "confidence": fact.confidence,
        "note": fact.note_in(lang) or None,
    }
    return row | cited(knowledge, citations_of(*group))


def anniversary_row(
    knowledge: Knowledge,
    item: "Anniversary",
    lang: str,
    *,
    certainty: Certainty = Certainty.SURELY,
) -> Row:
    """An event with its age and its next anniversary.

    `years` is None before the event and where a partial date leaves it open; `years_range`
    has the fewest and the most, and is None before the event. `in_days` is None where the
    day is not known.
    """
    exact = item.min_years == item.max_years and item.min_years >= 0
    coming = item.next
    return fact_row(knowledge, item.fact, lang, certainty=certainty) | {
        "years": item.min_years if exact else None,
        "years_range": None if item.max_years < 0 else [max(item.min_years, 0), item.max_years],
        "is_anniversary": item.is_anniversary,
        "next_date": str(coming.date) if coming else None,
        "next_years": coming.years if coming else None,
        "in_days": coming.in_days if coming else None,
        "round": coming.round if coming else None,
    }


def holder_row(knowledge: Knowledge, holder: "Holder", lang: str, *, reason: str = "") -> Row:
    """One term of a member or officer; `reason` says in words why the answer is as it is."""
    return {
        **thing(knowledge, holder.entity, lang),
        "text": sentence(knowledge, holder.facts, lang),
        "certainty": str(holder.certainty),
        "sources": list(sources_of(holder.facts)),
        "holder": holder.entity,
        "holder_name": name_of(knowledge, holder.entity, lang),
        "body": holder.post,
        "body_name": name_of(knowledge, holder.post, lang),
        "post": holder.predicate,
        "since": holder.since or None,
        "until": holder.until or None,
        "reason": reason or holder.reason,
        "missing": None,
        "paused": [str(fact.when) for fact in holder.pauses],
        "facts": [fact.id for fact in holder.facts],
        **cited(knowledge, citations_of(*holder.facts)),
    }


def diff_row(knowledge: Knowledge, changed: "Changed", lang: str) -> Row:
    """One change: + came in, - went out, ~ became surer or less sure."""
    sign = "+" if not changed.before else "-" if not changed.after else "~"
    row = fact_row(knowledge, changed.facts[0], lang, facts=changed.facts, certainty=changed.after)
    return row | {"change": sign, "before": str(changed.before), "after": str(changed.after)}


def entity_row(
    entity: Entity, lifetime: "Lifetime", facts: int, lang: str, certainty: Certainty
) -> Row:
    """A thing with its names by language, its lifetime, and how many facts are about it.

    `certainty` is whether what was asked holds of it; `sources` are those of its lifetime.
    """
    summary = entity.summary(lang)
    lasting = filter(None, (lifetime.beginning, lifetime.ending))
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name(lang),
        "text": summary or entity.name(lang),
        "certainty": str(certainty),
        "sources": list(sources_of(tuple(lasting))),
        "names": dict(entity.names),
        "began": str(lifetime.began or "") or None,
        "ended": str(lifetime.ended or "") or None,
        "aliases": list(entity.aliases),
        "summary": summary or None,
        "facts": facts,
    }


def locators(fact: Fact, source: str = "") -> str | None:
    """Where in the source, or in all its sources, the fact stands: `para 2`."""
    at = (c.at for c in fact.citations if c.at and source in ("", c.source))
    return "; ".join(dict.fromkeys(at)) or None


def cited(knowledge: Knowledge, citations: Iterable[Citation]) -> Row:
    """What is cited, each with its title and address, and the first address."""
    listed = []
    for citation in citations:
        source = knowledge.source(citation.source)
        listed.append(
            {
                "source": citation.source,
                "at": citation.at or None,
                "title": source.title if source else citation.source,
                "url": (source.url if source else "") or None,
            }
        )
    return {"citations": listed, "url": next((c["url"] for c in listed if c["url"]), None)}


def _object(knowledge: Knowledge, fact: Fact, lang: str) -> Row:
    """The value: an entity has an id and a name, words only a name, a figure a number."""
    value = fact.value
    figure = value if isinstance(value, Quantity) else None
    return {
        "object": value.id if isinstance(value, Link) else None,
        "object_name": None if figure else value_words(knowledge, value, lang) or None,
        "number": figure and figure.number,
        "bound": (figure and figure.bound) or None,
        "unit": (figure and figure.unit_in(lang)) or None,
    }


def _time(when: Span | None) -> Row:
    """The time in EDTF, and its first and last possible day where there is one."""
    if when is None:
        return dict.fromkeys(("when", "first", "last", "precision"))
    return {
        "when": str(when),
        "first": None if when.first == date.min else str(when.first),
        "last": None if when.last == date.max else str(when.last),
        "precision": when.precision,
    }
