"""The plan to show for a trigger that was just logged."""

from __future__ import annotations

from collections.abc import Iterator

from rsense.core.records import Keepsake, Trigger
from rsense.core.sanitize import one_line
from rsense.services.context import AppContext

LOGGED = "That's in your log now."
MADE = "You made a plan for this:"


def matching_plan(context: AppContext, trigger: Trigger) -> str:
    """The plan that fits, on one line and said to be one; empty where there is none."""
    from rsense.insight.plan_matching import plan_for, said_in

    plan = None if trigger.is_good else plan_for(_plans(context), said_in(trigger))
    return f"{MADE} {plan}" if plan else ""


def append_plan(text: str, context: AppContext, trigger: Trigger) -> str:
    """A text with the plan that fits after it, where there is one."""
    return "\n\n".join(filter(None, (text, matching_plan(context, trigger))))


def _plans(context: AppContext) -> Iterator[str]:
    from rsense.store.records.record_index import plan_files

    files = plan_files(context.data, context.now().timestamp())
    for _, record in context.records.read(files):
        if isinstance(record, Keepsake) and record.shelf == "plans":
            yield one_line(record.text)
