"""Logs a trigger through a form, on any frontend."""

from __future__ import annotations

from rsense.core.engine import Session
from rsense.core.engine.results import build_trigger
from rsense.core.records import Trigger
from rsense.ports import Activity
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.exercise.flow import rethink
from rsense.services.form_scripts import form
from rsense.services.forms import ask_choice, form_activity
from rsense.services.help_now import people_for
from rsense.services.now.flow import NowFlow
from rsense.services.plan_reminder import append_plan
from rsense.services.saving import as_save_failed


def log_form(context: AppContext) -> Activity:
    """A trigger asked for and saved at every answer, and what to do about it."""
    id, at = context.new_id(), context.now()  # the same each time it is kept
    record = AutosavedRecord(context)

    def kept(session: Session) -> Trigger | None:
        trigger = build_trigger(session, id=id, at=at)
        with as_save_failed():
            if trigger:
                return record.keep(trigger, trigger.what)
            record.drop()
        return None

    def take(session: Session) -> Activity | None:
        trigger = kept(session)
        if trigger is None:
            return None
        people = people_for(context, emotions=trigger.emotions)
        text = append_plan(
            "\n\n".join(filter(None, ("That's in your log now.", people))), context, trigger
        )
        options = {"stop": "that was all", "rethink": "re-think it", "now": "something that helps"}

        def follow(way: str) -> Activity | None:
            if way == "rethink":
                return rethink(context, trigger.id)
            return NowFlow(context).about(trigger) if way == "now" else None

        return ask_choice("Saved", text, options, follow)

    return form_activity(
        form(context.library, "log"),
        take,
        keep=lambda session: kept(session) is not None,
        stands=lambda: record.stands,
    )
