"""How much the store knows, and how well."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from cstokb.model.entity import KINDS, MAIN_KINDS
from cstokb.model.fact import CONFIDENCES, Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import PRECISIONS


class Tally(NamedTuple):
    """How many there are of something; `about` groups the tallies, `of` says of what."""

    about: str
    of: str
    number: int


def stats(knowledge: Knowledge) -> tuple[Tally, ...]:
    """The tallies, group by group."""
    entities = list(knowledge.entities())
    facts = list(knowledge.facts())
    sources = list(knowledge.sources())
    kinds = Counter(entity.kind for entity in entities)
    subjects = {entity.id: entity.kind for entity in entities}
    of_kind = Counter(subjects.get(fact.subject, "") for fact in facts)
    confidence = Counter(fact.confidence for fact in facts)
    return (
        Tally("store", "entities", len(entities)),
        Tally("store", "facts", len(facts)),
        Tally("store", "sources", len(sources)),
        Tally("store", "predicates", len(knowledge.predicates())),
        *(Tally("entities", kind, kinds[kind]) for kind in KINDS),
        *(Tally("facts about", kind, of_kind[kind]) for kind in KINDS),
        *_by_precision(facts),
        *_by_decade(facts),
        *(Tally("facts by confidence", level, confidence[level]) for level in CONFIDENCES),
        *_most("sources by publisher", (s.publisher or "unknown" for s in sources), 12),
        *_most("sources by language", (s.language or "unknown" for s in sources), 12),
        Tally(
            "coverage",
            "entities of the main kinds without a Russian name",
            sum(e.kind in MAIN_KINDS and "ru" not in e.names for e in entities),
        ),
        Tally(
            "coverage",
            "entities without a Russian name",
            sum("ru" not in e.names for e in entities),
        ),
        Tally("coverage", "facts with one source only", sum(_cited(f) == 1 for f in facts)),
        Tally("coverage", "facts without a source", sum(_cited(f) == 0 for f in facts)),
        Tally("coverage", "facts without a time", sum(f.when is None for f in facts)),
    )


def _by_precision(facts: list[Fact]) -> list[Tally]:
    moments = Counter(f.when.precision for f in facts if f.when and f.when.end is None)
    intervals = sum(f.when is not None and f.when.end is not None for f in facts)
    doubted = sum(
        any(m and m.qualifier for m in (f.when.starts, f.when.ends)) for f in facts if f.when
    )
    counts = [Tally("dates by precision", p, moments[p]) for p in PRECISIONS if moments[p]]
    counts.append(Tally("dates by precision", "interval", intervals))
    return [*counts, Tally("dates by precision", "approximate or uncertain", doubted)]


def _by_decade(facts: list[Fact]) -> list[Tally]:
    known = (f.when.starts or f.when.ends for f in facts if f.when)
    decades = Counter(f"{moment.year // 10 * 10}s" for moment in known if moment)
    return [Tally("facts by decade", decade, n) for decade, n in sorted(decades.items())]


def _most(about: str, things: Iterable[str], most: int) -> list[Tally]:
    ordered = sorted(Counter(things).items(), key=lambda item: (-item[1], item[0]))
    counts = [Tally(about, thing, n) for thing, n in ordered[:most]]
    rest = ordered[most:]
    if rest:
        counts.append(Tally(about, f"{len(rest)} others", sum(n for _, n in rest)))
    return counts


def _cited(fact: Fact) -> int:
    return len({citation.source for citation in fact.citations})
