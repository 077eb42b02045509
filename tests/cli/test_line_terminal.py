"""Lines in a real terminal: a paste is one answer, and nothing of it reaches the shell."""

from __future__ import annotations

import os
import readline
import signal
import time
from pathlib import Path

import pytest

from rsense.core.records import SessionRecord, Trigger
from rsense.store.records.repository import RecordStore
from tests.cli.shell import ASK, HEAD
from tests.tui.terminal import Terminal, rsense

pytestmark = pytest.mark.slow

GNU = pytest.mark.skipif(
    "GNU" not in (readline.__doc__ or ""), reason="only GNU readline can edit a pasted line"
)
ON, OFF = b"\x1b[?2004h", b"\x1b[?2004l"
BEGIN, END = "\x1b[200~", "\x1b[201~"
FIRST = "What happened?"


def paste(text: str) -> str:
    """As a terminal sends it: a newline becomes a carriage return."""
    return f"{BEGIN}{text}{END}".replace("\n", "\r")


def triggers(home: Path) -> list[Trigger]:
    found = (found.record for found in RecordStore(str(home / "records")).newest())
    return [record for record in found if isinstance(record, Trigger)]


def said(home: Path) -> list[object]:
    """The answers of the one exercise that was done."""
    (record,) = (found.record for found in RecordStore(str(home / "records")).newest())
    assert isinstance(record, SessionRecord)
    return [reply.value for reply in record.replies]


def logged(home: Path, *keys: str, **environ: str) -> tuple[str, Terminal]:
    """What `rsense log` kept after these keys, and Enter at the questions that follow."""
    with rsense(home, "log", **environ) as terminal:
        terminal.until(FIRST)
        for key in keys:
            terminal.type(key)
        terminal.until("How strong")
        terminal.type("\r")
        terminal.until("feel?")
        terminal.type("\r")
        assert terminal.ended() == 0
    assert ON in terminal.bytes
    assert (terminal.modes_left_on, terminal.settings_changed) == (set(), set())
    (trigger,) = triggers(home)
    return trigger.what, terminal


@GNU
@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ((paste("one\ntwo\n:quit\n\nthree"), "\r"), "one\ntwo\n:quit\n\nthree"),
        ((f"{BEGIN}one\r\ntwo\nthree{END}\r",), "one\ntwo\nthree"),
        (("before ", paste("one\ntwo"), " behind\r"), "before one\ntwo behind"),
        (("ab\x1b[D", paste("1\n2"), "\r"), "a1\n2b"),
        ((paste("one\n"), paste("two\n"), "\r"), "one\ntwo\n"),
        ((paste("  one \v\u2028 two "), "\r"), "  one \v\n two "),
        ((paste("::one\ntwo"), "\r"), "::one\ntwo"),
        (
            (paste("a \x1b[31mred\x1b[0m \x01\x04\x15\x17\tb"), "\r"),
            "a \x1b[31mred\x1b[0m \x01\x04\x15\x17\tb",
        ),
        ((paste("un\x1b[200~ended \x1b[201"), "\r"), "un\x1b[200~ended \x1b[201"),
        ((paste("naïve 日本 👩‍👩‍👧 e\u0301"), "\r"), "naïve 日本 👩‍👩‍👧 e\u0301"),
        ((paste(""), "typed\r"), "typed"),
        (("\x1b\x1b", "typed\r"), "typed"),
        ((paste("gone\nall"), "\x15", "typed\r"), "typed"),
        ((paste("a word"), "\x17\x7f", "\r"), "a"),
    ],
)
def test_a_paste_is_one_answer(keys: tuple[str, ...], kept: str, tmp_path: Path) -> None:
    assert logged(tmp_path, *keys)[0] == kept


