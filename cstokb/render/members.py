"""Members, officers, and what changed between two days, as views."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.render.holders import gap_row, holders_page, pause_words
from cstokb.render.page import Block, Cell, Grid, Item, View
from cstokb.render.ui_strings import ui_string
from cstokb.reports.diff import Changed
from cstokb.reports.members import Holder, answering
from cstokb.reports.rows import Row, diff_row, holder_row
from cstokb.reports.unrecorded import Unrecorded

FIELDS = (
    *("certainty", "holder", "holder_name", "body", "body_name", "post", "since", "until"),
    *("reason", "missing", "note", "sources", "url"),
)
DIFF_FIELDS = (*("change", "id", "kind", "text", "before", "after", "when", "sources", "url"),)


def holders_view(
    knowledge: Knowledge,
    report: Sequence[Holder],
    query: Item,
    lang: str,
    *,
    missing: Sequence[Unrecorded] = (),
    explain: bool = False,
    everything: bool = False,
) -> View:
    """Who surely and who possibly; with `explain` or `everything` also who not, and other terms.

    `explain` adds reasons and sources to the page. `missing` are posts without a holder on
    record, which come last.
    """
    shown = answering(report, everything=everything or explain)
    entries = [*shown, *missing]

    def row(entry: Holder | Unrecorded) -> Row:
        if isinstance(entry, Unrecorded):
            return gap_row(knowledge, entry, lang)
        reason = reason_words(knowledge, entry, lang)
        return holder_row(knowledge, entry, lang, reason=reason)

    def page(holders: Iterable[Holder | Unrecorded]) -> Iterator[Block]:
        return holders_page(
            knowledge, holders, lang, explain=explain, everything=everything or explain
        )

    notes = [_count(report, hidden=len(shown) < len(report))]
    if missing:
        notes.append(Message("{} without a holder on record", len(missing)))
    return View(query, entries, row, FIELDS, page, notes)


def _count(report: Sequence[Holder], *, hidden: bool) -> Message:
    counts = Counter(holder.certainty for holder in report if holder.decides)
    numbers = [counts[certainty] for certainty in reversed(Certainty)]
    if hidden:
        return Message("{} surely, {} possibly, {} no (--explain shows why)", *numbers)
    return Message("{} surely, {} possibly, {} no", *numbers)


def diff_view(knowledge: Knowledge, report: Sequence[Changed], query: Item, lang: str) -> View:
    """One change a line: + came in, - went out, ~ became surer or less sure."""

    def row(changed: Changed) -> Row:
        return diff_row(knowledge, changed, lang)

    def page(changes: Iterable[Changed]) -> Iterator[Block]:
        if rows := tuple(_diff_cells(row(changed), changed, lang) for changed in changes):
            yield Grid((), rows, 0, (0, 2), ((3, 4),))

    number = Message("{} changes", len(report), singular="{} change")
    return View(query, report, row, DIFF_FIELDS, page, (number,))


def _diff_cells(row: Row, changed: Changed, lang: str) -> tuple[Cell, ...]:
    is_sure = {changed.before, changed.after} <= {Certainty.SURELY, Certainty.NO}
    before, after = (ui_string(str(word), lang) for word in (changed.before, changed.after))
    return (
        Cell(row["change"], "mark"),
        Cell(row["text"]),
        Cell("" if is_sure else f"{before} → {after}", "doubt"),
        Cell(row["id"], "id"),
        Cell(" ".join(row["sources"]), "source"),
    )


def reason_words(knowledge: Knowledge, holder: Holder, lang: str) -> str:
    """Why the answer is as it is, with the time of the deciding fact, and the pauses."""
    leading = holder.facts[0]
    reason = ui_string(f"because_{holder.reason}", lang, str(leading.when or ""))
    pauses = [pause_words(knowledge, fact, lang) for fact in holder.pauses]
    return "; ".join((reason, *pauses))
