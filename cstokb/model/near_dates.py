"""Near misses: what people write for a date, and the EDTF that it would be.

Nothing here is taken for a date. The readers of dates refuse it, and the refusal has the
EDTF ready to copy.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Final, NamedTuple

from cstokb.errors import BadDate
from cstokb.messages import Message
from cstokb.model.edtf_profile import PROFILE_HINT, left_out
from cstokb.model.moment import GENERAL_REASON
from cstokb.model.span import Span

_MONTHS: Final = (
    "jan(?:uary)?|янв(?:ар[ьяе])?",
    "feb(?:ruary)?|фев(?:р(?:ал[ьяе])?)?",
    "mar(?:ch)?|мар(?:т[ае]?)?",
    "apr(?:il)?|апр(?:ел[ьяе])?",
    "may|ма[йяе]",
    "june?|июн[ьяе]?",
    "july?|июл[ьяе]?",
    "aug(?:ust)?|авг(?:уст[ае]?)?",
    "sept?(?:ember)?|сент?(?:ябр[ьяе])?",
    "oct(?:ober)?|окт(?:ябр[ьяе])?",
    "nov(?:ember)?|ноя(?:б(?:р[ьяе])?)?",
    "dec(?:ember)?|дек(?:абр[ьяе])?",
)
_SEASONS: Final = (
    "spring|весн(?:а|ы|е|у|ой)",
    "summer|лет(?:о|а|е|ом)",
    "autumn|fall|осен(?:ь|и|ью)",
    "winter|зим(?:а|ы|е|у|ой)",
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "xix": 19, "xx": 20, "xxi": 21}
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|-?е)?"
_YEAR: Final = r"(?P<year>\d{4})"
_JOINTS: Final = (r"\.\.", "/", r"\s*[-–—]\s*", r"\s+(?:to|till|until|до|по)\s+")

_MOST_LETTERS: Final = 100
"""No date is longer; what is tried grows with the square of the length."""

_EITHER: Final = Message("write {} or {}")

Groups = dict[str, str]


class NearDate(NamedTuple):
    """What a refused text would be in EDTF, and why it is refused, if that is plain."""

    forms: tuple[str, ...] = ()
    reason: Message | None = None
    joint: tuple[int, int] | None = None
    """Where the dash or word stands that joins two dates."""
    outside: bool = False
    """Whether it is EDTF, but not of the day profile."""
    choice: Message = _EITHER
    """The advice where there are two forms, as a template."""


def better_refusal(error: BadDate, text: str, mark: str = "/") -> BadDate:
    """The error, with the EDTF that was meant if that can be recognized.

    `mark` is what stands between the ends of a range: a slash, two dots in a question, or
    nothing where only a single date may stand.
    """
    near = near_date(text)
    if near is None:
        return error
    start, stop, reason = error.start, error.stop, near.reason or error.reason
    if near.joint:
        dots = mark == ".."
        reason = Message("a range has two dots" if dots else "an interval has a slash")
        start, stop = near.joint
    elif near.forms and error.reason == GENERAL_REASON:
        start, stop = 0, len(text)
    hint = advice(near, mark) or (PROFILE_HINT if near.outside else error.advice)
    return BadDate(text, start, stop, reason, hint=hint, outside=near.outside)


def near_date(text: str) -> NearDate | None:
    """What the text would be in EDTF, or None if it resembles no date."""
    if len(text) > _MOST_LETTERS:
        return None
    readings = list(dict.fromkeys(_readings(_plain(text))))
    forms = tuple(form for form in readings if _is_edtf(form))
    days = all(form.count("-") == 2 for form in forms)
    choice = Message("write {} (day first) or {} (month first)") if days else _EITHER
    if reason := left_out(text):
        return NearDate(forms, reason, outside=True)
    if forms:
        return NearDate(forms, choice=choice)
    if readings:
        return NearDate((), _problem(readings[0]))
    if near_month_day(text):
        return NearDate((), Message("it has no year"))
    return _near_range(text)


def resembles_date(text: str) -> bool:
    """Whether a text that is no date was meant for one, and not for a name."""
    return text[:4].isdecimal() or text[:1] in ("+", "-", ".") or near_date(text) is not None


def near_month_day(text: str) -> str:
    """The `MM-DD` of a day without a year (`28.04`, `28 April`); empty for any other text."""
    if len(text) > _MOST_LETTERS:
        return ""
    dotted = r"(?P<day>\d\d?)[./](?P<month>\d\d?)\.?"
    patterns = (dotted, rf"{_DAY} (?:of )?{_MONTH}", rf"{_MONTH} {_DAY}")
    for pattern in patterns:
        if found := re.fullmatch(pattern, _plain(text)):
            day = _day({"year": "2000", **found.groupdict()})
            return day[5:] if _is_edtf(day) else ""
    return ""


def advice(near: NearDate, mark: str) -> Message | None:
    """What to write, ready to copy; None where no form is plain. See `better_refusal`."""
    forms = [*dict.fromkeys(_with_mark(form, mark) for form in near.forms)]
    if not mark:
        forms = [form for form in forms if "/" not in form]
    if len(forms) > 1:
        return Message(near.choice.template, *forms[:2])
    return Message("write {}", *forms) if forms else None


def _with_mark(form: str, mark: str) -> str:
    """The interval with that mark; two dots show a missing end by themselves."""
    return "..".join(end.strip(".") for end in form.split("/")) if mark == ".." else form


def _near_range(text: str) -> NearDate | None:
    """Two dates, or what resembles them, with any joint between them."""
    for joint in _JOINTS:
        for found in re.finditer(joint, text, re.IGNORECASE):
            left, right = text[: found.start()].strip(), text[found.end() :].strip()
            forms = tuple(_ranges(left, right))
            if forms:
                return NearDate(forms, joint=_dash(found), choice=_choice_of_ends(left, right))
    return None


def _dash(joint: re.Match[str]) -> tuple[int, int] | None:
    """Where the joint stands without its blanks, if it is a dash or a word."""
    mark = joint[0].strip()
    start = joint.start() + joint[0].index(mark)
    return None if mark in ("..", "/") else (start, start + len(mark))


def _ranges(left: str, right: str) -> Iterator[str]:
    for start, end in product(_end(left), _end(right)):
        form = f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"
        if _is_edtf(form):
            yield form


def _end(text: str) -> tuple[str, ...]:
    """The forms of one end of a range; without a text it may be unknown or open."""
    if not text:
        return ("", "..")
    if _is_edtf(text):
        return (text,)
    return tuple(filter(_is_edtf, _readings(_plain(text))))


def _choice_of_ends(left: str, right: str) -> Message:
    if not left:
        return Message("write {} if its beginning is not known, {} if it has none")
    if not right:
        return Message("write {} if its end is not known, {} if it has not ended")
    return _EITHER


def _is_edtf(text: str) -> bool:
    return not _problem(text)


def _problem(text: str) -> Message | None:
    try:
        Span.parse(text)
    except BadDate as error:
        return error.reason
    return None


def _plain(text: str) -> str:
    """The text in small letters, without the words for "year", "in" and "of"."""
    word = re.sub(r"[\s,]+", " ", text).strip().lower()
    word = re.sub(r"^(?:in|on|the|from|в|во|с) ", "", word)
    return re.sub(r"\s*\b(?:г\.|г|года|году|год)$", "", word)


def _readings(word: str) -> Iterator[str]:
    """The EDTF, perhaps impossible, of each way to read the plain text as one date."""
    about = re.fullmatch(r"(?:about|circa|ca\.?|c\.|около|ок\.|примерно) ?(.+)", word)
    if about:
        rest = [about[1]] if _is_edtf(about[1]) else _readings(about[1])
        yield from (f"{form}~" for form in rest if "/" not in form)
        return
    for pattern, read in _READERS:
        if found := re.fullmatch(pattern, word):
            yield from read(found.groupdict())


def _day(part: Groups) -> str:
    year = part["year"]
    if len(year) == 2:
        year = f"{'19' if year >= '50' else '20'}{year}"
    return f"{year}-{_month(part):02}-{int(part['day']):02}"


def _month(part: Groups) -> int:
    word = part["month"]
    return int(word) if word.isdecimal() else 1 + _index(_MONTHS, word)


def _index(patterns: tuple[str, ...], word: str) -> int:
    return next(n for n, pattern in enumerate(patterns) if re.fullmatch(pattern, word))


def _number(word: str) -> int:
    return _ROMAN[word] if word in _ROMAN else int(word)


def _days(part: Groups) -> Iterator[str]:
    yield _day(part)


def _day_or_month_first(part: Groups) -> Iterator[str]:
    """Both readings where both are days; else the one that is."""
    readings = [_day(part), _day({**part, "day": part["month"], "month": part["day"]})]
    yield from [form for form in readings if _is_edtf(form)] or readings[:1]


def _months(part: Groups) -> Iterator[str]:
    yield f"{part['year']}-{_month(part):02}"


def _pairs_of_years(part: Groups) -> Iterator[str]:
    """`2003/04` may mean the years 2003 and 2004."""
    if part["last"] > part["first"]:
        yield "{century}{first}/{century}{last}".format(**part)


def _days_of_month(part: Groups) -> Iterator[str]:
    yield f"{_day(part)}/{_day({**part, 'day': part['last']})}"


def _months_of_year(part: Groups) -> Iterator[str]:
    last = _index(_MONTHS, part["last"]) + 1
    yield f"{part['year']}-{_month(part):02}/{part['year']}-{last:02}"


def _seasons(part: Groups) -> Iterator[str]:
    yield f"{part['year']}-{21 + _index(_SEASONS, part['season'])}"


def _parts_of_year(months: int) -> Callable[[Groups], Iterator[str]]:
    def read(part: Groups) -> Iterator[str]:
        first = months * (_number(part["number"]) - 1) + 1
        yield f"{part['year']}-{first:02}/{part['year']}-{first + months - 1:02}"

    return read


def _numbered_parts(part: Groups) -> Iterator[str]:
    """EDTF level 2: 33-36 are quarters, 37-39 thirds, 40 and 41 halves of a year."""
    number = int(part["number"])
    base, months = next((b, m) for b, m in ((40, 6), (37, 4), (33, 3)) if number >= b)
    yield from _parts_of_year(months)({"year": part["year"], "number": str(number - base + 1)})


def _eras(part: Groups) -> Iterator[str]:
    yield part["digits"].ljust(4, "X")


def _centuries(part: Groups) -> Iterator[str]:
    yield f"{_number(part['number']) - 1:02}XX"


def _as_it_is(part: Groups) -> Iterator[str]:
    yield part["date"]


_READERS: Final[tuple[tuple[str, Callable[[Groups], Iterator[str]]], ...]] = (
    (r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4}|\d\d)", _days),
    (r"(?P<day>\d\d?)[/-](?P<month>\d\d?)[/-](?P<year>\d{4})", _day_or_month_first),
    (r"(?P<year>\d{4})([./-])(?P<month>\d\d?)\2(?P<day>\d\d?)", _days),
    (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _days),
    (rf"{_YEAR}[./-](?P<month>\d\d?)", _months),
    (r"(?P<century>\d\d)(?P<first>\d\d)[/](?P<last>\d\d)", _pairs_of_years),
    (rf"(?P<month>\d\d?)[./-]{_YEAR}", _months),
    (r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)", _months),
    (rf"{_DAY}[ -]?(?:of )?{_MONTH}[ -]?{_YEAR}", _days),
    (rf"{_MONTH} {_DAY} {_YEAR}", _days),
    (rf"{_YEAR} {_MONTH} {_DAY}", _days),
    (rf"{_MONTH}[ -](?:of )?{_YEAR}", _months),
    (rf"{_YEAR}[ -]{_MONTH}", _months),
    (rf"{_DAY} ?[-–—] ?(?P<last>\d\d?) (?:of )?{_MONTH} {_YEAR}", _days_of_month),
    (rf"{_MONTH} ?[-–—] ?(?P<last>{'|'.join(_MONTHS)}) {_YEAR}", _months_of_year),
    (rf"(?P<season>{'|'.join(_SEASONS)}) (?:of )?{_YEAR}", _seasons),
    (rf"{_YEAR} (?P<season>{'|'.join(_SEASONS)})", _seasons),
    (rf"{_YEAR}[ -]?(?:q|кв\.? ?)(?P<number>[1-4])", _parts_of_year(3)),
    (rf"q(?P<number>[1-4])[ -]?(?:of )?{_YEAR}", _parts_of_year(3)),
    (rf"(?P<number>[1-4]|iv|i{{1,3}})(?:-?й)? ?кв(?:\.|артале?)? ?{_YEAR}", _parts_of_year(3)),
    (rf"{_YEAR}[ -]?h(?P<number>[12])", _parts_of_year(6)),
    (rf"h(?P<number>[12])[ -]?{_YEAR}", _parts_of_year(6)),
    (rf"{_YEAR}-(?P<number>3[3-9]|4[01])", _numbered_parts),
    (r"(?:the )?(?P<digits>\d{3})0(?:'?s|-?[ех])(?: ?гг?\.?| годы| годов| годах)?", _eras),
    (r"(?P<digits>\d\d\d)[x?_]", _eras),
    (r"(?P<number>\d\d)(?:st|nd|rd|th) (?:century|c\.)", _centuries),
    (r"(?P<number>\d\d|xxi|xx|xix)(?:-?й|-?го|-?м)? (?:век[ае]?|в\.)", _centuries),
    (r"(?P<date>\d{4}(?:-\d\d)?)(?:-(?:xx|uu|\?\?)){1,2}[~?%]?", _as_it_is),
    (r"(?P<date>\d{4}(?:-\d\d){0,2})", _as_it_is),
    (r"(?P<date>\d{4}-\d\d-\d\d)[t ]\d.*", _as_it_is),
)
"""What each pattern of plain text would be; several may fit one text."""
