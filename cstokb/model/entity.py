"""`Entity`: a node with names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from cstokb.errors import UsageError
from cstokb.messages import Message, did_you_mean

Kind = Literal["body", "force", "document", "exercise", "date", "person", "state", "place"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAIN_KINDS = KINDS[:5]
"""The five kinds this knowledge base is about; the others are around them."""

KIND_WORDS: Mapping[Kind, tuple[str, ...]] = {
    "body": ("bodies", "орган", "органы"),
    "force": ("forces", "силы", "силы"),
    "document": ("documents", "документ", "документы"),
    "exercise": ("exercises", "учение", "учения"),
    "date": ("dates", "событие", "события"),
    "person": ("persons", "лицо", "лица", "people"),
    "state": ("states", "государство", "государства"),
    "place": ("places", "место", "места"),
}
"""Other words for each kind: English plural, Russian singular and plural, and synonyms."""

Words = Mapping[str, str]
"""One thing said in several languages, by language code."""

NO_WORDS: Words = MappingProxyType({})

_SLUG_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_ID_LETTERS = _SLUG_LETTERS | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ_.")
_MAX_ID_LETTERS = 200


def is_slug(id: str) -> bool:
    """Whether the text is 1 to 64 of a-z, 0-9 and hyphens, as ids of entities are."""
    return 0 < len(id) <= 64 and _SLUG_LETTERS.issuperset(id)


def is_id(id: str) -> bool:
    """Whether the text may be an id of any table: nothing that could become a path.

    It is 1 to 200 of ASCII letters, digits, `-`, `_` and `.`; no dot is first or beside another.
    """
    return (
        0 < len(id) <= _MAX_ID_LETTERS
        and _ID_LETTERS.issuperset(id)
        and id[0] != "."
        and ".." not in id
    )


class Entity(NamedTuple):
    """A thing that facts are about.

    `id` is a slug (`is_slug`), `names`, `summaries` and `forms` are by language (`en`, `ru`);
    aliases are in any script. `forms` is what its name becomes in a sentence, in the notation
    of `cstokb.model.forms`. `merged_into` is empty, or the id of the entity that this one
    turned out to be: it is then a redirect, kept as it was.

    For the reading of articles: `shorthand`, what it is called after its full name;
    `common_word`, that its one-word names are words of the language; for a post `held_as`,
    the predicate of who holds it, and `held_of`, the value of that, if it is not the post.
    """

    id: str
    kind: Kind
    names: Words
    aliases: tuple[str, ...] = ()
    summaries: Words = NO_WORDS
    shorthand: tuple[str, ...] = ()
    common_word: bool = False
    held_as: str = ""
    held_of: str = ""
    merged_into: str = ""
    forms: Words = NO_WORDS

    def name(self, lang: str = "en") -> str:
        """Its name in that language, or in the other, or its id."""
        return self.names.get(lang) or next(filter(None, self.names.values()), self.id)

    def summary(self, lang: str = "en") -> str:
        """Its summary in that language, or in the other, or empty."""
        return self.summaries.get(lang) or next(filter(None, self.summaries.values()), "")

    @property
    def called(self) -> tuple[str, ...]:
        """Everything it is called: id, names, aliases; nothing if it was merged away."""
        return () if self.merged_into else (self.id, *self.names.values(), *self.aliases)


def kind_of_word(word: str) -> Kind:
    """The kind that a word means, singular or plural; raise `UsageError` if none."""
    lowered = word.strip().lower()
    for kind, words in KIND_WORDS.items():
        if lowered == kind or lowered in words:
            return kind
    # lazy: 2 ms; only errors need it
    from cstokb.model.names import nearest

    near = nearest(word, KINDS)
    choice = Message("kinds: {}", ", ".join(KINDS))
    hint = did_you_mean(near) if near else choice
    raise UsageError('no kind "{}"', word, hint=hint)
