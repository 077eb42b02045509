"""One day at a glance, and one week beside another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.insight.selection import monday


def daily_summary(records: Iterable[Record], day: date) -> str:
    """A line about the day: what was noted and done; empty when nothing was.

    `records` come with the newest first; those of later days are passed over. What `rsense now`
    did around an exercise is not counted as another.
    """
    triggers: list[Trigger] = []
    good = exercises = cards = 0
    for record in records:
        if record.at.date() < day:
            break
        if record.at.date() > day:
            continue
        match record:
            case Trigger(is_good=True):
                good += 1
            case Trigger():
                triggers.append(record)
            case SessionRecord():
                exercises += record.exercise != "now"
            case Keepsake():
                cards += 1
    strengths = [trigger.intensity for trigger in triggers if trigger.intensity is not None]
    strongest = f", strongest {max(strengths)}" if strengths else ""
    noted = _counted(len(triggers), "trigger") + strongest if triggers else ""
    others = {"good moment": good, "exercise": exercises, "card": cards}
    said = (noted, *(_counted(count, what) for what, count in others.items()))
    return "; ".join(filter(None, said))


def week_beside_last(records: Iterable[Record], day: date) -> str:
    """`This week 9, last week 7.`, of notes; empty where neither has any. The newest come first."""
    begins = monday(day)
    this = last = 0
    for record in records:
        if record.at.date() < begins - timedelta(weeks=1):
            break
        if isinstance(record, Trigger) and not record.is_good and record.at.date() <= day:
            this += record.at.date() >= begins
            last += record.at.date() < begins
    return f"This week {this}, last week {last}." if this or last else ""


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""
