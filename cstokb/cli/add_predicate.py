"""`cstokb add predicate`: a word for the vocabulary of one's own store."""

import re
from typing import Annotated

import typer

from cstokb.cli.completion import complete_kinds
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.settings import AnyWord, one_of
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import Rejected, UsageError
from cstokb.messages import Message
from cstokb.model.entity import Words, is_slug
from cstokb.model.predicate import SHAPES, VALUE_TYPES, Predicate
from cstokb.model.rules import normalized
from cstokb.store.protocol import Change

_BLANKS = ("value", "where", "subject")
"""What may stand in braces in a phrase."""


@takes_write_options()
def predicate(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="A new id: a-z, 0-9 and hyphens.")],
    label: Annotated[str, typer.Option("--label", help="What it is called: commands.")] = "",
    label_ru: Annotated[str, typer.Option("--label-ru", help="The same in Russian.")] = "",
    phrase: Annotated[
        str, typer.Option("--phrase", help="How it is told: 'commands {value}[ in {where}]'.")
    ] = "",
    phrase_ru: Annotated[str, typer.Option("--phrase-ru", help="The same in Russian.")] = "",
    inverse: Annotated[str, typer.Option("--inverse", help="Seen from its value.")] = "",
    inverse_ru: Annotated[str, typer.Option("--inverse-ru", help="The same in Russian.")] = "",
    shape: Annotated[str, typer.Option("--shape", metavar="|".join(SHAPES))] = "plain",
    value: Annotated[str, typer.Option("--value", metavar="|".join(VALUE_TYPES))] = "text",
    subjects: Annotated[
        str,
        typer.Option("--of", metavar="KIND,…", help="Of what.", autocompletion=complete_kinds),
    ] = "",
    values: Annotated[
        str,
        typer.Option("--to", metavar="KIND,…", help="To what.", autocompletion=complete_kinds),
    ] = "",
    optional: Annotated[bool, typer.Option("--optional", help="A value may be missing.")] = False,
    one_value: Annotated[bool, typer.Option("--one-value", help="One value at a time.")] = False,
    major: Annotated[bool, typer.Option("--major", help="It makes the timeline.")] = False,
) -> None:
    """Add a predicate: what facts may state, and how it is told."""
    session = Session.of(context)
    _check_free(session, id)
    labels = _words(label, label_ru)
    if not labels:
        raise UsageError("a predicate needs a label", hint="--label or --label-ru")
    phrases = {lang: f"{text}[: {{value}}][ ({{where}})]" for lang, text in labels.items()}
    new = Predicate(
        id,
        labels,
        {**phrases, **_phrases(phrase, phrase_ru)},
        inverse_label=_words(inverse, inverse_ru),
        shape=_choice("--shape", shape, SHAPES),
        subject_kinds=kinds_of(subjects) or (),
        value_type=_choice("--value", value, VALUE_TYPES),
        value_kinds=kinds_of(values) or (),
        optional=optional,
        one_value=one_value,
        weight="major" if major else "minor",
    )
    commit(session, Change(predicates=(new,)), WriteOptions.of(context), add=id)


def _check_free(session: Session, id: str) -> None:
    """Raise `Rejected` for an id that is none, or is taken."""
    if not is_slug(id):
        raise Rejected('the id "{}" is not a slug of a-z, 0-9 and -', id)
    if id in session.knowledge.predicates():
        hint = "cstokb schema lists them"
        raise Rejected("there is a predicate {} already", id, hint=hint)


def _choice(option: str, word: str, words: tuple[AnyWord, ...]) -> AnyWord:
    """The word that was chosen; raise `UsageError` for one that is no choice."""
    choice = one_of(word, words)
    if choice is None:
        raise UsageError('{} "{}" is none of {}', option, word, ", ".join(words))
    return choice


def _words(english: str, russian: str) -> Words:
    words = {"en": normalized(english), "ru": normalized(russian)}
    return {lang: text for lang, text in words.items() if text}


def _phrases(english: str, russian: str) -> Words:
    """The phrases; raise `UsageError` for a blank in braces that nothing fills."""
    phrases = _words(english, russian)
    for text in phrases.values():
        unknown = {*re.findall(r"\{(\w*)\}", text)} - {*_BLANKS}
        if unknown:
            known = ", ".join(f"{{{blank}}}" for blank in _BLANKS)
            raise UsageError('nothing fills "{}"', min(unknown), hint=Message("{}", known))
    return phrases
