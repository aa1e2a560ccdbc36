"""What `cstokb members` and `cstokb officers` share: who held what of a body, and when."""

from collections.abc import Callable, Sequence

from cstokb.cli.dates import day_of
from cstokb.cli.session import Session
from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.knowledge import kind_of
from cstokb.model.period import Period
from cstokb.render.members import holders_view
from cstokb.reports.lifetime import existed, lifetime_of
from cstokb.reports.members import Holder
from cstokb.reports.unrecorded import Unrecorded

_WITHOUT_HOLDERS = ("person", "state", "place", "exercise", "date")


def period_or_day(session: Session, on: str, *, all_of: bool | None) -> Period:
    """The day asked about: of a month or year its last, unless `all_of` says how to read it."""
    if all_of is None:
        return Period.day(day_of(on, session.today, session.output.note))
    return Period.parse(on or "today", today=session.today)


def write_holders(
    session: Session,
    report: Callable[..., Sequence[Holder]],
    body: str,
    period: Period,
    *,
    all_of: bool,
    explain: bool,
    everything: bool,
    find_missing: Callable[..., Sequence[Unrecorded]] | None = None,
) -> None:
    """Answer with the report on the body for some day of the period, or for every day.

    `find_missing` is the report on the posts without a holder on record. Raise `UsageError`
    for a thing of a kind that nobody belongs to.
    """
    reading = "all" if all_of else "any"
    holders = report(session.knowledge, body, period, reading=reading)
    kind = kind_of(session.knowledge, body)
    if not holders and kind in _WITHOUT_HOLDERS:
        raise UsageError(
            "{} is a {}: it has neither members nor posts",
            body,
            Message(kind),
            hint=Message("what it belongs to or is part of: cstokb related {}", body),
        )
    query = {"body": body, "on": str(period), "reading": reading}
    missing = find_missing(session.knowledge, body, period, holders) if find_missing else ()
    view = holders_view(
        session.knowledge,
        holders,
        query,
        session.lang,
        missing=missing,
        explain=explain,
        everything=everything,
    )
    session.write(view)
    life = lifetime_of(session.knowledge, body)
    if not existed(life, period):
        session.output.note(Message("{} did not exist then: {}", body, life.span))
