"""Members of a body and holders of its posts in a period: surely, possibly or not."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Role
from cstokb.model.span import Span
from cstokb.reports.conflicts import outranked
from cstokb.reports.intervals import Reading, Reason, Validity
from cstokb.reports.lifetime import lifetime_of
from cstokb.reports.posts import Posts
from cstokb.reports.unrecorded import Unrecorded, unrecorded
from cstokb.reports.validity import validity_of
from cstokb.reports.vocabulary import facts_where


class Holder(NamedTuple):
    """A term of a member of a body, or of one who held a post of it."""

    entity: str
    """The id of the member or the person."""
    post: str
    """The id of the body, or of the part of it that the post belongs to."""
    predicate: str
    certainty: Certainty
    reason: Reason
    facts: tuple[Fact, ...]
    """The facts that state this term: all have the same time."""
    pauses: tuple[Fact, ...] = ()
    """Events by the end of the period that paused a membership, which did not end it."""
    decides: bool = True
    """Whether it is the surest of all terms of this holder."""

    @property
    def since(self) -> str:
        """The start in EDTF; empty if it is not recorded."""
        when = self.facts[0].when
        return str(when.start) if when and when.end is not None else ""

    @property
    def until(self) -> str:
        """The end in EDTF; `..` if open, empty if it is not recorded."""
        when = self.facts[0].when
        return str(when.end) if when and when.end is not None else ""


def members(
    knowledge: Knowledge, body: str, period: Period, *, reading: Reading = "any"
) -> tuple[Holder, ...]:
    """All terms of all who ever were members, with the answer for the period.

    The surest first, then by id and time; see `answering` for those to show.
    """
    facts = _in_role(knowledge, "membership", [body])
    pauses = _in_role(knowledge, "pause", [body])
    return _answers(knowledge, facts, pauses, period, reading)


def officers(
    knowledge: Knowledge, body: str, period: Period, *, reading: Reading = "any"
) -> tuple[Holder, ...]:
    """All terms of all who ever held a post of the body or of its parts, as `members` has them.

    The posts of the body itself first, then those of its parts, then of their parts, each by
    `standing`; of each post the surest first, then the latest.
    """
    depths = with_parts(knowledge, body, period)
    facts = _in_role(knowledge, "office", depths)
    holders = _answers(knowledge, facts, [], period, reading)
    ranks = {post: standing(knowledge, post) for post in {holder.post for holder in holders}}

    def order(holder: Holder) -> tuple[object, ...]:
        when = holder.facts[0].when
        post = (depths[holder.post], -ranks[holder.post], holder.post, holder.predicate)
        return *post, -holder.certainty, -when.last.toordinal() if when else 0, holder.entity

    return tuple(sorted(holders, key=order))


def with_parts(knowledge: Knowledge, body: str, period: Period) -> dict[str, int]:
    """The body, its parts and their parts that may belong to it in the period, each with its depth.

    By depth, then id.
    """
    found, outer, depth = {body: 0}, [body], 0
    while outer:
        facts = _in_role(knowledge, "part", outer)
        parts = {f.subject for f in facts if validity_of(knowledge, f, period).certainty}
        outer = sorted(parts - found.keys())
        depth += 1
        found.update(dict.fromkeys(outer, depth))
    return found


def missing_officers(
    knowledge: Knowledge, body: str, period: Period, holders: Iterable[Holder]
) -> tuple[Unrecorded, ...]:
    """The body and its parts of which no holder is on record, those with terms first.

    `holders` are those of the same body and period, as `officers` has them. A body that has
    parts and never had holders is led by those of its parts, and is not missing any.
    """
    bodies = [*with_parts(knowledge, body, period)]
    held = {holder.post for holder in holders if holder.certainty}
    missing = unrecorded(knowledge, bodies, held, period)
    wholes = {fact.link for fact in _in_role(knowledge, "part", bodies)}
    lacking = (gap for gap in missing if gap.had_holders or gap.body not in wholes)
    return tuple(sorted(lacking, key=lambda gap: (not gap.had_holders, bodies.index(gap.body))))


def standing(knowledge: Knowledge, post: str) -> int:
    """How high a post or the body that it leads ranks: how much of weight leads to it.

    These are facts with it as value whose predicate is major or an office: appointments,
    terms, and what it created or held.
    """
    predicates = knowledge.predicates()
    counts = knowledge.count_by_class(Pattern(value=post)).items()
    return sum(
        number
        for fact_class, number in counts
        if (predicate := predicates.get(fact_class.predicate))
        and (predicate.weight == "major" or predicate.role == "office")
    )


def answering(holders: Iterable[Holder], *, everything: bool = False) -> list[Holder]:
    """The deciding terms of those who surely or possibly held; or everything: all terms."""
    return [h for h in holders if everything or (h.decides and h.certainty)]


def body_then(knowledge: Knowledge, body: Entity, period: Period) -> Entity:
    """The body; if it surely did not exist yet, what it rests on or follows and had members.

    So the members of an organization before its foundation are the parties of its treaty.
    """
    began = lifetime_of(knowledge, body.id).began
    if began is None or period.last >= began.first:
        return body
    about = Pattern(subjects=[body.id])
    for fact in facts_where(knowledge, about, lambda p: p.role in ("basis", "succession")):
        older = knowledge.entity(fact.link) if fact.link else None
        if older and _in_role(knowledge, "membership", [older.id]):
            return older
    return body


def _in_role(knowledge: Knowledge, role: Role, bodies: Iterable[str]) -> list[Fact]:
    """The facts that relate something to one of the bodies by a predicate with that role."""
    about = Pattern(values=tuple(bodies))
    facts = list(facts_where(knowledge, about, lambda predicate: predicate.role == role))
    outranked_ids = outranked(facts, knowledge.predicates())
    return [fact for fact in facts if fact.id not in outranked_ids]


def _answers(
    knowledge: Knowledge,
    facts: Iterable[Fact],
    pauses: Iterable[Fact],
    period: Period,
    reading: Reading,
) -> tuple[Holder, ...]:
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.link, fact.predicate, fact.subject), []).append(fact)
    earlier = [f for f in pauses if f.when and f.when.first <= period.last]
    holders: list[Holder] = []
    posts = Posts(knowledge)
    for group in groups.values():
        own_pauses = tuple(fact for fact in earlier if fact.subject == group[0].subject)
        holders += _terms(knowledge, group, own_pauses, period, reading, posts)
    return tuple(sorted(holders, key=_holder_order))


def _terms(
    knowledge: Knowledge,
    facts: list[Fact],
    pauses: tuple[Fact, ...],
    period: Period,
    reading: Reading,
    posts: Posts,
) -> Iterator[Holder]:
    """The terms in facts with the same subject, predicate and value, the deciding one first."""

    def order(answer: tuple[Validity, list[Fact]]) -> tuple[object, ...]:
        """The surest first; of equally sure ones those that record start and end."""
        validity, (fact, *_) = answer
        return (-validity.certainty, fact.when is None or fact.when.end is None, fact.id)

    by_time: dict[Span | None, list[Fact]] = {}
    for fact in facts:
        by_time.setdefault(fact.when, []).append(fact)
    answers = [
        (validity_of(knowledge, term[0], period, reading=reading, posts=posts), term)
        for term in by_time.values()
    ]
    for at, (validity, term) in enumerate(sorted(answers, key=order)):
        yield Holder(
            term[0].subject,
            term[0].link,
            term[0].predicate,
            validity.certainty,
            validity.reason,
            tuple(term),
            pauses if validity.certainty else (),
            decides=at == 0,
        )


def _holder_order(holder: Holder) -> tuple[object, ...]:
    when = holder.facts[0].when
    time = (True,) if when is None else (False, *when.sort_key)
    return (-holder.certainty, holder.post, holder.entity, not holder.decides, *time)
