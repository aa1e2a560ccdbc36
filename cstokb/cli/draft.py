"""A change before it is written: planned, cleaned, compared with the store, and reviewed."""

from collections.abc import Callable
from typing import NamedTuple

from cstokb.errors import Rejected
from cstokb.messages import Message, join_messages
from cstokb.model.knowledge import existing
from cstokb.model.record import AnyNoun, require_valid, to_record
from cstokb.model.rules import json_problems, normalized
from cstokb.reports.conflicts import Conflict
from cstokb.reports.review import review
from cstokb.store import with_change
from cstokb.store.protocol import Change, Edit, Store

Plan = Callable[[Store], Change]
"""Makes the change that a command asks for, of the store as it is."""


class Draft(NamedTuple):
    """A change as it would be written to one revision, and what it would do there."""

    change: Change
    edits: list[Edit]
    conflicts: tuple[Conflict, ...]


def draft(knowledge: Store, plan: Plan, message: str) -> Draft:
    """The change as it would be now; raise `Rejected` for what blocks it."""
    change = plan(knowledge)
    cleaned = change._replace(
        entities=tuple(map(_cleaned, change.entities)),
        facts=tuple(map(_cleaned, change.facts)),
        sources=tuple(map(_cleaned, change.sources)),
        predicates=tuple(map(_cleaned, change.predicates)),
        message=checked_message(message) or change.message,
    )
    edits = edits_of(knowledge, cleaned)
    return Draft(cleaned, edits, _conflicts(knowledge, cleaned) if edits else ())


def edits_of(knowledge: Store, change: Change) -> list[Edit]:
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


def checked_message(message: str) -> str:
    """The message given; raise `Rejected` for one that is no text."""
    if wrong := next(json_problems(message, "the message"), None):
        raise Rejected("{}", wrong, hint="nothing was changed")
    return message


def _conflicts(knowledge: Store, change: Change) -> tuple[Conflict, ...]:
    """The conflicts that the change is part of; raise `Rejected` for what blocks it."""
    result = review(
        with_change(knowledge, change),
        (entity.id for entity in change.entities),
        change.facts,
        (source.id for source in change.sources),
        predicates=(predicate.id for predicate in change.predicates),
        before=knowledge,
    )
    if result.blocking:
        first, *others = (Message("{}: {}", f.about, f.message) for f in result.blocking[:100])
        excerpt = join_messages("\n", others)
        hint = Message("nothing was changed; {}", Message(result.blocking[0].mend))
        raise Rejected("{}", first, excerpt=excerpt, hint=hint)
    return result.conflicts


def _cleaned(noun: AnyNoun) -> AnyNoun:
    """The noun with normalized texts, its id as it is; raise `Rejected` for a broken rule."""
    cleaned: AnyNoun = normalized(noun)._replace(id=noun.id)
    if wrong := next(json_problems(to_record(cleaned)), None):
        raise Rejected("{}: {}", noun.id, wrong, hint="nothing was changed")
    require_valid(cleaned)
    return cleaned
