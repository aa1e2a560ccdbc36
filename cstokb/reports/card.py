"""The card of an entity: what of its profile answers what it is, since when and who runs it.

Which lines there are follows from the vocabulary: weight, role, shape and existence of
predicates; no kind of entity has rules of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from cstokb.model.fact import Quantity, citations_of
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.reports.conflicts import conflicts_among
from cstokb.reports.members import Holder, answering, officers
from cstokb.reports.question import event_times
from cstokb.reports.show import Profile, Row

MAX_LINES = 12
"""Lines of what is known, with one each for the age and for what is left out."""
MAX_SOURCES = 8
MAX_CITATIONS = 2
"""So many citations stand behind a line."""
MAX_NAMES = 6
"""So many names stand in a line that lists things, and half as many with their times."""

MAX_TEXTS = 2
"""So many values in words stand in a line."""

Section = Literal["event", "state", "before", "list", "latest", "here", "post"]


class CardLine(NamedTuple):
    """One line: rows of one predicate, read from one side, or of one section."""

    section: Section
    """How it reads: an `event` has its time first, a `state` its values and since when they
    hold, `before` those that hold no more, a `list` values alone, `latest` and `here` a
    sentence, a `post` what it is of and who holds it."""
    rows: tuple[Row, ...]
    more: int = 0
    """How many rows it does not name."""
    citations: tuple[Citation, ...] = ()
    """The best, at most `MAX_CITATIONS`, all of them among the card's sources."""


class Card(NamedTuple):
    """A profile in few lines."""

    profile: Profile
    lines: tuple[CardLine, ...]
    sources: tuple[Source, ...]
    """What the lines cite, at most `MAX_SOURCES`, in order of citation."""
    conflicts: int
    """How many disagreements of sources there are among the facts of the profile."""


_SIZES = (
    *((MAX_LINES, MAX_SOURCES), (MAX_LINES, 6), (11, 6), (10, 5), (9, 5), (8, 5)),
    *((8, 4), (7, 4), (6, 4), (6, 3), (5, 3)),
)
"""How many lines and sources a card may have, the largest first."""


def card(knowledge: Knowledge, profile: Profile, fits: Callable[[Card], bool]) -> Card:
    """The largest card of the profile that fits, or the smallest there is."""
    rows = [row for row in profile.rows if not row.outranked]
    sections = [*_sections(knowledge, profile, rows)]
    facts = {row.fact.id: row.fact for row in profile.rows}
    conflicts = len(conflicts_among(facts, knowledge.predicates()))

    def sized(most_lines: int, most_sources: int) -> Card:
        chosen = _chosen(sections, most_lines - 1 - _has_age(profile))
        known = _known_sources(knowledge, profile, chosen)
        lines = _cited(known, profile, chosen, most_sources)
        ids = dict.fromkeys(citation.source for line in lines for citation in line.citations)
        return Card(profile, tuple(lines), tuple(known[id] for id in ids), conflicts)

    *larger, smallest = _SIZES
    cards = (sized(*size) for size in larger)
    return next(filter(fits, cards), None) or sized(*smallest)


def _has_age(profile: Profile) -> bool:
    item = profile.anniversary
    return bool(profile.lifetime.ended) or (item is not None and item.max_years >= 0)


class _Candidate(NamedTuple):
    tier: int
    """How much it matters: an index into `_TIERS`, with `_SPARE` more beyond its share."""
    line: CardLine


_TIERS = (
    *("begins", "once", "ends", "office", "post", "membership", "part", "latest", "here"),
    *("parts", "figures", "list", "location", "basis", "states", "plain"),
)
"""Groups of lines, the most important first; they stand in this order, events at the end."""
_SHARES = {"latest": 3, "here": 3, "begins": 2, "once": 2, "office": 6, "post": 4}
"""How many lines of a tier stand before those of the next; 3 of `_SHARED` by default."""
_SHARED = 3
_SPARE = len(_TIERS)
_AT_END = ("latest", "here")


def _chosen(candidates: Iterable[_Candidate], room: int) -> list[CardLine]:
    """The lines that matter most, in the order to be read."""
    taken = dict.fromkeys(range(_SPARE), 0)
    ranked: list[_Candidate] = []
    for tier, line in candidates:
        taken[tier] += 1
        spare = taken[tier] > _SHARES.get(_TIERS[tier], _SHARED)
        ranked.append(_Candidate(tier + spare * _SPARE, line))
    best = sorted(ranked, key=lambda candidate: candidate.tier)[:room]
    return [line for _, line in sorted(best, key=_reading_order)]


def _reading_order(candidate: _Candidate) -> tuple[bool, int, int]:
    tier = candidate.tier % _SPARE
    at_end = _TIERS[tier] in _AT_END
    return at_end, tier, -_recency(candidate.line.rows)[0].toordinal() if at_end else 0


