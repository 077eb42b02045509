"""Which rituals come round on a day, and which of them are still to be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rsense.core.records import Ritual, SessionRecord
from rsense.insight.rituals import due_today, next_time

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)  # a Sunday
DAY = timedelta(days=1)
RITUAL = Ritual("a", NOW - 30 * DAY, "Ten minutes for us", "sun 20:00")
BREATH = Ritual("b", NOW - 30 * DAY, "Breathe", "daily 9:00", exercise="paced-breathing")


def session(exercise: str, at: datetime = NOW, *about: str, left: bool = False) -> SessionRecord:
    outcome = "left" if left else "completed"
    return SessionRecord("s", at, exercise, "", at, outcome, about=about)  # type: ignore[arg-type]


def due(*rituals: Ritual, done: tuple[SessionRecord, ...] = (), now: datetime = NOW) -> list[str]:
    return [ritual.id for _, ritual in due_today(rituals, done, now, UTC)]


def test_one_of_today_is_due_until_the_day_is_over() -> None:
    assert due(RITUAL) == ["a"]
    assert due(RITUAL, now=NOW.replace(hour=23)) == ["a"]
    assert due(RITUAL, now=NOW + DAY) == []


def test_next_one_stands_first_and_what_is_past_last() -> None:
    late = RITUAL._replace(id="c", every="sun 22:00")
    assert due(BREATH, late, RITUAL) == ["a", "c", "b"]


def test_what_was_done_today_is_not_due() -> None:
    assert due(BREATH, done=(session("paced-breathing"),)) == []
    assert due(RITUAL, done=(session("ritual", NOW, "a"),)) == []
    assert due(BREATH, done=(session("paced-breathing", left=True),)) == ["b"]
    assert due(BREATH, done=(session("paced-breathing", NOW - DAY),)) == ["b"]
    assert due(RITUAL, done=(session("ritual", NOW, "b"),)) == ["a"]


def test_paused_and_ended_ones_do_not_come_round() -> None:
    assert due(RITUAL._replace(state="ended"), RITUAL._replace(state="paused")) == []
    paused = RITUAL._replace(state="paused", until=NOW + 3 * DAY)
    assert due(paused) == []
    assert next_time(paused, NOW, UTC) == NOW.replace(hour=20) + 7 * DAY
    assert due(paused, now=NOW + 7 * DAY) == ["a"]


def test_one_made_after_its_time_begins_the_next_time() -> None:
    assert due(RITUAL._replace(at=NOW.replace(hour=20, minute=30))) == []
    assert due(RITUAL._replace(at=NOW)) == ["a"]


def test_clock_set_back_before_it_was_made_asks_nothing() -> None:
    assert due(RITUAL, now=NOW - 60 * DAY) == []
