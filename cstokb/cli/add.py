"""`cstokb add entity|fact|source|predicate`."""

from typing import Annotated

import typer

from cstokb.cli.add_predicate import predicate
from cstokb.cli.assertion import cited, where_of
from cstokb.cli.completion import complete_entities, complete_kinds, complete_predicates
from cstokb.cli.dates import moment_of, span_of
from cstokb.cli.likeness import note_likenesses
from cstokb.cli.session import Session
from cstokb.cli.settings import one_of
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import Rejected, UsageError
from cstokb.messages import Message
from cstokb.model.entity import Entity, kind_of_word
from cstokb.model.fact import CONFIDENCES, Fact, Rank, citations_of, fact_id, join_notes
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.rules import normalized
from cstokb.model.source import Source
from cstokb.reports.conflicts import conflicts_among
from cstokb.reports.resolve import resolve_entity, resolve_predicate
from cstokb.reports.value import value_of
from cstokb.store.protocol import Change

NOTHING = ""


@takes_write_options()
def entity(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="A new id: a-z, 0-9 and hyphens.")],
    kind: Annotated[
        str, typer.Option("--kind", "-k", help="Its kind.", autocompletion=complete_kinds)
    ],
    name: Annotated[str, typer.Option("--name", help="Its English name.")] = NOTHING,
    name_ru: Annotated[str, typer.Option("--name-ru", help="Its Russian name.")] = NOTHING,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", help="Another name; repeat.")
    ] = None,
    summary: Annotated[str, typer.Option(help="A sentence about it.")] = NOTHING,
    summary_ru: Annotated[str, typer.Option(help="The same in Russian.")] = NOTHING,
) -> None:
    """Add an entity: a body, force, document, exercise, date, person, state or place."""
    session = Session.of(context)
    if session.knowledge.entity(id):
        raise Rejected(
            "there is an entity {} already", id, hint=Message("cstokb set {} changes it", id)
        )
    name, name_ru, summary, summary_ru = normalized([name, name_ru, summary, summary_ru])
    if not (name or name_ru):
        raise UsageError("an entity needs a name", hint="--name or --name-ru")
    names = {"en": name, "ru": name_ru}
    summaries = {"en": summary, "ru": summary_ru}
    new = Entity(
        id,
        kind_of_word(kind),
        {lang: text for lang, text in names.items() if text},
        tuple(filter(None, normalized(alias or []))),
        {lang: text for lang, text in summaries.items() if text},
    )
    note_likenesses(session, (new,))
    commit(session, Change(entities=(new,)), WriteOptions.of(context), add=id)


