"""Checks of entities, and of the ids that they and sources have."""

import re
from array import array
from collections.abc import Iterator, Sequence

from cstokb.model.entity import MAIN_KINDS, Entity, is_slug
from cstokb.model.fact import Fact
from cstokb.model.fold import fold
from cstokb.reports.checks.census import Census
from cstokb.reports.checks.look import Found, Look
from cstokb.reports.numbering import Numbering

_LATIN = "[A-Za-z]"
_CYRILLIC = "[\u0400-\u04ff]"


def bad_ids(ids: Sequence[str]) -> Iterator[Found]:
    """Ids that are not slugs."""
    for id in ids:
        if not is_slug(id):
            yield Found(id, f'"{id}" is not 1 to 64 of a-z, 0-9 and -')


def wrong_script(entities: Sequence[Entity]) -> Iterator[Found]:
    """Names in the letters of the other language."""
    for entity in entities:
        english, russian = entity.names.get("en", ""), entity.names.get("ru", "")
        if re.search(_CYRILLIC, english):
            yield Found(entity.id, f'the English name "{english}" has Russian letters')
        if russian and not re.search(_CYRILLIC, russian):
            yield Found(entity.id, f'the Russian name "{russian}" has no Russian letters')


def mixed_script(entities: Sequence[Entity]) -> Iterator[Found]:
    """Words in the letters of both."""
    for entity in entities:
        for name in filter(_is_mixed, entity.called):
            for word in filter(_is_mixed, re.findall(r"[^\W\d_]+", name)):
                yield Found(entity.id, f'"{word}" mixes Latin and Russian letters')


def _is_mixed(text: str) -> bool:
    # Most are of one script alone.
    if text.isascii():
        return False
    return bool(re.search(_CYRILLIC, text) and re.search(_LATIN, text))


def nameless(entities: Sequence[Entity]) -> Iterator[Found]:
    """Entities of the main kinds that lack a name."""
    for entity in entities:
        for lang, language in (("en", "English"), ("ru", "Russian")):
            if entity.kind in MAIN_KINDS and not entity.names.get(lang):
                yield Found(entity.id, f"no {language} name")


def same_name(census: Census) -> Look:
    """Names of several entities, in the order of names."""
    names, owners = Numbering(), array("i")
    shared: dict[str, list[str]] = {}

    def see(entities: Sequence[Entity]) -> tuple[()]:
        for entity in entities:
            for name in set(map(fold, entity.called)):
                number = names.number(name)
                if number == len(owners):
                    owners.append(census.entities.number(entity.id))
                else:
                    first = census.entities.id(owners[number])
                    shared.setdefault(name, [first]).append(entity.id)
        return ()

    def end() -> Iterator[Found]:
        for name, (first, *others) in sorted(shared.items()):
            yield Found(first, f'"{name}" also names {", ".join(others)}')

    return Look(entities=see, end=end)


def isolated(census: Census) -> Look:
    """Entities that no fact mentions."""

    def see(facts: Sequence[Fact]) -> tuple[()]:
        for id in {id for fact in facts for id in fact.mentions}:
            census.entities.mark(id)
        return ()

    def end() -> Iterator[Found]:
        return (Found(id, "no fact mentions it") for id in census.entities.unmarked())

    return Look(facts=see, end=end)
