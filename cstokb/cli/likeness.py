"""Notes on new names that somebody else has, or that look the same."""

from collections.abc import Iterable

from cstokb.cli.session import Session
from cstokb.messages import Message
from cstokb.model.entity import Entity
from cstokb.reports.likeness import likenesses


def note_likenesses(session: Session, entities: Iterable[Entity]) -> None:
    """Note which names of these new entities would be ambiguous, or be taken for others."""
    for entity in entities:
        for name, other, is_same in likenesses(session.knowledge, entity):
            template = '"{}" is a name of {} ({}), too'
            if not is_same:
                template = '"{}" looks like a name of {} ({}), but has letters of another script'
            session.output.note(Message(template, name, other.id, other.name(session.lang)))
