"""The form of the first run."""

from __future__ import annotations

import os
from contextlib import suppress

from rsense.core.engine import Session
from rsense.core.people import Country
from rsense.core.records import Keepsake
from rsense.core.sanitize import one_line
from rsense.core.script.parse import Script
from rsense.ports import Activity
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.form_scripts import form
from rsense.services.forms import form_activity, list_of, text_of
from rsense.services.frontend_services import change
from rsense.services.help_now import countries, country_of, find_country
from rsense.services.now.flow import NowFlow
from rsense.services.saving import as_save_failed, derived_id
from rsense.session_runner import SaveFailed

NONE = "none"
"""The country of somebody who found theirs not on the list."""
MOST_PEOPLE = 5
"""People that `forms/welcome.toml` asks for, at most."""


def welcome(context: AppContext) -> Activity | None:
    """The welcome, shown once however it is left; None once it was shown."""
    if context.config.welcomed:
        return None
    with suppress(SaveFailed):  # a disk that takes nothing keeps nobody out
        change(context, "welcomed", value=True)

    base, at = context.new_id(), context.now()
    cards = [AutosavedRecord(context) for _ in range(MOST_PEOPLE)]

    def keep(session: Session) -> bool:
        people = list_of(session, "people")
        with as_save_failed():
            for number, card in enumerate(cards):
                person = people[number] if number < len(people) else ""
                id = derived_id(base, str(number))  # the same each time it is kept
                card.keep(Keepsake(id=id, at=at, shelf="people", text=person), person)
        return bool(people)

    here = find_country(context.config.country or country_of(os.environ), context)

    def take(session: Session) -> Activity | None:
        if text_of(session, "start") == "now":
            return NowFlow(context).opened()
        keep(session)
        chosen = here.code if here and text_of(session, "here") == "yes" else ""
        chosen = chosen or text_of(session, "country")
        if chosen not in ("", NONE):
            change(context, "country", chosen)
        return None

    return form_activity(
        _script(context, here),
        take,
        keep=keep,
        left="The people you named are kept.",
        stands=lambda: all(card.stands for card in cards),
    )


def _script(context: AppContext, here: Country | None) -> Script:
    """The form, with the countries there are; `here` is the one to ask about first."""
    listed = {one.code: one.name for one in countries(context) if one != here}
    values = {"folder": one_line(context.data), "country": here.name if here else ""}
    without = () if here else ("here",)
    return form(
        context.library, "welcome", without=without, values=values, listed={"country": listed}
    )
