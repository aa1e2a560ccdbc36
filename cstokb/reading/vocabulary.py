"""What reading needs of the vocabulary and the entities, as data.

The tables have the shape of the fields they will be: `shorthand` and `common_word` of an
entity, `held_as` of a post, `triggers` of a predicate.
"""

from collections.abc import Mapping
from typing import Final

SHORTHANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "csto": ("Organization", "organization", "Организация"),
    "secretary-general": ("Secretary General", "secretary general", "general secretary", "генсек"),
    "collective-security-treaty": ("Treaty",),
}
"""What an entity is called after its full name; a capital letter must be there."""

COMMON_WORDS: Final = frozenset(
    "bereg gorny-range golovnoy gvardeisky sverdlovsky-range lepel kant-air-base".split()
)
"""Entities whose one-word names are words of the language."""