def _sections(knowledge: Knowledge, profile: Profile, rows: Sequence[Row]) -> Iterator[_Candidate]:
    beginning = profile.lifetime.beginning
    is_event = any(row.predicate.existence == "both" for row in rows if row.fact == beginning)
    pool: list[Row] = []
    groups: dict[tuple[str, bool], list[Row]] = {}
    for row in rows:
        if row.here or (_tier(row) == "latest" and not is_event):
            pool.append(row)
        else:
            groups.setdefault((row.predicate.id, row.inverse), []).append(row)
    # Of what matters alike, what holds today goes first, then what there is most of.
    for group in sorted(groups.values(), key=lambda g: (not _holds(g), -len(g))):
        tier = _TIERS.index("list" if _tier(group[0]) == "latest" else _tier(group[0]))
        yield from (_Candidate(tier, line) for line in _lines(knowledge, group))
    yield from (_Candidate(_TIERS.index("post"), line) for line in _posts(knowledge, profile))
    yield from (_Candidate(_TIERS.index("latest"), line) for line in _latest(pool))
    yield from (_Candidate(_TIERS.index("here"), line) for line in _here(pool))


def _holds(group: Sequence[Row]) -> bool:
    return any(row.certainty for row in group)


def _tier(row: Row) -> str:
    """The tier of the row's group."""
    predicate = row.predicate
    if not row.inverse and predicate.begins:
        return "begins"
    if not row.inverse and predicate.ends:
        return "ends"
    if predicate.shape == "event":
        if row.fact.when is None or predicate.locates:
            return "list"
        if predicate.weight == "major" and predicate.one_value and not row.inverse:
            return "once"
        return "basis" if predicate.role == "succession" else "latest"
    if predicate.role == "part":
        return "parts" if row.inverse else "part"
    if predicate.role in ("office", "membership", "basis"):
        return predicate.role
    if predicate.locates:
        return "location"
    if isinstance(row.fact.value, Quantity):
        return "figures"
    return "states" if predicate.shape == "state" and row.other else "plain"


def _lines(knowledge: Knowledge, group: Sequence[Row]) -> Iterator[CardLine]:
    """The lines of rows of one predicate, read from one side."""
    predicate = group[0].predicate
    if _tier(group[0]) in ("begins", "once", "ends"):
        for _, rows in groupby(group, key=lambda row: row.fact.when):
            yield CardLine("event", tuple(rows))
    elif predicate.role in ("office", "membership"):
        yield from _terms(group)
    else:
        present = [row for row in group if row.certainty] or list(group)
        yield _list(_by_time(knowledge, _distinct(present)))


