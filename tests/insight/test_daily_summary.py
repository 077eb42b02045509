"""One day at a glance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rsense.core.records import GOOD_MOMENT, Keepsake, Record, SessionRecord, Trigger
from rsense.insight.daily_summary import daily_summary

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def trigger(at: datetime = NOW, intensity: int | None = None) -> Trigger:
    return Trigger(id="a", at=at, what="A cool tone", intensity=intensity)


def session(exercise: str) -> SessionRecord:
    return SessionRecord(
        id="b", at=NOW, exercise=exercise, title="", finished=NOW, outcome="completed"
    )


CARD = Keepsake(id="c", at=NOW, shelf="evidence", text="She came.")
DAYS: dict[str, tuple[list[Record], str]] = {
    "nothing": ([], ""),
    "one trigger": ([trigger()], "1 trigger"),
    "the strongest counts": (
        [trigger(intensity=4), trigger(intensity=7)],
        "2 triggers, strongest 7",
    ),
    "a strength of nought is one": ([trigger(intensity=0)], "1 trigger, strongest 0"),
    "all kinds": ([CARD, session("journal"), trigger()], "1 trigger; 1 exercise; 1 card"),
    "a good moment is counted apart": (
        [trigger()._replace(type=GOOD_MOMENT), trigger(intensity=4)],
        "1 trigger, strongest 4; 1 good moment",
    ),
    "now is no exercise of its own": ([session("now"), session("journal")], "1 exercise"),
    "another day": ([trigger(NOW - 24 * HOUR)], ""),
    "tomorrow is passed over": ([trigger(NOW + 24 * HOUR), trigger()], "1 trigger"),
}


@pytest.mark.parametrize(("records", "line"), DAYS.values(), ids=list(DAYS))
def test_the_day_in_a_line(records: list[Record], line: str) -> None:
    assert daily_summary(records, NOW.date()) == line
