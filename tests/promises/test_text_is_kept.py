"""Any text goes in by every way there is and is stored as it was given, its line ends as `\\n`;
shown, it tells a terminal nothing."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rsense.core.prompts import Skip, Value
from rsense.core.records import Record, Trigger
from rsense.core.sanitize import clean
from rsense.core.stored_text import is_blank, stored_text
from rsense.core.values import strip_full_stop
from tests.cli.shell import HEAD, Shell
from tests.steps import step
from tests.tui.hostile import FORBIDDEN
from tests.tui.stage import stage

EVERY_LETTER = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
AWKWARD = st.sampled_from(
    [
        "\r",
        "\r\n",
        "\x85",
        "\u2028",
        "\u2029",
        "\v",
        "\f",
        "\x1c",
        "\t",
        "\x1b[2J",
        "\x9b31m",
        "\a",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\U000e0067",
        "\U000e007f",
        "\x7f",
        "'",
        '"',
        "\\",
        "’",
        "e\u0301",
        "@O'Brien's",
        "#C++",
        "{now}",
        "[/x]",
        "::",
        ":quit",
        "-",
        " ",
        "  ",
        "5",
        "😭",
    ]
)
TEXT = st.lists(AWKWARD | st.text(EVERY_LETTER, max_size=8), max_size=8).map("".join)
SAYING = TEXT.filter(lambda text: not is_blank(text))
ANYTHING = settings(suppress_health_check=list(HealthCheck), max_examples=30)

STEPS = (
    step("ask", "line", "One line?")
    + step("ask", "lines", "Many?", lines="many")
    + step("gather", "list", "A list?", at_most=1)
    + step(
        "compose",
        "sentence",
        "A sentence.",
        template="It was [how].",
        blanks={"how": "How was it?"},
    )
)


def kept(text: str) -> str:
    return re.sub("\r\n|[\r\x85\u2028]", "\n", text)


def said(record: Record) -> str:
    assert isinstance(record, Trigger)
    return record.what


def newest(shell: Shell, *words: str, stdin: str = "") -> Record:
    """What a command has kept, and nothing but that."""
    for path in shell.home.rglob("*.toml"):
        path.unlink()
    ran = shell(*words, stdin=stdin)
    assert ran.code == 0, ran.err
    (record,) = shell.records
    return record


@ANYTHING
@given(SAYING.filter(lambda text: text != "-"))  # which is standard input
def test_a_text_goes_in_as_an_argument(rsense: Shell, text: str) -> None:
    assert said(newest(rsense, "log", "-i", "3", "--", text)) == kept(text)
    assert newest(rsense, "keep", "evidence", "--", text)[3] == kept(text)
    trigger = newest(
        rsense, "log", "x", "--before", text, "--thought", text, "--did", text, "-i", "1"
    )
    assert isinstance(trigger, Trigger)
    assert {trigger.before, trigger.thought, trigger.did} == {kept(text)}
    assert rsense("edit", "last", "--", text).code == 0
    assert rsense.triggers[0].what == kept(text)


@ANYTHING
@given(SAYING.filter(lambda text: not text.endswith("\r")))
@example("\ufefftext")
@example("text\n\n")
def test_a_text_goes_in_through_a_pipe(rsense: Shell, text: str) -> None:
    assert said(newest(rsense, "log", "-", "-i", "3", stdin=f"{text}\n")) == kept(text)
    assert said(newest(rsense, "log", stdin=f"{text}\r\n")) == kept(text)
    assert newest(rsense, "keep", "plans", "-", stdin=f"{text}\n")[3] == kept(text)


def as_typed(text: str) -> str:
    """A text as one types it, that begins like a command or is one."""
    command = text.replace("\ufeff", "").strip().startswith(":")
    return f"::{text[1:]}" if command and text.startswith(":") else text


ONE_LINE = SAYING.filter(lambda text: "\n" not in text and not text.endswith("\r")).filter(
    lambda text: not re.match(r"[\s\ufeff]+:", text)
)


@ANYTHING
@given(ONE_LINE, ONE_LINE)
def test_a_text_goes_in_as_a_line_of_a_pipe(rsense: Shell, one: str, other: str) -> None:
    rsense.script("x", HEAD + STEPS)
    lines = [as_typed(text) for text in (one, other, "", other, "", one)]
    for path in (rsense.home / "records").rglob("*.toml"):
        path.unlink()
    ran = rsense("run", "x", "--plain", stdin="\n".join((*lines, "", "")))
    assert ran.code == 0, ran.err
    (session,) = rsense.sessions
    values: list[Value | Skip] = [reply.value for reply in session.replies]
    assert values == [kept(one), kept(other), (kept(other),), (("how", kept(one)),)]
    assert session.replies[3].answer == f"It was {strip_full_stop(kept(one).strip(), '.')}."
    for command in (["show", "last"], ["show", "last", "--json"], ["export"]):
        assert_harmless(rsense(*command).out)


@pytest.mark.slow
@settings(ANYTHING, max_examples=15)
@given(SAYING, SAYING)
def test_a_text_is_pasted_on_a_screen(one: str, other: str) -> None:
    async def paste() -> tuple[list[Value | Skip], set[str]]:
        async with stage(STEPS) as here:
            cells: set[str] = set()
            for text, key in ((one, "enter"), (other, "ctrl+s"), (other, "enter"), (one, "enter")):
                await here.paste(text)
                cells |= set(here.text) - {"\n"}
                await here.press(key, *(["enter"] if here.step == "list" else []))
            return here.kept.trail, cells

    values, cells = asyncio.run(paste())
    assert values == [kept(one), kept(other), (kept(other),), (("how", kept(one)),)]
    assert not cells & FORBIDDEN


@ANYTHING
@given(SAYING)
def test_a_text_comes_in_by_import(rsense: Shell, text: str) -> None:
    at = "2026-11-03T14:00:00+01:00"
    whole = {"format": 1, "id": "k3f9a2q7xm", "kind": "trigger", "at": at, "what": text}
    assert said(newest(rsense, "import", "-", stdin=json.dumps(whole))) == kept(text)
    table = io.StringIO()
    csv.writer(table).writerows([["date", "what"], ["2026-11-03", f"x{text}"]])
    path = rsense.home / "table.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table.getvalue().encode())
    assert said(newest(rsense, "import", str(path))) == kept(f"x{text}")


COMMANDS = [
    ["history"],
    ["history", "--json"],
    ["show", "last"],
    ["show", "last", "--json"],
    ["kept"],
    ["tags"],
    ["export"],
    ["export", "--format", "csv"],
    ["export", "--format", "markdown"],
    ["edit", "last", "-i", "4"],
    ["delete", "last", "--yes"],
    ["trash"],
    ["undo"],
]


@settings(ANYTHING, max_examples=25)
@given(SAYING.filter(lambda text: text != "-"))
def test_what_is_shown_of_a_text_tells_a_terminal_nothing(rsense: Shell, text: str) -> None:
    newest(rsense, "log", "-w", f"@{text}", "-t", text, "-i", "8", "--did", text, "--", text)
    rsense("keep", "evidence", "--", text)
    for command in COMMANDS:
        ran = rsense(*command)
        assert_harmless(ran.out + ran.err)


def assert_harmless(shown: str) -> None:
    plain = shown.replace("\n", "").replace("\r", "")
    assert not [c for c in plain if unicodedata.category(c) in ("Cc", "Cs")]
    assert clean(plain) == plain


@given(st.text(st.characters(codec=None)))
def test_what_is_kept_is_kept_as_it_is_from_then_on(text: str) -> None:
    assert stored_text(stored_text(text)) == stored_text(text)
    stored_text(text).encode()


@pytest.mark.parametrize(
    ("text", "as_kept"),
    [
        ("a\0b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("caf\udce9", "caf\ufffd"),
        ("a\r\r\nb\n\rc", "a\n\nb\n\nc"),
        (" \t a \t ", " \t a \t "),
        ("a\u2029b", "a\u2029b"),
    ],
)
def test_what_cannot_be_kept_is_marked(text: str, as_kept: str) -> None:
    assert stored_text(text) == as_kept
