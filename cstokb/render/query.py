"""The facts that answer a question as a view."""

from collections.abc import Iterable, Iterator

from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.render.page import Block, Column, Item, View, grid_page
from cstokb.reports.query import Answer
from cstokb.reports.rows import FACT_FIELDS, Row, fact_row

COLUMNS = (
    Column("when", "date"),
    Column("text", wraps=True),
    Column("id", "id", below=True),
    Column("sources", "source", wraps=True, below=True),
)


def query_view(knowledge: Knowledge, answers: Iterable[Answer], query: Item, lang: str) -> View:
    """The facts, a sentence each; drawn as they are read."""
    count = 0
    complete = False

    def row(answer: Answer) -> Row:
        return fact_row(knowledge, answer.fact, lang, certainty=answer.certainty)

    def counted() -> Iterator[Answer]:
        nonlocal count, complete
        for answer in answers:
            count += 1
            yield answer
        complete = True

    def page(entries: Iterable[Answer]) -> Iterator[Block]:
        return grid_page(map(row, entries), COLUMNS)

    def notes() -> Iterator[Message]:
        if not complete:
            yield Message("{} facts or more", count, singular="{} fact or more")
        elif count:
            yield Message("{} facts", count, singular="{} fact")
        else:
            yield Message("nothing found")

    return View(
        query, counted(), row, FACT_FIELDS, page, notes(), facts=lambda answer: (answer.fact,)
    )
