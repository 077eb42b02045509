"""The plan that somebody made for what they have just logged, to be shown once."""

from __future__ import annotations

from collections.abc import Iterator

from rsense.cli.desk import Desk
from rsense.core.records import Keepsake, Trigger
from rsense.core.visible import one_line
from rsense.insight.plans import plan_for, said_in
from rsense.store import bulk
from rsense.store.documents import record_in
from rsense.store.plans import plan_files

MADE = "You made a plan for this:"


def planned(desk: Desk, trigger: Trigger) -> str:
    """The plan that fits, on one line and said to be one; empty where there is none."""
    plan = plan_for(_plans(desk), said_in(trigger))
    return f"{MADE} {plan}" if plan else ""


def with_plan(text: str, desk: Desk, trigger: Trigger) -> str:
    """A text with the plan that fits after it, where there is one."""
    return "\n\n".join(filter(None, (text, planned(desk, trigger))))


def _plans(desk: Desk) -> Iterator[str]:
    files = plan_files(desk.data, desk.now().timestamp())
    for _, document in bulk.documents_at(files, bulk.Anything(), desk.damaged.append):
        record = record_in(document)
        if isinstance(record, Keepsake) and record.shelf == "plans":
            yield one_line(record.text)
