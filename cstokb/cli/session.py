"""`Session`: one run of a command, with its store, its settings and its output."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

import typer

from cstokb.cli.output import Output
from cstokb.cli.settings import Settings, settle
from cstokb.errors import NO, UsageError
from cstokb.messages import Message
from cstokb.model.entity import kind_of_word
from cstokb.model.knowledge import Knowledge
from cstokb.model.period import Period
from cstokb.render.page import Block, Column, Item, View, grid

if TYPE_CHECKING:
    from cstokb.store.protocol import Store

_WITH_CALENDAR = "timeline, anniversary and upcoming have one, and: cstokb export ics"


class Session:
    """What a command needs: `knowledge` is opened when it is first looked at."""

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
        """The store that the settings name, else the shipped facts and the user's own."""
        # Help needs none.
        from cstokb.store import open_store

        if self.settings.store:
            if self.settings.store_told:
                self.note_password(self.settings.store)
            return open_store(self.settings.store)
        return open_store(layer=layer_path())

    def note_password(self, location: str) -> None:
        """Say that others see a password on the command line, if that location has one."""
        if location.startswith("postgres"):
            # Hardly anybody writes it there.
            from cstokb.store.sql.url import parse

            if parse(location).password:
                self.output.note("others can see this password; CSTOKB_STORE or PGPASSWORD hide it")

    def knowledge_of(self, as_of: str, *, all_of: bool = False) -> Knowledge:
        """The knowledge as it stood on the date given, or all of it for none."""
        if not as_of:
            return self.knowledge
        # Most questions are about all of it.
        from cstokb.reports.as_of import AsOf

        period = Period.parse(as_of, today=self.today)
        return AsOf(self.knowledge, period, reading="all" if all_of else "any")

    def note_hidden(self, knowledge: Knowledge) -> None:
        """Say on stderr how many facts did not hold on the day asked for."""
        hidden = len(getattr(knowledge, "hidden", ()))
        if hidden:
            self.output.note(
                Message(
                    "{} facts left out, not valid then",
                    hidden,
                    singular="{} fact left out, not valid then",
                )
            )

    def write(self, view: View, *, changed: bool = False) -> None:
        """Write the answer to stdout and its notes to stderr, then the exit status.

        `changed` says that the answer is about a change, which is in the store by now.
        Raise `typer.Exit(1)` for an empty answer if the settings ask for it.
        """
        self.output.text(self.text_of(view))
        for note in view.notes:
            self.output.note(note)
        self._note_store(changed=changed)
        if self.settings.exit_status:
            found = view.found() if view.found else _any(view.items())
            if not found:
                raise typer.Exit(NO)

    def _note_store(self, *, changed: bool) -> None:
        """Say if the store was changed while it was read, or has outgrown its file."""
        if "knowledge" not in self.__dict__:
            return
        if not changed and self.knowledge.changed_since_open():
            self.output.note("others changed the store while it was read; ask again to be sure")
        # The store was opened with it.
        from cstokb.store import crowded

        facts = crowded(self.knowledge)
        if facts:
            named = f" --store {self.settings.store}" if self.settings.store else ""
            place = f"{self.settings.store.removesuffix('.json') or 'facts'}.db"
            slow = f"{facts:,} facts are slow in a file of TinyDB's; type:"
            self.output.note(Message("{} cstokb{} copy --to sqlite:///{}", slow, named, place))

    def text_of(self, view: View) -> Iterable[str]:
        """The answer in the format that is asked for, in pieces that are made as they are drawn.

        Raise `UsageError` for a field or a calendar that it has not, before the first.
        """
        shape = self.settings.format or ("table" if self.output.terminal else "plain")
        if shape in ("table", "plain") and not self.settings.fields:
            return self._people(view.page(), shape)
        if shape in ("json", "jsonl"):
            return self._json(view, shape)
        if shape == "ics":
            return self._calendar(view)
        rows = self._checked((view.rows or view.items)())
        fields = self.settings.fields or [column.field for column in view.columns]
        if shape in ("csv", "tsv", "md"):
            # Every format is imported when it is asked for.
            from cstokb.render import delimited

            write = {"csv": delimited.csv, "tsv": delimited.tsv, "md": delimited.markdown}[shape]
            return write(rows, fields)
        return self._people([grid(rows, [Column(field) for field in fields])], shape)

    def _json(self, view: View, shape: str) -> Iterable[str]:
        from cstokb.render.json import json, jsonl

        items, fields = self._checked(view.items()), self.settings.fields
        chosen = (_only(item, fields) for item in items) if fields else items
        return json(view.query, chosen) if shape == "json" else jsonl(chosen)

    def _calendar(self, view: View) -> Iterable[str]:
        from cstokb.formats.ics import calendar as written
        from cstokb.reports.calendar import calendar

        if view.events is None and _any(view.items()):
            raise UsageError("there is no calendar of this answer", hint=_WITH_CALENDAR)
        made = calendar(self.knowledge, view.events or (), lang=self.lang, leap=view.leap)
        if made.partial:
            self.output.note(Message("{} without an exact day left out", made.partial))
        return written(made.entries)

    def _people(self, page: Iterable[Block], shape: str) -> Iterable[str]:
        if shape == "plain":
            from cstokb.render.plain import plain

            return plain(page)
        from cstokb.render.table import table

        return table(page, width=self.output.width, color=self.output.color)

    def _checked(self, items: Iterable[Item]) -> Iterable[Item]:
        """The items, if they have the fields asked for; those that stream are all alike."""
        if not self.settings.fields:
            return items
        rest = iter(items)
        looked_at = items if isinstance(items, Sequence) else list(islice(rest, 1))
        known = {field for item in looked_at for field in item}
        for field in self.settings.fields:
            if known and field not in known:
                raise UsageError(
                    'no field "{}"', field, hint=Message("fields: {}", ", ".join(sorted(known)))
                )
        return items if looked_at is items else chain(looked_at, rest)


def layer_path() -> str:
    """Where the user's own facts are, unless `--store` says otherwise."""
    return f"{typer.get_app_dir('cstokb')}/store.json"


def kinds_of(text: str) -> tuple[str, ...] | None:
    """The kinds that a comma-separated option names, None for any; raise `UsageError`."""
    words = filter(str.strip, text.split(","))
    return tuple(dict.fromkeys(map(kind_of_word, words))) or None


def _any(items: Iterable[Item]) -> bool:
    return next(iter(items), None) is not None


def _only(item: Item, fields: Sequence[str]) -> dict[str, object]:
    return {field: item.get(field) for field in fields}
