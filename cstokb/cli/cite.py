"""`cstokb cite SOURCE|FACT|ENTITY`."""

from typing import Annotated

import typer

from cstokb import __version__
from cstokb.cli.completion import complete_citable, complete_styles
from cstokb.cli.session import Session
from cstokb.errors import UsageError
from cstokb.messages import Message, did_you_mean
from cstokb.model.moment import Moment
from cstokb.model.names import nearest
from cstokb.model.source import Source
from cstokb.render.cite import STYLES, cite_view, reference_text
from cstokb.reports.cite import references


def command(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE|FACT|ENTITY",
            help="The id of a source or a fact, or any name.",
            autocompletion=complete_citable,
            show_default=False,
        ),
    ],
    style: Annotated[
        str,
        typer.Option(
            "--style",
            "-s",
            metavar="STYLE",
            help=f"{'|'.join(STYLES)}.",
            autocompletion=complete_styles,
            show_default="gost in Russian, else chicago",
        ),
    ] = "",
) -> None:
    """Cite a source, or what a fact or an entity rests on."""
    session = Session.of(context)
    word = " ".join(words)
    style = style or ("gost" if session.lang == "ru" else "chicago")
    if style not in STYLES:
        near = nearest(style, [*STYLES])
        hint = did_you_mean(near) if near else Message("styles: {}", ", ".join(STYLES))
        raise UsageError('no style "{}"', style, hint=hint)
    knowledge = session.knowledge
    data = Source(
        "cstokb",
        "",
        f"cstokb {__version__}, revision {knowledge.revision}",
        published=Moment.of(session.today),
    )
    cited = references(knowledge, word, data=data, lang=session.lang)
    if session.settings.format in ("", "table", "plain") and not session.settings.fields:
        session.output.write(reference_text(cited, style))
    else:
        session.write(cite_view(cited, style, {"cite": word, "style": style}))
