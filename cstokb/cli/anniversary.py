"""`cstokb anniversary [DAY|ENTITY]`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.dates import day_of, leap_of, month_day_of
from cstokb.cli.options import EndedOption, KindOption, LeapOption, OnOption, PredicateOption
from cstokb.cli.session import Session, kinds_of
from cstokb.errors import BadDate
from cstokb.messages import Message
from cstokb.model.entity import Kind
from cstokb.model.near_dates import resembles_date
from cstokb.model.period import Period
from cstokb.render.anniversary import anniversary_view, heading
from cstokb.reports.anniversary import Anniversary, of_day, of_entity, of_month_day
from cstokb.reports.resolve import resolve_entity, resolve_predicate
from cstokb.reports.years import LEAP_DAY, LeapRule

Sections = Sequence[tuple[str, Sequence[Anniversary]]]


def command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DAY|ENTITY",
            help="2003-04-28, 04-28, 2003-04, 2003, today, or an entity.",
            autocompletion=complete_entities,
            show_default="today",
        ),
    ] = None,
    on: OnOption = "",
    kind: KindOption = "",
    leap: LeapOption = "feb28",
    include_ended: EndedOption = False,
    predicate: PredicateOption = "",
) -> None:
    """Show what happened on a day, how old it is, and its next anniversary."""
    session = Session.of(context)
    what = " ".join(words or ("today",))
    day = day_of(on, session.today, session.output.note)
    finder = _Finder(session, day, kinds_of(kind), leap_of(leap), include_ended)
    sections = finder.sections(what)
    if predicate:
        chosen = resolve_predicate(session.knowledge, predicate)
        sections = [(h, [a for a in items if a.fact.predicate == chosen]) for h, items in sections]
    query = {"what": what, "on": str(day), "leap": leap}
    notes = finder.notes(sections)
    view = anniversary_view(session.knowledge, sections, query, day, session.lang, notes)
    session.write(view, leap=finder.leap)


class _Finder:
    """The anniversaries of what the argument means: a month and day, a date, or an entity."""

    def __init__(
        self,
        session: Session,
        on: date,
        kinds: tuple[Kind, ...] | None,
        leap: LeapRule,
        include_ended: bool,
    ) -> None:
        self.session = session
        self.on = on
        self.kinds = kinds
        self.leap = leap
        self.include_ended = include_ended

    def sections(self, what: str) -> Sections:
        """The anniversaries under their headings."""
        month_day = month_day_of(what)
        if what == "today":
            month_day = (self.on.month, self.on.day)
        if month_day:
            return self._of_month_day(month_day)
        period = self._period(what)
        if period:
            return self._of_period(period)
        entity = resolve_entity(self.session.knowledge, what)
        items = of_entity(self.session.knowledge, entity.id, self.on, leap=self.leap)
        return [(entity.name(self.session.lang), items)]

    def notes(self, sections: Sections) -> list[Message]:
        """That nothing was found; the leap rule if there is a 29 February."""
        every = [item for _, items in sections for item in items]
        notes = [] if every else [Message("nothing is recorded for that day")]
        if any(item.start.month_day == LEAP_DAY for item in every):
            notes.append(Message("29 February in common years: {} (--leap)", self.leap))
        return notes

    def _of_month_day(self, month_day: tuple[int, int]) -> Sections:
        items = of_month_day(
            self.session.knowledge,
            month_day,
            self.on,
            kinds=self.kinds,
            leap=self.leap,
            include_ended=self.include_ended,
        )
        return [(heading("any_year", self.session.lang, month_day=month_day), items)]

    def _of_period(self, period: Period) -> Sections:
        sections = of_day(
            self.session.knowledge,
            period,
            self.on,
            kinds=self.kinds,
            leap=self.leap,
            include_ended=self.include_ended,
        )
        lang = self.session.lang
        return [
            (heading("that_day", lang, period=period), sections.that_day),
            (heading("other_years", lang, period=period), sections.other_years),
            (heading("perhaps", lang, period=period), sections.perhaps),
        ]

    def _period(self, text: str) -> Period | None:
        """The period that the text is, or None if it is a name.

        Raise `BadDate` if it begins like a date, unless it is the id of an entity
        (`103rd-brigade`).
        """
        try:
            return Period.parse(text, today=self.session.today)
        except BadDate:
            if resembles_date(text) and not self.session.knowledge.entity(text):
                raise
            return None
