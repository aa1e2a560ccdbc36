"""`Session`: one run of a command, with its store, its settings and its output."""

from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

import typer

from cstokb.cli.output import Output
from cstokb.cli.rendering import Rendering
from cstokb.cli.settings import Settings, settle
from cstokb.errors import NO
from cstokb.messages import Message
from cstokb.model.entity import Kind, kind_of_word
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.period import Period
from cstokb.render.page import View
from cstokb.reports.years import LeapRule

if TYPE_CHECKING:
    from cstokb.store.protocol import Store


class Session:
    """What a command needs: `knowledge` is opened when it is first used."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.today = settings.today
        self.lang = settings.lang
        self.output = Output(settings)

    @classmethod
    def of(cls, context: typer.Context) -> "Session":
        """The session of this call."""
        return cls(settle(context.obj or {}))

    @cached_property
    def knowledge(self) -> "Store":
        """The store that the settings name, else the shipped facts under the user's layer."""
        self.note_own_password()
        return self.reopened()

    def reopened(self) -> "Store":
        """The same store, opened anew."""
        # lazy: 3 ms, which help of a command does without
        from cstokb.store import open_store

        return open_store(self.settings.store, layer=layer_path())

    def note_own_password(self) -> None:
        """Say so if the command line names the store with a password, which others can see."""
        if self.settings.store_in_arguments:
            self.note_password(self.settings.store)

    def note_password(self, location: str) -> None:
        """Warn that other users of the machine see a password in the arguments, if there is one."""
        # lazy: 1 ms
        from cstokb.store import has_password

        if has_password(location):
            self.output.note("others can see this password; CSTOKB_STORE or PGPASSWORD hide it")

    def knowledge_of(self, as_of: str, *, all_of: bool = False) -> Knowledge:
        """What surely or possibly held on the date given, or everything for no date.

        Of a month or year, it held on every day if `all_of`, else on some day.
        """
        if not as_of:
            return self.knowledge
        # lazy: 1 ms
        from cstokb.reports.as_of import AsOf

        period = Period.parse(as_of, today=self.today)
        return AsOf(self.knowledge, period, reading="all" if all_of else "any")

    def note_hidden(self, knowledge: Knowledge) -> None:
        """Note how many facts `knowledge_of` left out because they did not hold then."""
        hidden = len(getattr(knowledge, "hidden", ()))
        if hidden:
            self.output.note(
                Message(
                    "{} facts left out, not valid then",
                    hidden,
                    singular="{} fact left out, not valid then",
                )
            )

    def text_of(self, view: View, leap: LeapRule = "feb28") -> Iterable[str]:
        """The answer in the format that the settings choose; see `Rendering.text`."""
        return self._rendering(view, leap).text()

    def write(self, view: View, *, changed: bool = False, leap: LeapRule = "feb28") -> None:
        """Write the answer to stdout, then its notes and those about the store to stderr.

        `changed`: this run has changed the store, so that a new revision is no surprise.
        `leap` is the rule of a calendar, one of `LEAP_RULES`. Raise `typer.Exit(1)` for an
        empty answer with `--exit-status`.
        """
        rendering = self._rendering(view, leap)
        self.output.write(rendering.text())
        for note in view.notes:
            self.output.note(note)
        if view.when_empty and not rendering.shown:
            self.output.note(view.when_empty)
        if rendering.left is None:
            self.output.note("more (--limit 0 shows all)")
        elif rendering.left:
            self.output.note(Message("{} more (--limit 0 shows all)", rendering.left))
        self._note_store(changed=changed)
        if self.settings.exit_status and not rendering.shown:
            raise typer.Exit(NO)

    def _rendering(self, view: View, leap: LeapRule) -> Rendering:
        return Rendering(view, self.settings, self.output, partial(self._calendar, leap=leap))

    def _calendar(self, events: Iterable[Sequence[Fact]], *, leap: LeapRule) -> Iterable[str]:
        """The calendar of the events, each a group of facts."""
        # lazy: 3 ms
        from cstokb.formats.ics import calendar as calendar_text
        from cstokb.reports.calendar import NAMES, calendar

        made = calendar(self.knowledge, events, lang=self.lang, leap=leap)
        if made.partial:
            self.output.note(Message("{} without an exact day left out", made.partial))
        return calendar_text(made.entries, name=NAMES[self.lang])

    def _note_store(self, *, changed: bool) -> None:
        """Note that others changed the store meanwhile, or that it is too large for a file."""
        if "knowledge" not in self.__dict__:
            return
        if not changed and self.knowledge.changed_since_open():
            self.output.note("others changed the store while it was read; ask again to be sure")
        facts = self.knowledge.over_capacity()
        if facts:
            store = self.settings.store
            self.output.note(
                Message(
                    "{:,} facts are slow in a file of TinyDB's; "
                    "type: cstokb{} copy --to sqlite:///{}.db",
                    facts,
                    store and f" --store {store}",
                    store.removesuffix(".json") or "facts",
                )
            )


def layer_path() -> str:
    """Where the user's own facts are, unless `--store` says otherwise."""
    return f"{typer.get_app_dir('cstokb')}/store.json"


def kinds_of(text: str) -> tuple[Kind, ...] | None:
    """The kinds that a comma-separated option names, None for any; raise `UsageError`."""
    words = filter(str.strip, text.split(","))
    return tuple(dict.fromkeys(map(kind_of_word, words))) or None
