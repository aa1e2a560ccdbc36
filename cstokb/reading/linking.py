"""Names in a text: which words name which entity of the store."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from cstokb.model.article import Mention
from cstokb.reading.context import (
    beside_common_word,
    fits_first_name,
    foreign,
    within_longer_name,
)
from cstokb.reading.endings import spelling, stem
from cstokb.reading.names import END, ORGANS, SKIPPED, Lexicon, Name, Node
from cstokb.reading.tables import word_set
from cstokb.reading.tokens import Tokens

_DISTINCT: Final = 2
"""Of a name of more words than two nobody needs to know whose it is."""

_LONGEST: Final = 40
"""The most tokens a name may take, with what stands between its words."""


_DEFINITE: Final = word_set("the s acting")
_PATRONYMICS: Final = ("вич", "вн", "vich", "vna")


class Match(NamedTuple):
    """The tokens from `first` to `last` that name the entities."""

    first: int
    last: int
    entities: tuple[str, ...]
    bare: bool
    anaphoric: bool


class Linker:
    """Finds names, sentence after sentence, and remembers what was named before."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str]) -> None:
        """`texts` are all there will be; a body is present if its abbreviation is in them."""
        whole = "\n".join(texts)
        self.lexicon = lexicon
        self.namesakes: set[str] = set()
        self.named: set[str] = {
            body for body, short in lexicon.bodies.items() if any(word in whole for word in short)
        }

    def mentions(self, tokens: Tokens) -> tuple[Mention, ...]:
        """The names in a sentence, in order; none overlap."""
        matches = list(self._matches(tokens, tokens.stems))
        starts = {match.first: match for match in matches}
        kept = [match for match in matches if not self._is_part(match, starts, tokens)]
        return tuple(self._mention(match, tokens) for match in kept)

    def _mention(self, match: Match, tokens: Tokens) -> Mention:
        last = match.last
        inside, after = tokens.words[match.first : last + 1], tokens.words[last + 1 : last + 2]
        if after == [")"] and inside.count("(") > inside.count(")"):
            last += 1
        start, end = tokens.starts[match.first], tokens.ends[last]
        return Mention(tokens.text[start:end], start, end, match.entities, match.anaphoric)

    def _matches(self, tokens: Tokens, stems: list[str]) -> Iterator[Match]:
        index = 0
        while index < len(stems):
            node = self.lexicon.root.get(stems[index])
            match = node and self._longest(node, index, tokens, stems)
            if match:
                if len(match.entities) == 1:
                    self.named.add(match.entities[0])
                yield match
            index = match.last + 1 if match else index + 1

    def _longest(self, node: Node, first: int, tokens: Tokens, stems: list[str]) -> Match | None:
        """The longest name that begins there and may be written so."""
        for last, names in reversed(list(_walk(node, first, tokens, stems))):
            allowed = [n for n in names if self._may_be(n, first, last, tokens, stems)]
            if allowed and not self._cuts_name(last, tokens, stems):
                entities = tuple(dict.fromkeys(name.entity for name in allowed))
                if len(entities) > 1:
                    before = tuple(id for id in entities if id in self.named)
                    entities = before if len(before) == 1 else entities
                short = all(name.form in ("short", "lower", "surname") for name in allowed)
                return Match(first, last, entities, all(n.bare for n in allowed), short)
        return None

    def _cuts_name(self, last: int, tokens: Tokens, stems: list[str]) -> bool:
        """Whether the last word is a body's with which a longer name begins."""
        if not tokens.words[last].isupper():
            return False
        node = self.lexicon.root.get(stems[last], {})
        return any(end > last for end, _ in _walk(node, last, tokens, stems))

    def _may_be(self, name: Name, first: int, last: int, tokens: Tokens, stems: list[str]) -> bool:
        """Whether words written so, in such company, are this name."""
        head = tokens.words[first]
        capital = not head[0].islower()
        if name.form == "abbreviation":
            return head.isupper()
        if name.form == "common":
            return capital and beside_common_word(tokens, stems, first, last)
        if name.form == "surname":
            return capital and self._is_person(name.entity, first, tokens, stems)
        kind = self.lexicon.kinds[name.entity]
        if kind not in ORGANS:
            return capital or (kind == "place" and self._is_range(name, first, last, tokens, stems))
        if name.form in ("short", "lower") and not self._is_short(name, first, last, tokens):
            return False
        words = tokens.words[first : last + 1]
        head = next((word for word in words if not word.isupper()), head)
        exact = name.words if head[0].islower() else name.agents
        if exact and not exact.issubset(map(spelling, words)):
            return False
        return not name.bare or self._is_own(name, first, last, tokens, stems)

    def _is_range(
        self, name: Name, first: int, last: int, tokens: Tokens, stems: list[str]
    ) -> bool:
        """Whether a place that begins in small letters has a capital behind, and no name there.

        На полигоне Казанского училища is named as a whole, на полигоне Харбмайдон is not.
        """
        if not any(word[0].isupper() for word in tokens.words[first : last + 1]):
            return False
        return not any(
            end == last and any(other.entity == name.entity for other in names)
            for start in range(first + 1, min(first + 3, last + 1))
            for end, names in _walk(self.lexicon.root.get(stems[start], {}), start, tokens, stems)
        )

    def _is_person(self, entity: str, first: int, tokens: Tokens, stems: list[str]) -> bool:
        """Whether a surname is this person's, and not that of a namesake named before."""
        first_names = self.lexicon.first_names.get(entity, frozenset())
        fits = fits_first_name(tokens, stems, first, first_names)
        if not fits:
            self.namesakes.add(stems[first])
        return fits and (entity in self.named or stems[first] not in self.namesakes)

    def _is_short(self, name: Name, first: int, last: int, tokens: Tokens) -> bool:
        """Whether a short name follows the full one, and is no word of the language."""
        owner = self.lexicon.owners.get(name.entity, name.entity)
        if name.entity not in self.named and owner not in self.named:
            return False
        head = tokens.words[first]
        if head[0].isupper() or name.form == "short" or not head.isascii():
            return head[0].isupper() or name.form == "lower"
        following = tokens.words[last + 1].lower() if last + 1 < len(tokens.words) else ""
        before = tokens.words[first - 1].lower() if first else ""
        return before in _DEFINITE and following not in ("of", "and")

    def _is_own(self, name: Name, first: int, last: int, tokens: Tokens, stems: list[str]) -> bool:
        """Whether a name without its body is that of no other body or state."""
        owner = self.lexicon.owners.get(name.entity)
        if owner and owner not in self.named and last - first < _DISTINCT:
            return False
        return last - first > _DISTINCT or not foreign(tokens, stems, first, last, self.lexicon)

    def _is_part(self, match: Match, starts: dict[int, Match], tokens: Tokens) -> bool:
        """Whether the words belong to a longer name, or to what the next mention owns."""
        kinds, owners = self.lexicon.kinds, self.lexicon.owners
        entity = match.entities[0]
        if kinds[entity] in ("state", "place"):
            return match.last + 1 not in starts and within_longer_name(
                tokens, match.first, match.last
            )
        if not match.bare or entity in self.lexicon.bodies:
            return False
        after = match.last + 1
        while after < len(tokens.words) and tokens.words[after].lower() in ("of", "the"):
            after += 1
        owned = starts.get(after)
        genitive = after > match.last + 1 or not tokens.words[match.last].isascii()
        if owned is None or not genitive or kinds[owned.entities[0]] == "person":
            return False
        return owned.entities[0] not in (owners.get(entity), entity)


