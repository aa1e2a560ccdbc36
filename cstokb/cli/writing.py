"""What all commands that write share: the review, the prompt, the write, the answer."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timezone
from typing import Any

import typer

from cstokb.cli.draft import Draft, Plan, checked_message, draft, edits_of
from cstokb.cli.prompt import ask
from cstokb.cli.session import Session, layer_path
from cstokb.cli.write_options import WriteOptions
from cstokb.errors import Rejected, StoreBusy
from cstokb.messages import Message, join_messages
from cstokb.model.fact import Fact
from cstokb.render.changes import changes_view
from cstokb.render.page import Item, View
from cstokb.store import create_store, open_store
from cstokb.store.protocol import Change, ChangeKind, Edit, Entry, Store, inverse

DRY_RUN = "dry run: nothing written"
_QUESTIONS = {"undo": Message("Take it back?"), "redo": Message("Bring it back?")}


def _now() -> str:
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
            create_store(layer_path(), base="shipped", private=True)
    return open_store(layer=layer_path())


def commit(session: Session, change: Change, options: WriteOptions, **query: Any) -> None:
    """Write a change that is made already, as `carry_out` does.

    Raise `StoreBusy` where others changed the same records meanwhile.
    """
    carry_out(session, lambda _: change, options, planned=False, **query)


def carry_out(
    session: Session, plan: Plan, options: WriteOptions, *, planned: bool = True, **query: Any
) -> None:
    """Review the change planned, ask a person at a terminal, write it, answer with its edits.

    If others write first, it is planned and reviewed again for the store as they left it.
    `query` are the keys of the answer's query, some of them functions of the change. The
    message given counts before that of the change. Raise `Rejected` with every finding that
    blocks it, and `StoreBusy` if others write for as long as the lock is waited for, or if
    the edits come out otherwise once they were agreed to, or were not `planned`.
    """
    first = draft(session.knowledge, plan, options.message)
    _note(session, first)
    query["dry_run"] = options.dry_run
    if options.dry_run or not first.edits:
        session.write(_view(first, query))
        session.output.note(DRY_RUN if options.dry_run else "nothing to change")
        return
    agreed = _confirm(session, first.edits, options, Message("Write this?"))
    written, entry = _written(session, plan, first, options, fixed=agreed or not planned)
    session.write(_view(written, query), changed=True)
    session.output.note(_done(entry))


def _view(draft: Draft, query: Item) -> View:
    """The edits; a key of the query that is a function gets what it returns for the change."""
    keys = {name: key(draft.change) if callable(key) else key for name, key in query.items()}
    return changes_view(draft.edits, keys)


def _written(
    session: Session, plan: Plan, first: Draft, options: WriteOptions, *, fixed: bool
) -> tuple[Draft, Entry | None]:
    """Write the draft, or the one that takes its place where others wrote first.

    If it is `fixed`, that must make the same edits. Raise `StoreBusy`.
    """
    until = time.monotonic() + options.lock_timeout
    store = _store_to_write(session)
    latest = first if store is session.knowledge else draft(store, plan, options.message)
    while True:
        if fixed and latest.edits != first.edits:
            raise StoreBusy("{} was changed meanwhile", store.name, hint="try again")
        revision = store.revision
        try:
            left = max(0.0, until - time.monotonic())
            change = latest.change._replace(at=_now())
            return latest, store.apply(change, revision=revision, lock_timeout=left)
        except StoreBusy:
            fresh = session.reopened()
            if fresh.revision == revision or time.monotonic() > until:
                raise
            if store is not session.knowledge:
                store.close()
            store, latest = fresh, draft(fresh, plan, options.message)


def _note(session: Session, first: Draft) -> None:
    """Note which facts are revived, and where those that are changed disagree with others."""
    for note in _revivals(first.edits):
        session.output.note(note)
    changed = {edit.id for edit in first.edits}
    for conflict in first.conflicts:
        standing = [fact for fact in conflict.facts if fact.rank != "deprecated"]
        if len(standing) < 2 or not any(fact.id in changed for fact in standing):
            continue
        ranked = (Message("{} ({})", fact.id, Message(fact.rank)) for fact in standing)
        ids = join_messages(", ", ranked)
        session.output.note(Message("sources disagree: {}; --prefer says which to believe", ids))


def _revivals(edits: Iterable[Edit]) -> Iterator[Message]:
    """A note for each fact that was deprecated and stands again."""
    for edit in edits:
        ranks = [fact.rank for fact in edit[2:] if isinstance(fact, Fact)]
        if len(ranks) > 1 and ranks[0] == "deprecated" != ranks[1]:
            yield Message("{} was deprecated, and stands again", edit.id)


def _confirm(session: Session, edits: list[Edit], options: WriteOptions, question: Message) -> bool:
    """Show the edits and ask, on a terminal; whether a person agreed.

    Elsewhere nobody can answer, and undo exists.
    """
    asks = session.output.interactive and not options.yes
    if asks:
        session.output.write(session.text_of(changes_view(edits, {})))
        ask(session.output, question)
    return asks


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
    change = inverse(entry, at=_now(), kind=kind)
    change = change._replace(message=checked_message(options.message) or change.message)
    edits = edits_of(knowledge, change)
    view = changes_view(edits, {kind: entry.number, "dry_run": options.dry_run})
    if options.dry_run:
        session.write(view)
        session.output.note(DRY_RUN)
        return
    _confirm(session, edits, options, _QUESTIONS[kind])
    knowledge.apply(change, revision=knowledge.revision, lock_timeout=options.lock_timeout)
    session.write(view, changed=True)
    note = Message("{} of #{}", Message(kind), entry.number)
    if entry.message:
        note = Message("{}: {}", note, entry.message)
    session.output.note(note)
