"""The English words and patterns of dates."""

from typing import Final

from cstokb.reading.dates.language import DateLanguage, alike, in_order, numbered, patterns_of
from cstokb.reading.tables import word_set

_MONTHS: Final = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday"

_RULES: Final = (
    ("interval", "<during>f?o*D[-tv]<date>"),  # from 12 to 13 March 2024, 3-5 June
    ("interval", "<during>f?Mo?D[-tv]o*D<year>?"),  # April 8 to 11, 2024; August 21-22
    ("interval", "<during>f?<date>[-tuv]<date>"),  # 28 December 2021 to 3 January
    ("interval", "<during>f?<month>[-tuv]<month>"),  # November, 2018 to January, 2020
    ("interval", "<during>b(?:o*Dc<date>|Mo?DcD<year>?|<date>c<date>|<month>c<month>|YcY)"),
    ("interval", "<during>f?o*Y[-tuv]Y"),  # 2016-2022
    ("interval", "N-N|D-N"),
    ("list", "i?o*D(?:,D){0,9},?co*D<month>"),  # 5, 7 and 12 May
    ("list", "i?MD(?:,D){0,9},?cD<year>?"),  # May 5, 7 and 12
    ("list", "iM(?:,M){0,9},?cM<year>"),  # in May and June 2012
    ("list", "iY(?:,Y){0,9},?cY"),  # in 2010, 2011 and 2012
    ("ago", "[nDY]?[yzmwd]A"),
    ("part", "<lead>o*[BHZ]-?o*(?:<date>|<month>|o*<year>|So*<year>?|<shift>?y|<shift>?m|K)"),
    ("fraction", "<lead>o*O[qh]o*(?:<year>|M<year>?)?"),
    ("fraction", "<lead>[qh]O<year>"),  # in Q3 2021
    ("season", "<lead>o*(?:<shift>S|So*<year>)"),
    ("day", "f<date>i(?=[,.)]|$)|<lead>o?<date>"),  # from 1 January 2020 on; on May 15, 1992
    ("number", "<lead>N"),
    ("month", "<lead><shift>M|<leads>o*n?M<year>?|M<year>"),
    ("weekday", "(?:i|u|f)?<shift>?W"),
    ("today", "R"),
    ("relative", "<lead>o*<shift>[ymw]"),
    ("decade", "<lead>o*K"),
    ("year", "<leads>o*y?Y|(?<=\\()Y(?=\\))|(?<=o)Y"),
)

ENGLISH: Final = DateLanguage(
    symbols={
        **numbered("M", _MONTHS),
        **in_order("W", _WEEKDAYS, 0),
        **numbered("S", ("spring", "summer", "autumn fall", "winter")),
        **numbered("R", ("yesterday", "today tonight", "tomorrow"), -1),
        **alike("P", "last previous past", -1),
        **alike("C", "this current"),
        **alike("X", "next coming", 1),
        **alike("y", "year"),
        **alike("z", "years"),
        **alike("m", "month months"),
        **alike("w", "week weeks"),
        **alike("d", "day days"),
        **alike("A", "ago"),
        **alike("B", "early beginning start"),
        **alike("H", "mid middle"),
        **alike("Z", "end", 1),
        **alike("Z", "late"),
        **alike("q", "quarter q"),
        **alike("h", "half h"),
        **in_order("O", "first second third fourth"),
        **in_order("n", "one two three four five six seven eight nine ten eleven twelve"),
        **alike("n", "twenty", 20),
        **alike("n", "a an", 1),
        **alike("s", "since starting"),
        **alike("f", "from"),
        **alike("b", "between"),
        **alike("t", "to"),
        **alike("v", "through"),
        **alike("u", "until till by before"),
        **alike("i", "in on at during for dated after within"),
        **alike("o", "of the"),
        **alike("c", "and or"),
        **alike("p", "period"),
    },
    suffixes={"st": False, "nd": False, "rd": False, "th": False, "s": True},
    patterns=patterns_of(
        _RULES,
        month="M<year>?",
        date="(?:(?:Mo?D|o?Do*M)<year>?)",
        year="(?:,?o*Y|o*[PCX]y)",
        shift="[PCX]",
        during="(?:io*p)?i?",
        leads="(?:s?[isfuv]|ui)",
        lead="(?:s?[isfuv]|ui)?",
    ),
    month_first=True,
    future=word_set(
        "will would shall going planned scheduled expected due upcoming plans intends slated set "
        "forthcoming supposed"
    ),
    past=word_set("was were had took held became began met left came gave made"),
    past_endings=("ed",),
    reporting=tuple(word_set("said told report announce stated added noted inform confirm")),
    counted=word_set(
        "troops soldiers servicemen people personnel men officers units vehicles pieces "
        "military participants fighters peacekeepers kilometers km metres meters dollars"
    ),
)
