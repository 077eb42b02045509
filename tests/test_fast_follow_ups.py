"""The quick paths of `rsense predict` and `rsense due`: what they do themselves, and the same."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rsense import fast_due, fast_predict
from rsense.core.coming_moments import read_coming
from rsense.core.records import FollowUp, MeasureTaken, Record, SessionRecord, Trigger
from rsense.fast_record import NeedsFullCommand
from rsense.services.clock import MachineZone, local_now
from rsense.store.records.repository import RecordStore
from tests.test_fast_log import ID, SENTENCE, ZONES, Came, came_of, imported, in_zone, wholly

AT = 1_795_000_000
Run = Callable[..., int | None]


def quickly(run: Run, words: list[str], at: int, *records: Record, **more: object) -> Came:
    return came_of(lambda environ: run(words, environ, lambda: at + 0.9, **more), *records)


def predicted(words: list[str], at: int = AT) -> Came:
    return quickly(fast_predict.run, words, at, new_id=lambda: ID)


# A prediction

BY = st.sampled_from(
    [
        "in 2 days",
        "in 1 day",
        "in 3 weeks",
        "in 90 minutes",
        "in 1 hour",
        "in 999 days",
        "in 2 hours 9:00",
        "sunday",
        "Friday 8:05",
        "monday 23:59",
        "tomorrow",
        "Tomorrow  9:30",
        "tonight",
        "tomorrow 2:30",
        "saturday 02:15",
        "tomorrow 0:00",
        "tomorrow 24:00",
        "in 0 days",
        "in 02 days",
        "yesterday",
        "tonight 22:00",
        "sun",
        "in two days",
        "in ٣ days",
        "24 dec",
        "",
    ]
)


@settings(max_examples=120)
@given(
    words=SENTENCE,
    sure=st.sampled_from(["80", "0", "100", "07", "101", "-1", "8 0", "٣"]),
    by=BY,
    at=st.integers(1_700_000_000, 1_900_000_000),
    zone=st.sampled_from(ZONES),
)
def test_both_ways_keep_and_say_the_same(
    words: list[str], sure: str, by: str, at: int, zone: str
) -> None:
    arguments = [*words, "-p", sure, "--by", by]
    with in_zone(zone):
        mine = predicted(arguments, at)
        event(f"quick: {mine.code is not None}")
        if mine.code is None:
            assert (mine.out, mine.err, mine.files) == ("", "", {})
        else:
            assert mine == wholly(arguments, at, command="predict")
            assert mine.code == 0


QUICK = ["in 2 days", "sunday", "tomorrow 9:30", "tonight", "in 2 weeks"]


@pytest.mark.parametrize("by", QUICK)
def test_a_plain_prediction_goes_the_quick_way(by: str) -> None:
    mine = predicted(["she'll be", "cold", "-p", "80", "--by", by])
    assert mine.code == 0
    assert mine.err.startswith("Saved. It comes back ")


LEFT = [
    ["x"],
    ["x", "-p", "80"],
    ["x", "--by", "sunday"],
    ["-p", "80", "--by", "sunday"],
    ["x", "-p", "80", "--by"],
    ["x", "-p80", "--by", "sunday"],
    ["x", "-p", "80", "-p", "80", "--by", "sunday"],
    ["x", "-p", "80", "--by", "sunday", "--plain"],
    ["a\nb", "-p", "80", "--by", "sunday"],
]


@pytest.mark.parametrize("words", LEFT, ids=" ".join)
def test_what_is_not_plain_is_left_to_the_command(words: list[str]) -> None:
    mine = predicted(words)
    assert (mine.code, mine.out, mine.err, mine.files) == (None, "", "", {})


def test_a_prediction_in_words_of_danger_is_met_with_people_to_call() -> None:
    words = ["Then I'll", "want to die.", "-p", "80", "--by", "sunday"]
    assert predicted(words).code is None
    said = wholly(words, AT, command="predict")
    assert said.code == 0
    assert "you don't have to carry it alone" in said.err


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"])
def test_hours_that_the_clocks_skip_or_repeat_are_left_to_the_command(zone: str) -> None:
    left = 0
    with in_zone(zone):
        for day in range(370):
            at = AT + day * 24 * 3600
            now = local_now(datetime.fromtimestamp(at, UTC))
            for clock in ("1:30", "2:00", "2:30", "3:00", "3:30"):
                try:
                    mine = fast_predict._coming(["tomorrow", clock], at)
                except NeedsFullCommand:
                    left += 1
                else:
                    theirs = read_coming(f"tomorrow {clock}", now, MachineZone())
                    assert mine == theirs.timestamp()
    assert 2 <= left <= 12


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["x", "-p", "80", "--by", "yesterday"], "isn't still to come"),
        (["x", "-p", "101", "--by", "sunday"], "101 is not in the range"),
        (["x", "-p", "80%", "--by", "sunday"], "'80%' isn't a whole number."),
        (["x", "-p", "80"], "-p 80 --by tomorrow"),
        ([" ", "-p", "80", "--by", "sunday"], "Nothing was said"),
    ],
)
def test_a_prediction_without_what_it_needs_is_refused(words: list[str], why: str) -> None:
    ran = wholly(words, AT, command="predict")
    assert (ran.code, ran.files) == (2, {})
    assert why in " ".join(ran.err.split())


# What waits

NOW = datetime.fromtimestamp(AT, UTC)
MOMENTS = st.integers(-90 * 24, 48).map(lambda hours: NOW + timedelta(hours=hours))
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
FOLLOW_UPS = st.builds(
    FollowUp,
    id=st.text("abcdefghij", min_size=10, max_size=10),
    at=MOMENTS,
    ask=TEXT | st.sampled_from(["she'll be cold", "a\nb", '"""', "''' due = 2", "x" * 1200]),
    due=st.none() | MOMENTS,
    exercise=st.sampled_from(["", "", "mindful-pause"]),
    carry=st.sampled_from([{}, {"due": "never", "state": "done"}, {"sure": 8}]),
    about=st.sampled_from([(), ("abc",), ('"', "state = 1")]),
    state=st.sampled_from(["open", "open", "open", "done", "let go"]),
    answer=st.sampled_from(["", "It was fine.", 'a\ndue = "b"']),
    closed=st.none(),
    sure=st.none() | st.integers(0, 100),
    came=st.just(""),
)
NOTES = st.one_of(
    st.builds(
        Trigger,
        id=st.just("note234567"),
        at=MOMENTS,
        what=st.sampled_from(["it", "intensity = 9\nx"]),
        intensity=st.none() | st.integers(0, 10),
    ),
    st.builds(
        lambda at, measure: SessionRecord(
            "note234567", at, "x", "X", NOW, "left", measures={measure: MeasureTaken(9, 3)}
        ),
        MOMENTS,
        st.sampled_from(["distress", "warmth"]),
    ),
)


