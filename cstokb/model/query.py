"""`Question`: the words of the query grammar, read; what they name is resolved by reports."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf, nextafter
from typing import NamedTuple

from cstokb.errors import BadDate, UsageError
from cstokb.messages import Message, did_you_mean
from cstokb.model.entity import KINDS, kind_of_word
from cstokb.model.fact import CONFIDENCES, RANKS
from cstokb.model.pattern import Figures
from cstokb.model.period import DAYS, MINUS, Period

KEYS = (
    *("kind", "of", "with", "in", "is", "source", "publisher", "number"),
    *("rank", "confidence", "text", "not"),
)
"""The keys of the grammar; a time and plain text need none."""

_KEYED = re.compile(r"([^\W\d_][\w-]*):(\S.*)?", re.DOTALL)
_TIME = re.compile(rf"[+{MINUS}-]?\d|\.\.\d|\.\.[+{MINUS}-]\d|/\d|[./]+$")
_MONTH_WORDS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn fall winter
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре
весна лето осень зима весной летом осенью зимой весны лета осени зимы
"""
_MONTHS = frozenset(_MONTH_WORDS.split())
_NUMBER = r"\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?"
_COMPARED = rf"([<>]=?|=)\s*({_NUMBER})"
_RANGE = rf"({_NUMBER})?\s*(\.\.)?\s*({_NUMBER})?"
VALUES: Mapping[str, Sequence[str]] = {"rank": RANKS, "confidence": CONFIDENCES}
"""The values of the keys that have a closed set of them."""
_TEXT_HINT = 'text:"{}" finds it as words'


class Word(NamedTuple):
    """One condition of a question: a key of `KEYS`, or `time`, and its values, joined by or.

    `period` is that of a time and `figures` those of a number. `line` is the whole question
    as it was typed, in which the value stands from `start` to `stop`.
    """

    key: str
    values: tuple[str, ...]
    negated: bool
    line: str
    start: int
    stop: int
    period: Period | None = None
    figures: Figures | None = None

    def error(self, template: str, *args: object, hint: Message | str = "") -> UsageError:
        """An error that points at the value."""
        return UsageError(
            template, *args, excerpt=marked(self.line, self.start, self.stop), hint=hint
        )


class Question(NamedTuple):
    """Words, joined by and."""

    words: tuple[Word, ...] = ()

    def having(self, *keys: str) -> "Question":
        """The question with only the words of those keys."""
        return Question(tuple(word for word in self.words if word.key in keys))

    def without(self, *keys: str) -> "Question":
        """The question without the words of those keys."""
        return Question(tuple(word for word in self.words if word.key not in keys))

    def without_time(self) -> "Question":
        """The question without the time it asks about; what a time negates stays."""
        words = (word for word in self.words if word.key != "time" or word.negated)
        return Question(tuple(words))

    @property
    def period(self) -> Period | None:
        """The time asked about, or None."""
        times = (word.period for word in self.words if word.period and not word.negated)
        return next(times, None)

    def __str__(self) -> str:
        return self.words[0].line if self.words else ""


def parse_question(arguments: Sequence[str], *, today: date) -> Question:
    """Read the arguments of a command as one question.

    Raise `BadDate` or `UsageError` with a caret under what is wrong.
    """
    line = " ".join(arguments)
    words = [_parse(text, line, start, today) for text, start in _grouped(_located(arguments))]
    times = [word for word in words if word.key == "time" and not word.negated]
    if len(times) > 1:
        hint = "a range is written 1992..2010"
        raise times[1].error("a question has one time, not two", hint=hint)
    return Question(tuple(words))


def is_plain_word(text: str) -> bool:
    """Whether the argument has no key and is no time."""
    return not _KEYED.fullmatch(text.strip()) and not _is_time(text.strip())


