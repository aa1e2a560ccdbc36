"""Calendar entries: anniversaries that recur, and events that happened once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cstokb.model.calendar_entry import Entry
from cstokb.model.dates_in_words import ordinal
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.reports.anniversary import is_celebrated
from cstokb.reports.sentences import name_of, phrase, sentence, sources_of
from cstokb.reports.years import anniversary_in

PARTIAL = ("skip", "span", "note")
"""What becomes of a date without an exact day: nothing, an event over all the days it may
be, or a line in the calendar's own description."""

_RULES = {
    "feb28": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
    # The 60th day is 29 February in leap years and 1 March in others.
    "mar1": "FREQ=YEARLY;BYYEARDAY=60",
    "skip": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
}
_ANNIVERSARY = {"en": "{} anniversary of {}: {}", "ru": "{} годовщина: {} — {}"}
_NEVER_READ = date(1970, 1, 1)


class Calendar(NamedTuple):
    """The entries, the notes on what has no exact day, and how many facts those are."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    partial: int


def calendar(
    knowledge: Knowledge,
    groups: Iterable[Sequence[Fact]],
    *,
    lang: str = "en",
    leap: str = "feb28",
    partial: str = "skip",
    years: tuple[int, int] | None = None,
) -> Calendar:
    """The entries of events; each group of facts is one event, the first fact leading.

    What is celebrated recurs every year from its true year on, or, with `years` (both
    included), is written out as numbered anniversaries. The rest stands on its days.
    """
    entries: list[Entry] = []
    vague: list[Sequence[Fact]] = []
    for facts in groups:
        leading = facts[0]
        start = leading.when.starts if leading.when else None
        if start is None or start.exact_day is None:
            vague.append(facts)
        elif not is_celebrated(knowledge, leading):
            entries.append(_once(knowledge, facts, start.first, _last(leading), lang))
        elif years:
            entries += _numbered(knowledge, facts, start.first, years, leap, lang)
        else:
            day = start.first
            leap_day = (day.month, day.day) == (2, 29)
            rule = _RULES[leap] if leap_day else "FREQ=YEARLY"
            entries.append(_once(knowledge, facts, day, day, lang)._replace(rule=rule))
    if partial == "span":
        spans = (_span(knowledge, facts, lang) for facts in vague)
        entries += [entry for entry in spans if entry]
    notes = [_note(knowledge, facts, lang) for facts in vague] if partial == "note" else []
    return Calendar(tuple(entries), tuple(notes), len(vague))


def _once(knowledge: Knowledge, facts: Sequence[Fact], first: date, last: date, lang: str) -> Entry:
    leading = facts[0]
    subject = knowledge.entity(leading.subject)
    sources = [s for id in sources_of(facts) if (s := knowledge.source(id))]
    read = [s.accessed or s.published for s in sources if s.accessed or s.published]
    return Entry(
        uid=f"{leading.id}@cstokb",
        first=first,
        last=last,
        summary=sentence(knowledge, facts, lang),
        stamp=max((moment.first for moment in read if moment), default=_NEVER_READ),
        description="\n".join(f"{s.title}. {s.publisher}. {s.url}" for s in sources),
        url=next((s.url for s in sources if s.url), ""),
        category=subject.kind if subject else "",
    )


def _numbered(
    knowledge: Knowledge,
    facts: Sequence[Fact],
    start: date,
    years: tuple[int, int],
    leap: str,
    lang: str,
) -> Iterator[Entry]:
    entry = _once(knowledge, facts, start, start, lang)
    name, said = name_of(knowledge, facts[0].subject, lang), phrase(knowledge, facts, lang)
    for year in range(max(years[0], start.year + 1), years[1] + 1):
        day = anniversary_in(start, year, leap)
        if day:
            number = ordinal(year - start.year, lang)
            yield entry._replace(
                uid=f"{facts[0].id}.{year}@cstokb",
                first=day,
                last=day,
                summary=_ANNIVERSARY[lang].format(number, name, said),
            )


def _last(fact: Fact) -> date:
    """The last day of a span that is known to the day, else its first."""
    assert fact.when is not None
    assert fact.when.starts is not None
    end = fact.when.ends
    return end.exact_day if end and end.exact_day else fact.when.starts.first


def _span(knowledge: Knowledge, facts: Sequence[Fact], lang: str) -> Entry | None:
    when = facts[0].when
    start = when.starts if when else None
    if start is None:
        return None
    entry = _once(knowledge, facts, start.first, start.last, lang)
    return entry._replace(summary=f"{entry.summary} ({start})")


def _note(knowledge: Knowledge, facts: Sequence[Fact], lang: str) -> str:
    when = facts[0].when
    told = sentence(knowledge, facts, lang)
    return f"{when}: {told}" if when else told
