"""`cstokb help [COMMAND|TOPIC]`."""

from typing import Annotated, Any

import typer

from cstokb import __version__
from cstokb.cli.app import COMMANDS, Subcommand
from cstokb.cli.manual import manual, summary
from cstokb.cli.roff import definitions, escape, section, text_of, title
from cstokb.cli.session import Session
from cstokb.cli.unknown import unknown_command
from cstokb.errors import EXIT_CODES

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
    formatter = root.make_formatter()
    if topic == "options":
        formatter.write("Every command takes these, before or after its name.\n\n")
        formatter.write_dl(_records(root))
    else:
        formatter.write_dl([(str(code), meaning) for code, meaning in EXIT_CODES.items()])
    return str(formatter.getvalue())


def _man_page(context: Any) -> str:
    """The page for man of one command, or of the whole program."""
    is_whole = context.parent is None
    path = "cstokb" if is_whole else context.command_path
    own = context.command.help or ""
    if is_whole:
        line, about = own.split(".")[0], own.split("\n\n", 1)[1]
    elif isinstance(context.command, Subcommand):
        line = about = own
    else:
        line, about = summary(context.info_name), manual(context.info_name)
    usage = " ".join(context.command.collect_usage_pieces(context))
    sections = [
        title(path.replace(" ", "-"), f"cstokb {__version__}"),
        section("NAME", f"{escape(path.replace(' ', '-'))} \\- {escape(line)}\n"),
        section("SYNOPSIS", f"\\fB{escape(path)}\\fR {escape(usage)}\n"),
        section("DESCRIPTION", text_of(about)),
        section("COMMANDS", "".join(map(_command_section, COMMANDS))) if is_whole else "",
        section("OPTIONS", definitions(_records(context))),
        section("EXIT STATUS", definitions((str(code), text) for code, text in EXIT_CODES.items())),
    ]
    return "".join(sections)


def _command_section(name: str) -> str:
    return section(f"cstokb {name} - {summary(name)}", text_of(manual(name)), level="SS")


def _records(context: Any) -> list[tuple[str, str]]:
    """The options and arguments as the help lists them."""
    params = context.command.get_params(context)
    return [record for param in params if (record := param.get_help_record(context))]
