"""`cstokb show ENTITY`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.options import AllOfOption, AsOfOption
from cstokb.cli.session import Session
from cstokb.cli.words import entity_and_words, question_of
from cstokb.model.period import Period
from cstokb.render.card import Screen
from cstokb.render.show import show_view
from cstokb.reports.question import pattern_of
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
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """Show what an entity is today, since when, and who says so."""
    session = Session.of(context)
    subject, rest = entity_and_words(session.knowledge, words)
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
    output = session.output
    shown_as = session.settings.format or ("table" if output.terminal else "plain")
    screen = Screen(output.width, output.color) if shown_as == "table" else None
    view = show_view(knowledge, report, query, session.lang, everything=everything, screen=screen)
    session.write(view)
    session.note_hidden(knowledge)
