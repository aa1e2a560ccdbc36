"""`cstokb read FILE`."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.dates import moment_of
from cstokb.cli.input import read_input
from cstokb.cli.reading_memory import Memory
from cstokb.cli.session import Session
from cstokb.cli.several_words import takes_words
from cstokb.cli.sheets import SheetReader
from cstokb.cli.taking import Choice, chosen_facts, takings_of
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import Rejected, UsageError
from cstokb.formats.articles import MOST_BYTES, SHAPES, article_of
from cstokb.messages import Message
from cstokb.model.article import Article
from cstokb.model.dates_in_words import LANGUAGES
from cstokb.model.escaping import escape_controls
from cstokb.render.drafts import sheet_view, source_item
from cstokb.reports.drafts import Entry, Sheet, digest_of
from cstokb.store.protocol import Change

NOTHING = ""


@takes_words("--take", 3)
@takes_write_options()
def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Text, HTML or PDF; - for stdin.")],
    published: Annotated[
        str, typer.Option(metavar="DAY", help="The day of publication, YYYY-MM-DD.")
    ] = NOTHING,
    source: Annotated[str, typer.Option("--source", metavar="ID", help="The source it is.")] = "",
    as_shape: Annotated[
        str, typer.Option("--as", metavar="|".join(SHAPES), help="Default: by what it is.")
    ] = NOTHING,
    language: Annotated[
        str, typer.Option("--language", metavar="|".join(LANGUAGES), help="Of the article.")
    ] = NOTHING,
    accept: Annotated[str, typer.Option(metavar="1,3-5", help="Accept these drafts.")] = NOTHING,
    reject: Annotated[
        str, typer.Option(metavar="2,4", help="Reject these drafts, also for later.")
    ] = NOTHING,
    take: Annotated[
        list[str] | None,
        typer.Option(
            metavar="N.M PREDICATE VALUE", help="Make a fact of sentence M of paragraph N; repeat."
        ),
    ] = None,
    subject: Annotated[
        str, typer.Option(help="Of --take; else named first.", autocompletion=complete_entities)
    ] = NOTHING,
    when: Annotated[str, typer.Option(metavar="EDTF", help="Of --take; else said first.")] = "",
    where: Annotated[
        str, typer.Option(help="Of --take; else said first.", autocompletion=complete_entities)
    ] = NOTHING,
    review: Annotated[bool, typer.Option("--review", help="Ask draft by draft.")] = False,
    to: Annotated[
        str, typer.Option(metavar="FILE", help="Write the drafts, for import, as YAML.")
    ] = NOTHING,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read an article a line, write a sheet a line.")
    ] = False,
    group: Annotated[
        bool, typer.Option("--group", help="With --jsonl: each fact with all its articles.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Show what was rejected, too.")] = False,
    all_of: Annotated[
        bool, typer.Option("--all", help="Every sentence, whatever it names.")
    ] = False,
) -> None:
    """Read an article: its dates, its names, and the facts that it states."""
    session = Session.of(context)
    if language and language not in LANGUAGES:
        raise UsageError('no language "{}"', language, hint=Message("{}", ", ".join(LANGUAGES)))
    if jsonl or group:
        # lazy: 1 ms, for archives only
        from cstokb.cli.archive import write_archive

        write_archive(session, file, group=group, all_of=all_of)
        return
    name = "stdin" if file == "-" else file
    day = _day(published, session.today)
    data = read_input(file, MOST_BYTES)
    article = article_of(data, name, as_shape, published=day, language=language)
    if article.published and article.published > session.today:
        raise Rejected("{}: published on {}, after today", name, article.published)
    memory = Memory.load()
    digest = digest_of(article)
    sheet = SheetReader(session).sheet(article, source or memory.articles.get(digest, ""))
    rejected = frozenset() if again else memory.rejected_of(sheet.source.id)
    choice = Choice(accept, reject, takings_of(session, take or [], subject, when, where))
    if review:
        # lazy: 1 ms
        from cstokb.cli.reviewing import review_drafts

        choice = review_drafts(session, sheet, rejected)
    if to:
        # lazy: 1 ms
        from cstokb.cli.drafts_file import write_drafts

        write_drafts(session, sheet, choice, rejected, to)
        return
    if not choice:
        _write_sheet(session, sheet, name, rejected, all_of=all_of)
        return
    facts, refused = chosen_facts(session, sheet, choice)
    options = WriteOptions.of(context)
    if facts:
        sources = () if sheet.read_before else (sheet.source,)
        message = f"read of {escape_controls(name)}"
        change = Change(facts=facts, sources=sources, message=message)
        commit(session, change, options, read=name)
    elif refused:
        session.output.note(Message("{} rejected, and remembered", len(refused)))
    if not options.dry_run:
        memory.save(digest, sheet.source.id, refused)


def _write_sheet(
    session: Session, sheet: Sheet, name: str, rejected: frozenset[str], *, all_of: bool
) -> None:
    """Print the sheet, without rejected drafts and, unless `all_of`, sentences that say little."""
    without = [
        entry._replace(drafts=tuple(d for d in entry.drafts if d.fact.id not in rejected))
        for entry in sheet.entries
    ]
    shown = [entry for entry in without if all_of or entry.is_evidence]
    query = {
        "file": name,
        "source": source_item(sheet),
        "language": sheet.article.language or None,
    }
    hidden = len(without) - len(shown)
    notes = [_drafts_note(shown), *_notes_on_hidden(sheet, shown, hidden)]
    notes += _notes_on(sheet.article)
    session.write(sheet_view(sheet, shown, query, session.lang, notes))


def _drafts_note(shown: Sequence[Entry]) -> Message:
    """How many drafts there are of each state."""
    states: list[str] = [draft.state for entry in shown for draft in entry.drafts]
    counts = map(states.count, ("new", "known", "cited", "conflict"))
    template = "{} drafts: {} new, {} known, {} cited already, {} in conflict; nothing written"
    one = "{} draft: {} new, {} known, {} cited already, {} in conflict; nothing written"
    return Message(template, len(states), *counts, singular=one)


def _notes_on_hidden(sheet: Sheet, shown: Sequence[Entry], hidden: int) -> Iterator[Message]:
    """How many sentences and rejected drafts are not shown."""
    if hidden:
        yield Message(
            "{} sentences without date or name left out (--all)",
            hidden,
            singular="{} sentence without date or name left out (--all)",
        )
    rejected = len(sheet.drafts) - sum(len(entry.drafts) for entry in shown)
    if rejected:
        yield Message(
            "{} rejected drafts left out (--again)",
            rejected,
            singular="{} rejected draft left out (--again)",
        )


def _notes_on(article: Article) -> list[Message]:
    if not article.language:
        return [Message("neither English nor Russian, or too few words to tell (--language)")]
    if article.published is None:
        return [Message("no day of publication found: give --published")]
    return []


def _day(text: str, today: date) -> date | None:
    """The day that the text is; raise `BadDate` or `UsageError`."""
    moment = moment_of(text, today)
    if moment is None:
        return None
    day = moment.exact_day
    if day is None:
        raise UsageError("--published is a day, YYYY-MM-DD, not {}", text)
    return day
