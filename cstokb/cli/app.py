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
from cstokb.cli.several_words import joined_words
from cstokb.cli.streams import write_err, write_out
from cstokb.errors import EXIT_CODES, CstokbError, SystemRefused, UsageError, os_reason
from cstokb.messages import Message, join_messages
from cstokb.model.dates_in_words import LANGUAGES
from cstokb.model.escaping import cut_line, json_text, mask_password
from cstokb.model.period import MINUS
from cstokb.words import in_language, worded

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
    "read",
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


_ARGUMENTS, _OPTIONS = Message("Arguments"), Message("Options")


class Described:
    """What commands and groups share: usage and help in the language of the command line."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option that writes the help to stdout as answers are written."""
        return _redirected_help(super().get_help_option(ctx))  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is typed."""
        # lazy: 1 ms; only help needs it
        from cstokb.cli.helping import in_words

        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        lang = lang_of(ctx)
        prefix = f"{worded('Usage', lang)}: "
        formatter.write_usage(ctx.command_path, in_words(pieces, lang), prefix)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the manual page unchanged."""
        formatter.write(f"\n{manual(ctx.command.name or '', lang_of(ctx))}")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the arguments, the options and the commands of this one."""
        # lazy: 1 ms; only help needs it
        from cstokb.cli.helping import help_records

        lang = lang_of(ctx)
        for title, type in ((_ARGUMENTS, "argument"), (_OPTIONS, "option")):
            params = (param for param in self.own_params(ctx) if param.param_type_name == type)
            if records := help_records(params, ctx, lang):
                with formatter.section(in_language(title, lang)):
                    formatter.write_dl(records)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """What begins like that, described in the language of the command line."""
        items = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        return described(items, lang_of(ctx))

    def own_params(self, ctx: Any) -> list[Any]:
        """The arguments and options that the help lists."""
        params: list[Any] = self.get_params(ctx)  # type: ignore[attr-defined]
        return params


class Command(Described, TyperCommand):
    """A command that also takes the global options, and whose help is its manual page.

    If its function is marked with `takes_write_options`, it takes those too.
    """

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.write_options: tuple[str, ...] = getattr(self.callback, "write_options", ())
        shared = [*self._write_params(), *_params_of(settings.declare)]
        assert not {p.name for p in self.params} & {p.name for p in shared}, name
        self.params = [*self.params, *shared]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse the arguments, with `-30d..` read as a date and not as options.

        The words of an option that takes several (see `takes_words`) are joined first.
        """
        words = joined_words(map(_date_or_option, args), self.callback)
        return super().parse_args(ctx, words)

    def invoke(self, ctx: Any) -> Any:
        """Move the global options and the write options into the context, then run."""
        own = _given_settings(ctx)
        write = {name: ctx.params.pop(name) for name in self.write_options}
        ctx.obj = {**(ctx.obj or {}), **own, **write}
        return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the arguments and the options of this command; say where the global ones are."""
        super().format_options(ctx, formatter)
        formatter.write(f"\n{worded(_ELSEWHERE, lang_of(ctx))}\n")

    def own_params(self, ctx: Any) -> list[Any]:
        """The arguments and options but the global ones."""
        return [param for param in self.get_params(ctx) if param.name not in settings.NAMES]

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
        formatter.write(f"\n{worded(self.help or '', lang_of(ctx))}\n")


class NamedCommands(Described, TyperGroup):
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

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the options, then the subcommands."""
        super().format_options(ctx, formatter)
        lang = lang_of(ctx)
        commands = [(name, worded(c.help or "", lang)) for name, c in self.commands.items()]
        with formatter.section(worded("Commands", lang)):
            formatter.write_dl(commands)


