"""What a person chooses from a sheet, as words on the command line, and the facts it makes."""

from collections.abc import Sequence
from typing import NamedTuple

from cstokb.cli.assertion import where_of
from cstokb.cli.dates import span_of
from cstokb.cli.session import Session
from cstokb.cli.several_words import split_words
from cstokb.errors import UsageError
from cstokb.model.fact import Fact
from cstokb.model.rules import normalized
from cstokb.reports.drafts import Sheet
from cstokb.reports.resolve import resolve_entity, resolve_predicate
from cstokb.reports.taking import Taking, drafts_of, each_once, entry_of, numbers_of, taken
from cstokb.reports.value import value_of

_WORDS = 3


class Choice(NamedTuple):
    """Numbers of drafts to accept and to reject, facts edited, and sentences to take."""

    accept: str = ""
    reject: str = ""
    takings: tuple[tuple[str, Taking], ...] = ()
    edited: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return any(self[:])


def takings_of(
    session: Session, takes: Sequence[str], subject: str, when: str, where: str
) -> tuple[tuple[str, Taking], ...]:
    """Each sentence that is taken, by its address, and what is said of it."""
    if not takes:
        if subject or when or where:
            raise UsageError("--subject, --when and --where belong to --take")
        return ()
    knowledge = session.knowledge
    predicates = knowledge.predicates()
    takings = []
    for words in map(split_words, takes):
        if len(words) != _WORDS:
            raise UsageError("--take needs N.M PREDICATE VALUE", hint="'' for no value")
        address, word, text = words
        predicate = predicates[resolve_predicate(knowledge, word)]
        taking = Taking(
            predicate,
            value_of(knowledge, predicate, normalized(text), ""),
            resolve_entity(knowledge, subject).id if subject else None,
            span_of(when, session.today),
            where_of(knowledge, where) or None,
        )
        takings.append((address, taking))
    return tuple(takings)


def chosen_facts(
    session: Session, sheet: Sheet, choice: Choice
) -> tuple[tuple[Fact, ...], frozenset[str]]:
    """The facts to write, and the ids of those to reject."""
    most = len(sheet.drafts)
    accepted = drafts_of(sheet, numbers_of(choice.accept, most)) if choice.accept else ()
    refused = drafts_of(sheet, numbers_of(choice.reject, most)) if choice.reject else ()
    facts = [draft.accepted for draft in accepted]
    facts += choice.edited
    for address, taking in choice.takings:
        facts.append(taken(session.knowledge, sheet, entry_of(sheet, address), taking))
    return each_once(facts), frozenset(draft.fact.id for draft in refused)
