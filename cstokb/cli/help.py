"""`cstokb help [COMMAND|TOPIC]`."""

from typing import Annotated, Any

import typer

from cstokb import __version__
from cstokb.cli.app import COMMANDS, Subcommand, exit_codes, lang_of
from cstokb.cli.helping import help_records, in_words
from cstokb.cli.manual import manual, summary
from cstokb.cli.roff import definitions, escape, section, text_of, title
from cstokb.cli.session import Session
from cstokb.cli.unknown import unknown_command
from cstokb.words import worded

TOPICS = ("options", "exit-codes")


def command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND|TOPIC",
            help="A command, options or exit-codes; all commands if left out.",
            show_default=False,
        ),
    ] = None,
    man: Annotated[bool, typer.Option("--man", help="As a page for man, in roff.")] = False,
) -> None:
    """Print the manual page of a command, or what all commands share."""
    root = context.find_root()
    if words and words[0] in TOPICS:
        text = _topic(root, words[0])
    else:
        described = _described(root, words or [])
        text = _man_page(described) if man else f"{described.get_help()}\n"
    Session.of(context).output.write([text])


def _described(root: Any, words: list[str]) -> Any:
    """The context of the command that the words name; raise `UsageError`."""
    context, path = root, "cstokb help"
    for word in words:
        is_group = hasattr(context.command, "list_commands")
        names = context.command.list_commands(context) if is_group else []
        if word not in names:
            raise unknown_command(word, [*names, *TOPICS] if context is root else names, path)
        found = context.command.get_command(context, word)
        context = found.make_context(word, [], parent=context, resilient_parsing=True)
        path = f"{path} {word}"
    return context


def _topic(root: Any, topic: str) -> str:
    formatter, lang = root.make_formatter(), lang_of(root)
    if topic == "options":
        about = worded("Every command takes these, before or after its name.", lang)
        formatter.write(f"{about}\n\n")
        formatter.write_dl(_records(root))
    else:
        formatter.write_dl(exit_codes(lang))
    return str(formatter.getvalue())


def _man_page(context: Any) -> str:
    """The page for man of one command, or of the whole program."""
    is_whole = context.parent is None
    path = "cstokb" if is_whole else context.command_path
    lang = lang_of(context)
    own = worded(context.command.help or "", lang)
    if is_whole:
        line, about = own.split(".")[0], own.split("\n\n", 1)[1]
    elif isinstance(context.command, Subcommand):
        line = about = own
    else:
        line, about = summary(context.info_name, lang), manual(context.info_name, lang)
    usage = in_words(" ".join(context.command.collect_usage_pieces(context)), lang)
    commands = [_command_section(name, lang) for name in COMMANDS] if is_whole else []
    sections = [
        title(path.replace(" ", "-"), f"cstokb {__version__}"),
        section(worded("NAME", lang), f"{escape(path.replace(' ', '-'))} \\- {escape(line)}\n"),
        section(worded("SYNOPSIS", lang), f"\\fB{escape(path)}\\fR {escape(usage)}\n"),
        section(worded("DESCRIPTION", lang), text_of(about)),
        section(worded("COMMANDS", lang), "".join(commands)) if commands else "",
        section(worded("OPTIONS", lang), definitions(_records(context))),
        section(worded("EXIT STATUS", lang), definitions(exit_codes(lang))),
    ]
    return "".join(sections)


def _command_section(name: str, lang: str) -> str:
    title_line = f"cstokb {name} - {summary(name, lang)}"
    return section(title_line, text_of(manual(name, lang)), level="SS")


def _records(context: Any) -> list[tuple[str, str]]:
    """The options and arguments as the help lists them."""
    params = context.command.get_params(context)
    return help_records(params, context, lang_of(context))
