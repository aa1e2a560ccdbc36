"""The things that answer a question: each word may hold of another fact of the thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.entity import KINDS, Entity
from cstokb.model.fact import CURRENT
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern, both
from cstokb.model.period import Period
from cstokb.model.query import Question, Word
from cstokb.reports.lifetime import Lifetime, existed, lifetimes_of
from cstokb.reports.question import entities_of, event_time, named, word_pattern
from cstokb.reports.timeline import may_be_over
from cstokb.reports.whereabouts import event_kinds, there, whereabouts

_OF_ONE_FACT = ("is", "number", "rank", "confidence", "source", "publisher")
"""Words that say more of the fact that `is:` names, if it is named."""


class Thing(NamedTuple):
    """An entity with its lifetime, and whether the words hold of it."""

    entity: Entity
    lifetime: Lifetime
    certainty: Certainty = Certainty.SURELY


Answers = Mapping[str, Certainty]
"""The certainty of each thing that answers; those that do not are missing."""


def things(knowledge: Knowledge, question: Question) -> Iterator[Thing]:
    """The things of which all words hold, by kind (in the order of `KINDS`), then id.

    Time words mean the thing's own time: an event's is when it was, any other thing's is as
    long as it existed. Names are looked up, and errors raised, at once.
    """
    conditions = [
        (word.negated, _answers(knowledge, word, question)) for word in _conditions(question)
    ]
    return _things(knowledge, question, conditions)


def _things(
    knowledge: Knowledge, question: Question, conditions: Sequence[tuple[bool, Answers]]
) -> Iterator[Thing]:
    times = question.having("time").words
    for batch in batches(_candidates(knowledge, question, conditions)):
        lives = lifetimes_of(knowledge, [entity.id for entity in batch])
        for entity in batch:
            life = lives.get(entity.id, Lifetime())
            certainty = _holds(entity.id, conditions)
            for word in times:
                assert word.period
                answer = in_time(knowledge, entity.kind, life, word.period)
                certainty = min(certainty, _negated(answer) if word.negated else answer)
            if certainty:
                yield Thing(entity, life, certainty)


def in_time(knowledge: Knowledge, kind: str, life: Lifetime, period: Period) -> Certainty:
    """Whether a thing of that kind was in the period; an event without a time is not."""
    if kind not in event_kinds(knowledge):
        return existed(life, period)
    when = event_time(knowledge, life)
    if when is None or may_be_over(when, period):
        return Certainty.NO
    return when.meets(period.first, period.last)


def _conditions(question: Question) -> Iterable[Word]:
    """The words that are answered by facts; those of one fact as one word, the first."""
    rest = question.without("time", "kind").words
    if not question.having("is").words:
        return rest
    named_fact = [word for word in rest if word.key == "is" and not word.negated]
    return [word for word in rest if word.key not in _OF_ONE_FACT or word.negated] + named_fact[:1]


def _answers(knowledge: Knowledge, word: Word, question: Question) -> Answers:
    if word.key == "in":
        return _there(knowledge, word)
    answers = dict(_having_fact(knowledge, _fact_pattern(knowledge, word, question)))
    if word.key == "text":
        answers |= dict.fromkeys(named(knowledge, word.values[0]), Certainty.SURELY)
    if word.key == "of":
        answers |= dict.fromkeys(entities_of(knowledge, word), Certainty.SURELY)
    return answers


def _fact_pattern(knowledge: Knowledge, word: Word, question: Question) -> Pattern:
    """What fits the facts that answer the word, with what else is said of the same fact."""
    pattern = EVERYTHING if question.having("rank").words else Pattern(ranks=CURRENT)
    words = [word]
    if word.key == "is" and not word.negated:
        words = [w for w in question.words if w.key in _OF_ONE_FACT and not w.negated]
    for each in words:
        pattern = both(pattern, word_pattern(knowledge, each, Question()))
    return pattern


def _having_fact(knowledge: Knowledge, pattern: Pattern) -> Iterator[tuple[str, Certainty]]:
    """The subjects and values of the facts that fit."""
    for fact in knowledge.facts(pattern):
        if fact.is_replaced:
            continue
        for id in filter(None, (fact.subject, fact.link)):
            yield id, Certainty.SURELY


def _there(knowledge: Knowledge, word: Word) -> Answers:
    """The events that were there, the places inside, and what has a fact there."""
    ids = entities_of(knowledge, word)
    here = whereabouts(knowledge, ids)
    kinds = event_kinds(knowledge)
    current = both(Pattern(ranks=CURRENT), there(knowledge, here))
    subjects = {fact.subject for fact in knowledge.facts(current)}
    # What an event's facts say of other places is not where it was.
    others = {id for id in subjects - here.events if kind_of(knowledge, id) not in kinds}
    return dict.fromkeys(here.events | others | (here.places - {*ids}), Certainty.SURELY)


def _candidates(
    knowledge: Knowledge, question: Question, conditions: Sequence[tuple[bool, Answers]]
) -> Iterator[Entity]:
    """The entities of the kinds asked for, as far as the conditions do not rule them out."""
    accepted, refused = _kinds(question)
    positive = [answers for negated, answers in conditions if not negated]
    for kind in KINDS:
        if kind not in accepted or kind in refused:
            continue
        if not positive:
            yield from knowledge.entities((kind,))
            continue
        fewest = min(positive, key=len)
        entities = map(knowledge.entity, sorted(fewest))
        yield from (entity for entity in entities if entity and entity.kind == kind)


def _kinds(question: Question) -> tuple[set[str], set[str]]:
    """The kinds that all words accept, and those that one refuses."""
    accepted, refused = set[str](KINDS), set[str]()
    for word in question.having("kind").words:
        if word.negated:
            refused |= {*word.values}
        else:
            accepted &= {*word.values}
    return accepted, refused


def _holds(id: str, conditions: Sequence[tuple[bool, Answers]]) -> Certainty:
    certainty = Certainty.SURELY
    for negated, answers in conditions:
        answer = answers.get(id, Certainty.NO)
        certainty = min(certainty, _negated(answer) if negated else answer)
    return certainty


def _negated(certainty: Certainty) -> Certainty:
    return Certainty(Certainty.SURELY - certainty)
