"""Help now: people to call. Works whatever else is broken."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping

from rsense.core.prompts import HelpKind
from rsense.core.records import Keepsake
from rsense.core.sanitize import clean, one_line
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.store.files.safe_read import Unreadable
from rsense.store.helplines import Helpline, nearest_first, read_helplines
from rsense.store.library import shipped_folder

FIRST = (
    "If you are in danger, or might hurt yourself: call your local emergency number now, "
    "or go where other people are."
)
DANGER = "If you're in danger, or might hurt yourself: call your emergency number now."
NOT_ALONE = (
    "That's serious, and you don't have to carry it alone. You can call even if you don't know "
    "what to say."
)
ANYWHERE = (
    "findahelpline.com lists helplines for most countries.",
    "In the EU the emergency number is 112. In the US and Canada, 988 can be called or texted.",
)
NO_PEOPLE = '“rsense keep people "a name and a number"” puts your own people here.'
MORE_PEOPLE = "There may be more: “rsense kept people” shows all of them."
PATIENCE = 0.2
"""Seconds in which a person's own people must be found: damaged files must not hold up help."""
LAST = "rsense is not watched by anybody: nobody sees what you write here, and nobody is called."


def help_text(context: AppContext | None, environ: Mapping[str, str] = os.environ) -> str:
    """Plain lines: the person's own people, then dated helplines. Never raises."""
    return clean("\n".join(_lines(context, environ)))


def _lines(context: AppContext | None, environ: Mapping[str, str]) -> Iterator[str]:
    yield FIRST
    yield ""
    people, all_of_them = _people(context)
    if people or not all_of_them:
        yield "Your own people"
        yield from (f"- {one_line(person)}" for person in people)
        if not all_of_them:
            yield MORE_PEOPLE
    else:
        yield NO_PEOPLE
    yield ""
    country = (context.config.country.upper() if context else "") or country_of(environ)
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


ABOUT: Mapping[HelpKind, str] = {"crisis": "crisis", "abuse": "domestic abuse"}
"""What helplines call each kind."""


def people_to_call(
    context: AppContext, kind: HelpKind | None = None, environ: Mapping[str, str] = os.environ
) -> str:
    """Whom to call, for the place where somebody needs it: own people, then the country's lines,
    of one kind or all.

    Lines of text, each with its number. Never raises.
    """
    people, all_of_them = _people(context)
    country = context.config.country.upper() or country_of(environ)
    near = [
        one
        for one in read_helplines(shipped_folder())
        if one.country == country and (kind is None or one.about == ABOUT[kind])
    ]
    lines = [f"- {one_line(person)}" for person in people]
    lines += [] if all_of_them else [MORE_PEOPLE]
    lines += ["", DANGER] if lines else [DANGER]
    lines += [f"- {one.name}: {'; '.join(one.contact)} ({one.hours})" for one in near]
    return clean("\n".join([*lines, *(() if near else ANYWHERE)]))


def people_for(
    context: AppContext, *, emotions: tuple[str, ...] = (), urge: tuple[str, ...] = ()
) -> str:
    """People to call where a feeling or an urge should not be borne alone; else empty."""
    picked = {"emotions": emotions, "urges": urge}
    vocabularies = context.library.vocabularies
    kinds = {
        word.people
        for name, values in picked.items()
        for word in (vocabularies[name].words() if values and name in vocabularies else ())
        if word.people and word.value in values
    }
    kind: HelpKind = "crisis" if "crisis" in kinds else "abuse"
    return f"{NOT_ALONE}\n\n{people_to_call(context, kind)}" if kinds else ""


class _Enough(Exception):
    """The time to look for people is over."""


def _people(context: AppContext | None) -> tuple[list[str], bool]:
    """The people on the shelf, the newest first, and whether these are all of them."""
    found: list[str] = []
    if context is None:
        return found, True
    end = time.monotonic() + PATIENCE

    def on(_: object = None) -> None:
        if time.monotonic() > end:
            raise _Enough

    try:
        for one in context.records._replace(damaged=on).newest("keepsake"):
            if isinstance(one.record, Keepsake) and one.record.shelf == "people":
                found.append(one.record.text)
            on()
    except _Enough:
        return found, False
    except (OSError, Unreadable):
        pass
    return found, True


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


def desk_or_none(open_context: object) -> AppContext | None:
    """The context, if there is one: help is given without it too."""
    try:
        return open_context() if callable(open_context) else None
    except UserError:
        return None