def _located(arguments: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The arguments that are not blank, each with its offset in the line."""
    offset = 0
    for argument in arguments:
        if argument.strip():
            yield argument.strip(), offset + len(argument) - len(argument.lstrip())
        offset += len(argument) + 1


def _grouped(located: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The arguments, with months and seasons and the numbers beside them made one time."""
    group: list[tuple[str, int]] = []
    for text, start in (*located, ("", 0)):
        if text and (text.isdecimal() or _is_month(text)):
            group.append((text, start))
            continue
        yield from _joined(group)
        group = []
        if text:
            yield text, start


def _joined(group: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    kinds = {text.isdecimal() for text, _ in group}
    if len(kinds) == 2:
        yield " ".join(text for text, _ in group), group[0][1]
    else:
        yield from group


def _is_month(text: str) -> bool:
    return text.lower().rstrip(".,") in _MONTHS


def _parse(text: str, line: str, start: int, today: date, *, negated: bool = False) -> Word:
    keyed = _KEYED.fullmatch(text)
    if not keyed:
        key = "time" if _is_time(text) else "text"
        return _read(Word(key, (text,), negated, line, start, start + len(text)), today)
    key, value = keyed[1].lower(), (keyed[2] or "").strip()
    word = Word(key, (value,), negated, line, start, start + len(keyed[1]))
    if key not in KEYS:
        raise word.error('no key "{}"', keyed[1], hint=_nearest(key, KEYS, text))
    offset = start + text.index(":") + 1
    if not value:
        raise word.error("{}: needs a value", key, hint=Message("{}:…", key))
    if key == "not":
        return _parse(value, line, offset, today, negated=not negated)
    return _read(word._replace(start=offset, stop=start + len(text)), today)


def _is_time(text: str) -> bool:
    words = text.split()
    months = any(map(_is_month, words)) and any(word[:1].isdigit() for word in words)
    first = re.split(r"\.\.|/", text.lower(), maxsplit=1)
    return bool(_TIME.match(text)) or months or any(part in DAYS for part in first)


def _read(word: Word, today: date) -> Word:
    """The word with its values read; raise `UsageError`."""
    value = word.values[0]
    if word.key == "time":
        return _timed(word, value, today)
    if word.key == "number":
        return word._replace(figures=_figures(word, value))
    if word.key == "text":
        return word
    values = tuple(filter(None, map(str.strip, value.split(",")))) or (value,)
    if word.key == "kind":
        return word._replace(values=tuple(_kind(word, part) for part in values))
    allowed = VALUES.get(word.key, values)
    for part in values:
        if part not in allowed:
            raise word.error('no {} "{}"', word.key, part, hint=_nearest(part, allowed))
    return word._replace(values=values)


def _timed(word: Word, value: str, today: date) -> Word:
    try:
        return word._replace(period=Period.parse(value, today=today))
    except BadDate as error:
        found = error.within(word.line, word.start)
        if not error.advice or "," in value:
            found.advice = Message(_TEXT_HINT, value)
        raise found from None


def _kind(word: Word, text: str) -> str:
    try:
        return kind_of_word(text)
    except UsageError:
        raise word.error('no kind "{}"', text, hint=_nearest(text, KINDS)) from None


def _figures(word: Word, value: str) -> Figures:
    if compared := re.fullmatch(_COMPARED, value):
        sign, number = compared[1], _number(compared[2])
        least = {">": nextafter(number, inf), ">=": number, "=": number}.get(sign, -inf)
        most = {"<": nextafter(number, -inf), "<=": number, "=": number}.get(sign, inf)
        return Figures(least, most)
    found = re.fullmatch(_RANGE, value)
    if not found or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        hint = "write number:1000.. or number:..500 or number:100..500"
        raise word.error('"{}" is no range of numbers', value, hint=hint)
    least = _number(found[1]) if found[1] else -inf
    most = _number(found[3]) if found[3] else inf if found[2] else least
    if least > most:
        raise word.error('"{}" ends before it begins', value)
    return Figures(least, most)


def _number(text: str) -> float:
    return float(re.sub("[, ]", "", text))


def marked(line: str, start: int, stop: int) -> str:
    """The line with carets under its characters from `start` to `stop`."""
    return f"{line}\n{' ' * start}{'^' * max(1, stop - start)}"


def _nearest(text: str, allowed: Sequence[str], whole: str = "") -> Message:
    # lazy: 2 ms; only errors need it
    from cstokb.model.names import nearest

    if near := nearest(text, allowed):
        return did_you_mean(near)
    if whole:
        return Message('keys: {}; text:"{}" finds it as words', ", ".join(allowed), whole)
    return Message("choose from: {}", ", ".join(allowed))
