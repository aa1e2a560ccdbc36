"""What a shell completes on Tab, as Typer asks for it; fast, so nothing here imports Rich."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from cstokb.model.entity import KINDS
from cstokb.model.escaping import escape_controls

SECONDS = 2.0
"""Tab takes no longer: another program may hold the store."""


def prepare() -> None:
    """Make Typer show help as it is, and complete values by `values.values_of`.

    Zsh and fish show help, which Typer reads as Rich's markup: that takes as long as all
    the rest, loses `[words]` and fails on `[/words]`. Where nothing is found, zsh and bash
    offer files, which is right for files only.
    """
    # lazy: 1 ms; nothing public does it
    from typer import _completion_classes
    from typer._click.core import Parameter

    from cstokb.cli.completion.scripts import FILES_MARK, use_own_scripts
    from cstokb.cli.completion.values import FILES

    _completion_classes._sanitize_help_text = escape_controls  # noqa: SLF001
    use_own_scripts()
    if getattr(Parameter.shell_complete, "is_ours", False):
        return
    by_type = Parameter.shell_complete
    completes_zsh = _completion_classes.ZshComplete.complete
    completes_bash = _completion_classes.BashComplete.complete
    is_file = False

    def shell_complete(param: Any, ctx: Any, incomplete: str) -> list[Any]:
        nonlocal is_file
        items = _value_items(param, ctx, incomplete) or by_type(param, ctx, incomplete)
        is_file = not items and param.name in FILES
        return items

    def complete_zsh(shell: Any) -> str:
        nonlocal is_file
        is_file = False
        answer = completes_zsh(shell)
        return answer if answer != "_files" or is_file else ""

    def complete_bash(shell: Any) -> str:
        nonlocal is_file
        is_file = False
        return completes_bash(shell) or FILES_MARK * is_file

    def format_bash(_shell: Any, item: Any) -> str:
        # Bash writes it into the line as it is; the other shells quote it.
        return str(item.value).replace(" ", "\\ ")

    vars(shell_complete)["is_ours"] = True
    parameters: Any = Parameter
    shells: Any = _completion_classes
    parameters.shell_complete = shell_complete
    shells.ZshComplete.complete = complete_zsh
    shells.BashComplete.complete = complete_bash
    shells.BashComplete.format_completion = format_bash


def _value_items(param: Any, ctx: Any, incomplete: str) -> list[Any]:
    """The values of a closed set, or the ids of a table, as Typer hands them to a shell."""
    from typer._click.shell_completion import CompletionItem

    from cstokb.cli.completion.values import values_of

    if param._custom_shell_complete is not None:  # noqa: SLF001
        return []
    pairs = values_of(param, ctx, incomplete, _complete) or []
    return [CompletionItem(value, help=name or None) for value, name in pairs]


def command_items(commands: Iterable[str], incomplete: str, lang: str) -> Iterator[Any]:
    """The commands that begin like that, each with the summary of its page."""
    from typer._click.shell_completion import CompletionItem

    from cstokb.cli.manual import summary

    for name in commands:
        if name.startswith(incomplete):
            yield CompletionItem(name, help=summary(name, lang))


def complete_entities(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin like that, each with its name; of many, the first ones and the last."""
    return _complete(ctx, "entities", incomplete)


def complete_predicates(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The predicates that begin like that, each with its label."""
    return _complete(ctx, "predicates", incomplete)


def complete_sources(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of sources that begin like that, each with its title."""
    return _complete(ctx, "sources", incomplete)


def complete_facts(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of facts that begin like that, each with what it states."""
    return _complete(ctx, "facts", incomplete)


def complete_citable(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of entities and sources; behind the first dot, of facts."""
    if "." in incomplete:
        return complete_facts(ctx, incomplete)
    both = {**dict(complete_sources(ctx, incomplete)), **dict(complete_entities(ctx, incomplete))}
    return sorted(both.items())


def complete_styles(incomplete: str) -> list[str]:
    """The styles of citations."""
    # lazy: 4 ms
    from cstokb.render.cite import STYLES

    return [style for style in STYLES if style.startswith(incomplete)]


def complete_kinds(incomplete: str) -> Iterator[str]:
    """The kinds that a comma-separated list may go on with."""
    done, comma, last = incomplete.rpartition(",")
    return (f"{done}{comma}{kind}" for kind in KINDS if kind.startswith(last))


def _complete(ctx: typer.Context, table: str, prefix: str) -> list[tuple[str, str]]:
    """The ids with that prefix in a table of the store that the line so far names."""
    # lazy: 10 ms; a run that completes nothing does without them
    from cstokb.cli.completion.candidates import shell_candidates
    from cstokb.cli.session import layer_path
    from cstokb.cli.settings import settle

    given: dict[str, object] = {}
    context: Any = ctx
    while context:
        given = {name: value for name, value in context.params.items() if value} | given
        context = context.parent
    with _in_silence():
        location = settle(given).store
        return shell_candidates(table, prefix, location=location, layer=layer_path())
    return []


@contextmanager
def _in_silence() -> Iterator[None]:
    """End the process if it takes long, and pass over every error: somebody is typing."""
    import faulthandler

    with open(os.devnull, "wb") as nowhere:
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
        try:
            yield
        except Exception:  # noqa: BLE001, S110 - it would be printed into the line
            pass
        finally:
            faulthandler.cancel_dump_traceback_later()
