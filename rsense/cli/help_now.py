"""Help now: people to call. Works whatever else is broken."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from rsense.cli.desk import Desk
from rsense.cli.failure import Failure
from rsense.core.visible import clean, one_line
from rsense.store.helplines import Helpline, nearest_first, read_helplines
from rsense.store.library import shipped_folder
from rsense.store.safe_read import Unreadable

FIRST = (
    "If you are in danger, or might hurt yourself: call your local emergency number now, "
    "or go where other people are."
)
ANYWHERE = (
    "findahelpline.com lists helplines for most countries.",
    "In the EU the emergency number is 112. In the US and Canada, 988 can be called or texted.",
)
NO_PEOPLE = '“rsense keep people "a name and a number"” puts your own people here.'
LAST = "rsense is not watched by anybody: nobody sees what you write here, and nobody is called."


def help_text(desk: Desk | None, environ: Mapping[str, str] = os.environ) -> str:
    """Plain lines: the person's own people, then dated helplines. Never raises."""
    return clean("\n".join(_lines(desk, environ)))


def _lines(desk: Desk | None, environ: Mapping[str, str]) -> Iterator[str]:
    yield FIRST
    yield ""
    people = _people(desk)
    if people:
        yield "Your own people"
        yield from (f"- {one_line(person)}" for person in people)
    else:
        yield NO_PEOPLE
    yield ""
    country = (desk.config.country.upper() if desk else "") or country_of(environ)
    lines = nearest_first(read_helplines(shipped_folder()), country)
    if not lines:
        yield from ANYWHERE
    shown = ""
    for line in lines:
        if line.country != shown:
            shown = line.country
            yield line.country_name
        yield from _helpline(line)
    yield ""
    yield LAST


def _people(desk: Desk | None) -> tuple[str, ...]:
    try:
        return desk.records.shelves().get("people", ()) if desk else ()
    except (OSError, Unreadable):
        return ()


def _helpline(line: Helpline) -> Iterator[str]:
    yield f"- {line.name} ({line.about}): {'; '.join(line.contact)}"
    note = f" {line.note}" if line.note else ""
    yield f"  {line.hours}. {line.url}. Checked {line.checked:%d %b %Y}.{note}"


def country_of(environ: Mapping[str, str]) -> str:
    """The country of the person's locale, as `GB`; empty when it says none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = environ.get(name, "").partition(".")[0]
        if "_" in locale:
            return locale.partition("_")[2].partition("@")[0].upper()
    return ""


def desk_or_none(open_desk: object) -> Desk | None:
    """The desk, where there is one: help is given without it too."""
    try:
        return open_desk() if callable(open_desk) else None
    except Failure:
        return None
