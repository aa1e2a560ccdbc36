"""`cstokb read --review`: one draft after the other, each with a key."""

from cstokb.cli.assertion import span_of, value_of, where_of
from cstokb.cli.session import Session
from cstokb.cli.taking import Choice
from cstokb.errors import CstokbError, UsageError
from cstokb.messages import Message
from cstokb.model.fact import Fact, Quantity, Text, fact_id
from cstokb.render.drafts import MARKS, fact_words
from cstokb.reports.drafts import Judged, Sheet, with_citations

KEYS = "a accept, e edit, r reject, s skip, q quit"


def review_drafts(session: Session, sheet: Sheet, rejected: frozenset[str]) -> Choice:
    """What a person chooses, asked draft by draft; raise `UsageError` where nobody can be asked."""
    if not session.output.interactive:
        raise UsageError("--review needs a terminal", hint="--accept and --reject take numbers")
    accept: list[str] = []
    reject: list[str] = []
    edited: list[Fact] = []
    for entry in sheet.entries:
        for draft in entry.drafts:
            if draft.state == "cited" or draft.fact.id in rejected:
                continue
            _show(session, sheet, draft, f"{sheet.locator(entry.sentence)}  {entry.sentence.text}")
            key = _key(session)
            if key == "q":
                return Choice(",".join(accept), ",".join(reject), (), tuple(edited))
            if key == "a":
                accept.append(str(draft.number))
            elif key == "r":
                reject.append(str(draft.number))
            elif key == "e":
                edited.append(_edited(session, draft))
    return Choice(",".join(accept), ",".join(reject), (), tuple(edited))


def _show(session: Session, sheet: Sheet, draft: Judged, sentence: str) -> None:
    mark = MARKS[draft.state]
    session.output.note(Message("{} of {}", draft.number, len(sheet.drafts)))
    session.output.note(Message("{}", sentence))
    session.output.note(Message("{} {}", mark, fact_words(draft.fact)))
    for rival in draft.rivals:
        sources = ", ".join(rival.sources)
        session.output.note(Message("! {} [{}]", fact_words(rival), sources))


def _key(session: Session) -> str:
    """The key of the answer; asked again for any other."""
    while True:
        answer = session.output.ask(Message("{}?", KEYS)).strip().lower()
        if answer in {"a", "e", "r", "s", "q"}:
            return answer


def _edited(session: Session, draft: Judged) -> Fact:
    """The fact with another time, place or value; asked again where it is none."""
    while True:
        try:
            return _retyped(session, draft.fact)
        except CstokbError as error:
            session.output.note(error.text)


def _retyped(session: Session, fact: Fact) -> Fact:
    knowledge = session.knowledge
    predicate = knowledge.predicates()[fact.predicate]
    when = span_of(_field(session, "when", str(fact.when or "")))
    where = where_of(knowledge, _field(session, "where", fact.where))
    value = fact.value
    if isinstance(value, Text):
        value = value_of(knowledge, predicate, _field(session, "value", value.en), "")
    elif isinstance(value, Quantity):
        figure = _field(session, "value", f"{value.bound} {value.number}".strip())
        value = value_of(knowledge, predicate, figure, value.unit)
    elif value is not None:
        value = value_of(knowledge, predicate, _field(session, "value", value.id), "")
    id = fact_id(fact.subject, fact.predicate, value, when, where)
    new = Fact(id, fact.subject, fact.predicate, value, when, where, fact.citations)
    known = knowledge.fact(id)
    return with_citations(known, new) if known else new


def _field(session: Session, name: str, before: str) -> str:
    """The new text of a field: empty keeps it, - empties it."""
    answer = session.output.ask(Message("{} [{}]", name, before)).strip()
    return "" if answer == "-" else answer or before
