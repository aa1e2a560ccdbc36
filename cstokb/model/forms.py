"""The forms of a name in sentences: its cases, and what verbs agree with.

An entity has them as text, a language each: `n | gen Устава ~ | dat Уставу ~ | ~ ОДКБ`.
First stands the gender or the number, last what the `~` of the others stands for.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

CASES = ("", "nom", "gen", "dat", "acc", "ins", "loc", "prp", "bare")
"""`nom` is how the name stands inside a sentence, where that is not as it is; `loc` has its
preposition, `prp` is the same without; `bare` is an English post without its article. The
empty case is that of a slot which names none.
"""
GENDERS = ("m", "f", "n", "pl")
NUMBERS = ("sg", "pl")


class Term(NamedTuple):
    """What stands in a slot: its forms by case, and the gender or number, where it is known."""

    forms: Mapping[str, str]
    agrees: str = ""


@lru_cache(maxsize=2048)
def term(name: str, forms: str) -> Term:
    """The name as it stands in sentences; raise ValueError for forms that are none."""
    agrees, *others = [part.strip() for part in forms.split(" | ")]
    found = dict(part.partition(" ")[::2] for part in others)
    tail = found.pop("~", "")
    if agrees not in ("", *GENDERS, *NUMBERS) or not found.keys() <= {*CASES}:
        raise ValueError(forms)
    cased = {case: form.replace("~", tail) for case, form in found.items()}
    if "loc" in cased:
        cased["prp"] = re.sub("^(в|во|на) ", "", cased["loc"])
    return Term({"": cased.get("nom") or _inside(name, cased.get("gen", "")), **cased}, agrees)


def _inside(name: str, genitive: str) -> str:
    """The name inside a sentence: a common noun begins with a small letter, as its genitive."""
    return name[:1].lower() + name[1:] if genitive[:1].islower() else name
