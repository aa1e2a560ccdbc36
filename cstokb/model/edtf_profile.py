"""The day profile of EDTF: which valid EDTF (ISO 8601-2) this program leaves out, and why.

The profile is level 0 without times of day and years before 0001, and of level 1 the
qualifiers `~ ? %`, unspecified last digits of a year (`199X`), open and unknown ends of
intervals, and seasons: 21 March-May, 22 June-August, 23 September-November, 24
December-February of the next year.
"""

import re
from typing import Final

from cstokb.messages import Message

PROFILE_HINT: Final = (
    "the day profile has 2003-04-28, 2003-04, 2003-23 (autumn), 2003, 199X, 19XX; "
    "with ~ about, ? uncertain, % both; 2003/2004, 2003/.. not ended, 2003/ end not known"
)
_TIME: Final = r"T\d\d(?::?\d\d){0,2}(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
_LEFT_OUT: Final = (
    (r"[\[{].*[\]}]", Message("level 2: a set")),
    (rf"-?\d{{4}}-\d\d-\d\d{_TIME}", Message("a date and time")),
    (r"Y.*S\d+", Message("level 2: significant digits")),
    (r"Y-?\d+(?:E\d+)?", Message("a year of more than four digits")),
    (r"-?\d{4}S\d+[~?%]?", Message("level 2: significant digits")),
    (r"-[\dX]{4}(?:-[\dX].*)?[~?%]?", Message("a year before 0001")),
    (r"0000(?:-.*)?[~?%]?", Message("a year before 0001")),
    (r"[\dX]{4}-(?:2[5-9]|3\d|4[01])[~?%]?", Message("level 2: a part of a year")),
    (r"(?=.*[~?%].)[\dX~?%-]+", Message("level 2: a qualifier of one part")),
    (r"\d{4}-XX(?:-XX)?[~?%]?|\d{4}-\d\d-XX[~?%]?", Message("an X for a month or a day")),
    (r"(?:[\dX]XXX)[~?%]?", Message("a time of a thousand years or more")),
    (r"(?=.*X)[\dX]{4}(?:-[\dX]{2}){0,2}[~?%]?", Message("level 2: unknown digits")),
)


def left_out(text: str) -> Message | None:
    """What the text is in EDTF that the profile leaves out; None for all other texts."""
    if reason := _kind(text):
        return reason
    ends = text.split("/")
    reasons = [_kind(end) for end in ends] if len(ends) == 2 else []
    return next(filter(None, reasons), None)


def _kind(text: str) -> Message | None:
    kinds = (kind for pattern, kind in _LEFT_OUT if re.fullmatch(pattern, text, re.ASCII))
    return next(kinds, None)