@GNU
@pytest.mark.parametrize("byte", [b"\xe9", b"\xe9t\xe9"])
def test_a_pasted_byte_that_is_no_utf8_is_a_letter(byte: bytes, tmp_path: Path) -> None:
    with rsense(tmp_path, "log") as terminal:
        terminal.until(FIRST)
        terminal.child.send(b"\x1b[200~caf" + byte + b"\x1b[201~\r")
        terminal.until("How strong")
        terminal.type("\x04")
        assert terminal.ended() == 0
    assert triggers(tmp_path)[0].what == "caf" + byte.decode("latin-1")


@GNU
def test_a_paste_whose_end_is_lost_can_be_answered_and_left(tmp_path: Path) -> None:
    what, _ = logged(tmp_path, f"{BEGIN}one\rtwo", *([""] * 12), " three\r")
    assert what == "one\ntwo three"
    with rsense(tmp_path, "log") as terminal:
        terminal.until(FIRST)
        terminal.type(f"{BEGIN}one\rtwo")
        for _ in range(3):
            terminal.type("\x03")
        assert terminal.ended(10) == 130
    assert (terminal.modes_left_on, terminal.settings_changed) == (set(), set())


@GNU
def test_a_paste_of_a_megabyte_is_one_answer(tmp_path: Path) -> None:
    text = "every word of it\n" * 50_000
    with rsense(tmp_path, "log") as terminal:
        terminal.until(FIRST)
        keys = paste(text).encode() + b"\r"
        end = time.monotonic() + 60
        while keys and time.monotonic() < end:  # both ways at once: it shows what it takes
            keys = keys[os.write(terminal.child.child_fd, keys[:2000]) :]
            terminal.listen(0)
        terminal.until("How strong", 60)
        terminal.type("\x04")
        assert terminal.ended() == 0
    assert triggers(tmp_path)[0].what == text


@GNU
def test_a_paste_at_a_number_is_refused_once(tmp_path: Path) -> None:
    with rsense(tmp_path, "log") as terminal:
        terminal.until(FIRST)
        terminal.type("it\r")
        terminal.until("How strong")
        terminal.type(paste("line\n" * 11))
        terminal.type("\r")
        terminal.until("Type a number from 0 to 10.")
        terminal.type("4\r")
        terminal.until("feel?")
        terminal.type(paste("anxious\nsad\n"))
        terminal.type("\r")
        assert terminal.ended() == 0
    assert terminal.bytes.count(b"Type a number") == 1
    (trigger,) = triggers(tmp_path)
    assert (trigger.what, trigger.intensity) == ("it", 4)
    assert set(trigger.emotions) == {"anxious", "sad"}


KINDS = (
    HEAD
    + """
[[step]]
id = "first"
kind = "say"
text = "Read this."
[[step]]
id = "many"
kind = "ask"
text = "Write much."
lines = "many"
[[step]]
id = "things"
kind = "gather"
text = "Which things?"
at_most = 3
[[step]]
id = "which"
kind = "choose"
text = "Which ones?"
options = [{ value = "a", label = "one" }, { value = "b", label = "two" }]
at_most = 2
"""
)


@GNU
def test_every_question_takes_a_paste_as_what_it_asks_for(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "kinds.toml").write_text(KINDS)
    with rsense(tmp_path, "run", "kinds", "--plain") as terminal:
        terminal.until("Enter goes on>")
        terminal.type(paste("words\nfor later\n") + "\r")
        terminal.until("There's nothing to write here")
        terminal.type("\r")
        terminal.until("An empty line ends it.")
        terminal.type(paste("one\n\n:skip\ntwo") + "\r")
        terminal.type("\r")
        terminal.until("Which things?")
        terminal.type(paste("- a\n\n:quit\nb\nc\nd") + "\r")
        terminal.until("Not taken: c; d")
        terminal.type("\r")
        terminal.until("Which ones?")
        terminal.type(paste("two\none\n") + "\r")
        terminal.until("Enter finishes")
        terminal.type(paste("one\ntwo\n") + "\r")
        terminal.until("A number from 1 to")
        terminal.type("\r")
        assert terminal.ended() == 0
    assert said(tmp_path) == ["one\n\n:skip\ntwo", ("- a", ":quit", "b"), ("a", "b")]


