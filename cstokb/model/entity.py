"""`Entity`: a node with names."""

import re
from dataclasses import dataclass, field

from cstokb.errors import UsageError

MAIN_KINDS = ("body", "force", "document", "exercise", "date")
KINDS = (*MAIN_KINDS, "person", "state", "place")
"""The five kinds this knowledge base is about, then those around them."""

KIND_WORDS = {
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

SLUG = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that facts are about.

    `id` is a slug (`SLUG`), `kind` one of `KINDS`, `names` and `summaries` are by
    language (`en`, `ru`); aliases are in any script.
    """

    id: str
    kind: str
    names: dict[str, str]
    aliases: tuple[str, ...] = ()
    summaries: dict[str, str] = field(default_factory=dict)

    def name(self, lang: str = "en") -> str:
        """Its name in that language, or in the other, or its id."""
        return self.names.get(lang) or next(iter(self.names.values()), "") or self.id

    def summary(self, lang: str = "en") -> str:
        """Its summary in that language, or in the other, or empty."""
        return self.summaries.get(lang) or next(iter(self.summaries.values()), "")

    @property
    def called(self) -> tuple[str, ...]:
        """Everything it is called: id, names, aliases."""
        return (self.id, *self.names.values(), *self.aliases)


def kind_of_word(word: str) -> str:
    """The kind that a word means, singular or plural; raise `UsageError` if none."""
    lowered = word.strip().lower()
    for kind, words in KIND_WORDS.items():
        if lowered == kind or lowered in words:
            return kind
    raise UsageError(f'no kind "{word}"', hint=f"kinds: {', '.join(KINDS)}")
