"""Folding: one spelling for all the ways people type a name, in either script.

Cyrillic is written in Latin letters the way passports and news agencies do, so that
a Latin query finds a Cyrillic name and the other way round.
"""

import re
from functools import lru_cache

_CYRILLIC = {
    **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufie", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
    **dict(zip("әғқңөұүіһїєґўҳҷӣӯ", "agknouuihieguhjiu", strict=True)),
}
_LETTERS = str.maketrans(_CYRILLIC)
_LATIN = (("ya", "ia"), ("yu", "iu"), ("yo", "e"), ("ye", "e"), ("y", "i"), ("x", "ks"))
_APOSTROPHES = "['‘’‛ʻʼʽʾʿˈ`´ʹʺ′″]"
"""Uzbek and Tatar names are written with most of them, Arabic and Hebrew ones with the rest."""
_WORD = r"[^\W_]+"
_IS_PLAIN = re.compile(r"[\x00-\x7fА-яЁё«»–—’]*").fullmatch
"""Whether the text has no accents and nothing that Unicode decomposes."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower-case Latin words, one space apart, without accents or punctuation.

    `Объединённый штаб` and `obyedinyonny` come as close as their letters allow;
    ё equals е, the hard and soft signs vanish, y equals i, ye equals e.
    """
    if not _IS_PLAIN(text):
        text = _without_accents(text)
    letters = re.sub(_APOSTROPHES, "", text.casefold()).translate(_LETTERS)
    for spelling, plain in _LATIN:
        letters = letters.replace(spelling, plain)
    while "ii" in letters:
        letters = letters.replace("ii", "i")
    return " ".join(re.findall(_WORD, letters))


def _without_accents(text: str) -> str:
    # Only names with accents pay for the tables of Unicode.
    from unicodedata import combining, normalize

    kept = normalize("NFKC", text).replace("й", "и").replace("Й", "И")
    split = normalize("NFKD", kept)
    return "".join(c for c in split if not combining(c))
