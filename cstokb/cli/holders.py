"""What `cstokb members` and `cstokb officers` share: who held what of a body, and when."""

from collections.abc import Callable, Sequence

from cstokb.cli.session import Session
from cstokb.model.period import Period
from cstokb.render.members import holders_view
from cstokb.reports.members import Holder


def write_holders(
    session: Session,
    report: Callable[..., Sequence[Holder]],
    body: str,
    period: Period,
    *,
    all_of: bool,
    explain: bool,
) -> None:
    """Answer with the report on the body for some day of the period, or for every day."""
    reading = "all" if all_of else "any"
    holders = report(session.knowledge, body, period, reading=reading)
    query = {"body": body, "on": str(period), "reading": reading}
    session.write(holders_view(session.knowledge, holders, query, session.lang, explain=explain))
