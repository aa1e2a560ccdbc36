"""Help in the language asked for: usage lines, options, and errors of the command line's parser."""

import re
from collections.abc import Iterable
from typing import Any

from cstokb.messages import Message
from cstokb.words import in_language, worded

PLACEHOLDER = re.compile(r"(?<![-\w<])[A-Z]{2,}(?:_[A-Z]+)*(?![\w-])")
"""A word such as ENTITY, which stands for what is to be typed."""

_EXTRAS = re.compile(r"\[(default: |required|x)[^]]*\]$")

_EXTRA_WORDS = (Message("default: "), Message("required"), Message("(today)"))

_REASONS = (
    (r"('.*') is not a valid int\.?", Message("{} is not a whole number")),
    (r"('.*') is not a valid float\.?", Message("{} is not a number")),
    (r"(\S+) is not in the range (.*?)\.?", Message("{} is not in the range {}")),
    (r"Option ('.*') requires an argument\.?", Message("option {} requires an argument")),
    (r"Option ('.*') does not take a value\.?", Message("option {} does not take a value")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", Message("unexpected words: {}")),
    (r"Missing command\.?", Message("missing command")),
)
"""Sentences of the parser, which it makes whole, as patterns; and their templates."""


def in_words(text: str, lang: str) -> str:
    """The text with its placeholders in that language."""
    if lang == "en":
        return text
    return PLACEHOLDER.sub(lambda found: worded(found[0], lang), text.replace("<str>", "TEXT"))


def help_record(param: Any, context: Any, lang: str) -> tuple[str, str] | None:
    """What is typed and what it does, as the help lists it; None for a hidden option."""
    record: tuple[str, str] | None = param.get_help_record(context)
    if record is None or lang == "en":
        return record
    typed, text = record
    about = getattr(param, "help", "") or ""
    rest = text.removeprefix(about)
    extra = _EXTRAS.sub(lambda found: _extra(found[0], lang), rest)
    return in_words(typed, lang), f"{worded(about, lang)}{extra}"


def help_records(params: Iterable[Any], context: Any, lang: str) -> list[tuple[str, str]]:
    """The records of all that are not hidden."""
    return [r for param in params if (r := help_record(param, context, lang))]


def parser_message(error: Any) -> Message:
    """The sentence of an error of the parser, as a template and its arguments."""
    name = type(error).__name__
    if name == "NoSuchOption":
        return Message("no such option: {}", error.option_name)
    if name == "MissingParameter" and error.param is not None:
        hint = _named(error.param.get_error_hint(error.ctx))
        is_argument = error.param.param_type_name == "argument"
        return Message("missing argument {}" if is_argument else "missing option {}", hint)
    if name == "BadParameter" and error.param is not None:
        hint = _named(error.param.get_error_hint(error.ctx))
        return Message("invalid value for {}: {}", hint, _reason(error.message))
    return _reason(error.format_message())


def parser_hint(error: Any) -> Message:
    """The options nearest to an unknown one, or where the help is."""
    if near := getattr(error, "possibilities", None):
        return Message("did you mean: {}?", ", ".join(sorted(near)))
    path = getattr(getattr(error, "ctx", None), "command_path", "cstokb")
    option = str(getattr(error, "option_name", ""))
    if option.startswith("-") and not option.startswith("--"):
        return Message(
            "a value that begins with - stands behind --: {} OPTIONS -- VALUES; try: {} --help",
            *(path, path),
        )
    return Message("try: {} --help", path)


def _named(name: str) -> Message:
    """The name of an argument, its placeholders apart so that they can be put in words."""
    escaped = name.replace("{", "{{").replace("}", "}}")
    return Message(PLACEHOLDER.sub("{}", escaped), *map(Message, PLACEHOLDER.findall(name)))


def _reason(text: str) -> Message:
    for pattern, message in _REASONS:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return Message(message.template, *found.groups())
    return Message("{}", text[:1].lower() + text[1:].rstrip("."))


def _extra(text: str, lang: str) -> str:
    for word in _EXTRA_WORDS:
        text = text.replace(str(word), in_language(word, lang), 1)
    return text
