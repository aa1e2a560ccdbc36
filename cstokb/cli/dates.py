"""The dates and date options of commands, parsed. All raise `UsageError` or `BadDate`."""

from collections.abc import Callable
from datetime import date

from cstokb.cli.settings import one_of
from cstokb.errors import BadDate, UsageError
from cstokb.messages import Message
from cstokb.model.dates_in_words import month_name
from cstokb.model.moment import Moment, month_length
from cstokb.model.near_dates import better_refusal, near_date, near_month_day
from cstokb.model.period import Period, day_of_word
from cstokb.model.predicate import OCCASIONS, Occasion
from cstokb.model.span import OPEN, UNKNOWN, Endpoint, Span
from cstokb.reports.years import LEAP_RULES, LeapRule


def period_of(since: str, until: str, today: date) -> Period | None:
    """The period of `--from` and `--to`; None if neither is given."""
    if not (since or until):
        return None
    first = _end_of_period(since, 0, today).first if since else date.min
    last = _end_of_period(until, -1, today).last if until else date.max
    if first > last:
        raise UsageError("--from {} is after --to {}", since, until)
    return Period(first, last)


def day_of(text: str, today: date, note: Callable[[Message], None]) -> date:
    """The day that the text is, or today for no text; of a month or year its last day.

    If today lies in it, it is today. Where a day had to be chosen, it is noted.
    """
    if not text:
        return today
    period = Period.parse(text, today=today)
    if period.first == period.last:
        return period.first
    if period.last == date.max:
        raise UsageError('"{}" has no last day', text, hint="write a day, as 2003-04-28")
    if period.first <= today <= period.last:
        note(Message("{} is taken as today, {}", text, today))
        return today
    note(Message("{} is taken as its last day, {}", text, period.last))
    return period.last


def span_of(text: str, today: date) -> Span | None:
    """The time, or None for no text; `A..B` is `A/B`, and either may be as `today` or `-7d`.

    Raise `BadDate`, also for `A..`, which may mean an open or an unknown end.
    """
    if not text:
        return None
    try:
        return _span(text, today)
    except BadDate as error:
        raise _refusal(error, text, "/", today) from None


def moment_of(text: str, today: date) -> Moment | None:
    """The moment, which may be as `today` or `-7d`, or None for no text; raise `BadDate`."""
    if not text:
        return None
    try:
        return _moment(text, text, 0, today)
    except BadDate as error:
        raise _refusal(error, text, "", today) from None


def month_day_of(text: str) -> tuple[int, int] | None:
    """The month and day of `04-28` or `--04-28`, or None for any other text.

    Raise `UsageError` for a day that no year has, `BadDate` for `28.04` and `28 April`.
    """
    word = text.removeprefix("--")
    if len(word) != 5 or word[2] != "-" or not (word[:2] + word[3:]).isdecimal():
        if near := near_month_day(text):
            hint = Message("write {}", near)
            raise BadDate(text, 0, len(text), "a day of any year is MM-DD", hint=hint)
        return None
    month, day = int(word[:2]), int(word[3:])
    if not 1 <= month <= 12:
        raise UsageError('"{}" is no day of any year: month {} (01-12)', text, word[:2])
    # 2000 was a leap year, so that 02-29 is a date.
    if not 1 <= day <= (length := month_length(2000, month)):
        name = Message(month_name(month))
        raise UsageError('"{}" is no day of any year: {} has {} days', text, name, length)
    return month, day


def leap_of(text: str) -> LeapRule:
    """The leap rule of that name."""
    rule = one_of(text, LEAP_RULES)
    if rule is None:
        raise UsageError(
            'no leap rule "{}"', text, hint=Message("rules: {}", ", ".join(LEAP_RULES))
        )
    return rule


def occasions_named(text: str) -> tuple[Occasion, ...] | None:
    """The occasions between commas; None for no text, `UsageError` for another word."""
    occasions = []
    for word in filter(None, (word.strip() for word in text.split(","))):
        occasion = one_of(word, OCCASIONS)
        if occasion is None:
            hint = Message("occasions: {}", ", ".join(filter(None, OCCASIONS)))
            raise UsageError('no occasion "{}"', word, hint=hint)
        occasions.append(occasion)
    return tuple(occasions) or None


def years_of(text: str, today: date) -> tuple[int, int] | None:
    """The first and last year of `2027..2030`, or of one year; None for no text."""
    if not text:
        return None
    period = Period.parse(text, today=today)
    if date.min == period.first or date.max == period.last:
        raise UsageError("--years takes two ends", hint="write it as 2027..2030")
    return period.first.year, period.last.year


def years_away(day: date, years: int) -> date:
    """The same day `years` later, within years 1 to 9999; 29 February may become 28."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    return day.replace(year=year, day=min(day.day, month_length(year, day.month)))


def _refusal(error: BadDate, text: str, mark: str, today: date) -> BadDate:
    """The error with the EDTF that was meant, also by words such as "last Thursday"."""
    if near_date(text):
        return better_refusal(error, text, mark)
    # lazy: 20 ms, all of reading, and only a refusal needs it
    from cstokb.reading.dates import span_in_words

    when = span_in_words(text, today)
    if when is None or (not mark and when.moment is None):
        return error
    return BadDate(text, 0, len(text), error.reason, hint=Message("write {}", when))


def _end_of_period(text: str, end: int, today: date) -> Period:
    """The date; what would be a range (`2027-Q1`) is refused with its first or last (-1) part."""
    try:
        return Period.parse(text, today=today)
    except BadDate as error:
        near = near_date(text)
        if near and len(near.forms) == 1:
            hint = Message("write {}", near.forms[0].split("/")[end])
            raise BadDate(text, error.start, error.stop, error.reason, hint=hint) from None
        raise


def _span(text: str, today: date) -> Span:
    mark = "/" if "/" in text else ".."
    left, joined, right = text.partition(mark)
    if not joined:
        return Span(_moment(text, text, 0, today))
    if mark == ".." and not (left.strip() and right.strip()):
        return Span.parse(text)
    start = _endpoint(text, left, 0, today)
    end = _endpoint(text, right, len(left) + len(mark), today)
    try:
        return Span.parse(str(Span(start, end)))
    except BadDate as error:
        raise BadDate(text, 0, len(text), error.reason) from None


def _endpoint(whole: str, text: str, offset: int, today: date) -> Endpoint:
    return text if text in (OPEN, UNKNOWN) else _moment(whole, text, offset, today)


def _moment(whole: str, text: str, offset: int, today: date) -> Moment:
    word = text.strip()
    try:
        day = day_of_word(word, today)
        return Moment.of(day) if day else Moment.parse(word)
    except OverflowError:
        stop = offset + len(text)
        raise BadDate(whole, offset, stop, "out of the years 0001-9999") from None
    except BadDate as error:
        raise error.within(whole, offset + text.index(word)) from None
