"""What all commands that write share: their options, the review, the answer."""

import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timezone
from typing import Annotated, Any, NamedTuple

import typer

from cstokb.cli.session import Session, layer_path
from cstokb.errors import Rejected, StoreBusy, UsageError
from cstokb.messages import Message
from cstokb.model.record import AnyNoun, require_valid, to_record
from cstokb.model.rules import json_problems, normalized
from cstokb.render.changes import changes_view
from cstokb.reports.review import review
from cstokb.store import create_store, open_store
from cstokb.store.layered import LayeredStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import LOCK_TIMEOUT, Change, Edit, Entry, Store, existing, inverse

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show it, write nothing.")]
MessageOption = Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="Why.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
LockOption = Annotated[
    float,
    typer.Option("--lock-timeout", metavar="SECONDS", min=0, help="Wait so long for a writer."),
]


DRY_RUN = "dry run: nothing written"


class Writing(NamedTuple):
    """How a change is to be written."""

    dry_run: bool = False
    message: str = ""
    yes: bool = False
    lock_timeout: float = LOCK_TIMEOUT


def now() -> str:
    """This second in UTC, ISO 8601."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: UP017 - 3.11 has UTC


def writable(session: Session) -> Store:
    """The store that changes go to; the user's own layer is made when it is first needed."""
    knowledge = session.knowledge
    if session.settings.store or isinstance(knowledge, LayeredStore):
        return knowledge
    # Another process may have made the layer since this one looked.
    if not os.path.lexists(layer_path()):
        with suppress(Rejected):
            create_store(layer_path(), base="shipped")
    return open_store(layer=layer_path())


def _cleaned(noun: AnyNoun) -> AnyNoun:
    """The noun with normalized texts, its id as it is; raise `Rejected` for a broken rule."""
    cleaned: AnyNoun = normalized(noun)._replace(id=noun.id)
    if wrong := next(json_problems(to_record(cleaned)), None):
        raise Rejected("{}: {}", noun.id, wrong, hint="nothing was changed")
    require_valid(cleaned)
    return cleaned


def commit(session: Session, change: Change, writing: Writing, **query: Any) -> None:
    """Review the change, show it, ask where somebody can answer, write it, and answer.

    Raise `Rejected` with every fault that blocks it.
    """
    knowledge = session.knowledge
    if wrong := next(json_problems(writing.message, "the message"), None):
        raise Rejected("{}", wrong, hint="nothing was changed")
    cleaned = change._replace(
        entities=tuple(map(_cleaned, change.entities)),
        facts=tuple(map(_cleaned, change.facts)),
        sources=tuple(map(_cleaned, change.sources)),
        message=writing.message or change.message,
        at=now(),
    )
    edits = _edits(knowledge, cleaned)
    if knowledge.changed_since_open():
        # What the change was made from, and what it is compared to, may differ.
        raise StoreBusy("the store was changed meanwhile", hint="try again")
    _review(session, knowledge, cleaned, {edit.id for edit in edits})
    asked = {**query, "dry_run": writing.dry_run}
    view = changes_view(edits, asked)
    if writing.dry_run:
        session.write(view)
        session.output.note(DRY_RUN)
        return
    if not edits:
        session.write(view)
        session.output.note("nothing to change")
        return
    _confirm(session, edits, writing)
    entry = _applied(session, cleaned, edits, writing.lock_timeout)
    session.write(view, changed=True)
    session.output.note(_done(entry))


def _applied(
    session: Session, change: Change, edits: list[Edit], lock_timeout: float
) -> Entry | None:
    """Write the change; raise `StoreBusy` where others changed the same records meanwhile.

    What they changed of other records is no hindrance: it is looked at, and tried again.
    """
    store = writable(session)
    if store is not session.knowledge and _edits(store, change) != edits:
        raise StoreBusy("{} was changed meanwhile", layer_path(), hint="try again")
    until = time.monotonic() + lock_timeout
    while True:
        revision = store.revision
        try:
            left = max(0.0, until - time.monotonic())
            return store.apply(change, revision=revision, lock_timeout=left)
        except StoreBusy:
            fresh = Session(session.settings).knowledge
            moved = fresh.revision != revision
            if not moved or time.monotonic() > until or _edits(fresh, change) != edits:
                raise
            store = fresh


def _review(session: Session, knowledge: Store, change: Change, new: set[str]) -> None:
    """Raise `Rejected` for what blocks the change; tell the conflicts of the `new` records."""
    after = LayeredStore(MemoryStore(change), knowledge)
    said = review(
        after, (e.id for e in change.entities), change.facts, (s.id for s in change.sources)
    )
    if said.blocking:
        told = "\n".join(f"{f.about}: {f.message}" for f in said.blocking[1:100])
        first = said.blocking[0]
        raise Rejected(
            "{}: {}", first.about, first.message, excerpt=told, hint="nothing was changed"
        )
    for conflict in said.conflicts:
        if not any(fact.id in new for fact in conflict.facts):
            continue
        ids = ", ".join(f"{fact.id} ({fact.rank})" for fact in conflict.facts)
        session.output.note(Message("sources disagree: {}; --prefer says which to believe", ids))


def _edits(knowledge: Store, change: Change) -> list[Edit]:
    """What changes as the user sees it, shipped facts included."""
    found: list[Edit] = []
    below = knowledge.lower if isinstance(knowledge, LayeredStore) else None
    for table, noun in change.asserted():
        before = existing(knowledge, table, noun.id)
        if before != noun:
            found.append(Edit(table, noun.id, before, noun))
    for table, id in change.removed:
        before = existing(knowledge, table, id)
        # Without the user's record, the shipped one of that id is there again.
        after = existing(below, table, id) if below else None
        if before != after:
            found.append(Edit(table, id, before, after))
    return found


def _confirm(session: Session, edits: Iterable[Edit], writing: Writing) -> None:
    """Ask on a terminal; elsewhere nobody can answer, and undo is at hand."""
    if writing.yes or not (sys.stdin and sys.stdin.isatty() and session.output.terminal):
        return
    session.output.text(session.text_of(changes_view(list(edits), {})))
    if not typer.confirm("Write this?", default=True, err=True):
        raise UsageError("not written")


def _done(entry: Entry | None) -> Message:
    if entry is None:
        return Message("no change")
    return Message("written as #{}; cstokb undo takes it back", entry.number)


def _taken_back(entry: Entry, kind: str) -> Message:
    if entry.message:
        return Message("{} of #{}: {}", kind, entry.number, entry.message)
    return Message("{} of #{}", kind, entry.number)


def take_back(session: Session, entry: Entry | None, kind: str, writing: Writing) -> None:
    """Write the inverse of a log entry, showing before and after."""
    if entry is None:
        session.write(changes_view((), {kind: None}))
        session.output.note(Message("nothing to {}", kind))
        return
    knowledge = session.knowledge
    change = inverse(entry, at=now(), kind=kind)
    if writing.message:
        change = change._replace(message=writing.message)
    edits = _edits(knowledge, change)
    view = changes_view(edits, {kind: entry.number, "dry_run": writing.dry_run})
    if writing.dry_run:
        session.write(view)
        session.output.note(DRY_RUN)
        return
    _confirm(session, edits, writing)
    knowledge.apply(change, revision=knowledge.revision, lock_timeout=writing.lock_timeout)
    session.write(view, changed=True)
    session.output.note(_taken_back(entry, kind))
