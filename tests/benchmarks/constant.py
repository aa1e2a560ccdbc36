"""What every archive holds alike, whatever its size, for answers that do not grow.

An entity that stands for the shipped Joint Staff, with all its facts and linked to by as
many; and the events of 28 April: five centres and seven documents. The three words of
`SEARCHED` are in the names of the centres together, and apart in very many others.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Text, by_id
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.reports.checks.circles import nests
from tests.benchmarks.chance import Chance
from tests.benchmarks.models import shipped
from tests.benchmarks.names import id_of
from tests.benchmarks.questions import SOURCE, STAFF
from tests.benchmarks.subject import Subject, World

EVENTS = 12
_CENTRES = 5
_MODEL = "joint-staff"
_LATER = 10
_AFTER = "reached-stage"
_WORDS = Text("as many words as this", "столько слов, сколько здесь")
_LIKE = Fact("", "", "", citations=(Citation("a source"),))


def entities() -> Iterator[Entity]:
    """The constant entities."""
    model = shipped().models[_MODEL].entity
    names = {"en": "Standing Staff of Observers", "ru": "Постоянный штаб наблюдателей"}
    yield Entity(STAFF, "body", names, ("Observers' Staff",), dict(model.summaries))
    for number in range(1, EVENTS + 1):
        if number <= _CENTRES:
            english, russian = "Mountain Shield Centre", "Центр «Горный щит»"
            names = {"en": f"{english} {number}, Karamyk", "ru": f"{russian} {number}, Карамык"}
        else:
            names = {"en": f"Staff Charter No. {number}", "ru": f"Устав штаба № {number}"}
        yield Entity(_id(number), "body" if number <= _CENTRES else "document", names)


def source() -> Source:
    """The constant source."""
    return Source(SOURCE, "Record of Standing Matters", "Standing Staff")


@cache
def size() -> int:
    """How many facts are constant."""
    return len(shipped().models[_MODEL].facts) + len(_about_staff()) + 2 * EVENTS


def facts(world: World) -> Iterator[Fact]:
    """The constant facts; whom they link to beside the Staff is drawn."""
    chance = Chance(428)
    models = shipped().models[_MODEL].facts
    # Others are parts of the Staff, so that it is a part of none of them.
    outer = {fact.link: "" for fact in models if nests(shipped().predicates[fact.predicate])}
    yield from Subject(world, chance, STAFF, _LATER, {_MODEL: STAFF, **outer}).facts(models)
    numbers: Counter[str] = Counter()
    for subject, told in groupby(_about_staff(), key=lambda fact: fact.subject):
        kind = shipped().models[subject].entity.kind
        id = id_of(kind, numbers[kind] % world.kinds[kind])
        numbers[kind] += 1
        yield from Subject(world, chance, id, _LATER, {_MODEL: STAFF}).facts(told)
    for number in range(1, EVENTS + 1):
        yield from _events(world, chance, number)


def _about_staff() -> list[Fact]:
    """The shipped facts that say of others how they are joined to the model."""
    found = [f for f in shipped().facts if _MODEL in f.mentions and f.subject != _MODEL]
    return sorted(found, key=by_id)


def _events(world: World, chance: Chance, number: int) -> Iterator[Fact]:
    """The event of 28 April of that number, and what came of it."""
    begun = "created-by" if number <= _CENTRES else "was-signed"
    year = 1950 + 6 * number
    models = (
        _LIKE._replace(predicate=begun, when=Span.parse(f"{year}-04-28")),
        _LIKE._replace(predicate=_AFTER, value=_WORDS, when=Span.parse(f"{year + 1}-03")),
    )
    return Subject(world, chance, _id(number), 0).facts(models)


def _id(number: int) -> str:
    kind = "centre" if number <= _CENTRES else "charter"
    return f"constant-{kind}-{number}"
