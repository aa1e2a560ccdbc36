"""`cstokb show ENTITY`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.options import AllOfOption, AsOfOption
from cstokb.cli.session import Session
from cstokb.cli.words import question_of
from cstokb.errors import AmbiguousName, UnknownName
from cstokb.model.entity import Entity
from cstokb.model.knowledge import Knowledge
from cstokb.model.period import Period
from cstokb.render.show import show_view
from cstokb.reports.question import pattern_of
from cstokb.reports.resolve import resolve_entity
from cstokb.reports.show import show


def command(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ENTITY [WORDS]",
            help="An id, the beginning of one, or any name; then what to show of it.",
            autocompletion=complete_entities,
            show_default=False,
        ),
    ],
    everything: Annotated[bool, typer.Option("--all", "-a", help="Every fact and source.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="The same with the curator's remarks.")
    ] = False,
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """Show what an entity is today, since when, and who says so."""
    session = Session.of(context)
    subject, rest = _named(session.knowledge, words)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    question = question_of(rest, session.today)
    pattern = pattern_of(knowledge, question, ranked=True)
    on = Period.parse(as_of, today=session.today) if as_of else None
    report = show(knowledge, subject, session.today, pattern=pattern, on=on)
    query = {
        "entity": subject.id,
        "words": rest,
        "today": str(session.today),
        "as_of": as_of or None,
    }
    whole = everything or explain
    view = show_view(knowledge, report, query, session.lang, everything=whole, explain=explain)
    session.write(view)
    session.note_hidden(knowledge)


def _named(knowledge: Knowledge, words: list[str]) -> tuple[Entity, list[str]]:
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
