"""The tree of commands, each imported when it is called, and the one error boundary."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cstokb.cli import settings
from cstokb.errors import BUG, EXIT_CODES, USAGE, CstokbError, SystemRefused, UsageError, os_reason
from cstokb.messages import Message
from cstokb.model.period import MINUS

COMMANDS = (
    "show",
    "timeline",
    "anniversary",
    "upcoming",
    "members",
    "officers",
    "diff",
    "search",
    "list",
    "related",
    "sources",
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
)
"""The commands in the order of the help; each is `cstokb.cli.<name>` and its `.md`."""


class Command(TyperCommand):
    """A command that also takes the global options, and whose help is its manual page."""

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        taken = {param.name for param in self.params} & {*settings.NAMES}
        assert not taken, f"{name}: {taken} are global options"
        self.params = [*self.params, *_global_params()]

    def get_help_option(self, ctx: Any) -> Any:
        """The option that writes the help as answers are written."""
        return _writing_help(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Take `-30d..` for a date and not for options."""
        return super().parse_args(ctx, [_date_or_option(word) for word in args])

    def invoke(self, ctx: Any) -> Any:
        """Move the global options into the context, then run."""
        own = {name: ctx.params.pop(name) for name in settings.NAMES}
        ctx.obj = {**(ctx.obj or {}), **{name: v for name, v in own.items() if v}}
        return super().invoke(ctx)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the manual page as it stands."""
        from cstokb.cli.manual import manual

        formatter.write(f"\n{manual(self.name or '')}")


class Part(Command):
    """A command below another, whose help is its docstring."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the docstring."""
        formatter.write(f"\n{self.help}\n")


class Branch(TyperGroup):
    """A command with commands below it, whose help is its manual page."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the manual page as it stands."""
        from cstokb.cli.manual import manual

        formatter.write(f"\n{manual(self.name or '')}")


class CommandTree(TyperGroup):
    """All commands by name; only the one that is called is imported."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.params = [*self.params, *_global_params()]

    def get_help_option(self, ctx: Any) -> Any:
        """The option that writes the help as answers are written."""
        return _writing_help(super().get_help_option(ctx))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands that begin like that; none of them is imported."""
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
        # `import` is a word of Python's own.
        module = import_module(f"cstokb.cli.{'ingest' if cmd_name == 'import' else cmd_name}")
        tree = typer.Typer(
            name=cmd_name,
            cls=Branch,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            no_args_is_help=True,
        )
        parts = getattr(module, "COMMANDS", None)
        if parts is None:
            tree.command(cmd_name, cls=Command)(module.command)
        for name, function in (parts or {}).items():
            tree.command(name, cls=Part)(function)
        # A command of one part has it below, too.
        return typer.main.get_group(tree) if parts else typer.main.get_command(tree)

    def invoke(self, ctx: Any) -> Any:
        """Keep the global options for the command, then run it."""
        ctx.obj = {name: v for name in settings.NAMES if (v := ctx.params.pop(name))}
        return super().invoke(ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands with the first lines of their manual pages."""
        from cstokb.cli.manual import summary

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
            from cstokb.cli.completion import without_markup

            without_markup()
        try:
            code = super().main(words, standalone_mode=False, **extra)
        except Exception as error:  # noqa: BLE001 - the boundary
            code = _report(error, words)
        code = code if isinstance(code, int) else 0
        if standalone_mode:
            sys.exit(code)
        return code


def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Dated, cited facts on the Collective Security Treaty Organization, offline.

    Every fact has a source, every date is as exact as it is known, and where sources
    disagree both are kept. To begin: cstokb show joint-staff
    """
    # Each costs an import that most calls do without.
    if version:
        from cstokb import __version__
        from cstokb.cli.output import write_out

        write_out([f"cstokb {__version__}\n"])
        raise typer.Exit
    if context.invoked_subcommand is None:
        from cstokb.cli.startpage import start_page

        start_page(context)


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


def _writing_help(option: Any) -> Any:
    def write(context: Any, _parameter: Any, wanted: Any) -> None:
        if wanted and not context.resilient_parsing:
            from cstokb.cli.output import write_out

            write_out([f"{context.get_help()}\n"])
            context.exit()

    option.callback = write
    return option


@cache
def _global_params() -> list[Any]:
    holder = typer.Typer(add_completion=False)
    holder.command()(settings.declare)
    return list(typer.main.get_command(holder).params)


def _report(error: Exception, words: Sequence[str]) -> int:
    """Print the error as one message on stderr; its exit code."""
    from cstokb.cli.output import complain

    if isinstance(error, CstokbError):
        code, fault = error.exit_code, error
    elif isinstance(error, OSError):
        fault = SystemRefused("{}", os_reason(error))
        code = fault.exit_code
    elif message := getattr(error, "format_message", None):
        code, fault = USAGE, UsageError("{}", _sentence(message()), hint=_help_hint(error))
    else:
        code = BUG
        fault = CstokbError(
            "a bug: {}: {}", type(error).__name__, error, hint="--debug shows where"
        )
    if "--debug" in words:
        import traceback

        complain("".join(traceback.format_exception(error)))
    complain(_error_json(fault, code) if _wants_json(words) else _error_text(fault))
    return code


def _error_text(fault: CstokbError) -> str:
    excerpt = "".join(f"\n  {line}" for line in fault.excerpt.split("\n") if fault.excerpt)
    hint = f"\n{fault.hint}" if fault.hint else ""
    return f"cstokb: error: {fault.message}{excerpt}{hint}"


def _error_json(fault: CstokbError, code: int) -> str:
    from cstokb.model.escaping import json_text

    told = {"code": fault.code, "exit": code, "message": fault.message, "hint": fault.hint}
    return json_text({"error": told})


def _wants_json(words: Sequence[str]) -> bool:
    return bool({"--json", "--format=json"} & {*words}) or ("--format", "json") in pairwise(words)


def _utf_8(word: str) -> str:
    """The argument as UTF-8, in whatever encoding the locale had it read."""
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
