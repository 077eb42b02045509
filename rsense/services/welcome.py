"""The form of the first run."""

from __future__ import annotations

from contextlib import suppress

from rsense.core.engine import Session
from rsense.core.records import Keepsake
from rsense.core.sanitize import one_line
from rsense.ports import Activity
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.form_scripts import form
from rsense.services.forms import form_activity, list_of
from rsense.services.frontend_services import change
from rsense.services.saving import as_save_failed, derived_id
from rsense.session_runner import SaveFailed

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

    def take(session: Session) -> None:
        keep(session)

    script = form(context.library, "welcome", values={"folder": one_line(context.data)})
    return form_activity(
        script,
        take,
        keep=keep,
        left="Who you named is kept.",
        stands=lambda: all(card.stands for card in cards),
    )
