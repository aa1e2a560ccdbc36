"""The Russian words of dates in all their cases, and the patterns."""

from collections.abc import Iterable
from typing import Final

from cstokb.reading.dates.language import DateLanguage, alike, in_order, numbered, patterns_of
from cstokb.reading.tables import word_set

_MONTHS: Final = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр"
_MONTH_ENDINGS: Final = {
    "март": "_ а у ом е",
    "август": "_ а у ом е",
    "ма": "й я ю ем е",
}


def _forms(stem: str, endings: str) -> str:
    return " ".join(stem + ending.strip("_") for ending in endings.split())


def _adjectives(stems: str) -> str:
    endings = "ый ий ой ого его ому ему ым им ом ем ая яя ей ую юю ое ее"
    return " ".join(_forms(stem, endings) for stem in stems.split())


def _months() -> Iterable[str]:
    for stem in _MONTHS.split():
        endings = _MONTH_ENDINGS.get(stem, "ь я ю ем ём е")
        yield _forms(stem, endings)


def _ordinals() -> Iterable[str]:
    for stem in ("перв", "втор", "четверт"):
        yield _forms(stem, "ый ой ого ому ом ую ая")
        if stem == "втор":
            yield _forms("трет", "ий ья ьего ьей ьему ьем ью")


_WEEKDAYS: Final = (
    "понедельник понедельника понедельнику",
    "вторник вторника вторнику",
    "среду среды среде",
    "четверг четверга четвергу",
    "пятницу пятницы пятнице",
    "субботу субботы субботе",
    "воскресенье воскресенья воскресенью",
)
_SEASONS: Final = (
    "весной весна весны весну",
    "летом лето лета",
    "осенью осень осени",
    "зимой зима зимы зиму",
)

_RULES: Final = (
    ("interval", "<during>f?D[-tu]<date>"),  # с 21 по 29 октября, 3-5 июня
    ("interval", "<during>f?<date>[-tu]<date>"),  # с 26 сентября по 13 октября
    ("interval", "<during>f?<month>[-tu]<month>"),  # в мае-июне 2012 года
    ("interval", "<during>b(?:Dc<date>|<date>c<date>|<month>c<month>|Y[yz]?c<years>)"),
    ("interval", "<during>fY[yz]?[-tu]Y[yz]?|<during>Y[yz]?-<years>"),  # с 2016 по 2022 год
    ("interval", "(?<=\\()Y-Y(?=\\))"),
    ("interval", "N-N|D-N"),
    ("list", "i?D(?:,D){0,9}cDM<year>?"),  # 5, 7 и 12 мая
    ("list", "iM(?:,M){0,9}cM<year>"),
    ("list", "i?Y[yz]?(?:,Y){0,9}c<years>"),  # в 2010, 2011 и 2012 годах
    ("ago", "[nDY]?[yzmwd]A"),
    ("part", "<lead>[BHZ](?:<date>|<month>|<year>|S<year>?|<shift>?y|<shift>?m|Kz?)"),
    ("fraction", "<lead>O[qh](?:<year>|M<year>?)?"),
    ("season", "<lead>(?:<shift>S|S<year>)|S"),
    ("day", "<lead>(?:of)?(?:D[-t])?<date>"),
    ("number", "<lead>N[yz]?"),
    ("month", "<lead><shift>M|<leads>M<year>?|M<year>"),
    ("weekday", "i<shift>?W|[uf]<shift>?W|<shift>W"),
    ("today", "R"),
    ("relative", "<lead><shift>[ymw]|G"),
    ("decade", "<lead>Kz?"),
    ("year", "<lead><years>|(?<=\\()Y(?=\\))"),
)

RUSSIAN: Final = DateLanguage(
    symbols={
        **numbered("M", _months()),
        **in_order("M", "янв фев мар апр май июн июл авг сен окт ноя дек"),
        **numbered("W", _WEEKDAYS, 0),
        **numbered("S", _SEASONS),
        **numbered("R", ("позавчера", "вчера", "сегодня", "завтра", "послезавтра"), -2),
        **alike("P", _adjectives("прошл минувш прошедш предыдущ истекш"), -1),
        **alike("C", _adjectives("текущ нынешн наступивш") + " этом этого эту этой этот сего"),
        **alike("X", _adjectives("будущ следующ наступающ предстоящ"), 1),
        **dict.fromkeys(("с.г.", "т.г.", "с. г.", "т. г."), ("G", 0)),
        **alike("y", "год года году годом г"),
        **alike("z", "годах годов годы годам годами лет гг"),
        **alike("m", "месяц месяца месяце месяцев месяцем"),
        **alike("w", "неделя неделю недели неделе недель неделей"),
        **alike("d", "день дня дней дню"),
        **alike("A", "назад"),
        **alike("B", "начало начала началу начале началом"),
        **alike("H", "середина середины середину середине"),
        **alike("Z", "конец конца концу конце", 1),
        **alike("q", "квартал квартала квартале кварталу"),
        **alike("h", "половина половины половине половину полугодие полугодии полугодия"),
        **numbered("O", _ordinals()),
        **in_order("n", "один два три четыре пять шесть семь восемь девять десять"),
        **alike("n", "две", 2),
        **alike("n", "двадцать", 20),
        **alike("n", "тридцать", 30),
        **alike("s", "начиная"),
        **alike("f", "с со"),
        **alike("b", "между"),
        **alike("t", "по"),
        **alike("u", "до к ко"),
        **alike("i", "в во на за от из после течение"),
        **alike("o", "ночь"),
        **alike("c", "и или"),
        **alike("p", "период периода периоде"),
    },
    suffixes={
        **dict.fromkeys(word_set("го й ого му ом м"), False),
        **dict.fromkeys(word_set("е х ых ые ми"), True),
    },
    patterns=patterns_of(
        _RULES,
        month="M<year>?",
        date="(?:DM<year>?)",
        year="(?:,?Y[yz]?|[PCX]y|G)",
        years="Y[yz]",
        shift="[PCX]",
        during="(?:ip)?i?",
        leads="(?:s?[isfu])",
        lead="(?:s?[isfu])?",
    ),
    month_first=False,
    future=word_set(
        "будет будут состоится состоятся пройдет пройдёт пройдут планируется планируются "
        "запланировано запланированы запланирован запланирована намечен намечено намечены "
        "намечена предстоит предстоящем предстоящего предстоящие намерен намерены планирует "
        "планируют ожидается примет примут начнется начнётся начнутся завершится завершатся "
        "прибудет прибудут приедет станет станут проведет проведёт проведут приступит "
        "рассмотрит рассмотрят вступит посетит подпишет подпишут обсудит обсудят"
    ),
    past=word_set("был была было были"),
    past_endings=tuple(
        word_set("ал ала али ало ил ила или ило ел ела ели ело шел шёл шла шли лся лась лись лось")
    ),
    reporting=tuple(
        word_set(
            "сообщи заяви отмети сказал рассказал уточни добави подчеркн проинформир передал "
            "напомни поясни"
        )
    ),
)
