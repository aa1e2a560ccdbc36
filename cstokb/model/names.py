"""Finding entities by name: exact, prefix, all words, typo, mentioned; word by word."""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple, get_args

from cstokb.model.entity import Entity
from cstokb.model.fold import fold

MatchKind = Literal["exact", "prefix", "words", "typo", "mention"]
"""How a name may answer a query, best first."""

MATCH_KINDS: tuple[MatchKind, ...] = get_args(MatchKind)

_TOO_MANY = 99


class Hit(NamedTuple):
    """An entity that answers a query, `how` it does, with how many typing errors.

    But for these errors the query is, by `likeness`, a whole name whose letters it has in
    another order (2), a whole name (1), or words of a name (0).
    """

    entity: Entity
    how: MatchKind
    typos: int = 0
    likeness: int = 0


def rank(query: str, entities: Iterable[Entity]) -> list[Hit]:
    """The entities that answer the query, best first, then by id.

    A query word may differ from a name's word by one edit from 4 letters on and by two
    from 8 on; a swap of neighbours is one edit. The query is words, never syntax.
    """
    folded = fold(query)
    if not folded:
        return []
    hits = (hit for entity in entities if (hit := answer(folded, entity)))
    return sorted(hits, key=hit_order)


def hit_order(hit: Hit) -> tuple[int, int, int, str]:
    """The order of hits: how well they answer, whole names first, then by id."""
    return (MATCH_KINDS.index(hit.how), -hit.likeness, hit.typos, hit.entity.id)


def answer(query: str, entity: Entity) -> Hit | None:
    """How the entity answers a query that is folded and not empty, if it does."""
    if entity.merged_into:
        return None
    names = {fold(name) for name in entity.called}
    words = query.split()
    if query in names:
        return Hit(entity, "exact")
    if any(name.startswith(query) for name in names):
        return Hit(entity, "prefix")
    if any(_all_begin(words, name) for name in names):
        return Hit(entity, "words")
    if typing := _with_typos(words, [name.split() for name in names]):
        likeness, typos = typing
        return Hit(entity, "typo", typos, likeness)
    if any(_all_begin(words, fold(text)) for text in entity.summaries.values()):
        return Hit(entity, "mention")
    return None


def _all_begin(words: list[str], name: str) -> bool:
    padded = f" {name}"
    return all(f" {word}" in padded for word in words)


def _with_typos(words: list[str], names: list[list[str]]) -> tuple[int, int] | None:
    """The likeness and the edits by which the words are nearest to one of the names."""
    whole = [(typos, name) for name in names if (typos := _whole_typos(words, name)) < _TOO_MANY]
    if whole:
        fewest = min(typos for typos, _ in whole)
        letters = sorted("".join(words))
        swapped = any(sorted("".join(name)) == letters for typos, name in whole if typos == fewest)
        return (2 if swapped else 1), fewest
    parts = min((_typos(words, name) for name in names), default=_TOO_MANY)
    return (0, parts) if parts < _TOO_MANY else None


def _typos(words: list[str], name: list[str]) -> int:
    """The fewest edits that make every word one of the name's; `_TOO_MANY` beyond the allowed."""
    total = 0
    for word in words:
        allowed = allowed_edits(word)
        best = min((edits(word, other, allowed) for other in name), default=_TOO_MANY)
        if best > allowed:
            return _TOO_MANY
        total += best
    return total


def _whole_typos(words: list[str], name: list[str]) -> int:
    """The edits that make the words those of the whole name, each in its place, as `_typos`."""
    if len(words) != len(name):
        return _TOO_MANY
    pairs = zip(words, name, strict=True)
    return min(sum(_typos([word], [other]) for word, other in pairs), _TOO_MANY)


def allowed_edits(word: str) -> int:
    """How many typing errors a word of that length may hold; a number is never mistyped."""
    if word.isdecimal():
        return 0
    return 2 if len(word) >= 8 else 1 if len(word) >= 4 else 0


def edits(one: str, other: str, most: int) -> int:
    """The optimal string alignment distance, or `most + 1` where it is larger."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most or not most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, match in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != match))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, allowed: Collection[str]) -> tuple[str, ...]:
    """The at most three allowed words that a mistyped one is nearest to; none if none is near.

    A word that goes on where this one stops is nearer than any that differs in a letter.
    """
    lowered = word.lower()
    most = max(1, min(3, len(lowered) // 2))
    begun = tuple(each for each in allowed if len(lowered) > 1 and each.lower().startswith(lowered))
    ranked = sorted((edits(lowered, each.lower(), most), each) for each in allowed)
    near = tuple(each for typos, each in ranked if typos <= most and typos == ranked[0][0])
    return (begun or near)[:3]