@settings(max_examples=80)
@given(
    st.lists(FOLLOW_UPS, max_size=6, unique_by=lambda one: one.id),
    st.lists(NOTES, max_size=1),
    st.sampled_from([[], ["-q"], ["--quiet"]]),
    st.sampled_from(ZONES),
)
def test_both_ways_say_the_same_of_what_waits(
    follow_ups: list[FollowUp], notes: list[Record], words: list[str], zone: str
) -> None:
    records = (*follow_ups, *notes)
    with in_zone(zone):
        mine = quickly(fast_due.run, words, AT, *records)
        event(f"quick: {mine.code}")
        if mine.code is None:
            assert (mine.out, mine.err) == ("", "")
        else:
            whole = wholly(words, AT, *records, command="due")
            assert (mine.code, mine.out, mine.err) == (whole.code, whole.out, whole.err)


@pytest.mark.parametrize("words", [["next"], ["--all"], ["--json"], ["-q", "-q"], ["--help"]])
def test_other_words_are_left_to_the_command(words: list[str]) -> None:
    assert quickly(fast_due.run, words, AT).code is None


DAMAGED = {
    "cut short": lambda data: data.replace(b"end = true\n", b""),
    "a git merge": lambda d: b"<<<<<<< HEAD\n" + d + b"=======\n" + d + b">>>>>>> x\n",
    "newer": lambda data: data.replace(b"format = 1", b"format = 2"),
    "a day without its time": lambda data: data.replace(b" 00:00:00+00:00\nstate", b"\nstate"),
    "no moment": lambda data: data.replace(b"due = ", b"due = 9"),
    "twice": lambda data: data.replace(b"state", b"due = 2020-01-01T00:00:00Z\nstate", 1),
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_follow_up_is_left_to_the_command(damage: Callable[[bytes], bytes]) -> None:
    with tempfile.TemporaryDirectory() as home:
        day = NOW.replace(hour=0, minute=0, second=0) - timedelta(days=2)
        store = RecordStore(str(Path(home, "records")))
        path = Path(store.add(FollowUp("one", day, "it", due=day)))
        path.write_bytes(damage(path.read_bytes()))
        assert fast_due.run([], {"RSENSE_HOME": home}, lambda: AT) is None


@pytest.mark.parametrize(
    ("module", "words", "heavy"),
    [
        ("fast_predict", ["x", "-p", "80", "--by", "in 2 days"], {"datetime", "re", "typing"}),
        ("fast_due", [], {"re", "typing", "dataclasses"}),
    ],
)
def test_they_import_no_framework(
    tmp_path: Path, module: str, words: list[str], heavy: set[str]
) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    RecordStore(str(tmp_path / "records")).add(FollowUp("one", at, "it", due=at, sure=3))
    loaded = imported(module, words, tmp_path)
    assert not loaded & {"tomllib", "typer", "msgspec", "enum", *heavy}
