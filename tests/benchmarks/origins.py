"""The made-up sources, in order of time, and which of them a fact cites."""

from datetime import date, timedelta
from functools import cache

from cstokb.model.moment import Moment
from cstokb.model.rules import slug
from cstokb.model.source import Source
from tests.benchmarks.chance import Chance
from tests.benchmarks.models import FIRST_DAY, LAST_DAY, shipped

_DAYS = (LAST_DAY - FIRST_DAY).days
_SOON = 40
"""What happened is written of within one in so many parts of the whole time."""


def source(number: int, count: int) -> Source:
    """The source with that number of so many."""
    model = _model(number)
    english, russian = Chance(number).words(8)
    return Source(
        source_id(number, count),
        (russian if model.language == "ru" else english).capitalize(),
        model.publisher,
        _as_exact(model.published, _day(number, count)),
        f"https://{_publisher(model.publisher)}.example/{number}/{slug(english)}",
        model.language,
        model.accessed,
    )


def source_id(number: int, count: int) -> str:
    """The id of the source with that number: its publisher, year and number."""
    return f"{_publisher(_model(number).publisher)}-{_day(number, count).year}-{number}"


def source_of(day: date | None, count: int, chance: Chance) -> str:
    """The id of a source from soon after that day, or of any."""
    if day is None:
        return source_id(chance.below(count), count)
    soonest = -(-(day - FIRST_DAY).days * count // _DAYS) + 1
    number = max(0, soonest) + chance.below(max(1, count // _SOON))
    return source_id(min(number, count - 1), count)


def _day(number: int, count: int) -> date:
    return FIRST_DAY + timedelta(number * _DAYS // count)


def _model(number: int) -> Source:
    sources = shipped().sources
    return sources[number % len(sources)]


@cache
def _publisher(name: str) -> str:
    return slug(name)[:24].strip("-") or "press"


def _as_exact(model: Moment | None, day: date) -> Moment | None:
    """The moment of that day, as exactly known as the model's; None if that is."""
    if model is None:
        return None
    return model._replace(
        year=day.year, month=day.month if model.month else 0, day=day.day if model.day else 0
    )