# Ways out


WAYS_OUT = [
    ("\x04", None, 2),
    ("\x03", None, 130),
    ("half\x03", None, 130),
    ("\r", None, 2),
    ("half", signal.SIGTERM, 143),
    ("half", signal.SIGHUP, 129),
    ("", signal.SIGINT, 130),
]


@GNU
@pytest.mark.parametrize(("keys", "number", "code"), WAYS_OUT)
def test_every_way_out_switches_it_off(
    keys: str, number: signal.Signals | None, code: int, tmp_path: Path
) -> None:
    with rsense(tmp_path, "log") as terminal:
        terminal.until(FIRST)
        assert ON in terminal.bytes
        terminal.type(keys)
        if number:
            os.kill(terminal.child.pid, number)
        assert terminal.ended() == code
    assert (terminal.modes_left_on, terminal.settings_changed) == (set(), set())


@GNU
def test_it_is_off_while_no_line_is_read(tmp_path: Path) -> None:
    with rsense(tmp_path, "pause", "--plain", "--private") as terminal:
        terminal.until("number>")
        terminal.type("\x03")
        assert terminal.ended() == 130
    assert terminal.bytes.count(ON) == terminal.bytes.count(OFF) > 0


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"TERM": ""}])
def test_a_terminal_that_knows_nothing_is_sent_nothing(
    environ: dict[str, str], tmp_path: Path
) -> None:
    with rsense(tmp_path, "log", **environ) as terminal:
        terminal.until(FIRST)
        terminal.type("words\r")
        terminal.until("How strong")
        terminal.type("\x04")
        assert terminal.ended() == 0
    assert b"\x1b" not in terminal.bytes


def test_a_paste_without_brackets_is_one_answer_too(tmp_path: Path) -> None:
    with rsense(tmp_path, "log") as terminal:
        terminal.until(FIRST)
        terminal.child.send("He did not call.\r\r:quit\rI sat there:\r- one")
        terminal.until("How strong")
        terminal.child.send("again\rand again\r")
        terminal.until("Type a number")
        terminal.child.send("\r\r")  # two answers, as of somebody on a slow line
        assert terminal.ended() == 0
    (trigger,) = triggers(tmp_path)
    assert trigger.what == "He did not call.\n\n:quit\nI sat there:\n- one"
    assert (trigger.intensity, trigger.emotions) == (None, ())


@GNU
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_paste_that_is_cut_off_by_a_signal_is_kept(
    number: signal.Signals, tmp_path: Path
) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "it.toml").write_text(ASK)
    with rsense(tmp_path, "run", "it", "--plain") as terminal:
        terminal.until(">")
        terminal.type(f"{BEGIN}one\r:quit\rtwo")  # and its end is still on the way
        os.kill(terminal.child.pid, number)
        assert terminal.ended(10) == 128 + number
    assert (terminal.modes_left_on, terminal.settings_changed) == (set(), set())
    (file,) = (tmp_path / "progress").glob("*.toml")
    assert "one\n:quit\ntwo" in file.read_text()


def test_the_end_of_the_input_in_a_breath_leaves_at_once(tmp_path: Path) -> None:
    with rsense(tmp_path, "now", "--plain") as terminal:
        terminal.until("How strong")
        terminal.type("8\r")
        terminal.until("breathe in")
        terminal.type("\x04")
        assert terminal.ended(3) == 0


def test_a_key_typed_in_a_breath_is_shown_once(tmp_path: Path) -> None:
    with rsense(tmp_path, "now", "--plain") as terminal:
        terminal.until("How strong")
        terminal.type("8\r")
        terminal.until("breathe in")
        terminal.type("p\r")
        terminal.until("need a reason to call")
        assert terminal.bytes.count(b"\np\r") == 1
        terminal.type("\x04")
        assert terminal.ended(3) == 0
