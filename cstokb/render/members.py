"""Members, officers, and what changed between two days, as views."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.render.page import Cell, Column, Grid, Item, View
from cstokb.render.ui_strings import ui_string
from cstokb.reports.diff import EXISTS, Changed
from cstokb.reports.members import Holder
from cstokb.reports.sentences import name_of, phrase, sources_of

COLUMNS = (
    Column("certainty", "doubt"),
    Column("entity", "id"),
    Column("name", "name", wraps=True),
    Column("post"),
    Column("since", "date"),
    Column("until", "date"),
    Column("reason", wraps=True),
    Column("sources", "source", wraps=True),
)
DIFF_COLUMNS = (
    Column("change", "mark"),
    Column("entity", "id"),
    Column("text", wraps=True),
    Column("before"),
    Column("after"),
    Column("sources", "source", wraps=True),
)
_STYLES = {Certainty.SURELY: "date", Certainty.POSSIBLY: "doubt", Certainty.NO: "note"}


def holders_view(
    knowledge: Knowledge, report: Sequence[Holder], query: Item, lang: str, *, explain: bool
) -> View:
    """Who surely and who possibly; with `explain` also who not, with reasons and sources.

    The items have everybody. So has the page if there is nobody surely or possibly.
    """
    listed = [holder for holder in report if explain or holder.certainty]
    if not listed:
        listed, explain = list(report), True
    posts = len({(holder.post, holder.predicate) for holder in report}) > 1
    rows = tuple(_row(knowledge, h, lang, posts=posts, explain=explain) for h in listed)
    below = ((4,), (5,)) if explain else ()
    return View(
        query,
        lambda: [holder_item(knowledge, holder, lang) for holder in report],
        COLUMNS,
        lambda: [Grid((), rows, 0, (0, 1), below)] if rows else [],
        (_count(report, hidden=len(listed) < len(report)),),
    )


def _count(report: Sequence[Holder], *, hidden: bool) -> Message:
    counts = Counter(holder.certainty for holder in report)
    numbers = [counts[certainty] for certainty in reversed(Certainty)]
    if hidden:
        return Message("{} surely, {} possibly, {} no (--explain shows why)", *numbers)
    return Message("{} surely, {} possibly, {} no", *numbers)


def holder_item(knowledge: Knowledge, holder: Holder, lang: str) -> dict[str, Any]:
    """One answer as `members --json` and `officers --json` give it."""
    return {
        "entity": holder.entity,
        "name": name_of(knowledge, holder.entity, lang),
        "post": holder.post,
        "predicate": holder.predicate,
        "certainty": str(holder.certainty),
        "since": holder.since or None,
        "until": holder.until or None,
        "reason": reason_words(knowledge, holder, lang),
        "paused": [str(fact.when) for fact in holder.pauses],
        "sources": list(sources_of(holder.facts)),
        "facts": [fact.id for fact in (*holder.facts, *holder.pauses)],
    }


def diff_view(knowledge: Knowledge, report: Sequence[Changed], query: Item, lang: str) -> View:
    """One change a line: + came in, - went out, ~ became surer or less sure."""
    items = [diff_item(knowledge, changed, lang) for changed in report]
    rows = tuple(
        (
            Cell(item["change"], "mark"),
            Cell(item["text"]),
            Cell(item["certainty"], "doubt"),
            Cell(item["entity"], "id"),
            Cell(" ".join(item["sources"]), "source"),
        )
        for item in items
    )
    return View(
        query,
        lambda: items,
        DIFF_COLUMNS,
        lambda: [Grid((), rows, 0, (0, 2), ((3, 4),))] if rows else [],
        (Message("{} changes", len(items), singular="{} change"),),
    )


def diff_item(knowledge: Knowledge, changed: Changed, lang: str) -> dict[str, Any]:
    """One change as `diff --json` gives it."""
    subject, predicate, value = changed.key
    sign = "+" if not changed.before else "-" if not changed.after else "~"
    is_sure = {changed.before, changed.after} <= {Certainty.SURELY, Certainty.NO}
    words = phrase(knowledge, changed.facts[:1], lang) if predicate != EXISTS else ""
    return {
        "change": sign,
        "entity": subject,
        "predicate": predicate or None,
        "value": value or None,
        "text": " ".join(filter(None, (name_of(knowledge, subject, lang), words))),
        "before": str(changed.before),
        "after": str(changed.after),
        "certainty": "" if is_sure else f"{changed.before} → {changed.after}",
        "sources": list(sources_of(changed.facts)),
        "facts": [fact.id for fact in changed.facts],
    }


def reason_words(knowledge: Knowledge, holder: Holder, lang: str) -> str:
    """Why the answer is as it is, with the time of the deciding fact, and the pauses."""
    leading = holder.facts[0]
    reason = ui_string(f"because_{holder.reason}", lang, str(leading.when or ""))
    pauses = [_pause(knowledge, fact, lang) for fact in holder.pauses]
    return "; ".join((reason, *pauses))


def _pause(knowledge: Knowledge, fact: Fact, lang: str) -> str:
    return f"{fact.when} {phrase(knowledge, [fact], lang)}"


def _row(
    knowledge: Knowledge, holder: Holder, lang: str, *, posts: bool, explain: bool
) -> tuple[Cell, ...]:
    what = phrase(knowledge, holder.facts[:1], lang) if posts else ""
    pauses = [_pause(knowledge, fact, lang) for fact in holder.pauses]
    when = str(holder.facts[0].when or "")
    name = name_of(knowledge, holder.entity, lang)
    cells = (
        Cell(ui_string(str(holder.certainty), lang), _STYLES[holder.certainty]),
        Cell(holder.entity, "id"),
        Cell(when, "date"),
        Cell("; ".join(filter(None, (name, what, *pauses)))),
    )
    if not explain:
        return cells
    reason = ui_string(f"because_{holder.reason}", lang, when)
    return (*cells, Cell(reason, "note"), Cell(" ".join(sources_of(holder.facts)), "source"))