@takes_write_options()
def fact(
    context: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="SUBJECT", autocompletion=complete_entities, help="An entity.")
    ],
    predicate: Annotated[
        str,
        typer.Argument(
            metavar="PREDICATE",
            autocompletion=complete_predicates,
            help="What is stated; cstokb schema lists them.",
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            autocompletion=complete_entities,
            help="An entity, words, or a figure such as 20000 or 'about 1,500'.",
            show_default=False,
        ),
    ] = NOTHING,
    when: Annotated[
        str, typer.Option(metavar="EDTF", help="2003-04-28, 2003-04, 2003~, 2009-09-08/2009-09-12.")
    ] = NOTHING,
    where: Annotated[str, typer.Option(metavar="PLACE", help="A place or state.")] = NOTHING,
    unit: Annotated[str, typer.Option(help="What a figure counts, as a plural.")] = NOTHING,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="ID", help="A source; repeat.")
    ] = None,
    at: Annotated[str, typer.Option("--at", metavar="PLACE", help="'para 2', 'p. 17'.")] = NOTHING,
    source_url: Annotated[str, typer.Option(help="A new source's address.")] = NOTHING,
    source_title: Annotated[str, typer.Option(help="A new source's title.")] = NOTHING,
    source_publisher: Annotated[str, typer.Option(help="Who published it.")] = NOTHING,
    source_published: Annotated[str, typer.Option(metavar="EDTF", help="When.")] = NOTHING,
    unsourced: Annotated[bool, typer.Option("--unsourced", help="Without a source.")] = False,
    confidence: Annotated[str, typer.Option(metavar="|".join(CONFIDENCES))] = "medium",
    prefer: Annotated[bool, typer.Option("--prefer", help="Prefer it to its rivals.")] = False,
    note: Annotated[str, typer.Option(help="A remark.")] = NOTHING,
) -> None:
    """Add a fact: a statement with a time and a source."""
    session = Session.of(context)
    knowledge = session.knowledge
    sure = one_of(confidence, CONFIDENCES)
    if sure is None:
        raise UsageError(
            'no confidence "{}"', confidence, hint=Message("{}", ", ".join(CONFIDENCES))
        )
    about = resolve_entity(knowledge, subject)
    relation = knowledge.predicates()[resolve_predicate(knowledge, predicate)]
    # The id is derived from the value, so it is normalized here already.
    worth = value_of(knowledge, relation, normalized(value), normalized(unit))
    held, location = span_of(when, session.today), where_of(knowledge, where)
    new_source = Source(
        NOTHING,
        source_title,
        source_publisher,
        moment_of(source_published, session.today),
        source_url,
        accessed=Moment.of(session.today),
    )
    citations, sources = cited(knowledge, source or [], at, new_source, unsourced=unsourced)
    id = fact_id(about.id, relation.id, worth, held, location)
    rank: Rank = "preferred" if prefer else "normal"
    new = Fact(id, about.id, relation.id, worth, held, location, citations, sure, rank, note)
    same = knowledge.fact(id)
    if same:
        # The same statement again: its sources are joined.
        new = same._replace(
            citations=citations_of(same, new),
            rank=rank if prefer else same.rank,
            note=join_notes(*dict.fromkeys((same.note, note))),
        )
    rivals = _demoted(session, new) if prefer else ()
    change = Change(facts=(new, *rivals), sources=sources)
    commit(session, change, WriteOptions.of(context), add=id)


@takes_write_options()
def source(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="A new id.")],
    title: Annotated[str, typer.Option(help="Its title.")],
    url: Annotated[str, typer.Option(help="Its address.")] = NOTHING,
    publisher: Annotated[str, typer.Option(help="Who published it.")] = NOTHING,
    published: Annotated[str, typer.Option(metavar="EDTF", help="When.")] = NOTHING,
    language: Annotated[str, typer.Option(help="en, ru, ...")] = NOTHING,
    accessed: Annotated[str, typer.Option(metavar="EDTF", help="When you read it.")] = NOTHING,
) -> None:
    """Add a source."""
    session = Session.of(context)
    if session.knowledge.source(id):
        raise Rejected(
            "there is a source {} already", id, hint=Message("cstokb set {} changes it", id)
        )
    new = Source(
        id,
        title,
        publisher,
        moment_of(published, session.today),
        url,
        language,
        moment_of(accessed or "today", session.today),
    )
    commit(session, Change(sources=(new,)), WriteOptions.of(context), add=id)


def _demoted(session: Session, new: Fact) -> tuple[Fact, ...]:
    """Rivals that were preferred until now: there is one preferred side."""
    predicates = session.knowledge.predicates()
    about = {f.id: f for f in session.knowledge.facts(Pattern(subjects=[new.subject]))}
    about[new.id] = new
    groups = [c.facts for c in conflicts_among(about, predicates) if new in c.facts]
    if predicates[new.predicate].one_value:
        same = (new.predicate, new.when)
        groups.append(tuple(f for f in about.values() if (f.predicate, f.when) == same))
    rivals = {fact.id: fact for facts in groups for fact in facts}
    return tuple(
        other._replace(rank="normal")
        for id, other in rivals.items()
        if id != new.id and other.rank == "preferred"
    )


SUBCOMMANDS = {"entity": entity, "fact": fact, "source": source, "predicate": predicate}
