"""`Entry`: one all-day event of a calendar, before any format."""

from datetime import date
from typing import NamedTuple


class Entry(NamedTuple):
    """An event from `first` to `last`, both included.

    `uid` is the same for the same event in every export, `stamp` the day its facts were
    last read. `rule` is the recurrence as an RFC 5545 RRULE value, or empty.
    """

    uid: str
    first: date
    last: date
    summary: str
    stamp: date
    description: str = ""
    url: str = ""
    category: str = ""
    rule: str = ""
