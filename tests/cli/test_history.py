"""`history`: narrowed down, in a table that fits, the same with and without the framework."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.cli import output
from rsense.core.records import Keepsake, SessionRecord, Trigger
from rsense.core.text_width import display_width, truncate
from rsense.core.values import LONGEST_ANSWER
from rsense.store.records.codec import record_document
from rsense.store.records.json_codec import from_json
from tests.cli.shell import Ran, Shell
from tests.no_network import searched

NOW = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
DAY = timedelta(days=1)
RECORDS = (
    Trigger(
        id="aaaa234567",
        at=NOW,
        what="Text unread",
        intensity=7,
        who="Sam",
        emotions=("anxious",),
        tags=("texting", "night"),
    ),
    Trigger(id="bbbb234567", at=NOW - DAY, what="a cool tone", intensity=4, tags=("work",)),
    Trigger(id="cccc234567", at=NOW - 40 * DAY, what="日本 no answer", tags=("Texting",)),
    Keepsake(id="dddd234567", at=NOW - 2 * DAY, shelf="evidence", text="She drove an hour."),
    SessionRecord(
        id="eeee234567",
        at=NOW - 3 * DAY,
        exercise="mindful-pause",
        title="A pause",
        finished=NOW,
        outcome="completed",
        about=("aaaa234567",),
    ),
    Trigger(id="ffff234567", at=NOW.replace(year=NOW.year - 4, day=min(NOW.day, 28)), what="years"),
)


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    rsense.add(*RECORDS)
    return rsense


def shown(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.err
    return [line[:4] for line in ran.out.splitlines()]


ASKED: list[tuple[list[str], list[str]]] = [
    ([], ["aaaa", "bbbb", "dddd", "eeee", "cccc", "ffff"]),
    (["-n", "2"], ["aaaa", "bbbb"]),
    (["--tag", "texting"], ["aaaa", "cccc"]),
    (["-t", "#texting", "-t", "night"], ["aaaa"]),
    (["--who", "sam"], ["aaaa"]),
    (["-e", "anxious"], ["aaaa"]),
    (["--min", "5"], ["aaaa"]),
    (["--min=4"], ["aaaa", "bbbb"]),
    (["--kind", "keepsake"], ["dddd"]),
    (["--exercise", "mindful-pause"], ["eeee"]),
    (["--exercise", "Mindful Pause"], ["eeee"]),
    (["--search", "TEXT unread"], ["aaaa"]),
    (["--search", "日本"], ["cccc"]),
    (["--from", "yesterday"], ["aaaa", "bbbb"]),
    (["--to", "yesterday", "--kind", "trigger"], ["bbbb", "cccc", "ffff"]),
    (["--from", "2 days ago", "--to", "yesterday"], ["bbbb", "dddd"]),
    (["--tag", "texting", "--min", "8"], []),
]


@pytest.mark.parametrize(("words", "ids"), ASKED, ids=" ".join)
def test_filters_narrow_it_down(lived_in: Shell, words: list[str], ids: list[str]) -> None:
    assert shown(lived_in("history", *words)) == ids


def test_a_day_in_other_years_can_be_asked_for(rsense: Shell) -> None:
    then = datetime(NOW.year - 4, NOW.month, min(NOW.day, 28), 12, tzinfo=NOW.tzinfo)
    rsense.add(Trigger(id="then234567", at=then, what="then"))
    rsense.add(Trigger(id="else234567", at=then - 2 * DAY, what="else"))
    found = shown(rsense("history", "--today-in-history"))
    assert found == (["then"] if then.day == NOW.day else [])


def test_an_evening_belongs_to_the_day_it_had_where_it_was(rsense: Shell) -> None:
    far = timezone(timedelta(hours=13))
    at = (NOW - DAY).replace(hour=23, minute=30, tzinfo=far)
    rsense.add(Trigger(id="far2345672", at=at, what="far away"))
    assert shown(rsense("history", "--from", "yesterday", "--to", "yesterday")) == ["far2"]


WRONG = [
    (["--from", "tomorrow"], "“tomorrow” is"),
    (["--kind", "dream"], 'There is no kind "dream"; the kinds are trigger, session, keepsake'),
    (["--min", "11"], "11 is not in the range"),
    (["-n", "0"], "0 is not in the range"),
    (["--tag"], "requires an argument"),
]


@pytest.mark.parametrize(("words", "why"), WRONG, ids=lambda value: str(value)[:20])
def test_what_cannot_be_asked_is_told_in_a_line(
    lived_in: Shell, words: list[str], why: str
) -> None:
    ran = lived_in("history", *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.said


def test_nothing_that_fits_is_told_apart_from_nothing_at_all(lived_in: Shell) -> None:
    assert lived_in("history", "--who", "nobody").err == "Nothing fits that.\n"


def test_json_holds_every_key_and_moments_in_iso(rsense: Shell) -> None:
    rsense.add(RECORDS[0])
    (line,) = rsense("history", "--json").out.splitlines()
    assert json.loads(line)["at"] == NOW.isoformat()
    assert from_json(json.loads(line)) == record_document(RECORDS[0])


# The table


@pytest.mark.parametrize("width", ["50", "60", "80", "200"])
@pytest.mark.parametrize(
    "words", ["word " * 60, "日本語" * 40, "é" * 100, "x" * 300, "\u0301" * 90]
)
def test_no_line_is_wider_than_the_terminal(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, words: str, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    rsense.add(Trigger(id="long234567", at=NOW, what=words, intensity=10, tags=("x" * 90,)))
    (line,) = rsense("history").out.splitlines()
    assert display_width(line) <= int(width)


def test_in_a_pipe_no_word_is_cut(rsense: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    rsense.add(Trigger(id="long234567", at=NOW, what="word " * 60))
    assert "word " * 59 in rsense("history").out


def test_what_is_aside_gives_way_to_the_words(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    rsense.add(RECORDS[0])
    assert "(anxious, Sam, #texting, #night)" in rsense("history").out
    monkeypatch.setenv("COLUMNS", "50")
    assert rsense("history").out.rstrip().endswith("Text unread")


def test_no_record_is_lost_between_blocks(rsense: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "BLOCK", 2)
    rsense.add(*RECORDS)
    assert len(rsense("history").out.splitlines()) == len(RECORDS)


@given(st.text(), st.integers(1, 40))
def test_a_cut_text_is_never_wider_than_its_room(text: str, room: int) -> None:
    assert display_width(truncate(text, room)) <= max(room, 1)


# Real processes


def environ(shell: Shell) -> dict[str, str]:
    paths = searched(*filter(None, sys.path))
    return {"RSENSE_HOME": str(shell.home), "PYTHONPATH": paths, "PATH": os.environ["PATH"]}


RSENSE = [sys.executable, "-m", "rsense"]


@pytest.fixture
def crowded(rsense: Shell) -> Shell:
    """More than a pipe holds."""
    ids = (f"many23456{n}" for n in range(8))
    rsense.add(*(Trigger(id=id, at=NOW, what="w" * LONGEST_ANSWER) for id in ids))
    return rsense


WAYS = pytest.mark.parametrize(
    "more", [[], ["--json"], ["--from", "2020"]], ids=["plain", "json", "typer"]
)


@WAYS
def test_it_pipes_into_head(crowded: Shell, more: list[str]) -> None:
    reader, writer = os.pipe()
    command = [*RSENSE, "history", *more]
    with subprocess.Popen(
        command, stdout=writer, stderr=subprocess.PIPE, env=environ(crowded)
    ) as ran:
        os.close(writer)
        os.read(reader, 10)
        os.close(reader)
        assert ran.stderr
        assert (ran.stderr.read(), ran.wait(30)) == (b"", 0)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a full device")
@WAYS
def test_an_output_that_is_full_is_told_in_words(crowded: Shell, more: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [*RSENSE, "history", *more],
            check=False,
            timeout=30,
            env=environ(crowded),
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert (ran.returncode, ran.stderr) == (1, b"That didn't work: No space left on device.\n")