class CommandTree(NamedCommands):
    """All commands by name; only the one that is called is imported."""

    lang = "en"
    """The language of help and of errors of parsing."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.params = [*self.params, *_params_of(settings.declare)]

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands and options that begin like that; no command is imported."""
        # lazy: 2 ms
        from cstokb.cli.completion import command_items

        options = super(TyperGroup, self).shell_complete(ctx, incomplete)
        return [*command_items(COMMANDS, incomplete, self.lang), *described(options, self.lang)]

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

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the program is."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(worded(self.help or "", self.lang))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the options, the commands with the first lines of their pages, and exit codes."""
        super().format_options(ctx, formatter)
        with formatter.section(worded("Commands", self.lang)):
            formatter.write_dl([(name, summary(name, self.lang)) for name in COMMANDS])
        with formatter.section(worded("Exit codes", self.lang)):
            formatter.write_dl(exit_codes(self.lang))

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Run and exit; every failure ends here as one message and an exit code."""
        words = [_utf_8(word) for word in (sys.argv[1:] if args is None else args)]
        self.lang = language_of(words)
        if "_CSTOKB_COMPLETE" in os.environ:
            # lazy: 2 ms
            from cstokb.cli.completion import prepare

            prepare()
        code: Any = 0
        try:
            if not _writes_script(words):
                code = super().main(words, standalone_mode=False, **extra)
        except Exception as error:  # noqa: BLE001 - the boundary
            code = _report(error, words, self.lang)
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
        write_version(lang_of(context))
        raise typer.Exit
    if context.invoked_subcommand is None:
        # lazy: 36 ms
        from cstokb.cli.startpage import start_page

        start_page(context)


def write_version(lang: str) -> None:
    """Write the version of the program, and the day and revision of the facts it ships."""
    # lazy: 1 ms
    from cstokb.store import shipped_edition

    day, revision = shipped_edition()
    edition = in_language(Message("data of {}, revision {}", day, revision), lang)
    write_out([f"cstokb {__version__}\n", f"{edition}\n"])


def described(items: list[Any], lang: str) -> list[Any]:
    """The items of a completion with their descriptions in that language."""
    for item in items:
        item.help = worded(item.help, lang) if item.help else None
    return items


def lang_of(context: Any) -> str:
    """The language of the command line that the context belongs to."""
    lang: str = context.find_root().command.lang
    return lang


def exit_codes(lang: str) -> list[tuple[str, str]]:
    """The exit codes with what they mean."""
    return [(str(code), worded(meaning, lang)) for code, meaning in EXIT_CODES.items()]


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


def _report(error: Exception, words: Sequence[str], lang: str) -> int:
    """Write the error to stderr as one message, text or JSON; its exit code.

    Options are read from `words`, since the error may be one of parsing them.
    """
    if "--debug" in words:
        write_err("".join(traceback.format_exception(error)), wrap=False)
    known = _as_cstokb_error(error)
    as_json = _asks_for_json(words)
    text = _error_json(known, lang) if as_json else in_language(_error_text(known, lang), lang)
    typed = any(MINUS in word for word in words)
    write_err(text if typed else text.replace(MINUS, "-"), wrap=not as_json)
    return known.exit_code


def language_of(words: Sequence[str]) -> str:
    """The language that the words ask for, else the environment; English for an unknown one.

    They are read and not parsed: help and errors of parsing need a language, too.
    """
    given = [after for word, after in pairwise(words) if word == "--lang"]
    given += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    lang = given[-1] if given else os.environ.get("CSTOKB_LANG", "")
    return lang if lang in LANGUAGES else "en"


def _as_cstokb_error(error: Exception) -> CstokbError:
    if isinstance(error, CstokbError):
        return error
    if isinstance(error, OSError):
        return SystemRefused("{}", os_reason(error))
    if hasattr(error, "format_message"):
        # lazy: 1 ms; only errors need it
        from cstokb.cli.helping import parser_hint, parser_message

        return UsageError("{}", parser_message(error), hint=parser_hint(error))
    return CstokbError("a bug: {}: {}", type(error).__name__, error, hint="--debug shows where")


def _error_text(error: CstokbError, lang: str) -> Message:
    excerpt = in_language(error.excerpt, lang)
    indented = [f"  {line}" for line in excerpt.split("\n")] if excerpt else []
    hint = [error.advice] if error.advice else []
    headline = Message("cstokb: error: {}", error.text)
    return join_messages("\n", [headline, *indented, *hint])


def _error_json(error: CstokbError, lang: str) -> str:
    fields = {"code": error.code, "exit": error.exit_code}
    texts = {
        "message": in_language(error.text, lang),
        "hint": in_language(error.advice, lang),
    }
    # Cut as JSON, it would be none.
    bounded = {name: cut_line(mask_password(text)) for name, text in texts.items()}
    return json_text({"error": {**fields, **bounded}})


def _asks_for_json(words: Sequence[str]) -> bool:
    return bool({"--json", "--format=json"} & {*words}) or ("--format", "json") in pairwise(words)


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
