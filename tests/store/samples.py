"""One small store, in the model's words and in the shapes that stores keep."""

from collections.abc import Mapping
from typing import Any

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, Quantity, Text
from cstokb.model.moment import Moment
from cstokb.model.predicate import Predicate
from cstokb.model.record import to_record
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.store.file.document import dumps
from cstokb.store.protocol import Change

CSTO = Entity(
    "csto",
    "body",
    {"en": "Collective Security Treaty Organization", "ru": "ОДКБ"},
    ("Tashkent Pact",),
    {"en": "A military alliance.", "ru": "Военный союз."},
)
ARMENIA = Entity("armenia", "state", {"en": "Armenia", "ru": "Армения"})
DUSHANBE = Entity("dushanbe", "place", {"en": "Dushanbe"})

MEMBER = Fact(
    "armenia.member-of.00000001",
    "armenia",
    "member-of",
    Link("csto"),
    Span.parse("2002-10-07/.."),
    citations=(Citation("charter", "art. 26", "enters into force"),),
    confidence="high",
)
CREATED = Fact(
    "csto.created.00000002",
    "csto",
    "created",
    None,
    Span.parse("2003-04-28"),
    "dushanbe",
    rank="preferred",
    note='"created" in \\ one\nsession',
)
STRENGTH = Fact(
    "csto.strength.00000003",
    "csto",
    "strength",
    Quantity(20000, "soldiers", "военных", "about"),
    Span.parse("2009~"),
    rank="deprecated",
    contradicts=("csto.strength.00000004",),
)
SAID = Fact("csto.said.00000005", "csto", "said", Text("peace", "мир"))

CHARTER = Source(
    "charter",
    "Charter of the Organization",
    "CSTO",
    Moment.parse("2002-10-07"),
    "https://example.org/charter",
    "ru",
    Moment.parse("2026-11-01"),
)
PAGE = Source("page", "A page")

MEMBER_OF = Predicate(
    "member-of",
    {"en": "member of", "ru": "член"},
    {"en": "is a member of {value}"},
    inverse_label={"en": "members"},
    shape="state",
    subject_kinds=("state",),
    value_type="entity",
    value_kinds=("body",),
    optional=True,
    weight="major",
)
BEGAN = Predicate("created", {"en": "created"}, shape="event", celebrated=True, existence="begins")

SAMPLE = Change(
    (CSTO, ARMENIA, DUSHANBE),
    (MEMBER, CREATED, STRENGTH, SAID),
    (CHARTER, PAGE),
    (MEMBER_OF, BEGAN),
)


def tables(change: Change, **meta: Any) -> dict[str, Mapping[str, Any]]:
    """The tables that hold just what the change asserts."""
    return {
        "meta": {"store": {"revision": 1, **meta}},
        "entities": {entity.id: to_record(entity) for entity in change.entities},
        "facts": {fact.id: to_record(fact) for fact in change.facts},
        "sources": {source.id: to_record(source) for source in change.sources},
        "predicates": {one.id: to_record(one) for one in change.predicates},
    }


def content(change: Change, **meta: Any) -> bytes:
    """The bytes of a store that holds just what the change asserts."""
    return dumps(tables(change, **meta))
