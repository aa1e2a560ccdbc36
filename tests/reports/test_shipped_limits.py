from datetime import timedelta

from cstokb.model.period import Period
from cstokb.model.span import UNKNOWN
from cstokb.reports.limits import can_reach
from cstokb.store.shipped import shipped_store


def test_no_shipped_fact_of_unknown_start_reaches_back_ten_years() -> None:
    knowledge = shipped_store()
    far = [
        fact.id
        for fact in knowledge.facts()
        if fact.when and fact.when.start == UNKNOWN and fact.rank != "deprecated"
        if can_reach(knowledge, fact, Period.day(fact.when.last - timedelta(days=3653)))
    ]
    assert far == []