def _terms(group: Sequence[Row]) -> Iterator[CardLine]:
    """Who or what holds, and a line of those before; only the latter if none holds."""
    sure = [row for row in group if row.certainty is Certainty.SURELY]
    exclusive = group[0].predicate.one_subject and group[0].inverse
    present = sure if sure and exclusive else [row for row in group if row.certainty]
    holding = _distinct(present)
    names = {_value_of(row) for row in holding}
    past = [row for row in _distinct(group, terms=True) if _value_of(row) not in names]
    if not holding:
        yield _list(past, "state", MAX_NAMES // 2)
        return
    yield _list(holding, "state")
    if past:
        yield _list(past, "before", MAX_NAMES // 2 - 1)


def _list(rows: Sequence[Row], section: Section = "list", most: int = MAX_NAMES) -> CardLine:
    """A line of the first rows; of one too many none is left out."""
    if not rows[0].other:
        most = min(most, MAX_TEXTS)
    most = len(rows) if len(rows) <= most + 1 else most
    return CardLine(section, tuple(rows[:most]), len(rows) - most)


def _distinct(rows: Iterable[Row], *, terms: bool = False) -> list[Row]:
    """The rows without those that repeat the value of one before.

    With `terms` a value may have several, of which start and end are recorded.
    """
    first: dict[object, Row] = {}
    for row in rows:
        value, when = _value_of(row), row.fact.when
        again = terms and value in first and when is not None and when.starts and when.ends
        first.setdefault((value, when) if again and not row.attested else value, row)
    return list(first.values())


def _value_of(row: Row) -> object:
    return row.other or row.fact.value


def _by_time(knowledge: Knowledge, rows: Sequence[Row]) -> Sequence[Row]:
    """Rows of events without a time by that of the event at the other end, the latest first."""
    others = [row.other for row in rows if row.fact.when is None and row.other]
    if len(rows) <= 1 or not others or rows[0].predicate.shape != "event" or rows[0].inverse:
        return rows
    times = event_times(knowledge, others)

    def last(row: Row) -> date:
        return _last_known(row.fact.when or times.get(row.other))

    return sorted(rows, key=last, reverse=True)


def _posts(knowledge: Knowledge, profile: Profile) -> Iterator[CardLine]:
    """A line for each post of the parts of the entity, with who holds it."""
    id = profile.entity.id
    if profile.narrowed:
        return
    holders = officers(knowledge, id, profile.period)
    present = [h for h in answering(holders) if h.post != id]
    for _, group in groupby(present, key=lambda holder: (holder.post, holder.predicate)):
        yield CardLine("post", tuple(_term(knowledge, holder) for holder in group))


def _term(knowledge: Knowledge, holder: Holder) -> Row:
    predicate = knowledge.predicates()[holder.predicate]
    fact = holder.facts[0]
    attested = fact.when is not None and fact.when.end is None
    return Row(fact, predicate, True, holder.entity, attested, False, certainty=holder.certainty)


def _latest(pool: Iterable[Row]) -> Iterator[CardLine]:
    """The latest events that the entity had a part in: two major ones, then others."""
    events = [row for row in pool if not (row.here or row.predicate.anytime) and row.certainty]
    newest = sorted(_grouped(events), key=_recency, reverse=True)
    major = [rows for rows in newest if rows[0].predicate.weight == "major"][:2]
    others = [rows for rows in newest if rows not in major]
    first = sorted([*major, *others[: 3 - len(major)]], key=_recency, reverse=True)
    for rows in [*first, *(rows for rows in others if rows not in first)]:
        yield CardLine("latest", tuple(rows))


def _here(pool: Iterable[Row]) -> Iterator[CardLine]:
    """The latest events that the entity is the place of; major ones if there are any.

    Of what happened to one thing on a day, that it was held or created stands for all.
    """
    events = [row for row in pool if row.here and row.certainty and row.fact.when]
    major = [row for row in events if row.predicate.weight == "major" or row.predicate.locates]
    groups: dict[object, list[Row]] = {}
    for row in sorted(major or events, key=lambda row: row.predicate.existence == "none"):
        whole = row.predicate.existence == "both" or row.predicate.locates
        key = event_of(row) if whole else (event_of(row), row.fact.when)
        groups.setdefault(key, []).append(row)
    for rows in sorted(groups.values(), key=_recency, reverse=True):
        same = [row for row in rows if row.predicate == rows[0].predicate]
        yield CardLine("here", tuple(same))


def event_of(row: Row) -> str:
    """The id of what happened: the value of hosting, else the subject."""
    return row.fact.link if row.predicate.locates == "value" else row.fact.subject


def _grouped(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each event: of one subject, predicate and time."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        key = row.fact.subject, row.predicate.id, row.fact.when
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _recency(rows: Sequence[Row]) -> tuple[date, str]:
    return _last_known(rows[0].fact.when), rows[0].fact.id


def _last_known(when: Span | None) -> date:
    """The last day of a time that is recorded; where its end is not, the last of its start."""
    known = when and (when.ends or when.starts)
    return known.last if known else date.min


def _known_sources(
    knowledge: Knowledge, profile: Profile, lines: Iterable[CardLine]
) -> dict[str, Source]:
    """What the lines cite, by id: sources of the profile, and those of posts alone."""
    known = {source.id: source for source in profile.sources}
    others = {id for line in lines for row in line.rows for id in row.fact.sources} - known.keys()
    stubs = {id: Source(id, id) for id in others}
    return known | stubs | {source.id: source for source in knowledge.sources(ids=tuple(others))}


def _cited(
    known: Mapping[str, Source], profile: Profile, lines: Sequence[CardLine], most: int
) -> list[CardLine]:
    """The lines with citations: first the best one of each, then a second, while there is room."""
    names = {*profile.entity.names.values()}
    ranked = [_best(known, line, names) for line in lines]
    chosen = _covering([[citation.source for citation in citations] for citations in ranked], most)
    return [
        line._replace(citations=tuple(_of_sources(citations, chosen)))
        for line, citations in zip(lines, ranked, strict=True)
    ]


def _covering(ranked: Sequence[Sequence[str]], most: int) -> set[str]:
    """At most `most` ids: the best source of each line, then a second, while there is room.

    Where even the best are too many, sources that stand behind several lines go first.
    """
    first = dict.fromkeys(ids[0] for ids in ranked if ids)
    chosen: dict[str, None] = {}
    if len(first) > most:
        uncited = [ids for ids in ranked if ids]
        while uncited and len(chosen) < most:
            lines = Counter(id for ids in uncited for id in {*ids})
            best = max(dict.fromkeys(id for ids in uncited for id in ids), key=lines.__getitem__)
            chosen[best] = None
            uncited = [ids for ids in uncited if best not in ids]
    chosen |= first
    chosen |= dict.fromkeys(id for ids in ranked for id in list(dict.fromkeys(ids))[:MAX_CITATIONS])
    return {*list(chosen)[:most]}


def _of_sources(citations: Iterable[Citation], chosen: set[str]) -> list[Citation]:
    """The first citations of chosen sources, one each."""
    first: dict[str, Citation] = {}
    for citation in citations:
        if citation.source in chosen:
            first.setdefault(citation.source, citation)
    return list(first.values())[:MAX_CITATIONS]


def _best(known: Mapping[str, Source], line: CardLine, names: set[str]) -> list[Citation]:
    """The citations behind the line: those of its publisher, with a locator, early ones first."""

    def order(citation: Citation) -> tuple[object, ...]:
        source = known[citation.source]
        published = source.published.first if source.published else date.max
        return source.publisher not in names, not citation.at, published, source.id

    return sorted(citations_of(*(row.fact for row in line.rows)), key=order)
