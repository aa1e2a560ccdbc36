"""The tree of commands, each imported when it is called, and the one error boundary."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cstokb import __version__
from cstokb.cli import settings
from cstokb.cli.manual import manual, summary
from cstokb.cli.streams import write_err, write_out
from cstokb.errors import EXIT_CODES, CstokbError, SystemRefused, UsageError, os_reason
from cstokb.messages import Message, join_messages
from cstokb.model.escaping import json_text
from cstokb.model.period import MINUS

COMMANDS = (
    "show",
    "timeline",
    "anniversary",
    "upcoming",
    "calendar",
    "members",
    "officers",
    "gaps",
    "diff",
    "search",
    "query",
    "list",
    "count",
    "compare",
    "related",
    "sources",
    "cite",
    "open",
    "conflicts",
    "check",
    "stats",
    "schema",
    "export",
    "add",
    "set",
    "edit",
    "retract",
    "merge",
    "import",
    "undo",
    "redo",
    "log",
    "mine",
    "init",
    "store",
    "copy",
    "backup",
    "restore",
    "repair",
    "help",
    "version",
)
"""The commands in the order of the help; each is `cstokb.cli.<name>` and its `.md`."""

_ELSEWHERE = "cstokb help options lists what every command takes: --format, --lang, --store …"


class Command(TyperCommand):
    """A command that also takes the global options, and whose help is its manual page.

    If its function is marked with `takes_write_options`, it takes those too.
    """

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.write_options: tuple[str, ...] = getattr(self.callback, "write_options", ())
        shared = [*self._write_params(), *_params_of(settings.declare)]
        assert not {p.name for p in self.params} & {p.name for p in shared}, name
        self.params = [*self.params, *shared]

    def get_help_option(self, ctx: Any) -> Any:
        """The option that writes the help to stdout as answers are written."""
        return _redirected_help(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse the arguments, with `-30d..` read as a date and not as options."""
        return super().parse_args(ctx, [_date_or_option(word) for word in args])

    def invoke(self, ctx: Any) -> Any:
        """Move the global options and the write options into the context, then run."""
        own = _given_settings(ctx)
        write = {name: ctx.params.pop(name) for name in self.write_options}
        ctx.obj = {**(ctx.obj or {}), **own, **write}
        return super().invoke(ctx)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the manual page unchanged."""
        formatter.write(f"\n{manual(self.name or '')}")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the arguments and the options of this command; say where the global ones are."""
        own = [param for param in self.get_params(ctx) if param.name not in settings.NAMES]
        for title, type in (("Arguments", "argument"), ("Options", "option")):
            params = (param for param in own if param.param_type_name == type)
            records = [record for param in params if (record := param.get_help_record(ctx))]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)
        formatter.write(f"\n{_ELSEWHERE}\n")

    def _write_params(self) -> list[Any]:
        if not self.write_options:
            return []
        # lazy: 3 ms (a store), which the command has imported already
        from cstokb.cli.write_options import declare

        return [param for param in _params_of(declare) if param.name in self.write_options]


class Subcommand(Command):
    """A command below another, whose help is its docstring."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the docstring."""
        formatter.write(f"\n{self.help}\n")


class NamedCommands(TyperGroup):
    """Commands by name; what is none of them is answered with the nearest."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names; raise `UsageError`."""
        names = self.list_commands(ctx)
        if not ctx.resilient_parsing and not args[0].startswith("-") and args[0] not in names:
            # lazy: 2 ms; only errors need it
            from cstokb.cli.unknown import unknown_command

            raise unknown_command(args[0], names, ctx.command_path)
        return super().resolve_command(ctx, args)


class CommandGroup(NamedCommands):
    """A command with subcommands, whose help is its manual page."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the manual page unchanged."""
        formatter.write(f"\n{manual(self.name or '')}")


