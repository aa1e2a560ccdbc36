"""`cstokb read --review`: one draft after the other, each with a key."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from cstokb.cli.assertion import where_of
from cstokb.cli.dates import span_of
from cstokb.cli.session import Session
from cstokb.cli.taking import Choice
from cstokb.errors import INPUT_ERRORS, UsageError
from cstokb.messages import Message
from cstokb.model.fact import Fact, Quantity, Text, Value, fact_id
from cstokb.render.drafts import MARKS, fact_words
from cstokb.reports.drafts import Judged, Sheet, with_citations
from cstokb.reports.value import value_of

Parsed = TypeVar("Parsed")

KEYS = Message("a accept, e edit, r reject, s skip, q quit?")


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
            sentence = f"{sheet.locator(entry.sentence)}  {entry.sentence.text}"
            _show(session, sheet, draft, sentence)
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
    """Write what is asked about to stderr, also where notes are not wanted."""
    write_err, lang = session.output.write_err, session.lang
    write_err(Message("{} of {}", draft.number, len(sheet.drafts)))
    write_err(Message("{}", sentence))
    write_err(Message("{} {}", MARKS[draft.state], fact_words(draft.fact, lang)))
    for rival in draft.rivals:
        write_err(Message("! {} [{}]", fact_words(rival, lang), ", ".join(rival.sources)))


def _key(session: Session) -> str:
    """The key of the answer; asked again for any other."""
    while True:
        answer = session.output.ask(KEYS).strip().lower()
        if answer in {"a", "e", "r", "s", "q"}:
            return answer


def _edited(session: Session, draft: Judged) -> Fact:
    """The fact with another time, place or value."""
    knowledge, fact = session.knowledge, draft.fact
    when = _field(session, "when", str(fact.when or ""), partial(span_of, today=session.today))
    where = _field(session, "where", fact.where, partial(where_of, knowledge))
    value = _value(session, fact)
    id = fact_id(fact.subject, fact.predicate, value, when, where)
    if id == fact.id:
        return draft.accepted
    new = Fact(id, fact.subject, fact.predicate, value, when, where, fact.citations)
    known = knowledge.fact(id)
    return with_citations(known, new) if known else new


def _value(session: Session, fact: Fact) -> Value:
    predicate = session.knowledge.predicates()[fact.predicate]
    if fact.value is None:
        return None
    before, unit = fact.link, ""
    if isinstance(fact.value, Text):
        before = fact.value.en
    elif isinstance(fact.value, Quantity):
        before, unit = f"{fact.value.bound} {fact.value.number}".strip(), fact.value.unit
    return _field(
        session, "value", before, lambda text: value_of(session.knowledge, predicate, text, unit)
    )


def _field(session: Session, name: str, before: str, parse: Callable[[str], Parsed]) -> Parsed:
    """What is typed, parsed; empty keeps what was before, - empties it; asked until it parses."""
    while True:
        answer = session.output.ask(Message("{} [{}]", name, before)).strip()
        try:
            return parse("" if answer == "-" else answer or before)
        except INPUT_ERRORS as error:
            session.output.write_err(error.text)
            if error.advice:
                session.output.write_err(error.advice)
