"""The dates and date options of commands, parsed. All raise `UsageError` or `BadDate`."""

from datetime import date

from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.moment import Moment, month_length
from cstokb.model.period import Period
from cstokb.reports.years import LEAP_RULES


def period_of(text: str, since: str, until: str, today: date) -> Period | None:
    """The period of a range argument, or of `--from` and `--to`; None if none is given."""
    if text and (since or until):
        raise UsageError("give either a range or --from and --to")
    if since or until:
        first = Period.parse(since, today=today).first if since else date.min
        last = Period.parse(until, today=today).last if until else date.max
        if first > last:
            raise UsageError("--from {} is after --to {}", since, until)
        return Period(first, last)
    return Period.parse(text, today=today) if text else None


def day_of(text: str, today: date) -> date:
    """The day that the text is, or today for no text; a longer period is an error."""
    if not text:
        return today
    period = Period.parse(text, today=today)
    if period.first != period.last:
        raise UsageError('"{}" is not one day', text, hint="write it as 2003-04-28")
    return period.first


def month_day_of(text: str) -> tuple[int, int] | None:
    """The month and day of `04-28` or `--04-28`, or None for any other text."""
    word = text.removeprefix("--")
    if len(word) != 5 or word[2] != "-" or not (word[:2] + word[3:]).isdecimal():
        return None
    # 2000 was a leap year, so that 02-29 is a date.
    moment = Moment.parse(f"2000-{word}")
    return moment.month, moment.day


def leap_of(text: str) -> str:
    """The text, if it is a leap rule."""
    if text not in LEAP_RULES:
        raise UsageError(
            'no leap rule "{}"', text, hint=Message("rules: {}", ", ".join(LEAP_RULES))
        )
    return text


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
