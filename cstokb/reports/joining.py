"""Records of a file joined with what is known: what differs, and what is not taken.

What a file leaves out stays as it is. A known record with other content is refused with both
versions, so that nothing is overwritten unless that is asked for.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cstokb.errors import INPUT_ERRORS
from cstokb.messages import Message
from cstokb.model.entity import Entity, is_slug
from cstokb.model.fact import RANKS, Fact, Rank, stated_again
from cstokb.model.fields import BadRecord
from cstokb.model.imported_record import ImportedRecord, ImportProblem
from cstokb.model.knowledge import Knowledge, existing
from cstokb.model.predicate import Predicate
from cstokb.model.record import Noun, from_row, to_row
from cstokb.model.rules import normalized
from cstokb.reports.correcting import content_id, corrected
from cstokb.reports.overlay import basis_fields, check_keys, overlaid, side_by_side
from cstokb.reports.statement import Statements
from cstokb.reports.value import require_unit

BASIS = "before"
"""The key of what was changed in a record, as it was; see `cstokb.formats.changes`."""


class JoinRules(NamedTuple):
    """How to join: known records may be replaced, and facts need no source."""

    replace: bool = False
    unsourced: bool = False


class Joined(NamedTuple):
    """The nouns that differ from what is known, each with its location, and the rest."""

    nouns: tuple[tuple[str, str, Noun], ...]
    problems: tuple[ImportProblem, ...]


def join(knowledge: Knowledge, records: Iterable[ImportedRecord], rules: JoinRules) -> Joined:
    """Join the records, each id once, with what the knowledge holds."""
    records = tuple(records)
    joining = _Joining(knowledge, rules, Statements(knowledge, records))
    nouns: list[tuple[str, str, Noun]] = []
    problems: list[ImportProblem] = []
    for record in records:
        try:
            nouns += [(record.location, record.table, noun) for noun in joining.nouns(record)]
        except _Differs as error:
            problems.append(ImportProblem(record.location, error.reason, error.details))
        except BadRecord as error:
            problems.append(ImportProblem(record.location, Message("{}", *error.args)))
        except INPUT_ERRORS as error:
            advice = Message("{}; {}", error.text, error.advice) if error.advice else error.text
            problems.append(ImportProblem(record.location, advice))
    return Joined(tuple(nouns), tuple(problems))


class _Differs(Exception):
    """A known record has other content; the two versions, field by field."""

    def __init__(self, before: Noun, after: Noun) -> None:
        super().__init__()
        self.reason = Message("{} is there with other content", before.id)
        self.details = tuple(side_by_side(to_row(before), to_row(after)))


class _Joining:
    """The records of one file as they are joined, one after the other."""

    def __init__(self, knowledge: Knowledge, rules: JoinRules, statements: Statements) -> None:
        self._knowledge = knowledge
        self._rules = rules
        self._statements = statements
        self._first: dict[tuple[str, str], ImportedRecord] = {}
        self._taken: dict[str, Noun] = {}

    def nouns(self, record: ImportedRecord) -> tuple[Noun, ...]:
        """What to write for the record; raise `BadRecord`, `_Differs` or one of `INPUT_ERRORS`."""
        fields = dict(record.fields)
        basis = fields.pop(BASIS, None)
        check_keys(record.table, fields)
        before = existing(self._knowledge, record.table, record.id) if record.id else None
        if record.table == "facts":
            fields = self._statements.resolved(fields, before)
        id = record.id or content_id(from_row("facts", "-", fields))
        first = self._first.setdefault((record.table, id), record)
        if first is not record and not _continues(first, record):
            raise BadRecord(Message("{} stands there already, at {}", id, first.location))
        if first is not record and id in self._taken:
            return (self._gaining(id, fields),)
        if not record.id:
            before = self._knowledge.fact(id)
        if before is None:
            nouns: tuple[Noun, ...] = (self._new(record, id, fields),)
        elif basis is not None:
            nouns = self._rebased(before, fields, basis_fields(record.table, basis))
        else:
            nouns = self._stated(before, fields)
        if not record.id:
            self._taken[id] = next((noun for noun in nouns if noun.id == id), before or nouns[0])
        return nouns

    def _gaining(self, id: str, fields: Mapping[str, Any]) -> Noun:
        """The fact that a row before stated, with the citations of this one."""
        noun: Noun = overlaid(self._taken[id], {"citations": fields.get("citations")})
        self._taken[id] = noun
        return noun

    def _new(self, record: ImportedRecord, id: str, fields: Mapping[str, Any]) -> Noun:
        """The noun of a record that is not known; raise `BadRecord` for what it lacks."""
        noun: Noun = from_row(record.table, id, fields)
        if isinstance(noun, Fact):
            if id != (content := content_id(noun)):
                raise BadRecord(Message('its content has the id "{}", not "{}"', content, id))
            if not (noun.citations or self._rules.unsourced):
                raise BadRecord(Message("a fact needs a source"))
            if not record.id:
                # What was exported comes back, units or not.
                require_unit(self._knowledge.predicates().get(noun.predicate), noun.value)
        elif isinstance(noun, Entity) and not noun.names:
            raise BadRecord(Message("an entity needs a name"))
        elif isinstance(noun, Predicate) and not noun.label:
            raise BadRecord(Message("a predicate needs a label"))
        elif isinstance(noun, Predicate) and not is_slug(id):
            raise BadRecord(Message('the id "{}" is not a slug of a-z, 0-9 and -', id))
        return noun

    def _stated(self, before: Noun, fields: Mapping[str, Any]) -> tuple[Noun, ...]:
        """What to write where the known record is stated with those fields."""
        revives = isinstance(before, Fact) and _states_again(before, fields)
        base = before
        if isinstance(before, Fact) and revives:
            rank: Rank = next((r for r in RANKS if r == fields.get("rank")), "normal")
            base = stated_again(before, before._replace(rank=rank, citations=()))
        after = overlaid(base, fields, exact=self._rules.replace)
        if not (self._rules.replace or _only_gains(base, after)):
            raise _Differs(base, after)
        return self._written(before, base, after)

    def _rebased(
        self, before: Noun, fields: Mapping[str, Any], basis: Mapping[str, Any]
    ) -> tuple[Noun, ...]:
        """What to write where somebody changed the fields of the basis; others stay.

        They are taken where the record still has what they had before.
        """
        changed = {
            key: {lang: (fields.get(key) or {}).get(lang) for lang in part}
            if isinstance(part, dict)
            else fields.get(key)
            for key, part in basis.items()
        }
        unchanged = overlaid(before, basis, exact=True) == before
        after = overlaid(before, changed, exact=unchanged or self._rules.replace)
        if not (unchanged or self._rules.replace or _only_gains(before, after)):
            raise _Differs(before, after)
        return self._written(before, before, after)

    def _written(self, before: Noun, base: Noun, after: Noun) -> tuple[Noun, ...]:
        """What differs from what is known; a fact with other content is another fact."""
        if _is_same(before, after):
            return ()
        if isinstance(base, Fact) and isinstance(after, Fact):
            return corrected(self._knowledge, base, after)
        return (after,)


def _continues(first: ImportedRecord, record: ImportedRecord) -> bool:
    """Whether both state the same, without an id, perhaps with other citations."""
    rest = [{**each.fields, "citations": None} for each in (first, record)]
    return not (first.id or record.id) and rest[0] == rest[1]


def _states_again(before: Fact, fields: Mapping[str, Any]) -> bool:
    """Whether a deprecated fact is stated as if it were none.

    A rank that is stated of a fact that was corrected is of the time before.
    """
    rank = fields.get("rank")
    stated = not rank or (rank != "deprecated" and not before.is_replaced)
    return before.rank == "deprecated" and stated and "subject" in fields


def _only_gains(before: Noun, after: Noun) -> bool:
    """Whether the record says what it said, a fact perhaps with more citations."""
    if isinstance(before, Fact) and isinstance(after, Fact):
        after = after._replace(citations=before.citations)
    return _is_same(before, after)


def _is_same(before: Noun, after: Noun) -> bool:
    """Whether the two say the same; what was stored long ago need not be normalized."""
    return after == before or after == normalized(before)._replace(id=before.id)
