"""Dates, numbers and counts in words, in English and in Russian."""

from typing import Literal, get_args

from cstokb.model.moment import Moment
from cstokb.model.span import OPEN, UNKNOWN, Span

Language = Literal["en", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru genitive": "января февраля марта апреля мая июня июля августа сентября октября "
    "ноября декабря",
}
MONTHS = frozenset(" ".join(_MONTHS.values()).split())
"""The names of months, in both languages and as they stand in dates."""

_SEASONS = {
    "en": "spring summer autumn winter",
    "ru": "весна лето осень зима",
    "ru genitive": "весны лета осени зимы",
}
_WEEKDAYS = {"en": "Mon Tue Wed Thu Fri Sat Sun", "ru": "пн вт ср чт пт сб вс"}
_AFFIX = {
    "en": {
        "": "{}",
        "~": "about {}",
        "?": "{}, uncertain",
        "%": "about {}, uncertain",
        "since": "since {}",
        "until": "until {}",
        "from": "from {}, end not recorded",
        "to": "until {}, start not recorded",
        "by": "by {}",
    },
    "ru": {
        "": "{}",
        "~": "около {}",
        "?": "{}, под вопросом",
        "%": "около {}, под вопросом",
        "since": "с {}",
        "until": "до {}",
        "from": "с {}, окончание не указано",
        "to": "до {}, начало не указано",
        "by": "не позднее {}",
    },
}

_ERAS = {
    ("decade", "en"): ("{}s", "the {}s"),
    ("decade", "ru"): ("{}-е гг.", "{}-х гг."),
    ("century", "en"): ("{} century", "the {} century"),
    ("century", "ru"): ("{}-й в.", "{}-го в."),
}
"""Decades and centuries: by themselves, and after a preposition."""


def month_name(month: int, lang: str = "en", *, genitive: bool = False) -> str:
    """The month's name; Russian needs the genitive after a day or a preposition."""
    case = "ru genitive" if lang == "ru" and genitive else lang
    return _MONTHS[case].split()[month - 1]


def season_name(season: int, lang: str = "en", *, genitive: bool = False) -> str:
    """The name of the season with that EDTF number."""
    case = "ru genitive" if lang == "ru" and genitive else lang
    return _SEASONS[case].split()[season - 21]


def weekday_name(weekday: int, lang: str = "en") -> str:
    """The short name of a weekday counted from Monday = 0."""
    return _WEEKDAYS[lang].split()[weekday]


def moment_words(moment: Moment, lang: str = "en") -> str:
    """A moment as people write it: `28 April 2003`, `около апреля 2003 г.`"""
    plain = _plain(moment, lang, governed=moment.approximate)
    return _AFFIX[lang][moment.qualifier].format(plain)


def span_words(span: Span, lang: str = "en") -> str:
    """A span as people write it: `6–19 January 2022`, `since 2012`, `с 2012 г.`"""
    if span.moment:
        return moment_words(span.moment, lang)
    start, end = span.start, span.end
    if isinstance(start, Moment) and isinstance(end, Moment):
        return _range(start, end, lang)
    if isinstance(start, Moment):
        return _governed("since" if end == OPEN else "from", start, lang)
    assert isinstance(end, Moment)
    return _governed("until" if start == OPEN else "to", end, lang)


def event_words(span: Span, lang: str = "en") -> str:
    """When an event was: `by 1 March 2012` where only that it had happened by then is known."""
    if span.start == UNKNOWN and isinstance(span.end, Moment):
        return _governed("by", span.end, lang)
    return span_words(span, lang)


def years_of(span: Span, lang: str = "en") -> str:
    """The years alone of a time that is over: `2015–2023`, `2012`, `until 2006`."""
    start, end = span.starts, span.ends
    known = [moment for moment in (start, end) if moment]
    if start and end and not any(m.precision in ("decade", "century") for m in known):
        years = {start.year: None, end.year: None}
        return "–".join(map(str, years))
    coarse = [
        moment._replace(month=0, day=0, precision="year") if moment.month else moment
        for moment in known
    ]
    if start and end and start != end:
        return "–".join(moment_words(moment, lang) for moment in coarse)
    return moment_words(coarse[0], lang) if start else _governed("until", coarse[-1], lang)


def date_text(when: Span | Moment | None, lang: str = "en") -> str:
    """The time as columns of pages have it: EDTF, but seasons, which few know, in words."""
    if isinstance(when, Moment):
        return moment_words(when, lang) if when.precision == "season" else str(when)
    bounds = (when.start, when.end) if when else ()
    return "/".join(
        date_text(b, lang) if isinstance(b, Moment) else b for b in bounds if b is not None
    )


def number_words(number: float, lang: str = "en") -> str:
    """A figure with its thousands set apart: `20,000`, `20 000`."""
    text = f"{number:,}" if isinstance(number, int) else f"{number:,.15g}"
    if lang == "ru":
        return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return text


def ordinal(number: int, lang: str = "en") -> str:
    """`1st`, `22nd`, `113th`; in Russian `24-я`, agreeing with a feminine noun."""
    if lang == "ru":
        return f"{number}-я"
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _plain(moment: Moment, lang: str, *, governed: bool = False) -> str:
    """A moment without its qualifier; `governed` by a preposition, in Russian genitive."""
    year = f"{moment.year} г." if lang == "ru" else f"{moment.year}"
    if moment.precision == "season":
        return f"{season_name(moment.month, lang, genitive=governed)} {year}"
    if moment.precision == "day":
        return f"{moment.day} {month_name(moment.month, lang, genitive=True)} {year}"
    if moment.precision == "month":
        return f"{month_name(moment.month, lang, genitive=governed)} {year}"
    if moment.precision == "year":
        return year
    century = moment.year // 100 + 1
    ordinal_century = ordinal(century) if lang == "en" else century
    number = moment.year if moment.precision == "decade" else ordinal_century
    return _ERAS[moment.precision, lang][governed].format(number)


def _governed(how: str, moment: Moment, lang: str) -> str:
    """A moment after the preposition of `_AFFIX[lang][how]`."""
    affix, plain = _AFFIX[lang], _plain(moment, lang, governed=True)
    if lang == "en":
        return affix[how].format(affix[moment.qualifier].format(plain))
    words = affix[how].format(affix["?" if moment.uncertain else ""].format(plain))
    # It is read "со второго".
    words = words.replace("с 2 ", "со 2 ", 1) if words.startswith("с 2 ") else words
    return f"примерно {words}" if moment.approximate else words


def _range(start: Moment, end: Moment, lang: str) -> str:
    if start == end:
        return moment_words(start, lang)
    same = not start.qualifier and not end.qualifier and start.precision == end.precision
    left = moment_words(start, lang)
    if same and start.year == end.year and start.precision == "day":
        if start.month == end.month:
            return f"{start.day}–{moment_words(end, lang)}"
        left = f"{start.day} {month_name(start.month, lang, genitive=True)}"
    elif same and start.year == end.year and start.precision == "month":
        return f"{month_name(start.month, lang)}–{moment_words(end, lang)}"
    elif same and start.precision == "year":
        return f"{start.year}–{end.year}" + (" гг." if lang == "ru" else "")
    return f"{left} – {moment_words(end, lang)}"
