"""Putting a record right without a change leaves its file as it is, byte for byte."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import pytest

from rsense.core.records import Trigger
from rsense.plain import dialogue
from rsense.ports import Services
from rsense.services import edit_flow
from rsense.services.context import open_context
from rsense.session_runner import SaveFailed
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import Shell
from tests.nobody import nobody_to_call
from tests.plain.lines import Talk, talk
from tests.tui.stage import stage

ZONES = (
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
)
MOMENTS = (
    "2025-11-03 20:00:37+09:00",  # Tokyo, to the second
    "2025-10-26 02:30:11+02:00",
    "2025-10-26 02:30:11+01:00",  # both halves of a repeated hour
    "2026-03-29 02:30:00+01:00",  # an hour that Berlin's clocks skip
    "2026-03-29 01:59:59+01:00",
    "2026-03-29 03:00:00+02:00",
    "1970-01-01 00:00:00+00:00",
    "2025-06-01 23:59:59.250000-03:30",
)
TRIGGER = """\
# My own comment.
format = 1
id = "k3f9a2q7xm"
kind = "trigger"
at = {at}
what = "  it\\tbegan\\r\\nso \\u0085 "   # typed on a phone
intensity = 0
emotions = ["sad", "ANXIOUS", "odd one", "anxious"]
body = ["wobbly", "a, b"]
urge = ["withdraw"]
who = "Sam"
tags = ["night, late", "B", "a"]
theirs = 1
end = true
"""
CARD = """\
format = 1
id = "k3f9a2q7xm"
kind = "keepsake"
at = {at}
shelf = "evidence"
text = "\\u2028 She drove an hour.\\r"
end = true
"""
RITUAL = """\
format = 1
id = "k3f9a2q7xm"
kind = "ritual"
at = {at}
text = "  Ten minutes\\r\\nfor us "
every = " Sun  20:00"
end = true
"""
FOLLOW_UP = """\
format = 1
id = "k3f9a2q7xm"
kind = "followup"
at = {at}
ask = " She\u2028 will be cold.\\r"
due = 2125-11-09 20:00:30+09:00
sure = 80
end = true
"""
AT = datetime.fromisoformat(MOMENTS[0])
RECORDS = {"trigger": TRIGGER, "keepsake": CARD, "ritual": RITUAL, "followup": FOLLOW_UP}
OF_KIND = {kind: edit_flow.parts_of(Library(shipped_folder()), kind) for kind in edit_flow.OF_KIND}
PARTS = [(kind, key) for kind, keys in OF_KIND.items() for key in keys]


def lay(shell: Shell, kind: str, at: str = MOMENTS[0]) -> Path:
    instant = datetime.fromisoformat(at)
    name = time.strftime(
        f"%Y/%m/%Y%m%dT%H%M%SZ-{kind}-k3f9a2q7xm.toml", time.gmtime(instant.timestamp())
    )
    path = shell.home / "records" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RECORDS[kind].format(at=at), newline="")
    return path


@contextmanager
def living_in(zone: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


def put_right(*typed: str, interactive: bool = False) -> Talk:
    """What lines say to somebody who types these when asked what should be different."""
    lines = talk(*typed, interactive=interactive)
    opened = edit_flow.edit(open_context(), "k3f9a2q7xm")
    with suppress(SaveFailed):  # which was said
        dialogue.run(opened, Services(nobody_to_call), lines.console)
    return lines


def files(shell: Shell) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in shell.home.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("kind", "key"), PARTS)
def test_enter_in_lines_changes_nothing(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, kind: str, key: str
) -> None:
    for zone in ZONES:
        for at in MOMENTS if key == "at" else MOMENTS[:1]:
            lay(rsense, kind, at)
            before = files(rsense)
            with living_in(zone, monkeypatch):
                lines = put_right(str(OF_KIND[kind].index(key) + 1), "")
            assert "From before" in lines.text
            assert files(rsense) == before, (zone, at)
            for path in before:
                Path(path).unlink()


@pytest.mark.parametrize(("kind", "key"), PARTS)
def test_enter_on_the_screens_changes_nothing(rsense: Shell, kind: str, key: str) -> None:
    lay(rsense, kind)
    before = files(rsense)
    opened = edit_flow.edit(open_context(), "k3f9a2q7xm")

    async def enter() -> None:
        async with stage(opened) as here:
            await here.press(str(OF_KIND[kind].index(key) + 1), "enter")
            assert here.step == key
            await here.press("enter")
            assert not here.app.is_running or "cannot" not in here.words

    asyncio.run(enter())
    assert files(rsense) == before


OPTIONS = {
    "trigger": [
        ["  it\tbegan\r\nso \x85 "],
        ["-i", "0"],
        ["-b", "wobbly"],
        ["-u", "withdraw"],
        ["-w", "Sam"],
        ["--at", "2025-11-03 20:00 +09:00"],
        ["--at", "2025-11-03T11:00Z"],
        ["--clear", "thought"],
    ],
    "keepsake": [["\u2028 She drove an hour.\r"], ["--at", "2025-11-03 12:00"]],
}


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind, each in OPTIONS.items() for words in each]
)
def test_an_option_that_says_what_is_there_changes_nothing(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, kind: str, words: list[str]
) -> None:
    path = lay(rsense, kind)
    if words[:1] == ["-b"]:
        path.write_text(path.read_bytes().decode().replace(', "a, b"', ""), newline="")
    before = files(rsense)
    with living_in("Europe/Berlin", monkeypatch):
        ran = rsense("edit", "k3f9a2q7xm", *words)
    assert (ran.code, ran.err) == (0, "Nothing was changed.\n")
    assert files(rsense) == before


@pytest.mark.parametrize(
    "script",
    [
        "true",
        "touch $1",
        "cp $1 x; mv x $1",
        "sed -i 's/$/\\r/' $1",
        "printf '\\n' >> $1",
        "printf '\\357\\273\\277' | cat - $1 > x; mv x $1",
    ],
)
@pytest.mark.parametrize("kind", RECORDS)
def test_an_editor_that_changes_no_word_changes_nothing(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, script: str
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\ncd {tmp_path}\n{script}\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    path = lay(rsense, kind)
    before = path.read_bytes()
    ran = rsense("edit", "k3f9a2q7xm")
    assert (ran.code, path.read_bytes()) == (0, before)
    assert "Nothing was changed." in ran.err
    assert "trash" not in " ".join(rsense.files)


CHANGES = [
    ("at", "2025-11-03 20:30 +09:00", "at = 2025-11-03 20:30:00+09:00"),
    ("at", "2025-11-03 12:30", "at = 2025-11-03 12:30:00+01:00"),
    ("emotions", "sad, odd one, lonely", '    "sad",\n    "odd one",\n    "lonely",'),
    ("who", " Jo ", 'who = "Jo"'),
    ("what", " It. ", 'what = " It. "'),
]


@pytest.mark.parametrize(("key", "typed", "line"), CHANGES)
def test_what_is_changed_is_changed_and_the_rest_stays(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, key: str, typed: str, line: str
) -> None:
    lay(rsense, "trigger")
    with living_in("Europe/Berlin", monkeypatch):
        put_right(str(OF_KIND["trigger"].index(key) + 1), typed)
    (path,) = (rsense.home / "records").rglob("*.toml")
    text = path.read_bytes().decode()
    assert line in text
    if key != "at":
        assert "at = 2025-11-03 20:00:37+09:00" in text
    if key != "emotions":
        assert '    "sad",\n    "ANXIOUS",\n    "odd one",\n    "anxious",' in text


def test_a_moment_of_here_is_shown_without_its_offset_and_one_of_elsewhere_with_it(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with living_in("Europe/Berlin", monkeypatch):
        for at, typed in {
            "2025-11-03 20:00:37+01:00": "2025-11-03 20:00",
            "2025-11-03 20:00:37+09:00": "2025-11-03 20:00 +09:00",
            "2025-10-26 02:30:11+01:00": "2025-10-26 02:30",
            "2025-10-26 02:30:11+02:00": "2025-10-26 02:30 +02:00",
        }.items():
            path = lay(rsense, "trigger", at)
            assert f"From before: {typed} An empty" in put_right("8", "").text
            path.unlink()


@pytest.mark.parametrize("many", [12, 200, 201])
def test_many_words_stay_and_more_than_a_question_takes_are_for_an_editor(
    rsense: Shell, many: int
) -> None:
    emotions = tuple(f"odd {number}" for number in range(many))
    rsense.add(Trigger("k3f9a2q7xm", AT, "x " * many * 50, emotions=emotions))
    before = files(rsense)
    for key in ("what", "emotions"):
        lines = put_right(str(OF_KIND["trigger"].index(key) + 1), "", interactive=True)
        assert ("rsense edit k3f9a2q7xm" in lines.text) == (many > 200)
        assert files(rsense) == before
