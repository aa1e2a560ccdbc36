"""The mutations: small faults, each of which once passed the tests of its own room.

They stand for kinds of faults: edges of periods, the calendar, guards, indexes that are no
longer used. Whoever changes a line that stands here changes it here, too.
"""

from typing import NamedTuple

CONTRACT = "tests/store/test_contract.py::"
EDGES = f"{CONTRACT}test_what_begins_or_ends_with_a_period_is_in_it_and_nothing_beside_it"
TYPOS = f"{CONTRACT}test_a_search_finds_what_the_ranking_defines"


class Mutation(NamedTuple):
    """A fault: `before` stands once in the file and becomes `after`; the tests must fail."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


MUTATIONS = (
    # These survived every suite.
    Mutation(
        "no 29 February 2000",
        "cstokb/model/moment.py",
        "year % 400 == 0",
        "year % 400 == 1",
        ("tests/model/test_moment.py",),
    ),
    Mutation(
        "no predicate fits, so all facts do",
        "cstokb/reports/vocabulary.py",
        "pattern._replace(predicates=ids)",
        "pattern._replace(predicates=ids or None)",
        ("tests/reports/test_vocabulary.py",),
    ),
    Mutation(
        "an event of a partial start and an unknown end is judged by its first day",
        "cstokb/reports/limits.py",
        "when.starts.last < period.first",
        "when.starts.first < period.first",
        ("tests/reports/test_timeline.py",),
    ),
    Mutation(
        "a pause that begins in the period is none",
        "cstokb/reports/members.py",
        "f.when.first <= period.last",
        "f.when.first <= period.first",
        ("tests/reports/test_members.py",),
    ),
    Mutation(
        "a store that changes while it is copied is copied nevertheless",
        "cstokb/store/copying.py",
        "        if self._original.store.changed_since_open():\n",
        "        if False:\n",
        ("tests/store/test_copying.py",),
    ),
    Mutation(
        "port 65535 is none",
        "cstokb/store/sql/url.py",
        "range(1, 65536)",
        "range(1, 65535)",
        ("tests/store/sql/test_url.py",),
    ),
    # These died in wider suites only, by chance of the shipped facts.
    Mutation(
        "a file loses the facts of a period's first year",
        "cstokb/store/file/prefilter.py",
        "not first <= int(when[:4]) <= last",
        "not first < int(when[:4]) <= last",
        (EDGES,),
    ),
    Mutation(
        "SQL loses what lasted to a period's first day",
        "cstokb/store/sql/where.py",
        "lasting = 0 and time >= ? and time < ? and last_day >= ?",
        "lasting = 0 and time >= ? and time < ? and last_day > ?",
        (EDGES,),
    ),
    Mutation(
        "one edit changes one letter",
        "cstokb/store/sql/terms.py",
        "<= 2 * allowed_edits(word)",
        "<= allowed_edits(word)",
        (TYPOS,),
    ),
    Mutation(
        "an edit leaves three letters of an end as they are",
        "cstokb/store/sql/terms.py",
        "return 2 if len(word) >= 5 else 1",
        "return 3 if len(word) >= 5 else 1",
        (TYPOS,),
    ),
    # These were not decided: the contract did not end in time.
    Mutation(
        "SQL loses what began on a period's last day and lasted long",
        "cstokb/store/sql/where.py",
        "lasting = 1 and first_day <= ? and last_day >= ?",
        "lasting = 1 and first_day < ? and last_day >= ?",
        (EDGES,),
    ),
    Mutation(
        "SQL loses what ended long after it began, on a period's first day",
        "cstokb/store/sql/where.py",
        "lasting = 1 and first_day <= ? and last_day >= ?",
        "lasting = 1 and first_day <= ? and last_day > ?",
        (EDGES,),
    ),
    # This one costs time only: without the condition, the index of a part of the rows is no
    # longer used.
    Mutation(
        "values are looked for without their index",
        "cstokb/store/sql/where.py",
        '("value", "value = ? and value <> \'\'")',
        '("value", "value = ?")',
        ("tests/store/sql/test_indexes.py",),
    ),
    # Neighbours of those above.
    Mutation(
        "a file loses the facts of a period's last year",
        "cstokb/store/file/prefilter.py",
        "not first <= int(when[:4]) <= last",
        "not first <= int(when[:4]) < last",
        (EDGES,),
    ),
    Mutation(
        "SQL loses what happened on a period's last day",
        "cstokb/store/sql/where.py",
        "time_bound(period.last + timedelta(days=1))",
        "time_bound(period.last)",
        (EDGES,),
    ),
    Mutation(
        "SQL does not look far enough back",
        "cstokb/store/sql/where.py",
        "timedelta(days=LONG)",
        "timedelta(days=LONG - 1)",
        (EDGES,),
    ),
    Mutation(
        "days of the year are looked for without their index",
        "cstokb/store/sql/where.py",
        'f"{days.sql} and month_day >= 0"',
        "days.sql",
        ("tests/store/sql/test_indexes.py",),
    ),
    Mutation(
        "the sources of an address are looked for without their index",
        "cstokb/store/sql/store.py",
        "url = ? and url <> ''",
        "url = ?",
        ("tests/store/sql/test_indexes.py",),
    ),
)
