"""Members and officers for people: by body and post, each with a name before its id."""

from collections.abc import Iterable, Iterator, Mapping

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.render.page import POSSIBLE, Block, Cell, CellStyle, Grid
from cstokb.render.ui_strings import ui_string
from cstokb.reports.members import Holder
from cstokb.reports.sentences import name_of, phrase, sources_of
from cstokb.reports.vocabulary import predicate_of

_STYLES: Mapping[Certainty, CellStyle] = {
    Certainty.SURELY: "date",
    Certainty.POSSIBLY: "doubt",
    Certainty.NO: "note",
}


def holders_page(
    knowledge: Knowledge,
    holders: Iterable[Holder],
    lang: str,
    *,
    explain: bool,
    everything: bool,
) -> Iterator[Block]:
    """A line for each holder, under a heading for each post unless all hold the same.

    With `everything` a column says how sure it is, with `explain` others why and by which
    sources.
    """
    listed = list(holders)
    posts = {(holder.post, holder.predicate): _post(knowledge, holder, lang) for holder in listed}
    rows: dict[Cell, list[tuple[Cell, ...]]] = {}
    for holder in listed:
        cells = _holder(knowledge, holder, lang, explain=explain, everything=everything)
        rows.setdefault(posts[holder.post, holder.predicate], []).append(tuple(cells))
    whole = 3 + everything
    every = [row[:whole] for group in rows.values() for row in group]
    widths = tuple(max(len(cell.text) for cell in column) for column in zip(*every, strict=True))
    below = ((everything + 1, whole + 1), (whole + 2,)) if explain else ()
    for post, group in rows.items():
        heading = post if len(posts) > 1 else Cell("")
        indent = 2 * (len(posts) > 1)
        keep = tuple(at for at in range(whole) if at != everything)
        yield Grid((), tuple(group), indent, keep, below, widths=widths, heading=heading)


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
        yield Cell(ui_string(f"because_{holder.reason}", lang, when), "note")
        yield Cell(" ".join(sources_of(holder.facts)), "source")