def _walk(
    node: Node, first: int, tokens: Tokens, stems: list[str]
) -> Iterator[tuple[int, tuple[Name, ...]]]:
    """The names along the words from `first` on, each with its last token."""
    if END in node:
        yield first, node[END]
    index = first + 1
    while index < min(len(stems), first + _LONGEST):
        child = node.get(stems[index])
        if child is None and _is_compound(tokens, index):
            index += 2
            child = node.get(stem(tokens.words[index - 2] + tokens.words[index]))
        if child is not None:
            node = child
            if END in node:
                yield index, node[END]
        elif not _is_skipped(tokens.words, stems, index) or (
            tokens.words[index] == ")" and "(" not in tokens.words[first:index]
        ):
            return
        index += 1


def _is_compound(tokens: Tokens, index: int) -> bool:
    """Whether a word is glued to the next with a hyphen."""
    if tokens.words[index + 1 : index + 2] != ["-"] or index + 2 >= len(tokens.words):
        return False
    return tokens.glued(index + 1) and tokens.glued(index + 2)


def _is_skipped(words: list[str], stems: list[str], index: int) -> bool:
    word = words[index]
    if word == ".":
        return words[index - 1] == "St"
    patronymic = len(word) > 5 and stems[index].endswith(_PATRONYMICS)
    return patronymic or word.lower() in SKIPPED
