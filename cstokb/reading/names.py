"""`Lexicon`: every name of the store's entities as a tree of stems, to be found in a text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from cstokb.model.entity import Entity
from cstokb.reading.endings import spelling, stem
from cstokb.reading.tokens import tokenize

Form = Literal["plain", "word", "abbreviation", "surname", "common", "short", "lower"]
"""How a name must be written to be one.

A `word` and a `surname` need a capital letter, an `abbreviation` nothing but capitals; a
`common` word counts in quotes or beside a word such as exercise; a `short` name counts
after the full one, a `lower` one without its capital letter too.
"""

SKIPPED: Final = frozenset('of the a an - – — « » " “ ” „ ( ) \' ’ s'.split())
"""What may stand between the words of a name."""

ORGANS: Final = frozenset(("body", "force", "document"))
"""The kinds whose names may leave out the body they belong to."""

END: Final = ""
"""The key of a node under which the names that end there are kept."""

Node = dict[str, Any]
"""Nodes by stem; under `END` a tuple of `Name`."""

_EXERCISES: Final = frozenset(map(stem, "exercise учение operation операция drill series серия".split()))
_BREAKS: Final = frozenset(",;:/")
_LONG: Final = 2
_NONE: Final[frozenset[str]] = frozenset()


class Name(NamedTuple):
    """An entity by one of its names. `bare` means that the name leaves its body out.

    `words` are the English words that must stand just so where they have no capitals.
    """

    entity: str
    form: Form
    bare: bool = False
    words: frozenset[str] = frozenset()


class Lexicon(NamedTuple):
    """The names of a store. It pickles, so that many processes can share one.

    `bodies` are the abbreviations of the bodies that own others, `owners` the body whose
    abbreviation stands in the names of an entity, `first_names` of persons are stems.
    """

    root: Node
    kinds: Mapping[str, str]
    owners: Mapping[str, str]
    bodies: Mapping[str, tuple[str, ...]]
    first_names: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls,
        entities: Iterable[Entity],
        shorthands: Mapping[str, tuple[str, ...]],
        common_words: frozenset[str],
    ) -> "Lexicon":
        """The lexicon of the entities, with what they are called for short after their name.

        `common_words` are entities whose names are words of the language.
        """
        return _Builder(tuple(entities), shorthands, common_words).lexicon()


class _Builder:
    """Collects names; `bodies` maps the abbreviation of a body to its other names."""

    def __init__(
        self,
        entities: tuple[Entity, ...],
        shorthands: Mapping[str, tuple[str, ...]],
        common_words: frozenset[str],
    ) -> None:
        self.entities = entities
        self.shorthands = shorthands
        self.common_words = common_words
        self.root: Node = {}
        self.owners: dict[str, str] = {}
        self.first_names: dict[str, frozenset[str]] = {}
        self.bodies = {
            stem(name): (entity.id, _long_names(entity))
            for entity in entities
            if entity.kind == "body" and _long_names(entity)
            for name in entity.called[1:]
            if _is_abbreviation(name)
        }

    def lexicon(self) -> Lexicon:
        for entity in self.entities:
            for name in entity.called[1:]:
                if not _BREAKS.intersection(name):
                    self._add_name(entity, name, self._form(entity, name))
            if entity.kind == "person":
                self.first_names[entity.id] = frozenset(_first_names(entity))
        for entity in self.entities:
            short = self.shorthands.get(entity.id, ())
            for name in short:
                self._add_name(entity, name, "lower" if name.islower() else "short")
            if entity.id in self.owners:
                for name in (*entity.called[1:], *short):
                    self._add_owned(entity, name)
        kinds = {entity.id: entity.kind for entity in self.entities}
        bodies = {
            entity.id: tuple(filter(_is_abbreviation, entity.called[1:]))
            for entity in self.entities
            if entity.id in self.owners.values()
        }
        return Lexicon(self.root, kinds, self.owners, bodies, self.first_names)

    def _add_name(self, entity: Entity, name: str, form: Form) -> None:
        stems = _stems(name)
        body = next((word for word in stems if word in self.bodies), "")
        if not stems:
            return
        owned = bool(body) and self.bodies[body][0] != entity.id and len(stems) > 1
        rest = [word for word in stems if word != body] if owned else stems
        found = Name(entity.id, form)
        if entity.kind in ORGANS:
            exact = frozenset(word for word in _exact(name) if stem(word) != body)
            found = found._replace(bare=not owned, words=exact)
        self._add(stems, found)
        if owned:
            self.owners.setdefault(entity.id, self.bodies[body][0])
            self._add_respelt(rest, body, found)
            if len(rest) > _LONG:
                self._add(rest, found._replace(bare=entity.kind in ORGANS))
        if entity.kind == "person" and len(stems) > 1:
            self._add([stems[-1], *stems[:-1]], found)

    def _add_owned(self, entity: Entity, name: str) -> None:
        """A name that leaves its body out, with its body."""
        stems = _stems(name)
        if len(stems) > 1 and self.bodies.keys().isdisjoint(stems):
            full = Name(entity.id, "plain", words=_exact(name) if entity.kind in ORGANS else _NONE)
            for word in self._abbreviations(self.owners[entity.id], name):
                self._add_respelt(stems, word, full)

    def _abbreviations(self, body: str, name: str) -> Iterator[str]:
        """The abbreviations of the body in the script of the name."""
        for word, (id, _) in self.bodies.items():
            if id == body and word.isascii() == name.isascii():
                yield word

    def _add_respelt(self, rest: list[str], body: str, name: Name) -> None:
        """The name with its body in short anywhere, and in full before or after it."""
        for gap in range(len(rest) + 1):
            self._add([*rest[:gap], body, *rest[gap:]], name)
        for spelling in self.bodies[body][1]:
            if spelling[0].isascii() == body.isascii():
                self._add([*rest, *spelling], name)
                self._add([*spelling, *rest], name)

    def _form(self, entity: Entity, name: str) -> Form:
        stems = _stems(name)
        digits = any(word.isdigit() for word in stems)
        if entity.kind == "exercise" and not digits and not _EXERCISES.intersection(stems):
            return "common"
        if len(stems) > 1:
            return "plain"
        if _is_abbreviation(name):
            return "abbreviation"
        if entity.id in self.common_words:
            return "common"
        if entity.kind == "person":
            return "surname"
        return "word" if entity.kind in ("place", "state", "exercise") else "short"

    def _add(self, stems: list[str], name: Name) -> None:
        node = self.root
        for word in stems:
            node = node.setdefault(word, {})
        names = node.get(END, ())
        if name not in names:
            node[END] = (*names, name)


def _exact(name: str) -> frozenset[str]:
    """The English words of the name, with their endings."""
    words = tokenize(name).words
    return frozenset(spelling(w) for w in words if w.isascii() and w.lower() not in SKIPPED)


def _stems(name: str) -> list[str]:
    return [stem(word) for word in tokenize(name).words if word.lower() not in SKIPPED]


def _is_abbreviation(name: str) -> bool:
    return name.isupper() and name.isalpha() and len(name) > 1


def _long_names(entity: Entity) -> tuple[tuple[str, ...], ...]:
    """The names of more than two words, as stems, each once."""
    names = (tuple(_stems(name)) for name in entity.called[1:])
    return tuple(dict.fromkeys(stems for stems in names if len(stems) > _LONG))


def _first_names(entity: Entity) -> Iterator[str]:
    for name in entity.called[1:]:
        words = name.split()
        if len(words) > 1:
            yield stem(words[0])
