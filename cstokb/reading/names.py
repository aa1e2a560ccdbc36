"""`Lexicon`: every name of the store's entities as a tree of stems, to be found in a text."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple

from cstokb.model.entity import Entity
from cstokb.reading.endings import spelling, stem
from cstokb.reading.tables import stem_set, word_set
from cstokb.reading.tokens import tokenize

Form = Literal["plain", "word", "abbreviation", "surname", "common", "short", "lower"]
"""How a name must be written to be one.

A `word` and a `surname` need a capital letter, an `abbreviation` nothing but capitals; a
`common` word counts in quotes or beside a word such as exercise; a `short` name counts
after the full one, a `lower` one without its capital letter too.
"""

SKIPPED: Final = word_set("of the a an - – — « » \" “ ” „ ( ) ' ’ s")
"""What may stand between the words of a name."""

ORGANS: Final = frozenset(("body", "force", "document"))
"""The kinds whose names may leave out the body they belong to."""

END: Final = ""
"""The key of a node under which the names that end there are kept."""

Node = dict[str, Any]
"""Nodes by stem; under `END` a tuple of `Name`."""

_EXERCISES: Final = stem_set("exercise учение operation операция drill series серия")
_BREAKS: Final = frozenset(",;:/")
_LONG: Final = 2
_AGENTS: Final = ("ers", "ors")
_NONE: Final[frozenset[str]] = frozenset()


class Name(NamedTuple):
    """An entity by one of its names. `bare` means that the name leaves its body out.

    `words` are the English words that must stand just so where they have no capitals,
    `agents` those that must in any case: ministers are a council, a minister is not.
    """

    entity: str
    form: Form
    bare: bool = False
    words: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()


class Held(NamedTuple):
    """What who holds a post is: `predicate` and its value."""

    predicate: str
    value: str


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
    posts: Mapping[str, Held]
    """By post; who is named beside one holds it."""

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> "Lexicon":
        """The lexicon of the entities."""
        # What is called nothing was merged away.
        return _Builder(tuple(entity for entity in entities if entity.called)).lexicon()


class _Spelt(NamedTuple):
    """A name of an entity and the stems of its words."""

    entity: Entity
    text: str
    stems: list[str]


class _Builder:
    """Collects names. `bodies` maps an abbreviation to its body and that one's long names."""

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        self.entities = entities
        self.root: Node = {}
        self.owners: dict[str, str] = {}
        self.names = [
            _Spelt(entity, name, stems)
            for entity in entities
            for name in entity.called[1:]
            if not _BREAKS.intersection(name) and (stems := _stems(name))
        ]
        self.short = [
            _Spelt(entity, name, _stems(name)) for entity in entities for name in entity.shorthand
        ]
        self.bodies = self._bodies()

    def _bodies(self) -> dict[str, tuple[str, tuple[tuple[str, ...], ...]]]:
        long: dict[str, dict[tuple[str, ...], None]] = {}
        for name in self.names:
            if name.entity.kind == "body" and len(name.stems) > _LONG:
                long.setdefault(name.entity.id, {})[tuple(name.stems)] = None
        for name in self.short:
            # Russian puts it right behind: Секретариат Организации.
            if name.entity.id in long and not name.text.isascii():
                long[name.entity.id][tuple(name.stems)] = None
        return {
            name.stems[0]: (name.entity.id, tuple(long[name.entity.id]))
            for name in self.names
            if name.entity.id in long and _is_abbreviation(name.text)
        }

    def lexicon(self) -> Lexicon:
        for name in self.names:
            self._add_name(name, self._form(name))
        for name in self.short:
            self._add_name(name, "lower" if name.text.islower() else "short")
        for name in (*self.names, *self.short):
            self._add_with_owner(name)
        first_names: dict[str, set[str]] = {}
        for name in self.names:
            if name.entity.kind == "person" and len(name.stems) > 1:
                first_names.setdefault(name.entity.id, set()).add(name.stems[0])
        kinds = {entity.id: entity.kind for entity in self.entities}
        owners = set(self.owners.values())
        bodies = {
            entity.id: tuple(filter(_is_abbreviation, entity.called[1:]))
            for entity in self.entities
            if entity.id in owners
        }
        frozen = {id: frozenset(names) for id, names in first_names.items()}
        posts = {
            entity.id: Held(entity.held_as, entity.held_of or entity.id)
            for entity in self.entities
            if entity.held_as and (not entity.held_of or entity.held_of in kinds)
        }
        return Lexicon(self.root, kinds, self.owners, bodies, frozen, posts)

    def _add_name(self, name: _Spelt, form: Form) -> None:
        entity, stems = name.entity, name.stems
        body = next((word for word in stems if word in self.bodies), "")
        owned = bool(body) and self.bodies[body][0] != entity.id and len(stems) > 1
        organ = entity.kind in ORGANS
        entry = Name(entity.id, form, organ and not owned, *_exact(name, body))
        self._add(stems, entry)
        if owned:
            rest = [word for word in stems if word != body]
            self.owners.setdefault(entity.id, self.bodies[body][0])
            self._add_respelt(rest, body, entry)
            if len(rest) > _LONG:
                self._add(rest, entry._replace(bare=organ))
        if entity.kind == "person" and len(stems) > 1:
            self._add([stems[-1], *stems[:-1]], entry)

    def _add_with_owner(self, name: _Spelt) -> None:
        """A name that leaves its body out, with its body."""
        owner = self.owners.get(name.entity.id)
        if owner is None or len(name.stems) == 1 or not self.bodies.keys().isdisjoint(name.stems):
            return
        entry = Name(name.entity.id, "plain", False, *_exact(name, ""))
        for word, (id, _) in self.bodies.items():
            if id == owner and word.isascii() == name.stems[0].isascii():
                self._add_respelt(name.stems, word, entry)

    def _add_respelt(self, rest: list[str], body: str, entry: Name) -> None:
        """The name with its body in short anywhere, and in full before or after it."""
        for gap in range(len(rest) + 1):
            self._add([*rest[:gap], body, *rest[gap:]], entry)
        for long in self.bodies[body][1]:
            if long[0].isascii() == body.isascii():
                self._add([*rest, *long], entry)
                self._add([*long, *rest], entry)

    def _form(self, name: _Spelt) -> Form:
        kind, stems = name.entity.kind, name.stems
        numbered = any(word.isdigit() for word in stems)
        if kind == "exercise" and not numbered and _EXERCISES.isdisjoint(stems):
            return "common"
        if len(stems) > 1:
            return "plain"
        if _is_abbreviation(name.text):
            return "abbreviation"
        if name.entity.common_word:
            return "common"
        if kind == "person":
            return "surname"
        return "word" if kind in ("place", "state", "exercise") else "short"

    def _add(self, stems: Iterable[str], entry: Name) -> None:
        node = self.root
        for word in stems:
            node = node.setdefault(word, {})
        entries = node.get(END, ())
        if entry not in entries:
            node[END] = (*entries, entry)


def _exact(name: _Spelt, body: str) -> tuple[frozenset[str], frozenset[str]]:
    """The English words of an organ's name but for its body's, and those that are persons."""
    if name.entity.kind not in ORGANS:
        return _NONE, _NONE
    words = frozenset(
        spelling(word)
        for word in re.findall(r"[A-Za-z]+", name.text)
        if word.lower() not in SKIPPED and stem(word) != body
    )
    return words, frozenset(word for word in words if word.endswith(_AGENTS))


def _stems(name: str) -> list[str]:
    tokens = tokenize(name)
    return [
        stem for stem, word in zip(tokens.stems, tokens.lowered, strict=True) if word not in SKIPPED
    ]


def _is_abbreviation(name: str) -> bool:
    return name.isupper() and name.isalpha() and len(name) > 1
