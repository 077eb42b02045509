"""The plan to show for a trigger that was just logged."""

from __future__ import annotations

from rsense.core.records import Keepsake, Trigger
from rsense.core.sanitize import one_line
from rsense.services.context import AppContext
from rsense.store.records.record_index import plan_files

LOGGED = "That's in your log now."
MADE = "You made a plan for this:"


def matching_plan(context: AppContext, trigger: Trigger) -> str:
    """The plan that fits, on one line and said to be one; empty where there is none."""
    plans = [] if trigger.is_good else _plans(context)
    if not plans:
        return ""
    from rsense.insight.plan_matching import plan_for, said_in

    plan = plan_for(plans, said_in(trigger))
    return f"{MADE} {plan}" if plan else ""


def append_plan(text: str, context: AppContext, trigger: Trigger) -> str:
    """A text with the plan that fits after it, where there is one."""
    return "\n\n".join(filter(None, (text, matching_plan(context, trigger))))


def _plans(context: AppContext) -> list[str]:
    cards = (one for one in context.listed(plan_files) if isinstance(one, Keepsake))
    return [one_line(card.text) for card in cards if card.shelf == "plans"]
