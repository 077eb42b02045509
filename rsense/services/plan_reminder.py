"""What comes back for a trigger: the plan made for it, or good words kept for its kind."""

from __future__ import annotations

from collections.abc import Collection

from rsense.core.records import Keepsake, Trigger
from rsense.core.sanitize import clean, one_line
from rsense.services.context import AppContext
from rsense.store.record_index import plan_files

LOGGED = "That's in your log now."
KEPT = "You kept this for a moment like this:"


def matching_plan(context: AppContext, trigger: Trigger) -> str:
    """The plan that fits, or else good words; said to be so, and empty where there is neither."""
    if trigger.is_good:
        return ""
    cards = (one for one in context.listed(plan_files) if isinstance(one, Keepsake))
    if plans := [one_line(card.text) for card in cards if card.shelf == "plans"]:
        from rsense.insight.plan_matching import MADE, plan_for, said_in

        if plan := plan_for(plans, said_in(trigger)):
            return f"{MADE} {plan}"
    return good_words(context, (trigger.type,))


def good_words(context: AppContext, types: Collection[str]) -> str:
    """The same card, said to be one; or empty."""
    card = good_card(context, types)
    return f"{KEPT}\n{clean(card)}" if card else ""


def good_card(context: AppContext, types: Collection[str]) -> str:
    """The newest good words that were kept for one of these types of trigger, or empty."""
    if not any(types):
        return ""
    cards = context.records.cards(("appreciation",))
    return next((one.text for one in cards if one.type and one.type in types), "")


def append_plan(text: str, context: AppContext, trigger: Trigger) -> str:
    """A text with the plan that fits after it, where there is one."""
    return "\n\n".join(filter(None, (text, matching_plan(context, trigger))))
