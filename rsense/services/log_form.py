"""Logs a trigger through a form, on any frontend."""

from __future__ import annotations

from rsense.core.engine import Session
from rsense.core.engine.results import build_trigger
from rsense.core.records import GOOD_MOMENT, Trigger
from rsense.ports import Activity
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.exercise.flow import rethink
from rsense.services.form_scripts import form
from rsense.services.forms import ask_choice, form_activity
from rsense.services.help_now import people_beside
from rsense.services.now.flow import NowFlow
from rsense.services.plan_reminder import LOGGED, append_plan
from rsense.services.saving import as_save_failed

GOOD_NOTED = "That's in your log now, beside the rest, so that you can find it on a bad day."


def log_form(context: AppContext, *, good: bool = False) -> Activity:
    """A trigger asked for and saved at every answer, and what to do about it; or a good moment."""
    id, at = context.new_id(), context.now()  # the same each time it is kept
    record = AutosavedRecord(context)

    def kept(session: Session) -> Trigger | None:
        trigger = build_trigger(session, id=id, at=at)
        if trigger and good:
            trigger = trigger._replace(type=GOOD_MOMENT)
        with as_save_failed():
            if trigger:
                return record.keep(trigger, trigger.what)
            record.drop()
        return None

    def take(session: Session) -> Activity | None:
        trigger = kept(session)
        if trigger is None:
            return None
        people = people_beside(context, trigger)
        noted = GOOD_NOTED if good else LOGGED
        text = append_plan("\n\n".join(filter(None, (noted, people))), context, trigger)
        options = {"stop": "enough for now"}
        if not good:
            options |= {"rethink": "re-think it", "now": "something that helps"}
        options["good"] = "note another good moment" if good else "note a good moment as well"

        def follow(way: str) -> Activity | None:
            if way == "rethink":
                return rethink(context, trigger.id)
            if way == "good":
                return log_form(context, good=True)
            return NowFlow(context).about(trigger) if way == "now" else None

        return ask_choice("Saved", text, options, follow)

    return form_activity(
        form(context.library, "log-good" if good else "log"),
        take,
        keep=lambda session: kept(session) is not None,
        stands=lambda: record.stands,
    )
