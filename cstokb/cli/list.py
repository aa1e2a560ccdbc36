"""`cstokb list [KIND] [WORDS]`."""

from typing import Annotated

import typer

from cstokb.cli.options import AllOfOption, AsOfOption
from cstokb.cli.session import Session
from cstokb.cli.words import complete_kinds_or_words, question_of, question_with_kinds
from cstokb.model.period import Period
from cstokb.model.query import Question
from cstokb.render.entities import list_view
from cstokb.reports.columns import columns_of
from cstokb.reports.list import listing
from cstokb.reports.rows import ROW_KEYS


def command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KIND,… WORDS",
            help="Kinds, singular or plural, and the words of cstokb query.",
            autocompletion=complete_kinds_or_words,
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(metavar="A,B", help="held,where,strength,participants", show_default=False),
    ] = "",
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """List things side by side, sorted by kind and id."""
    session = Session.of(context)
    question = question_with_kinds(words or (), session.today)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    if as_of and question.words:
        period = Period.parse(as_of, today=session.today)
        question = Question((*question.words, *question_of((), session.today, period=period).words))
    names = tuple(dict.fromkeys(filter(None, columns.replace(" ", "").split(","))))
    shown = columns_of(knowledge, names, session.lang, session.today)
    query = {"words": list(words or ()), "as_of": as_of or None}
    keys = (*ROW_KEYS["entity"], *(key for column in shown for key in column.keys))
    sort = session.settings.sort.removeprefix("-")
    # What the things are sorted by need not be shown.
    other = (sort,) if sort and sort not in keys else ()
    sorting = columns_of(knowledge, other, session.lang, session.today)
    report = listing(knowledge, question, (*shown, *sorting))
    session.write(list_view(knowledge, report, shown, query, session.lang))
    session.note_hidden(knowledge)
