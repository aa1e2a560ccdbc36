"""Checks: what is wrong, doubtful or missing in a store, as an ordered table by name.

No check knows a predicate by name; what a predicate allows is said in the vocabulary.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from cstokb.errors import UsageError
from cstokb.model.entity import MAIN_KINDS, Entity, is_slug
from cstokb.model.fact import Fact, Link, Text, fact_id
from cstokb.model.fold import fold
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Predicate, unknown_predicate
from cstokb.model.source import Source
from cstokb.reports.conflicts import Conflict, conflicts, outranked
from cstokb.reports.life import Life, lives

LEVELS = ("error", "warning", "hint")
"""Errors break what other commands rely on; warnings are likely wrong; hints are gaps."""


class Finding(NamedTuple):
    """One thing found: how bad, by which check, about which record, and how to mend it."""

    level: str
    check: str
    about: str
    message: str
    mend: str = ""


class Store(NamedTuple):
    """Everything that checks look at, read once."""

    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    predicates: Mapping[str, Predicate]
    conflicts: tuple[Conflict, ...]
    lives: Mapping[str, Life]

    def predicate(self, fact: Fact) -> Predicate:
        """The fact's predicate; a neutral one where there is none."""
        return self.predicates.get(fact.predicate) or unknown_predicate(fact.predicate)


class Check(NamedTuple):
    """A named check: the level of what it finds, what it looks for, and how."""

    name: str
    level: str
    looks_for: str
    find: Callable[[Store], Iterator[tuple[str, str]]]
    mend: str


