"""What an option or an argument may be: its closed set, or the table whose ids it takes."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cstokb.cli import settings
from cstokb.model.predicate import OCCASIONS

Candidate = tuple[str, str]
Complete = Callable[[Any, str, str], list[Candidate]]
"""Completes a table of the store: the context, the table, and what is typed."""

FILES = ("file", "output", "path", "store", "target")
"""The parameters that are files, unless they have values of their own."""

_TABLES: dict[str, tuple[str, ...]] = {
    "about": ("entities",),
    "where": ("entities",),
    "around": ("entities",),
    "source": ("sources",),
    "summed": ("predicates",),
    "facts": ("facts",),
}
"""The tables whose ids the parameters of that name take."""

_TABLES_OF_IDS: dict[str, tuple[str, ...]] = {
    "sources": ("sources", "entities"),
    "set": ("entities", "sources"),
    "edit": ("entities", "sources"),
}
"""The same for `ID`, by command; where a dot is typed, it is of a fact."""

_LISTS = {"between": "entities", "columns": "predicates", "by": "predicates"}
"""The table for each part of a list between commas."""


def values_of(param: Any, ctx: Any, typed: str, complete: Complete) -> list[Candidate] | None:
    """The values that go on with what is typed, each with its name; None if any text may do."""
    command = ctx.info_name or ""
    tables = _TABLES.get(param.name)
    if param.name == "id":
        tables = _TABLES_OF_IDS.get(command)
        if tables and command != "sources" and "." in typed:
            tables = ("facts",)
    if tables:
        found = {id: name for table in tables for id, name in complete(ctx, table, typed)}
        return sorted(found.items())
    if param.name in _LISTS:
        done, comma, last = typed.rpartition(",")
        found = dict(complete(ctx, _LISTS[param.name], last))
        found |= dict(_listed(_built_in(param.name), last))
        return [(f"{done}{comma}{value}", name) for value, name in sorted(found.items())]
    return _closed(param, ctx, command, typed)


def _closed(param: Any, ctx: Any, command: str, typed: str) -> list[Candidate] | None:
    """The values of a closed set; of a list in one word, those of its last part."""
    metavar = str(param.metavar or "")
    if param.name == "format":
        return _begun(settings.OUTPUT_FORMATS, typed)
    if param.name == "color":
        return _begun(settings.COLORS, typed)
    if param.name == "fields":
        return _listed(_row_keys(), typed)
    if param.name == "occasion":
        return _listed(filter(None, OCCASIONS), typed)
    if param.name == "sort":
        sign = "-" * typed.startswith("-")
        return _begun((f"{sign}{key}" for key in _row_keys()), typed)
    if param.name in ("only", "skip") and command == "check":
        return _listed(_checks(), typed)
    if param.name == "assignments":
        return _begun((f"{field}=" for field in _editable(str(ctx.params.get("id") or ""))), typed)
    if param.name == "words" and command == "help":
        return _begun(_topics(ctx), typed)
    if "|" in metavar and metavar == metavar.lower():
        return _begun(metavar.split("|"), typed)
    return None


def _begun(values: Iterable[str], typed: str) -> list[Candidate]:
    return [(value, "") for value in values if value.startswith(typed)]


def _listed(values: Iterable[str], typed: str) -> list[Candidate]:
    done, comma, last = typed.rpartition(",")
    return [(f"{done}{comma}{value}", "") for value in values if value.startswith(last)]


def _row_keys() -> Iterator[str]:
    # lazy: 8 ms
    from cstokb.reports.rows import ROW_KEYS

    return iter(sorted({key for keys in ROW_KEYS.values() for key in keys}))


def _built_in(name: str) -> Iterable[str]:
    """What a list may name besides the ids of its table."""
    # lazy: 10 ms
    from cstokb.reports.columns import BUILT_IN
    from cstokb.reports.count import GROUPS

    return {"columns": BUILT_IN, "by": GROUPS}.get(name, ())


def _checks() -> list[str]:
    # lazy: 10 ms
    from cstokb.reports.check import CHECKS

    return [check.name for check in CHECKS]


def _editable(id: str) -> list[str]:
    # lazy: 10 ms
    from cstokb.cli.fields import FIELDS

    tables = ("facts",) if id.count(".") == 2 else ("entities", "sources")
    return sorted({field for table in tables for field in FIELDS[table]})


def _topics(ctx: Any) -> list[str]:
    # lazy: 2 ms
    from cstokb.cli.app import COMMANDS
    from cstokb.cli.help import TOPICS

    return [*COMMANDS, *TOPICS] if not ctx.params.get("words") else []
