"""Dates, numbers and counts in words, in English and in Russian."""

from cstokb.model.moment import Moment

LANGUAGES = ("en", "ru")

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru genitive": "января февраля марта апреля мая июня июля августа сентября октября "
    "ноября декабря",
}
_WEEKDAYS = {"en": "Mon Tue Wed Thu Fri Sat Sun", "ru": "пн вт ср чт пт сб вс"}
_QUALIFIED = {
    "en": {"": "{}", "~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"},
    "ru": {"": "{}", "~": "около {}", "?": "{}, под вопросом", "%": "около {}, под вопросом"},
}
_ERAS = {
    ("decade", "en"): ("{}s", "the {}s"),
    ("decade", "ru"): ("{}-е гг.", "{}-х гг."),
    ("century", "en"): ("{} century", "the {} century"),
    ("century", "ru"): ("{}-й в.", "{}-го в."),
}
"""Decades and centuries: by themselves, and after "about"."""


def month_name(month: int, lang: str = "en", *, genitive: bool = False) -> str:
    """The month's name; Russian needs the genitive after a day or a preposition."""
    case = "ru genitive" if lang == "ru" and genitive else lang
    return _MONTHS[case].split()[month - 1]


def weekday_name(weekday: int, lang: str = "en") -> str:
    """The short name of a weekday counted from Monday = 0."""
    return _WEEKDAYS[lang].split()[weekday]


def moment_words(moment: Moment, lang: str = "en") -> str:
    """A moment as people write it: `28 April 2003`, `около апреля 2003 г.`"""
    plain = _plain(moment, lang, governed=moment.approximate)
    return _QUALIFIED[lang][moment.qualifier].format(plain)


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


def plural(number: int, forms: tuple[str, ...]) -> str:
    """The form that agrees with the number.

    Two forms follow English (year, years), three follow Russian (год, года, лет).
    """
    if len(forms) == 2:
        return forms[0] if number == 1 else forms[1]
    if number % 10 == 1 and number % 100 != 11:
        return forms[0]
    if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14:
        return forms[1]
    return forms[2]


def _plain(moment: Moment, lang: str, *, governed: bool = False) -> str:
    """A moment without its qualifier; `governed` by a preposition, in Russian genitive."""
    year = f"{moment.year} г." if lang == "ru" else f"{moment.year}"
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