class CommandTree(NamedCommands):
    """All commands by name; only the one that is called is imported."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.params = [*self.params, *_params_of(settings.declare)]

    def get_help_option(self, ctx: Any) -> Any:
        """The option that writes the help to stdout as answers are written."""
        return _redirected_help(super().get_help_option(ctx))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands and options that begin like that; no command is imported."""
        # lazy: 2 ms
        from cstokb.cli.completion import command_items

        options = super(TyperGroup, self).shell_complete(ctx, incomplete)
        return [*command_items(COMMANDS, incomplete), *options]

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        # `import` is a keyword of Python.
        module = import_module(f"cstokb.cli.{'ingest' if cmd_name == 'import' else cmd_name}")
        tree = typer.Typer(
            name=cmd_name,
            cls=CommandGroup,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            no_args_is_help=True,
        )
        subcommands = getattr(module, "SUBCOMMANDS", None)
        if not subcommands:
            tree.command(cmd_name, cls=Command)(module.command)
            return typer.main.get_command(tree)
        for name, function in subcommands.items():
            tree.command(name, cls=Subcommand)(function)
        # `get_command` would make a group of one command into that command.
        return typer.main.get_group(tree)

    def invoke(self, ctx: Any) -> Any:
        """Move the global options into the context, then run the command."""
        ctx.obj = _given_settings(ctx)
        return super().invoke(ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands with the first lines of their manual pages."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(name)) for name in COMMANDS])
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), text) for code, text in EXIT_CODES.items()])

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Run and exit; every failure ends here as one message and an exit code."""
        words = [_utf_8(word) for word in (sys.argv[1:] if args is None else args)]
        if "_CSTOKB_COMPLETE" in os.environ:
            # lazy: 2 ms
            from cstokb.cli.completion import prepare

            prepare()
        code: Any = 0
        try:
            if not _writes_script(words):
                code = super().main(words, standalone_mode=False, **extra)
        except Exception as error:  # noqa: BLE001 - the boundary
            code = _report(error, words)
        code = code if isinstance(code, int) else 0
        if standalone_mode:
            sys.exit(code)
        return code


def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """Dated, cited facts on the Collective Security Treaty Organization, offline.

    Every fact has a source, every date is as exact as it is known, and where sources
    disagree both are kept. To begin: cstokb show joint-staff
    """
    if version:
        write_version()
        raise typer.Exit
    if context.invoked_subcommand is None:
        # lazy: 36 ms
        from cstokb.cli.startpage import start_page

        start_page(context)


def write_version() -> None:
    """Write the version of the program, which is that of the facts it ships."""
    write_out([f"cstokb {__version__}\n"])


def build() -> CommandTree:
    """The whole command line."""
    tree = typer.Typer(
        cls=CommandTree,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    tree.callback()(start)
    built = typer.main.get_command(tree)
    assert isinstance(built, CommandTree)
    return built


def _given_settings(ctx: Any) -> dict[str, Any]:
    """The global options that were given, taken out of the parameters; `--limit 0` is one."""
    values = {name: ctx.params.pop(name) for name in settings.NAMES}
    return {name: v for name, v in values.items() if v or (v == 0 and v is not False)}


def _writes_script(words: list[str]) -> bool:
    """Whether the words ask for the script of a named shell, which is then written."""
    if words[:1] not in (["--show-completion"], ["--install-completion"]):
        return False
    # lazy: 2 ms
    from cstokb.cli.completion.scripts import script_for, use_own_scripts

    use_own_scripts()
    is_named = words[0] == "--show-completion" and len(words) > 1
    if is_named:
        write_out([script_for(words[1])])
    return is_named


def _redirected_help(option: Any) -> Any:
    """The help option, writing through `streams` and not through Typer's echo."""

    def write(context: Any, _parameter: Any, given: Any) -> None:
        if given and not context.resilient_parsing:
            write_out([f"{context.get_help()}\n"])
            context.exit()

    option.callback = write
    return option


@cache
def _params_of(declaration: Callable[..., None]) -> list[Any]:
    """The options that the function declares, as Typer makes them."""
    holder = typer.Typer(add_completion=False)
    holder.command()(declaration)
    return list(typer.main.get_command(holder).params)


def _report(error: Exception, words: Sequence[str]) -> int:
    """Write the error to stderr as one message, text or JSON; its exit code.

    Options are read from `words`, since the error may be one of parsing them.
    """
    if "--debug" in words:
        write_err("".join(traceback.format_exception(error)), wrap=False)
    known = _as_cstokb_error(error)
    as_json = _asks_for_json(words)
    text = _error_json(known) if as_json else _error_text(known)
    typed = any(MINUS in word for word in words)
    write_err(text if typed else _with_hyphens(text), wrap=not as_json)
    return known.exit_code


def _as_cstokb_error(error: Exception) -> CstokbError:
    if isinstance(error, CstokbError):
        return error
    if isinstance(error, OSError):
        return SystemRefused("{}", os_reason(error))
    if message := getattr(error, "format_message", None):
        return UsageError("{}", _sentence(message()), hint=_help_hint(error))
    return CstokbError("a bug: {}: {}", type(error).__name__, error, hint="--debug shows where")


def _error_text(error: CstokbError) -> Message:
    excerpt = str(error.excerpt)
    indented = [f"  {line}" for line in excerpt.split("\n")] if excerpt else []
    hint = [error.advice] if error.advice else []
    headline = Message("cstokb: error: {}", error.text)
    return join_messages("\n", [headline, *indented, *hint])


def _error_json(error: CstokbError) -> str:
    fields = {"code": error.code, "exit": error.exit_code}
    return json_text({"error": {**fields, "message": error.message, "hint": error.hint}})


def _asks_for_json(words: Sequence[str]) -> bool:
    return bool({"--json", "--format=json"} & {*words}) or ("--format", "json") in pairwise(words)


def _with_hyphens(part: Any) -> Any:
    """The message with the minus that was typed, which `_date_or_option` replaced."""
    if isinstance(part, Message):
        arguments = map(_with_hyphens, part.args)
        return Message(part.template, *arguments, singular=part.singular)
    return part.replace(MINUS, "-") if isinstance(part, str) else part


def _utf_8(word: str) -> str:
    """The argument decoded as UTF-8, whatever encoding the locale made Python use."""
    try:
        return word.encode(errors="surrogateescape").decode(errors="surrogateescape")
    except UnicodeEncodeError:
        return word


def _date_or_option(word: str) -> str:
    digits = len(word) - len(word[1:].lstrip("0123456789")) if word.startswith("-") else 0
    counts = digits > 1 and word[digits : digits + 1] in [*"dwmy"]
    return f"{MINUS}{word[1:]}" if counts else word


def _sentence(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _help_hint(error: Exception) -> Message:
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "cstokb")
    return Message("try: {} --help", path)
