"""An archive of made-up facts in the proportions of the shipped ones, of any size.

Every made-up entity has a shipped one for a model, and as many facts, of the same
predicates, ranks and precisions, with as many citations and notes of as many words. The
models are taken in turn, each once before any is taken again, until there are facts
enough. What is made up is the names, the words, the figures, whom a fact links to, and
when: the facts of one entity are moved together to somewhere in 1945-2026.

Few are linked to often and most seldom: the most popular of n entities has a share of
about 1/sqrt(n), as the Council has among the shipped bodies.

All is drawn from generators whose seeds are numbers of entities: the same count gives
the same archive, and nothing but one entity's facts is kept while it streams. It asks
Python for `random()` alone, which no version draws differently.

`tests.benchmarks.constant` is within every archive and the same at every size, so that
the growth of an answer and that of the store are told apart: an entity with as many facts
as the shipped Joint Staff, linked to by nothing else, and all the celebrated events of
28 April. No other celebrated event is made to begin on that day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, count, islice

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.predicate import Predicate
from cstokb.model.record import Noun
from cstokb.model.source import Source
from cstokb.store.protocol import TABLES
from tests.benchmarks import constant
from tests.benchmarks.chance import Chance
from tests.benchmarks.models import Model, block, shipped
from tests.benchmarks.names import id_of, name_of
from tests.benchmarks.origins import source
from tests.benchmarks.subject import Subject, World, shift
from tests.benchmarks.words import TOPICS, Word

SEED = 1992


class Archive:
    """So many made-up facts, and the entities, sources and predicates they need."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        if size < 2 * constant.size():
            raise ValueError(f"an archive of {size} facts is too small to be like the shipped one")
        self.size = size
        self._seed = seed

    def entities(self) -> Iterator[Entity]:
        """The entities, in no order."""
        yield from constant.entities()
        for index, (model, number) in enumerate(self._numbered()):
            yield _entity(self._chance(2 * index), model.entity, number)

    def facts(self) -> Iterator[Fact]:
        """The facts, those with one subject together, in no other order."""
        world = World(self.kinds, self.source_count, Counter())
        return islice(chain(constant.facts(world), self._made(world)), self.size)

    def sources(self) -> Iterator[Source]:
        """The sources, the constant one and then the oldest first."""
        yield constant.source()
        yield from (source(number, self.source_count) for number in range(self.source_count))

    def predicates(self) -> Iterable[Predicate]:
        """The shipped vocabulary."""
        return shipped().predicates.values()

    def records(self) -> Iterator[tuple[str, Noun]]:
        """Everything, each with its table, in the order of `TABLES`."""
        for table in TABLES:
            yield from ((table, noun) for noun in getattr(self, table)())

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many entities there are of each kind, apart from the constant ones."""
        return Counter(model.entity.kind for model in self._models())

    @property
    def source_count(self) -> int:
        """How many sources there are in the shipped proportion, apart from the constant one."""
        return round(self.size * len(shipped().sources) / len(shipped().facts)) - 1

    def _models(self) -> Iterator[Model]:
        """Models one after another, until they have facts enough."""
        wanted = self.size - constant.size()
        for model in chain.from_iterable(block(number, self._seed) for number in count()):
            if wanted <= 0:
                return
            yield model
            wanted -= len(model.facts)

    def _numbered(self) -> Iterator[tuple[Model, int]]:
        """The models, and how many of their kind came before."""
        before: Counter[str] = Counter()
        for model in self._models():
            yield model, before[model.entity.kind]
            before[model.entity.kind] += 1

    def _made(self, world: World) -> Iterator[Fact]:
        for index, (model, number) in enumerate(self._numbered()):
            if model.facts:
                chance = self._chance(2 * index + 1)
                id = id_of(model.entity.kind, number)
                yield from Subject(world, chance, id, shift(model, chance)).facts(model.facts)

    def _chance(self, index: int) -> Chance:
        return Chance(self._seed * 1_000_000_007 + index)


def _entity(chance: Chance, model: Entity, number: int) -> Entity:
    """An entity with as many aliases, and summaries as long, as its model."""
    name = name_of(model.kind, number)
    aliases = (_alias(chance, name, place) for place in range(len(model.aliases)))
    summary = model.summaries.get("en", "").split()
    summaries = zip(("en", "ru"), chance.words(len(summary)), strict=True) if summary else ()
    return Entity(
        id_of(model.kind, number),
        model.kind,
        dict(zip(("en", "ru"), name, strict=True)),
        tuple(aliases),
        {lang: f"{text.capitalize()}." for lang, text in summaries},
    )


def _alias(chance: Chance, name: Word, place: int) -> str:
    """Half of its name with another word, in the one language and the other in turn."""
    language = place % 2
    words = name[language].split()
    return f"{' '.join(words[len(words) // 2 :])} {chance.pick(TOPICS)[language]}"
