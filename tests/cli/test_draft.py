"""What is accepted brings no new error, whatever is done in whatever order."""

from collections.abc import Callable

from hypothesis import event, given, settings
from hypothesis import strategies as st

from cstokb.cli.draft import draft
from cstokb.errors import Rejected
from cstokb.model.entity import KINDS, Entity, Kind
from cstokb.model.fact import Fact, Quantity, Text, retracted
from cstokb.model.knowledge import living
from cstokb.reports.check import check
from cstokb.reports.merging import merged
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change, Store
from tests.world import KNOWN, PAPER, REPORT, VOCABULARY, fact

IDS = ("csto", "joint-staff", "crrf", "armenia", "moscow", "sidorov", "serdyukov", "summit")
ids = st.sampled_from(IDS)
times = st.sampled_from(("", "2001", "2003/..", "2002-05-06", "2004/2006", "/2005"))
values = st.one_of(ids, st.just(Text("words")), st.just(Quantity(5)), st.none())
words = st.sampled_from([predicate.id for predicate in VOCABULARY])

drawn_facts = st.one_of(
    st.builds(fact, ids, words, times, values),
    st.builds(fact, ids, st.just("part-of"), times, ids),
    st.builds(fact, st.sampled_from(("sidorov", "serdyukov")), st.just("headed"), times, ids),
    st.builds(fact, ids, st.sampled_from(("founded", "closed")), times),
)
acts = st.one_of(
    st.tuples(st.just("add"), drawn_facts),
    st.tuples(st.just("add"), drawn_facts),
    st.tuples(st.just("add"), drawn_facts),
    st.tuples(st.just("kind"), ids, st.sampled_from(KINDS)),
    st.tuples(st.just("merge"), ids, ids),
    st.tuples(st.just("turn"), ids, ids),
    st.tuples(st.just("retract"), st.integers(0, 20)),
    st.tuples(st.just("narrow"), words, st.sampled_from(KINDS)),
)


def entity(store: Store, id: str) -> Entity:
    found = store.entity(id)
    assert found
    return found


def add(_: Store, one: Fact) -> Change:
    return Change(facts=(one,))


def kind(store: Store, id: str, kind: Kind) -> Change:
    return Change((entity(store, id)._replace(kind=kind),))


def merge(store: Store, gone: str, kept: str) -> Change:
    duplicate, target = (living(store, entity(store, id)) for id in (gone, kept))
    if duplicate.id == target.id:
        return Change()
    merger = merged(store, duplicate, target)
    return Change((merger.target, merger.duplicate), merger.facts)


def turn(store: Store, gone: str, kept: str) -> Change:
    """Merge into what was merged into the one that goes."""
    duplicate, target = living(store, entity(store, gone)), entity(store, kept)
    if duplicate.id == target.id or living(store, target).id != duplicate.id:
        return Change()
    merger = merged(store, duplicate, target)
    return Change((merger.target, merger.duplicate), merger.facts)


def retract(store: Store, at: int) -> Change:
    facts = [*store.facts()]
    return Change(facts=(retracted(facts[at % len(facts)], ""),) if facts else ())


def narrow(store: Store, id: str, kind: str) -> Change:
    return Change(predicates=(store.predicates()[id]._replace(subject_kinds=(kind,)),))


PLANS: dict[str, Callable[..., Change]] = {
    "add": add,
    "kind": kind,
    "merge": merge,
    "turn": turn,
    "retract": retract,
    "narrow": narrow,
}


def errors(store: Store) -> set[tuple[str, str]]:
    return {(one.check, one.about) for one in check(store) if one.level == "error"}


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, min_size=4, max_size=25))
def test_check_finds_no_new_error_after_what_was_accepted(drawn: list[tuple[object, ...]]) -> None:
    entities = tuple(KNOWN[id] for id in IDS)
    store = MemoryStore(Change(entities, (), (PAPER, REPORT), VOCABULARY))
    before = errors(store)
    for name, *arguments in drawn:
        plan = PLANS[str(name)]
        try:
            accepted = draft(store, lambda known: plan(known, *arguments), "").change  # noqa: B023
        except Rejected:
            event(f"{name} refused")
            continue
        event(f"{name} accepted")
        store.apply(accepted)
        assert not errors(store) - before, (name, arguments)
