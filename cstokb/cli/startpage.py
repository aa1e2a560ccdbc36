"""The page of `cstokb` without a command: what it is, what comes next, what to type."""

import os
from datetime import date, timedelta

import typer

from cstokb.cli.session import Session
from cstokb.model.period import Period
from cstokb.render.startpage import start_view
from cstokb.reports.upcoming import upcoming

_HORIZON = timedelta(days=90)
_EVENTS = 3


def start_page(context: typer.Context) -> None:
    """Write the start page."""
    session = Session.of(context)
    last = session.today + _HORIZON if session.today < date.max - _HORIZON else date.max
    report = upcoming(session.knowledge, Period(session.today, last), session.today)
    store, coming = session.knowledge, report.items[:_EVENTS]
    offers = session.lang == "en" and _has_russian_locale()
    sizes = store.sizes()
    session.write(start_view(store, sizes, coming, session.lang, offers_russian=offers))


def _has_russian_locale() -> bool:
    """Whether the user's locale is Russian; answers never follow it, as scripts read them."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next(filter(None, map(os.environ.get, names)), "")
    return locale.lower().startswith("ru")
