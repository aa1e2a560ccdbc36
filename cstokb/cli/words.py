"""The words of a question on the command line, the same for every command that reads."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities, complete_kinds, complete_predicates
from cstokb.cli.session import kinds_of
from cstokb.errors import AmbiguousName, UnknownName
from cstokb.model.entity import Entity, Kind
from cstokb.model.knowledge import Knowledge
from cstokb.model.period import Period
from cstokb.model.query import KEYS, VALUES, Question, Word, is_plain_word, parse_question
from cstokb.reports.resolve import resolve_entity

_ENTITY_KEYS = ("of", "with", "in")


def complete_words(ctx: typer.Context, incomplete: str) -> list[str]:
    """The keys, and behind a key the values, that begin like that."""
    key, colon, value = incomplete.rpartition(":")
    if not colon:
        return [f"{key}:" for key in KEYS if key.startswith(incomplete)]
    last = key.rpartition(":")[2]
    if last in _ENTITY_KEYS:
        found = [id for id, _ in complete_entities(ctx, value)]
    elif last == "is":
        found = [id for id, _ in complete_predicates(ctx, value)]
    elif last == "kind":
        found = [*complete_kinds(value)]
    else:
        found = [word for word in VALUES.get(last, ()) if word.startswith(value)]
    return [f"{key}:{word}" for word in found]


def complete_kinds_or_words(ctx: typer.Context, incomplete: str) -> list[str]:
    """The kinds and the words that begin like that."""
    return [*complete_kinds(incomplete), *complete_words(ctx, incomplete)]


WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORDS",
        help="2015..2020 kind:exercise in:tajikistan; cstokb query --help has them all.",
        autocompletion=complete_words,
        show_default=False,
    ),
]


def question_of(
    words: Sequence[str] | None,
    today: date,
    *,
    kinds: Sequence[Kind] | None = None,
    about: str = "",
    period: Period | None = None,
) -> Question:
    """The question of the words, and of the options that say the same.

    Raise `BadDate` or `UsageError`.
    """
    question = parse_question(words or (), today=today)
    options: list[Word] = []
    if kinds:
        options.append(_option("kind", tuple(kinds), "--kind"))
    if about:
        options.append(_option("with", (about,), "--for"))
    if period:
        if question.period:
            raise question.having("time").words[0].error("the time stands here and in an option")
        options.append(_option("time", (str(period),), "--from")._replace(period=period))
    return Question((*question.words, *options))


def question_with_kinds(words: Sequence[str], today: date) -> Question:
    """The question of words of which the first may be kinds; raise `UsageError`."""
    first, rest = (words[0], words[1:]) if words else ("", ())
    if not first or not is_plain_word(first):
        return question_of(words, today)
    return question_of(rest, today, kinds=kinds_of(first))


def entity_and_words(knowledge: Knowledge, words: list[str]) -> tuple[Entity, list[str]]:
    """The entity that the first word names, or else the most words together; and the rest.

    Raise what `resolve_entity` raises for the words before the first that has a key.
    """
    alone = knowledge.entity(words[0])
    if alone or len(words) == 1:
        return alone or resolve_entity(knowledge, words[0]), words[1:]
    keyed = next((at for at, word in enumerate(words) if at and ":" in word), len(words))
    refused: UnknownName | AmbiguousName | None = None
    for stop in range(keyed, 0, -1):
        try:
            return resolve_entity(knowledge, " ".join(words[:stop])), words[stop:]
        except (UnknownName, AmbiguousName) as error:
            refused = refused or error
    assert refused
    raise refused


def _option(key: str, values: tuple[str, ...], option: str) -> Word:
    line = f"{option} {','.join(values)}"
    return Word(key, values, negated=False, line=line, start=len(option) + 1, stop=len(line))
