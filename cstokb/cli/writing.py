"""What all commands that write share: the review, the prompt, the write, the answer."""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timezone
from typing import Any

import typer

from cstokb.cli.session import Session, layer_path
from cstokb.cli.write_options import WriteOptions
from cstokb.errors import Rejected, StoreBusy
from cstokb.messages import Message, join_messages
from cstokb.model.knowledge import existing
from cstokb.model.record import AnyNoun, require_valid, to_record
from cstokb.model.rules import json_problems, normalized
from cstokb.render.changes import changes_view
from cstokb.reports.review import review
from cstokb.store import create_store, open_store, with_change
from cstokb.store.protocol import Change, ChangeKind, Edit, Entry, Store, inverse

DRY_RUN = "dry run: nothing written"


def now() -> str:
    """This second in UTC, ISO 8601."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: UP017 - 3.11 has UTC


def _store_to_write(session: Session) -> Store:
    """The store that changes go to; create the user's own layer if it does not exist."""
    knowledge = session.knowledge
    if session.settings.store or knowledge.base_store is not None:
        return knowledge
    # Another process may create the layer at the same time.
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


def commit(session: Session, change: Change, options: WriteOptions, **query: Any) -> None:
    """Review the change, ask a person at a terminal, write it, and answer with its edits.

    `query` are the keys of the answer's query. The message given counts before that of the
    change. Raise `Rejected` with every finding that blocks it, `StoreBusy` if others write.
    """
    knowledge = session.knowledge
    message = _message(options, change)
    cleaned = change._replace(
        entities=tuple(map(_cleaned, change.entities)),
        facts=tuple(map(_cleaned, change.facts)),
        sources=tuple(map(_cleaned, change.sources)),
        predicates=tuple(map(_cleaned, change.predicates)),
        message=message,
        at=now(),
    )
    edits = _edits(knowledge, cleaned)
    if knowledge.changed_since_open():
        # The change may have been made from an older revision than it is compared to.
        raise StoreBusy("the store was changed meanwhile", hint="try again")
    _review(session, knowledge, cleaned, {edit.id for edit in edits})
    view = changes_view(edits, {**query, "dry_run": options.dry_run})
    if options.dry_run:
        session.write(view)
        session.output.note(DRY_RUN)
        return
    if not edits:
        session.write(view)
        session.output.note("nothing to change")
        return
    _confirm(session, edits, options)
    entry = _apply(session, cleaned, edits, options.lock_timeout)
    session.write(view, changed=True)
    session.output.note(_done(entry))


def _apply(
    session: Session, change: Change, edits: list[Edit], lock_timeout: float
) -> Entry | None:
    """Write the change; raise `StoreBusy` where others changed the same records meanwhile.

    If they changed other records only, the edits come out the same: write it to the new
    revision, until `lock_timeout` seconds have passed.
    """
    store = _store_to_write(session)
    if store is not session.knowledge and _edits(store, change) != edits:
        raise StoreBusy("{} was changed meanwhile", layer_path(), hint="try again")
    until = time.monotonic() + lock_timeout
    while True:
        revision = store.revision
        try:
            left = max(0.0, until - time.monotonic())
            return store.apply(change, revision=revision, lock_timeout=left)
        except StoreBusy:
            fresh = session.reopened()
            changed = fresh.revision != revision
            if not changed or time.monotonic() > until or _edits(fresh, change) != edits:
                raise
            store = fresh


def _review(session: Session, knowledge: Store, change: Change, new: set[str]) -> None:
    """Raise `Rejected` for what blocks the change; tell the conflicts of the `new` records."""
    after = with_change(knowledge, change)
    result = review(
        after, (e.id for e in change.entities), change.facts, (s.id for s in change.sources)
    )
    if result.blocking:
        first, *others = (Message("{}: {}", f.about, f.message) for f in result.blocking[:100])
        excerpt = join_messages("\n", others)
        raise Rejected("{}", first, excerpt=excerpt, hint="nothing was changed")
    for conflict in result.conflicts:
        if not any(fact.id in new for fact in conflict.facts):
            continue
        ranked = (Message("{} ({})", fact.id, Message(fact.rank)) for fact in conflict.facts)
        ids = join_messages(", ", ranked)
        session.output.note(Message("sources disagree: {}; --prefer says which to believe", ids))


def _edits(knowledge: Store, change: Change) -> list[Edit]:
    """The records that the change makes different, before and after, through all layers."""
    edits: list[Edit] = []
    base = knowledge.base_store
    for table, noun in change.asserted():
        before = existing(knowledge, table, noun.id)
        if before != noun:
            edits.append(Edit(table, noun.id, before, noun))
    for table, id in change.removed:
        before = existing(knowledge, table, id)
        # Removing the user's record uncovers the shipped one of that id.
        after = None if base is None else existing(base, table, id)
        if before != after:
            edits.append(Edit(table, id, before, after))
    return edits


def _confirm(session: Session, edits: Iterable[Edit], options: WriteOptions) -> None:
    """Show the edits and ask, on a terminal; elsewhere nobody can answer, and undo exists."""
    if session.output.interactive and not options.yes:
        session.output.write(session.text_of(changes_view(list(edits), {})))
        session.output.confirm("Write this?")


def _message(options: WriteOptions, change: Change) -> str:
    """The message given, or that of the change; raise `Rejected` for one given that is no text."""
    if wrong := next(json_problems(options.message, "the message"), None):
        raise Rejected("{}", wrong, hint="nothing was changed")
    return options.message or change.message


def _done(entry: Entry | None) -> Message:
    if entry is None:
        return Message("no change")
    return Message("written as #{}; cstokb undo takes it back", entry.number)


def take_back(
    context: typer.Context, kind: ChangeKind, choose: Callable[[Iterable[Entry]], Entry | None]
) -> None:
    """Write the inverse of the log entry chosen, as a change of that kind: undo or redo."""
    session, options = Session.of(context), WriteOptions.of(context)
    entry = choose(session.knowledge.log())
    if entry is None:
        session.write(changes_view((), {kind: None}))
        is_undo = kind == "undo"
        session.output.note(Message("nothing to undo" if is_undo else "nothing to redo"))
        return
    knowledge = session.knowledge
    change = inverse(entry, at=now(), kind=kind)
    change = change._replace(message=_message(options, change))
    edits = _edits(knowledge, change)
    view = changes_view(edits, {kind: entry.number, "dry_run": options.dry_run})
    if options.dry_run:
        session.write(view)
        session.output.note(DRY_RUN)
        return
    _confirm(session, edits, options)
    knowledge.apply(change, revision=knowledge.revision, lock_timeout=options.lock_timeout)
    session.write(view, changed=True)
    note = Message("{} of #{}", Message(kind), entry.number)
    if entry.message:
        note = Message("{}: {}", note, entry.message)
    session.output.note(note)
