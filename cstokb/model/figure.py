"""Figures as people write them: read one way, or refused with the ways they could be read."""

import re
from collections.abc import Callable
from typing import NamedTuple

from cstokb.errors import Rejected
from cstokb.messages import Message
from cstokb.model.fact import BOUNDS, Bound

MOST_DIGITS = 15
"""Beyond them other programs round."""

_WORDS = "|".join(filter(None, BOUNDS))
_BOUND = rf"(?:({_WORDS}) )?"
_TAKEN = re.compile(
    rf"{_BOUND}(\d+|[1-9]\d?\d?(?: \d{{3}})+|[1-9]\d?\d?(?:,\d{{3}})+)(\.\d+)?", re.ASCII
)
_BEGINS_LIKE_ONE = re.compile(rf"{_BOUND}[-+−~≈<>≤≥=.,±]*\s*\d", re.IGNORECASE)
_THOUSANDS = r"k|K|тыс\.?|тысяч[аи]?|thousand"
_MILLIONS = r"mln\.?|M|млн\.?|миллион(?:ов|а)?|million"
_SIGNS = {"~": "about ", "≈": "about ", "+": "", "-": "", "−": "", "±": "about "} | {
    ">": "over ",
    "<": "under ",
    "≤": "up to ",
    "=": "",
}
_EXAMPLES = Message("write 20000, 1.5, or about 1,500")


class Figure(NamedTuple):
    """A number, and one of `BOUNDS` where it is not exact."""

    number: float
    bound: Bound = ""


def is_like_figure(text: str) -> bool:
    """Whether the text begins as figures do, so that it is one or a slip."""
    return bool(_BEGINS_LIKE_ONE.match(text))


def read_figure(text: str) -> Figure:
    """The figure that the text is; raise `Rejected` with the ways it could be read.

    Taken: digits, in groups of three behind blanks or commas, a dot with any decimals but
    exactly three, and one of `BOUNDS` before it. Comma and dot mean opposite things in
    English and Russian, so what only one of the two would take is refused.
    """
    plain = " ".join(text.split())
    taken = _TAKEN.fullmatch(plain)
    if not taken or len(taken[3] or "") == len(".000"):
        raise Rejected("{}", _refusal(plain))
    digits = re.sub("[, ]", "", taken[2]) + (taken[3] or "")
    if len(digits) > MOST_DIGITS:
        raise Rejected("a figure has more than {} digits", MOST_DIGITS)
    bound: Bound = next((word for word in BOUNDS if word == taken[1]), "")
    return Figure(float(digits) if taken[3] else int(digits), bound)


def _refusal(text: str) -> Message:
    """Why the text is no figure, with all readings of it, ready to copy."""
    bound, bare = "", text
    if found := re.match(rf"({_WORDS}) ", text):
        bound, bare = found[0], text[found.end() :]
    for pattern, readings in _SLIPS:
        if slip := re.fullmatch(pattern, bare, re.ASCII):
            ways = [f"{bound}{way}".strip() for way in readings(slip)]
            if len(ways) == 1:
                return Message('"{}" is no figure: write {}', text, ways[0])
            return Message('"{}" can be {} or {}: write the one that is meant', text, *ways)
    return Message('"{}" is no figure: {}', text, _EXAMPLES)


def _decimal(whole: str, decimals: str) -> str:
    """The number with decimals as it is taken: never with exactly three of them."""
    whole = re.sub(r"\D", "", whole)
    kept = decimals.rstrip("0")
    return f"{whole}.{kept}{'0' * (len(kept) == 3)}" if kept else whole


def _whole(digits: str) -> str:
    return re.sub(r"\D", "", digits).lstrip("0") or "0"


def _either(slip: re.Match[str]) -> list[str]:
    """Decimals behind the sign, or groups of digits."""
    return [_decimal(slip[1], slip[2]), _whole(slip[1] + slip[2])]


def _times(zeros: int) -> Callable[[re.Match[str]], list[str]]:
    def readings(slip: re.Match[str]) -> list[str]:
        decimals = slip[2] or ""
        return [_whole(slip[1] + decimals.ljust(zeros, "0"))]

    return readings


_SLIPS: tuple[tuple[str, Callable[[re.Match[str]], list[str]]], ...] = (
    (r"(\d[\d ,]*),(\d+)", _either),
    (r"(\d[\d ,]*)\.(\d{3})", _either),
    (r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?", lambda slip: [_decimal(slip[1], slip[2] or "")]),
    (r"(\d[\d ,]*,\d*)()", lambda slip: [_whole(slip[1])]),
    (rf"(\d+)(?:[.,](\d{{1,3}}))? ?(?:{_THOUSANDS})", _times(3)),
    (rf"(\d+)(?:[.,](\d{{1,6}}))? ?(?:{_MILLIONS})", _times(6)),
    (r"(\d+) ?(?:-|−|–|—|\.\.\.?|…|/) ?(\d+)", lambda slip: [slip[1], slip[2]]),
    (r"([~≈+\-−±><≤=]) ?(\d+(?:\.\d+)?)", lambda slip: [f"{_SIGNS[slip[1]]}{slip[2]}"]),
    (r"(\d+(?:\.\d+)?) ?\+", lambda slip: [f"over {slip[1]}"]),
    (r"(?i:около|примерно|~|c\.|ca\.?|circa) ?(\d+)", lambda slip: [f"about {slip[1]}"]),
    (r"(?i:более|больше|свыше|more than) (\d+)", lambda slip: [f"over {slip[1]}"]),
    (r"(?i:менее|меньше|less than) (\d+)", lambda slip: [f"under {slip[1]}"]),
    (r"(?i:до) (\d+)", lambda slip: [f"up to {slip[1]}"]),
    (r"(\d[\d ]*)(?: \D.*)?", lambda slip: [_whole(slip[1])]),
    (r"(?i:about|over|up to|under) (\d+)", lambda slip: [slip[0].lower()]),
)
"""Ways to write figures that are not taken, and how each could be read."""
