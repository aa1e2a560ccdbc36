"""The day profile of EDTF: which valid EDTF (ISO 8601-2) this program leaves out, and why.

The profile is level 0 without times of day and years before 0001, and of level 1 the
qualifiers `~ ? %`, unspecified last digits of a year (`199X`), open and unknown ends of
intervals, and seasons: 21 March-May, 22 June-August, 23 September-November, 24
December-February of the next year.
"""

import re
from typing import Final

PROFILE_HINT: Final = (
    "the day profile has 2003-04-28, 2003-04, 2003-23 (autumn), 2003, 199X, 19XX; "
    "with ~ about, ? uncertain, % both; 2003/2004, 2003/.. not ended, 2003/ end not known"
)
_TIME: Final = r"T\d\d(?::?\d\d){0,2}(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
_LEFT_OUT: Final = (
    (r"[\[{].*[\]}]", "level 2: a set"),
    (rf"-?\d{{4}}-\d\d-\d\d{_TIME}", "a date and time"),
    (r"Y.*S\d+", "level 2: significant digits"),
    (r"Y-?\d+(?:E\d+)?", "a year of more than four digits"),
    (r"-?\d{4}S\d+[~?%]?", "level 2: significant digits"),
    (r"-[\dX]{4}(?:-[\dX].*)?[~?%]?", "a year before 0001"),
    (r"0000(?:-.*)?[~?%]?", "a year before 0001"),
    (r"[\dX]{4}-(?:2[5-9]|3\d|4[01])[~?%]?", "level 2: a part of a year"),
    (r"(?=.*[~?%].)[\dX~?%-]+", "level 2: a qualifier of one part"),
    (r"\d{4}-XX(?:-XX)?[~?%]?|\d{4}-\d\d-XX[~?%]?", "an X for a month or a day"),
    (r"(?:[\dX]XXX)[~?%]?", "a time of a thousand years or more"),
    (r"(?=.*X)[\dX]{4}(?:-[\dX]{2}){0,2}[~?%]?", "level 2: unknown digits"),
)


def left_out(text: str) -> str:
    """What the text is in EDTF that the profile leaves out; empty for all other texts."""
    if reason := _kind(text):
        return reason
    ends = text.split("/")
    reasons = [_kind(end) for end in ends] if len(ends) == 2 else []
    return next(filter(None, reasons), "")


def _kind(text: str) -> str:
    kinds = (kind for pattern, kind in _LEFT_OUT if re.fullmatch(pattern, text, re.ASCII))
    return next(kinds, "")
