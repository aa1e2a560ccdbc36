"""Checks of entities, and of the ids of entities and sources."""

import re
from array import array
from collections.abc import Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.compact import HashIds
from cstokb.model.entity import MAIN_KINDS, Entity, is_slug
from cstokb.model.fact import Fact
from cstokb.model.fold import fold
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Visitor

_LATIN = "[A-Za-z]"
_CYRILLIC = "[\u0400-\u04ff]"


def bad_ids(ids: Sequence[str]) -> Iterator[Problem]:
    """Ids that are not slugs."""
    for id in ids:
        if not is_slug(id):
            yield Problem(id, Message('"{}" is not 1 to 64 of a-z, 0-9 and -', id))


def wrong_script(entities: Sequence[Entity]) -> Iterator[Problem]:
    """English names in Cyrillic, and Russian names without any."""
    for entity in entities:
        english, russian = entity.names.get("en", ""), entity.names.get("ru", "")
        if re.search(_CYRILLIC, english):
            yield Problem(entity.id, Message('the English name "{}" has Russian letters', english))
        if russian and not re.search(_CYRILLIC, russian):
            yield Problem(
                entity.id, Message('the Russian name "{}" has no Russian letters', russian)
            )


def mixed_script(entities: Sequence[Entity]) -> Iterator[Problem]:
    """Words that mix Latin and Cyrillic letters, which look alike."""
    for entity in entities:
        for name in filter(_is_mixed, entity.called):
            for word in filter(_is_mixed, re.findall(r"[^\W\d_]+", name)):
                yield Problem(entity.id, Message('"{}" mixes Latin and Russian letters', word))


def _is_mixed(text: str) -> bool:
    # Saves two searches for most names.
    if text.isascii():
        return False
    return bool(re.search(_CYRILLIC, text) and re.search(_LATIN, text))


def nameless(entities: Sequence[Entity]) -> Iterator[Problem]:
    """Entities of the main kinds without an English or a Russian name."""
    for entity in entities:
        if entity.kind in MAIN_KINDS:
            if not entity.names.get("en"):
                yield Problem(entity.id, Message("no English name"))
            if not entity.names.get("ru"):
                yield Problem(entity.id, Message("no Russian name"))


def same_name(index: ReferenceIndex) -> Visitor:
    """Names that several entities share, in the order of names."""
    names, owners = HashIds(), array("i")
    shared: dict[str, list[str]] = {}

    def visit(entities: Sequence[Entity]) -> tuple[()]:
        for entity in entities:
            for name in set(map(fold, entity.called)):
                number = names.number(name)
                if number == len(owners):
                    owners.append(index.entities.number(entity.id))
                else:
                    first = index.entities.id(owners[number])
                    shared.setdefault(name, [first]).append(entity.id)
        return ()

    def finish() -> Iterator[Problem]:
        for name, (first, *others) in sorted(shared.items()):
            yield Problem(first, Message('"{}" also names {}', name, ", ".join(others)))

    return Visitor(visit_entities=visit, finish=finish)


def isolated(index: ReferenceIndex) -> Visitor:
    """Entities that no fact mentions."""

    def visit(facts: Sequence[Fact]) -> tuple[()]:
        for id in {id for fact in facts for id in fact.mentions}:
            index.entities.mark_used(id)
        return ()

    def finish() -> Iterator[Problem]:
        unused = (id for id in index.entities.unused() if id not in index.merged)
        return (Problem(id, Message("no fact mentions it")) for id in unused)

    return Visitor(visit_facts=visit, finish=finish)
