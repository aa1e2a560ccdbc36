"""`cstokb edit ID`."""

import os
import shlex
import subprocess
import tempfile
from typing import Annotated

import typer

from cstokb.cli.fields import changed, fields_of, found
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import carry_out
from cstokb.errors import CstokbError, StoreBusy, SystemRefused, UsageError
from cstokb.messages import Message
from cstokb.model.knowledge import existing
from cstokb.store.protocol import Change, Store

_HEAD = """\
# {id}: change the text behind the colons; lists are parted by semicolons.
# A field that is emptied is dropped. Lines with # are ignored. A line that begins with
# blanks goes on with the field above it.
"""
_MARGIN = "    "


@takes_write_options()
def command(
    context: typer.Context,
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of an entity, fact or source."),
    ],
    pointer: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PREDICATE [N]]", help="Which fact of the entity."),
    ] = None,
) -> None:
    """Edit an entity, a fact or a source in your editor (VISUAL, EDITOR)."""
    session = Session.of(context)
    table, noun = found(session.knowledge, [id, *(pointer or ())], session.lang)
    before = fields_of(table, noun)
    text = _HEAD.format(id=noun.id) + "".join(_lines(*field) for field in before.items())
    edited = _run_editor(text)
    after = _parsed(edited, before)
    differing = {name: value for name, value in after.items() if value != before[name]}
    if not differing:
        session.output.note("nothing was edited")
        return

    def plan(knowledge: Store) -> Change:
        if existing(knowledge, table, noun.id) != noun:
            raise StoreBusy("{} was changed while you were editing", noun.id)
        return changed(knowledge, table, noun, differing)

    try:
        carry_out(Session(session.settings), plan, WriteOptions.of(context), edit=noun.id)
    except CstokbError as error:
        error.advice = Message("your text is kept in {}", _save(edited))
        raise


def _run_editor(text: str) -> str:
    """Open the text in the user's editor, without a shell; return it as it was saved."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="cstokb-") as folder:
        path = os.path.join(folder, "record.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            done = subprocess.run([*shlex.split(command), path], check=False)  # noqa: S603
        except (OSError, ValueError) as error:
            raise SystemRefused("{}: {}", command, error, hint="set EDITOR") from None
        if done.returncode:
            raise UsageError(
                "{} ended with {}", command, done.returncode, hint="nothing was changed"
            )
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()


def _lines(name: str, text: str) -> str:
    """The field as a line of the template; further lines of its text are indented."""
    return f"{name}: {text}".replace("\n", f"\n{_MARGIN}") + "\n"


def _parsed(text: str, before: dict[str, str]) -> dict[str, str]:
    """The fields of the template; raise `UsageError` for one that `before` does not have."""
    fields: dict[str, str] = dict.fromkeys(before, "")
    last = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            continue
        if last and line.startswith(" "):
            fields[last] += f"\n{line.removeprefix(_MARGIN)}"
            continue
        if not line.strip():
            continue
        name, colon, value = line.partition(":")
        if not colon or name.strip() not in before:
            hint = Message("fields: {}; your text is kept in {}", ", ".join(before), _save(text))
            raise UsageError('line {}: no field "{}"', number, name.strip()[:40], hint=hint)
        last = name.strip()
        fields[last] = value.strip()
    return {name: value.strip() for name, value in fields.items()}


def _save(text: str) -> str:
    """Write the text to a new temporary file; its path."""
    handle, path = tempfile.mkstemp(prefix="cstokb-", suffix=".txt")
    with open(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    return path
