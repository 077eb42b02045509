"""A page about the last weeks, read from the records; and its forms as files."""

from __future__ import annotations

import os
from datetime import datetime, time, timedelta

from msgspec import Struct

from rsense.core.options import Glyphs
from rsense.insight.report import grave_notes, page
from rsense.insight.report_page import Choices, Known, Page
from rsense.insight.selection import Selection, select
from rsense.services.clock import by_clocks_here
from rsense.services.context import AppContext
from rsense.services.now.offers import happenings
from rsense.session_runner import SaveFailed
from rsense.store.transfer.export_file import write_out

WEEKS = 4
MOST_WEEKS = 520
ENDINGS = {"html": "html", "markdown": "md", "text": "txt"}
"""Form of a page to the end of its file's name."""


class Weeks(Struct, frozen=True):
    """What is known of the last weeks, read once."""

    selection: Selection
    known: Known

    def page(self, choices: Choices) -> Page:
        return page(self.selection, choices, self.known)

    @property
    def grave(self) -> bool:
        return bool(grave_notes(self.selection, self.known.crisis))


def read_weeks(context: AppContext, weeks: int = WEEKS) -> Weeks:
    """The records of so many times seven days, today included."""
    now, damaged = context.now(), len(context.damaged)
    last = now.date()
    first = last - timedelta(days=7 * weeks - 1)
    since = datetime.combine(first, time(), now.tzinfo) - timedelta(days=1)
    read = (one.record for one in context.records.newest(since=since))
    lived = (one._replace(at=by_clocks_here(one.at, now)) for one in read)
    selection = select(lived, first, last)
    vocabulary = context.library.vocabularies.get("urges")
    urges = tuple(vocabulary.words()) if vocabulary else ()
    crisis = [word.value for word in urges if word.people == "crisis"]
    shown = {word.value: word.text for word in urges}
    try:
        before = tuple(happenings(context.library).values())
    except SaveFailed:  # without its suggestions, what came before counts as free text
        before = ()
    names = (context.config.person,) if context.config.person else ()
    library = context.library
    done = {one.exercise for one in selection.sessions} & library.paths.keys()
    titles = {id: library.title(id) for id in done}
    unreadable = len(context.damaged) - damaged
    known = Known(names, before, crisis, shown, titles, unreadable)
    return Weeks(selection, known)


def rendered(context: AppContext, made: Page, form: str, *, pictures: bool = True) -> str:
    """The page in one of the forms of `ENDINGS`."""
    glyphs: Glyphs = "ascii" if context.config.glyphs == "ascii" else "blocks"
    if form == "html":
        from rsense.services.report.html import as_html

        return as_html(made)
    from rsense.services.report.text import as_markdown, as_text

    if form == "markdown":
        return as_markdown(made, glyphs)
    return as_text(made, glyphs, pictures=pictures)


def write_page(context: AppContext, made: Page, form: str, path: str) -> str:
    """Write a new file (0600); what is said of it. Raises NotSaved."""
    whole = os.path.abspath(os.path.expanduser(path.strip()))
    write_out(whole, [rendered(context, made, form)])
    return f"Written to {whole}. On this machine only you can read it."
