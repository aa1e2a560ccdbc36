"""Members and officers for people: by body and post, each with a name before its id."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cstokb.model.fact import Fact, join_notes
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.render.page import POSSIBLE, Block, Cell, CellStyle, Grid
from cstokb.render.ui_strings import ui_string
from cstokb.reports.members import Holder
from cstokb.reports.rows import Row, notes_of, unrecorded_row
from cstokb.reports.sentences import name_of, phrase, sources_of
from cstokb.reports.unrecorded import Unrecorded
from cstokb.reports.vocabulary import predicate_of

_STYLES: Mapping[Certainty, CellStyle] = {
    Certainty.SURELY: "date",
    Certainty.POSSIBLY: "doubt",
    Certainty.NO: "note",
}


def holders_page(
    knowledge: Knowledge,
    entries: Iterable[Holder | Unrecorded],
    lang: str,
    *,
    explain: bool,
    everything: bool,
) -> Iterator[Block]:
    """A line for each holder, under a heading for each post unless all hold the same.

    With `everything` a column says how sure it is, with `explain` others why and by which
    sources. The note of a membership that answers stands under it. The posts without a
    holder on record come last.
    """
    every_entry = list(entries)
    listed = [entry for entry in every_entry if isinstance(entry, Holder)]
    posts = {(holder.post, holder.predicate): _post(knowledge, holder, lang) for holder in listed}
    rows: dict[Cell, list[tuple[Cell, ...]]] = {}
    for holder in listed:
        cells = _holder(knowledge, holder, lang, explain=explain, everything=everything)
        rows.setdefault(posts[holder.post, holder.predicate], []).append(tuple(cells))
    whole = 3 + everything
    every = [row[:whole] for group in rows.values() for row in group]
    widths = tuple(max(len(cell.text) for cell in column) for column in zip(*every, strict=True))
    below = (
        ((everything + 1, whole + 1), (whole + 2,), (whole + 3,)) if explain else ((whole + 1,),)
    )
    gaps = [entry for entry in every_entry if isinstance(entry, Unrecorded)]
    headed = len(posts) > 1 or bool(gaps)
    for post, group in rows.items():
        heading = post if headed else Cell("")
        indent = 2 * headed
        keep = tuple(at for at in range(whole) if at != everything)
        yield Grid((), tuple(group), indent, keep, below, widths=widths, heading=heading)
    yield from _gaps(knowledge, gaps, lang)


def _gaps(knowledge: Knowledge, gaps: Sequence[Unrecorded], lang: str) -> Iterator[Block]:
    """A line under each post that had holders, then the bodies of which nobody is on record."""
    rows: dict[Cell, list[tuple[Cell, ...]]] = {}
    for gap in gaps:
        name = name_of(knowledge, gap.body, lang)
        words = Cell(gap_words(knowledge, gap, lang), "doubt")
        if gap.had_holders:
            heading = Cell(f"{name}: {post_label(knowledge, gap, lang)}", "heading")
            cells = (words, Cell(gap.body, "id"), Cell(""), Cell(""))
        else:
            heading = Cell(ui_string("nobody", lang), "heading")
            cells = (Cell(name, "name"), Cell(gap.body, "id"), words, Cell(""))
        rows.setdefault(heading, []).append(cells)
    for heading, group in rows.items():
        yield Grid((), tuple(group), 2, (0, 1), ((2,),), heading=heading)


def gap_words(knowledge: Knowledge, gap: Unrecorded, lang: str) -> str:
    """`not recorded between 2022-11-23 and 2023-01-01`, with the rivals."""
    when = {"between": (gap.since, gap.until), "since": (gap.since,), "before": (gap.until,)}
    side = "between" if gap.since and gap.until else "since" if gap.since else "before"
    known = when[side] if gap.since or gap.until else ()
    words = ui_string(f"not_recorded_{side}" if known else "not_recorded", lang, *known)
    if gap.rivals:
        accounts = (
            f"{name_of(knowledge, rival.subject, lang)} {rival.when or ''}".rstrip()
            for rival in gap.rivals
        )
        words = ui_string("would_fill", lang, words, ", ".join(accounts))
    return words


def _of_post(knowledge: Knowledge, gap: Unrecorded, lang: str) -> str:
    """`chair: not recorded between 2022-11-23 and 2023-01-01`."""
    parts = (post_label(knowledge, gap, lang), gap_words(knowledge, gap, lang))
    return ": ".join(filter(None, parts))


def post_label(knowledge: Knowledge, gap: Unrecorded, lang: str) -> str:
    """What the missing holder would be to the body; empty where none ever was on record."""
    predicate = knowledge.predicates().get(gap.predicate)
    return predicate.inverse_label.get(lang, gap.predicate) if predicate else ""


def gap_row(knowledge: Knowledge, gap: Unrecorded, lang: str) -> Row:
    """The row of a post without a holder on record."""
    text = f"{name_of(knowledge, gap.body, lang)}: {_of_post(knowledge, gap, lang)}"
    missing = post_label(knowledge, gap, lang)
    return unrecorded_row(knowledge, gap, lang, text=text, missing=missing)


def pause_words(knowledge: Knowledge, fact: Fact, lang: str) -> str:
    """`2012-06-28 froze participation in …`."""
    return f"{fact.when} {phrase(knowledge, [fact], lang)}"


def _post(knowledge: Knowledge, holder: Holder, lang: str) -> Cell:
    """The heading of a post: the body, and what its holder is to it."""
    label = predicate_of(knowledge, holder.facts[0]).inverse_label.get(lang, holder.predicate)
    return Cell(f"{name_of(knowledge, holder.post, lang)}: {label}", "heading")


def _holder(
    knowledge: Knowledge, holder: Holder, lang: str, *, explain: bool, everything: bool
) -> Iterator[Cell]:
    when = str(holder.facts[0].when or "")
    possible = holder.certainty is Certainty.POSSIBLY
    if everything:
        yield Cell(ui_string(str(holder.certainty), lang), _STYLES[holder.certainty])
    yield Cell(name_of(knowledge, holder.entity, lang), "name")
    yield Cell(holder.entity, "id")
    yield Cell(f"{POSSIBLE} {when}".rstrip() if possible else when, "doubt" if possible else "date")
    yield Cell("; ".join(pause_words(knowledge, fact, lang) for fact in holder.pauses))
    if explain:
        because = ui_string(f"because_{holder.reason}", lang, when)
        readings = dict.fromkeys(fact.reading for fact in holder.facts)
        yield Cell(join_notes(because, *readings), "note")
        yield Cell(" ".join(sources_of(holder.facts)), "source")
    if predicate_of(knowledge, holder.facts[0]).role == "membership":
        notes = notes_of(holder.facts, lang) if holder.certainty else ()
        yield Cell("; ".join(notes), "note")
