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
from cstokb.cli.writing import commit
from cstokb.errors import CstokbError, StoreBusy, SystemRefused, UsageError
from cstokb.messages import Message

_HEAD = """\
# {id}: change the text behind the colons; lists are parted by semicolons.
# A field that is emptied is dropped. Lines with # are ignored. A line that begins with
# blanks goes on with the field above it.
"""
_MARGIN = "    "


@takes_write_options()
def command(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="Of an entity, fact or source.")],
) -> None:
    """Edit an entity, a fact or a source in your editor (VISUAL, EDITOR)."""
    session = Session.of(context)
    table, noun = found(session, id)
    revision = session.knowledge.revision
    before = fields_of(table, noun)
    text = _HEAD.format(id=noun.id) + "".join(_lines(*field) for field in before.items())
    edited = _edited(text)
    after = _parsed(edited, before)
    wanted = {name: said for name, said in after.items() if said != before[name]}
    if not wanted:
        session.output.note("nothing was edited")
        return
    fresh = Session(session.settings)
    try:
        moved = fresh.knowledge.revision != revision
        if moved or found(fresh, noun.id) != (table, noun):
            raise StoreBusy("the store was changed while you were editing")
        change = changed(fresh, noun.id, wanted)
        commit(fresh, change, WriteOptions.of(context), edit=noun.id)
    except CstokbError as error:
        error.advice = Message("your text is kept in {}", _kept(edited))
        raise


def _edited(text: str) -> str:
    """The text as the user's editor left it; no shell is involved."""
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
    """The field in the template; its further lines begin with blanks."""
    return f"{name}: {text}".replace("\n", f"\n{_MARGIN}") + "\n"


def _parsed(text: str, known: dict[str, str]) -> dict[str, str]:
    fields: dict[str, str] = dict.fromkeys(known, "")
    last = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            continue
        if last and line.startswith(" "):
            fields[last] += f"\n{line.removeprefix(_MARGIN)}"
            continue
        if not line.strip():
            continue
        name, colon, said = line.partition(":")
        if not colon or name.strip() not in known:
            hint = Message("fields: {}; your text is kept in {}", ", ".join(known), _kept(text))
            raise UsageError('line {}: no field "{}"', number, name.strip()[:40], hint=hint)
        last = name.strip()
        fields[last] = said.strip()
    return {name: said.strip() for name, said in fields.items()}


def _kept(text: str) -> str:
    """A file that keeps what was typed."""
    handle, path = tempfile.mkstemp(prefix="cstokb-", suffix=".txt")
    with open(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    return path
