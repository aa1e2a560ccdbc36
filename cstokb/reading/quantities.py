"""How many people: `more than 3,5 thousand servicemen`, `около 600 военнослужащих`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from cstokb.model.fact import Bound, Quantity

_BOUNDS: Final[Mapping[Bound, str]] = {
    "about": "about around approximately some roughly nearly almost около порядка примерно почти",
    "over": "over than exceeding exceeds свыше более",
    "up to": "to до",
}
_BOUND_OF: Final[Mapping[str, Bound]] = {
    word: bound for bound, words in _BOUNDS.items() for word in words.split()
}
_PEOPLE: Final = (
    r"(?:military\s+)?personnel|service(?:men|members|persons)|service\s+members|troops|people|"
    r"military\s+men|participants|persons|человек|военнослужащих|военных|участников|бойцов"
)
_SOLDIERS: Final = "soldiers|солдат"
_QUANTITY: Final = re.compile(
    r"(?:\b(?P<bound>[^\W\d_]+)\s+)?"
    r"(?<![\w.,])(?P<number>\d{1,3}(?:[ \u00a0,]\d{3})+|\d+(?:[.,]\d+)?)\s*"
    r"(?:(?P<scale>тыс\.?|тысяч[аи]?|thousand)(?:\s+(?P<rest>\d{1,3}))?)?\s+"
    r"(?:[^\W\d_]+\s+)?"
    rf"(?:(?P<people>{_PEOPLE})|(?P<soldiers>{_SOLDIERS}))\b",
    re.IGNORECASE,
)


class Counted(NamedTuple):
    """A number of people, and where it stands."""

    start: int
    end: int
    quantity: Quantity


def find_quantities(text: str, start: int, stop: int) -> Iterator[Counted]:
    """The numbers of people in that part of the text."""
    for match in _QUANTITY.finditer(text, start, stop):
        number = _number(match["number"], scaled=bool(match["scale"])) + int(match["rest"] or 0)
        unit = ("personnel", "человек") if match["people"] else ("soldiers", "солдат")
        bound = _BOUND_OF.get((match["bound"] or "").lower(), "")
        if number:
            yield Counted(match.start("number"), match.end(), Quantity(number, *unit, bound))


def _number(text: str, *, scaled: bool) -> int:
    """The whole number; decimals count only before a word for thousand, else it is 0."""
    decimal = re.search(r"[.,]\d{1,2}$", text)
    if decimal:
        return round(float(text.replace(",", ".")) * 1000) if scaled else 0
    whole = int(re.sub(r"\D", "", text)[:12])
    return whole * 1000 if scaled else whole