def check(
    knowledge: Knowledge, *, only: Iterable[str] = (), skip: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """What the checks find, in their order; raise `UsageError` for an unknown check.

    A finding of level warning is a hint where the fact's note explains it, naming the
    check in square brackets: `the page is older than its last edit [later-than-source]`.
    """
    chosen = _chosen(tuple(only), tuple(skip))
    store = _read(knowledge)
    return tuple(
        Finding(_level(store, check, about), check.name, about, message, check.mend)
        for check in chosen
        for about, message in check.find(store)
    )


def _level(store: Store, check: Check, about: str) -> str:
    fact = store.facts.get(about)
    explained = fact is not None and f"[{check.name}]" in fact.note
    return "hint" if explained and check.level == "warning" else check.level


def _chosen(only: tuple[str, ...], skip: tuple[str, ...]) -> list[Check]:
    names = [check.name for check in CHECKS]
    for name in (*only, *skip):
        if name not in names:
            raise UsageError(f'no check "{name}"', hint=f"checks: {', '.join(names)}")
    return [c for c in CHECKS if (not only or c.name in only) and c.name not in skip]


def _read(knowledge: Knowledge) -> Store:
    facts = {fact.id: fact for fact in knowledge.facts()}
    return Store(
        {entity.id: entity for entity in knowledge.entities()},
        facts,
        {source.id: source for source in knowledge.sources()},
        knowledge.predicates(),
        conflicts(knowledge),
        lives(knowledge, facts.values()),
    )


def _bad_ids(store: Store) -> Iterator[tuple[str, str]]:
    for id in (*store.entities, *store.sources):
        if not is_slug(id):
            yield id, f'"{id}" is not 1 to 64 of a-z, 0-9 and -'


def _dangling(store: Store) -> Iterator[tuple[str, str]]:
    for fact in store.facts.values():
        if fact.predicate not in store.predicates:
            yield fact.id, f'the predicate "{fact.predicate}" is not defined'
        for id in fact.mentions:
            if id not in store.entities:
                yield fact.id, f'no entity "{id}"'
        for citation in fact.citations:
            if citation.source not in store.sources:
                yield fact.id, f'no source "{citation.source}"'
        for id in fact.contradicts:
            if id not in store.facts:
                yield fact.id, f'contradicts "{id}", which is no fact'


def _wrong_kinds(store: Store) -> Iterator[tuple[str, str]]:
    for fact in store.facts.values():
        predicate = store.predicate(fact)
        subject, value = store.entities.get(fact.subject), store.entities.get(fact.link)
        if subject and predicate.subject_kinds and subject.kind not in predicate.subject_kinds:
            yield fact.id, f"{predicate.id} is not said of a {subject.kind}"
        if value and predicate.value_kinds and value.kind not in predicate.value_kinds:
            yield fact.id, f"{predicate.id} does not lead to a {value.kind}"
        if not _fits(fact, predicate):
            yield fact.id, f"{predicate.id} takes {_taken(predicate)}"
        place = store.entities.get(fact.where)
        if place and place.kind not in ("place", "state"):
            yield fact.id, f"{fact.where} is a {place.kind}, not a place"


def _fits(fact: Fact, predicate: Predicate) -> bool:
    if fact.value is None:
        return predicate.optional or predicate.value_type == "none"
    if isinstance(fact.value, Link):
        return predicate.value_type == "entity"
    if isinstance(fact.value, Text):
        return predicate.value_type == "text" or predicate.or_text
    return predicate.value_type in ("number", "text")


def _taken(predicate: Predicate) -> str:
    optional = ", or nothing" if predicate.optional else ""
    words = ", or words" if predicate.or_text and predicate.value_type != "text" else ""
    return f"{predicate.value_type}{words}{optional}"


def _ended_before_begun(store: Store) -> Iterator[tuple[str, str]]:
    for id, lived in store.lives.items():
        if lived.began and lived.ended and lived.ended.last < lived.began.first:
            yield id, f"ended {lived.ended}, before it began {lived.began}"


def _several_holders(store: Store) -> Iterator[tuple[str, str]]:
    for conflict in store.conflicts:
        if _is_of_holders(store, conflict) and not conflict.ranked:
            subjects = sorted({fact.subject for fact in conflict.facts})
            yield conflict.facts[0].id, f"{', '.join(subjects)} at one time"


def _unranked(store: Store) -> Iterator[tuple[str, str]]:
    for conflict in store.conflicts:
        if not _is_of_holders(store, conflict) and not conflict.ranked:
            yield conflict.facts[0].id, f"rivals: {', '.join(f.id for f in conflict.facts[1:])}"


def _is_of_holders(store: Store, conflict: Conflict) -> bool:
    """Whether it is about who held what one alone can hold."""
    alone = all(store.predicate(fact).one_subject for fact in conflict.facts)
    return alone and len({fact.subject for fact in conflict.facts}) > 1


def _outside_life(store: Store) -> Iterator[tuple[str, str]]:
    lost = outranked(store.facts.values(), store.predicates)
    for fact in store.facts.values():
        predicate, lived = store.predicate(fact), store.lives.get(fact.subject)
        if not lived or not fact.when or predicate.anytime or fact.id in lost:
            continue
        if fact in (lived.beginning, lived.ending):
            continue
        if lived.began and fact.when.last < lived.began.first:
            yield fact.id, f"{fact.when} is before {fact.subject} began {lived.began}"
        elif lived.ended and fact.when.first > lived.ended.last:
            yield fact.id, f"{fact.when} is after {fact.subject} ended {lived.ended}"


def _after_source(store: Store) -> Iterator[tuple[str, str]]:
    for fact in store.facts.values():
        predicate = store.predicate(fact)
        if not fact.when or predicate.shape != "event" or predicate.anytime:
            continue
        cited = [store.sources[c.source] for c in fact.citations if c.source in store.sources]
        known = [source.published for source in cited if source.published]
        if known and len(known) == len(cited):
            newest = max(moment.last for moment in known)
            if fact.when.first > newest:
                yield fact.id, f"{fact.when} is later than its newest source, {newest}"


def _unsourced(store: Store) -> Iterator[tuple[str, str]]:
    for fact in store.facts.values():
        if not fact.citations:
            yield fact.id, "no source is cited"


def _id_differs(store: Store) -> Iterator[tuple[str, str]]:
    for fact in store.facts.values():
        right = fact_id(fact.subject, fact.predicate, fact.value, fact.when, fact.where)
        if fact.id != right:
            yield fact.id, f"its content has the id {right}"


def _repeated(store: Store) -> Iterator[tuple[str, str]]:
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for fact in store.facts.values():
        groups[fact.subject, fact.predicate, str(fact.value), str(fact.when)].append(fact.id)
    known = {frozenset(fact.id for fact in c.facts) for c in store.conflicts}
    for ids in groups.values():
        places = {store.facts[id].where for id in ids}
        if len(ids) > 1 and "" in places and not any(known_ids >= {*ids} for known_ids in known):
            yield ids[0], f"says the same as {', '.join(ids[1:])}, but for the place"


def _same_url(store: Store) -> Iterator[tuple[str, str]]:
    urls: dict[str, list[str]] = defaultdict(list)
    for source in store.sources.values():
        if source.url:
            urls[source.url.partition("://")[2].rstrip("/").lower()].append(source.id)
    for ids in urls.values():
        if len(ids) > 1:
            yield ids[0], f"has the url of {', '.join(ids[1:])}"


def _bad_urls(store: Store) -> Iterator[tuple[str, str]]:
    for source in store.sources.values():
        if source.url and not re.match(r"https?://[^\s/]+", source.url):
            yield source.id, f'"{source.url}" is not a web address'


def _unused_sources(store: Store) -> Iterator[tuple[str, str]]:
    cited = {c.source for fact in store.facts.values() for c in fact.citations}
    for id in store.sources:
        if id not in cited:
            yield id, "no fact cites it"


def _wrong_script(store: Store) -> Iterator[tuple[str, str]]:
    for entity in store.entities.values():
        english, russian = entity.names.get("en", ""), entity.names.get("ru", "")
        if re.search(_CYRILLIC, english):
            yield entity.id, f'the English name "{english}" has Russian letters'
        if russian and not re.search(_CYRILLIC, russian):
            yield entity.id, f'the Russian name "{russian}" has no Russian letters'


def _mixed_script(store: Store) -> Iterator[tuple[str, str]]:
    for entity in store.entities.values():
        for name in entity.called:
            for word in re.findall(r"[^\W\d_]+", name):
                if re.search(_CYRILLIC, word) and re.search("[A-Za-z]", word):
                    yield entity.id, f'"{word}" mixes Latin and Russian letters'


def _nameless(store: Store) -> Iterator[tuple[str, str]]:
    for entity in store.entities.values():
        for lang, language in (("en", "English"), ("ru", "Russian")):
            if entity.kind in MAIN_KINDS and not entity.names.get(lang):
                yield entity.id, f"no {language} name"


def _same_name(store: Store) -> Iterator[tuple[str, str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in store.entities.values():
        for name in entity.called:
            owners[fold(name)].add(entity.id)
    for name, ids in sorted(owners.items()):
        if len(ids) > 1:
            yield min(ids), f'"{name}" also names {", ".join(sorted(ids - {min(ids)}))}'


def _isolated(store: Store) -> Iterator[tuple[str, str]]:
    mentioned = {id for fact in store.facts.values() for id in fact.mentions}
    for id in store.entities:
        if id not in mentioned:
            yield id, "no fact mentions it"


def _one_source(store: Store) -> Iterator[tuple[str, str]]:
    cited = Counter(len({c.source for c in fact.citations}) for fact in store.facts.values())
    if cited[1]:
        yield "facts", f"{cited[1]} of {len(store.facts)} facts have one source only"


_CYRILLIC = "[\u0400-\u04ff]"

CHECKS = (
    Check("bad-id", "error", "ids that are not slugs", _bad_ids, "rename it"),
    Check(
        "dangling",
        "error",
        "facts that point to entities, sources, predicates or facts that do not exist",
        _dangling,
        "add what is missing, or correct the id",
    ),
    Check(
        "wrong-kind",
        "error",
        "subjects, values and places of a kind that the predicate does not join",
        _wrong_kinds,
        "use another predicate; cstokb schema lists them",
    ),
    Check(
        "ended-before-begun",
        "error",
        "entities whose end comes before their beginning",
        _ended_before_begun,
        "correct one of the dates",
    ),
    Check(
        "several-holders",
        "error",
        "two at one time in what one alone can hold, neither preferred",
        _several_holders,
        "end one of them, or prefer one",
    ),
    Check(
        "unranked-conflict",
        "warning",
        "sources that disagree, with no side preferred",
        _unranked,
        "prefer one and say why in its note",
    ),
    Check(
        "outside-life",
        "warning",
        "facts from before their subject began or after it ended",
        _outside_life,
        "correct the date, or the beginning or end",
    ),
    Check(
        "later-than-source",
        "warning",
        "facts that happened after all their sources were published",
        _after_source,
        "cite a later source, or say that it was planned",
    ),
    Check("unsourced", "warning", "facts without a source", _unsourced, "cite a source"),
    Check(
        "id-differs",
        "warning",
        "facts whose id is not the one of their content",
        _id_differs,
        "add the fact again under its own id",
    ),
    Check(
        "repeated",
        "warning",
        "facts said twice, once without the place",
        _repeated,
        "keep one, with the sources of both",
    ),
    Check("same-url", "warning", "sources with the same address", _same_url, "merge the sources"),
    Check("bad-url", "warning", "addresses that are not of the web", _bad_urls, "correct it"),
    Check(
        "wrong-script",
        "warning",
        "English names in Russian letters, and the other way round",
        _wrong_script,
        "put the name under its own language",
    ),
    Check(
        "mixed-script",
        "warning",
        "words that mix Latin and Russian letters, which look alike",
        _mixed_script,
        "type the word again in one script",
    ),
    Check(
        "unused-source", "hint", "sources that no fact cites", _unused_sources, "cite or drop it"
    ),
    Check(
        "nameless",
        "hint",
        "entities of the main kinds without an English or a Russian name",
        _nameless,
        "add the name",
    ),
    Check(
        "same-name",
        "hint",
        "names that several entities share",
        _same_name,
        "make one of them more exact",
    ),
    Check("isolated", "hint", "entities that no fact mentions", _isolated, "add a fact about it"),
    Check(
        "one-source",
        "hint",
        "how many facts rest on one source only",
        _one_source,
        "look for a second one",
    ),
)
