"""Help now: people to call. Works whatever else is broken."""

from __future__ import annotations

import os
import textwrap
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rsense.core.options import NOT_ALONE
from rsense.core.records import Keepsake, Trigger
from rsense.core.sanitize import clean
from rsense.fast_record import may_be_danger
from rsense.services.context import AppContext
from rsense.store.files.safe_read import Unreadable
from rsense.store.library import shipped_folder

if TYPE_CHECKING:
    from rsense.core.options import HelpKind
    from rsense.core.people import Country, PeopleToCall
    from rsense.store.helplines import Helpline, Helplines

DIRECTORY = "findahelpline.com"
WIDTH = 76
"""Characters in a line."""
PATIENCE = 0.2
"""Seconds in which a person's own people must be found: damaged files must not hold up help."""
LONGEST_PLAN = 1500
"""Characters of a safety plan that are shown here."""
NO_PEOPLE = '“rsense keep people "a name and a number"” puts your own people here.'


def people_to_call(
    context: AppContext | None,
    kind: HelpKind | None = "crisis",
    *,
    country: str = "",
    environ: Mapping[str, str] = os.environ,
) -> PeopleToCall:
    """Own people and the lines of a country: those of one kind, or by need those of both.

    Without a kind, the person's own safety plan is there, too.
    The country is the person's own where none is named by its code. Never raises.
    """
    from rsense.core.people import PeopleToCall, own_contact

    known = _helplines(context)
    wanted = country or (context.config.country if context else "") or country_of(environ)
    place = known.find(wanted)
    own, plan, all_of_them = _own_cards(context)
    kinds: tuple[HelpKind, ...] = (kind,) if kind else ("crisis", "abuse")
    near = [line for line in known.lines if place and line.country == place.code]
    shown: dict[str, Helpline] = {}  # each number once: lines that ship come before those of packs
    for one in near:
        if one.kind in kinds:
            shown.setdefault(one.number, one)
    lines = sorted(shown.values(), key=lambda one: kinds.index(one.kind))
    return PeopleToCall(
        emergency=place.emergency if place else "",
        own=tuple(map(own_contact, own)),
        more_own=not all_of_them,
        country=place.name if place else "",
        lines=tuple(one.contact() for one in lines),
        missing=_missing(place, known, kinds),
        plan="" if kind else plan,
    )


def countries(context: AppContext | None = None) -> Sequence[Country]:
    """The countries whose people to call are known, by name."""
    return sorted(_helplines(context).countries(), key=lambda one: one.name)


def _helplines(context: AppContext | None) -> Helplines:
    """The lines there are: imported where somebody is to call, which every log looks into."""
    from rsense.store.helplines import read_helplines

    return read_helplines(shipped_folder(), context.library.packs if context else None)


def _missing(place: Country | None, known: Helplines, kinds: tuple[HelpKind, ...]) -> str:
    """What is not known here, and where to look; empty where each kind has a line."""
    if place is None:
        return f"{DIRECTORY} lists helplines for most countries."
    have = {line.kind for line in known.lines if line.country == place.code}
    lacking = [kind for kind in kinds if kind not in have]
    if not lacking:
        return ""
    what = "line" if len(lacking) == len(kinds) else f"{lacking[0]} line"
    return f"No {what} is known here for {place.name}: {place.emergency}, and {DIRECTORY}."


def help_text(context: AppContext | None, country: str = "", width: int = WIDTH) -> str:
    """All of them as plain lines. Never raises."""
    from rsense.core.people import NOT_WATCHED, people_text

    people = people_to_call(context, None, country=country)
    keep = () if people.own or people.more_own else ("", NO_PEOPLE)
    watched = textwrap.fill(NOT_WATCHED, width)
    return clean("\n".join((people_text(people, width), *keep, "", watched)))


def in_danger(context: AppContext, text: str) -> bool:
    """Whether a text has words that nobody should be left alone with."""
    looked_for = may_be_danger(text) or (text and context.library.has_own_synonyms)
    return bool(looked_for) and context.library.synonyms.in_danger(text)


def people_for(
    context: AppContext,
    *,
    text: str = "",
    emotions: tuple[str, ...] = (),
    urge: tuple[str, ...] = (),
    width: int = 0,
) -> str:
    """People to call where words, a feeling or an urge should not be borne alone; else empty.

    Without a width in characters its lines are left for a frontend to wrap.
    """
    picked = {"emotions": emotions, "urges": urge}
    vocabularies = context.library.vocabularies
    kinds = {
        word.people
        for name, values in picked.items()
        for word in (vocabularies[name].words() if values and name in vocabularies else ())
        if word.people and word.value in values
    }
    if in_danger(context, text):
        kinds.add("crisis")
    kind: HelpKind = "crisis" if "crisis" in kinds else "abuse"
    if not kinds:
        return ""
    from rsense.core.people import people_text

    first = textwrap.fill(NOT_ALONE, width) if width else NOT_ALONE
    return f"{first}\n\n{people_text(people_to_call(context, kind), width)}"


def people_beside(context: AppContext, trigger: Trigger, width: int = 0) -> str:
    """The same for all that a trigger says."""
    said = f"{trigger.what}\n{trigger.thought}"
    return people_for(context, text=said, emotions=trigger.emotions, urge=trigger.urge, width=width)


class _Enough(Exception):
    """The time to look for people is over."""


def _own_cards(context: AppContext | None) -> tuple[list[str], str, bool]:
    """The people on the shelf, the newest first, the newest safety plan, and whether all of
    them could be looked at."""
    found: list[str] = []
    plan = ""
    if context is None:
        return found, plan, True
    end = time.monotonic() + PATIENCE

    def on(_: object = None) -> None:
        if time.monotonic() > end:
            raise _Enough

    try:
        for one in context.records._replace(damaged=on).newest("keepsake"):
            if isinstance(one.record, Keepsake) and one.record.shelf == "people":
                found.append(one.record.text)
            if isinstance(one.record, Keepsake) and one.record.shelf == "safety":
                plan = plan or _cut(clean(one.record.text.strip()))
            on()
    except (_Enough, OSError, Unreadable):
        return found, plan, False
    return found, plan, True


def _cut(plan: str) -> str:
    """Not so long that the people to call are out of sight."""
    return plan if len(plan) <= LONGEST_PLAN else f"{plan[:LONGEST_PLAN]}…"


def country_of(environ: Mapping[str, str]) -> str:
    """The country of the person's locale, as `GB`; empty when it says none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = environ.get(name, "").partition(".")[0]
        if "_" in locale:
            return locale.partition("_")[2].partition("@")[0].upper()
    return ""


def find_country(words: str, context: AppContext | None = None) -> Country | None:
    """The country of this code or name, in any of its spellings."""
    return _helplines(context).find(words)
