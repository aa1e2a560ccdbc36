"""iCalendar (RFC 5545): all-day events, CRLF lines folded at 75 octets."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cstokb.model.calendar_entry import Entry
from cstokb.model.escaping import escape_controls

_MOST_OCTETS = 75


def calendar(entries: Iterable[Entry], *, name: str = "", note: str = "") -> Iterator[str]:
    """The calendar in pieces; `name` and `note` become its name and description (RFC 7986)."""
    yield from _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cstokb//cstokb//EN")
    yield from _lines("CALSCALE:GREGORIAN")
    if name:
        # Many programs know only the older name of the property.
        yield from _lines(f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}")
    if note:
        yield from _lines(f"DESCRIPTION:{_escaped(note)}")
    for entry in entries:
        yield from _lines(*_event(entry))
    yield from _lines("END:VCALENDAR")


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{_digits(entry.stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(entry.first)}"
    if entry.first < date.max:
        # The end is the day after, and there is none after the last of the calendar.
        after = min(entry.last, date.max - timedelta(days=1)) + timedelta(days=1)
        yield f"DTEND;VALUE=DATE:{_digits(after)}"
    if entry.rule:
        yield f"RRULE:{entry.rule}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    if entry.category:
        yield f"CATEGORIES:{_escaped(entry.category)}"
    if entry.url.startswith(("http://", "https://")):
        # A URI is not escaped; nothing in it may end the line.
        yield f"URL:{escape_controls(entry.url).replace(' ', '%20')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _digits(day: date) -> str:
    # strftime writes years before 1000 without their zeros.
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """TEXT as in RFC 5545, section 3.3.11: line breaks stay, other controls are shown."""
    lines = (escape_controls(line) for line in text.splitlines())
    joined = "\n".join(lines).replace("\\", "\\\\")
    return joined.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _lines(*contents: str) -> Iterator[str]:
    for content in contents:
        yield "\r\n ".join(_folded(content)) + "\r\n"


def _folded(content: str) -> Iterator[str]:
    """The line in parts of at most 75 octets with the leading blank, no letter split."""
    part, octets = "", 0
    for letter in content:
        size = len(letter.encode(errors="backslashreplace"))
        if octets + size > _MOST_OCTETS:
            yield part
            # The blank before a continued part counts.
            part, octets = "", 1
        part += letter
        octets += size
    yield part
