"""The entries of a calendar: anniversaries that recur, and events that happened once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from cstokb.model.calendar_entry import Entry
from cstokb.model.dates_in_words import ordinal
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.reports.anniversary import is_celebrated
from cstokb.reports.sentences import name_of, phrase, sentence, sources_of
from cstokb.reports.years import LEAP_DAY, LeapRule, anniversary_in

Inexact = Literal["skip", "span", "note"]
"""What a date without an exact day makes: nothing, an entry over all days it may be, or a
line in the calendar's description."""

INEXACT: tuple[Inexact, ...] = get_args(Inexact)

_LEAP_DAY_RULES = {
    "feb28": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
    # The 60th day is 29 February in leap years and 1 March in others.
    "mar1": "FREQ=YEARLY;BYYEARDAY=60",
    "skip": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
}
_ANNIVERSARY = {"en": "{} anniversary of {}: {}", "ru": "{} годовщина: {} — {}"}
NAMES = {"en": "CSTO: dates and anniversaries", "ru": "ОДКБ: даты и годовщины"}
_NO_DATE = date(1970, 1, 1)


class Calendar(NamedTuple):
    """A calendar, before any format."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    """Lines about events without an exact day, if those are wanted as notes."""
    partial: int
    """How many events have no exact day."""


def calendar(
    knowledge: Knowledge,
    groups: Iterable[Sequence[Fact]],
    *,
    lang: str = "en",
    leap: LeapRule = "feb28",
    partial: Inexact = "skip",
    years: tuple[int, int] | None = None,
) -> Calendar:
    """The calendar of events; each group of facts is one event, described by the first.

    A celebrated event recurs every year from its own year on. With `years`, a first and a
    last one, it is an entry for each anniversary in them instead. Other events have one
    entry, from their first to their last day.
    """
    entries: list[Entry] = []
    inexact: list[Sequence[Fact]] = []
    for facts in groups:
        start = facts[0].when.starts if facts[0].when else None
        day = start.exact_day if start else None
        if day is None:
            inexact.append(facts)
        elif not is_celebrated(knowledge, facts[0]):
            entries.append(_entry(knowledge, facts, day, _last_day(facts[0], day), lang))
        elif years:
            entries += _numbered(knowledge, facts, day, years, leap, lang)
        else:
            entries.append(_yearly(knowledge, facts, day, leap, lang))
    if partial == "span":
        spans = (_over_all_days(knowledge, facts, lang) for facts in inexact)
        entries += [entry for entry in spans if entry]
    notes = [_note(knowledge, facts, lang) for facts in inexact] if partial == "note" else []
    return Calendar(tuple(entries), tuple(notes), len(inexact))


def _entry(
    knowledge: Knowledge, facts: Sequence[Fact], first: date, last: date, lang: str
) -> Entry:
    """The event as an entry from its first to its last day."""
    leading = facts[0]
    sources = [s for id in sources_of(facts) if (s := knowledge.source(id))]
    read = [s.accessed or s.published for s in sources if s.accessed or s.published]
    return Entry(
        uid=f"{leading.id}@cstokb",
        first=first,
        last=last,
        summary=sentence(knowledge, facts, lang),
        stamp=max((moment.first for moment in read if moment), default=_NO_DATE),
        description="\n".join(f"{s.title}. {s.publisher}. {s.url}" for s in sources),
        url=next((s.url for s in sources if s.url), ""),
        category=kind_of(knowledge, leading.subject),
    )


def _yearly(
    knowledge: Knowledge, facts: Sequence[Fact], day: date, leap: LeapRule, lang: str
) -> Entry:
    """The event as an entry that recurs every year."""
    is_leap_day = (day.month, day.day) == LEAP_DAY
    rule = _LEAP_DAY_RULES[leap] if is_leap_day else "FREQ=YEARLY"
    return _entry(knowledge, facts, day, day, lang)._replace(rule=rule)


def _numbered(
    knowledge: Knowledge,
    facts: Sequence[Fact],
    start: date,
    years: tuple[int, int],
    leap: LeapRule,
    lang: str,
) -> Iterator[Entry]:
    """An entry for each anniversary in the years."""
    entry = _entry(knowledge, facts, start, start, lang)
    name, words = name_of(knowledge, facts[0].subject, lang), phrase(knowledge, facts, lang)
    for year in range(max(years[0], start.year + 1), years[1] + 1):
        day = anniversary_in(start, year, leap)
        if day:
            number = ordinal(year - start.year, lang)
            yield entry._replace(
                uid=f"{facts[0].id}.{year}@cstokb",
                first=day,
                last=day,
                summary=_ANNIVERSARY[lang].format(number, name, words),
            )


def _last_day(fact: Fact, first: date) -> date:
    """The last day of the event; the first if the last is not known to the day."""
    end = fact.when.ends if fact.when else None
    return end.exact_day if end and end.exact_day else first


def _over_all_days(knowledge: Knowledge, facts: Sequence[Fact], lang: str) -> Entry | None:
    """An entry over all days that the event may have begun on; None if that may be any."""
    when = facts[0].when
    start = when.starts if when else None
    if start is None:
        return None
    entry = _entry(knowledge, facts, start.first, start.last, lang)
    return entry._replace(summary=f"{entry.summary} ({start})")


def _note(knowledge: Knowledge, facts: Sequence[Fact], lang: str) -> str:
    when = facts[0].when
    words = sentence(knowledge, facts, lang)
    return f"{when}: {words}" if when else words
