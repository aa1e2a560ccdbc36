"""`ImportedRecord`: what a file says of one record, before it meets what is known already."""

from typing import Any, NamedTuple

from cstokb.messages import Message


class ImportedRecord(NamedTuple):
    """The fields that a file states of one record; what it leaves out is missing here.

    `location` is `file:line` or `file#/facts/3`, `table` one of those of stores. The `id` is
    empty where the file has none. A field that is None is stated to be empty.
    """

    location: str
    table: str
    id: str
    fields: dict[str, Any]


class ImportProblem(NamedTuple):
    """Why a record is not taken, with further lines of explanation."""

    location: str
    reason: Message
    details: tuple[Message, ...] = ()
