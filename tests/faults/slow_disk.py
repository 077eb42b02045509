"""A disk whose fsync takes two seconds.

Promise: F1 and Escape answer in 0.5 s, SIGTERM in 2 s, and what is said afterwards is true: it is
held against what is on the disk. Real terminals, real keys.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from rsense.save_queue import NOT_WAITED_FOR
from rsense.store.sessions import SessionStore
from tests.faults.outcome import ended
from tests.tui.terminal import Terminal, python

FSYNC = 2.0
"""Seconds."""
AT_ONCE, ENDED = 0.5, 2.0
"""Seconds until help or leaving shows, and until a signal has ended it."""
BUSY = 0.7
"""Seconds more, on a machine that does other things beside this."""
SLOW = """
import os, runpy, sys, time
whole = os.fsync
def slow(descriptor):
    whole(descriptor)
    time.sleep({seconds})
    whole(descriptor)
os.fsync = slow
sys.argv = ["rsense", *{words!r}]
runpy.run_module("rsense", run_name="__main__")
"""
SCRIPT = 'format = 1\ntitle = "Two questions"\nstage = "notice"\n' + "".join(
    f'[[step]]\nid = "q{n}"\nkind = "ask"\ntext = "Question {n}, please."\n' for n in range(2)
)
KEPT = "Kept for later"


def started(home: Path, *words: str) -> Terminal:
    script = home / "two.toml"
    script.write_text(SCRIPT)
    return python(home, SLOW.format(seconds=FSYNC, words=["run", str(script), *words]))


def seconds_until(terminal: Terminal, holds: Callable[[], bool], most: float = 15.0) -> float:
    """How long it took from now until something came to hold."""
    begun = time.monotonic()
    while time.monotonic() - begun < most:
        if holds():
            break
        terminal.listen(0.02)
    return time.monotonic() - begun


def words_on_disk(home: Path) -> tuple[list[object], list[object]]:
    """The answers and the waiting words of all that is half way."""
    left = list(SessionStore(str(home / "progress")).all())
    return (
        [reply.value for one in left for reply in one.replies],
        [reply.value for one in left for reply in one.ahead],
    )


def help_while_saving(home: Path, counts: Counter[str]) -> Iterator[str]:
    """F1 comes at once while an answer is saved; the next question only when it is on the disk."""
    with started(home) as terminal:
        terminal.until("Question 0, please.")
        terminal.type("First words\r")
        terminal.child.send("\x1bOP")
        took = seconds_until(terminal, lambda: "Help now" in terminal.screen)
        counts["help while saving, ms"] = max(counts["help while saving, ms"], round(took * 1000))
        if took > AT_ONCE + BUSY:
            yield f"F1 took {took:.1f} s"
        if words_on_disk(home)[0]:
            yield "it was saved before F1 came: this disk was not slow"
        terminal.type("\x1b")
        told = seconds_until(terminal, lambda: "Still saving" in terminal.screen)
        if told > AT_ONCE + BUSY:
            yield f"it was not said within {told:.1f} s that it is saving"
        terminal.type("more")
        shown = seconds_until(terminal, lambda: "You wrote more meanwhile" in terminal.screen)
        if words_on_disk(home)[0] != ["First words"]:
            yield f"after {shown:.1f} s it says saved, and there is {words_on_disk(home)}"
        if "First wordsmore" not in terminal.screen:
            yield "what was typed meanwhile is not in sight"
        terminal.type("\r")
        next_one = seconds_until(terminal, lambda: "Question 1, please." in terminal.screen)
        if words_on_disk(home)[0] != ["First wordsmore"]:
            yield f"after {next_one:.1f} s the next question is there, and {words_on_disk(home)}"
        if "First wordsmore" in terminal.screen.partition("Question 1")[2]:
            yield "keys for one question were taken for the next"


def leaving(home: Path, keys: str, code: int, counts: Counter[str]) -> Iterator[str]:
    """The screen goes at once; what is said comes when it is known, and is true."""
    with started(home) as terminal:
        terminal.until("Question 0, please.")
        terminal.type("Half a wor")
        terminal.child.send(keys)
        took = seconds_until(terminal, lambda: b"\x1b[?1049l" in terminal.bytes)
        counts["leaving, ms"] = max(counts["leaving, ms"], round(took * 1000))
        if took > AT_ONCE + BUSY:
            yield f"the screen went after {took:.1f} s"
        ended = terminal.ended(20)
        if ended != code:
            yield f"it ended with {ended}"
        yield from told_truly(terminal, home, [], ["Half a wor"])


def at_home(home: Path, counts: Counter[str]) -> Iterator[str]:
    """A setting, and a line of the log: help and the way home do not wait for them."""
    (home / "config.toml").write_text("welcomed = true\n")
    with python(home, SLOW.format(seconds=FSYNC, words=[])) as terminal:
        terminal.until("What is happening?")
        terminal.type("s")
        terminal.until("Settings")
        terminal.type("\r")
        terminal.child.send("\x1bOP")
        took = seconds_until(terminal, lambda: "Help now" in terminal.screen)
        counts["help while saving, ms"] = max(counts["help while saving, ms"], round(took * 1000))
        if took > AT_ONCE + BUSY:
            yield f"F1 in the settings took {took:.1f} s"
        if "theme" in (home / "config.toml").read_text():
            yield "the setting was saved before F1 came: this disk was not slow"
        for key, words in (("\x1b", "Settings"), ("\x1b", "What is happening?")):
            terminal.type(key)
            terminal.until(words)
        terminal.type("l")
        terminal.until("What happened?")
        terminal.type("Mo cancelled\r")
        terminal.child.send("\x1b")
        took = seconds_until(terminal, lambda: "It hurts now" in terminal.screen)
        counts["leaving, ms"] = max(counts["leaving, ms"], round(took * 1000))
        if took > AT_ONCE + BUSY:
            yield f"it took {took:.1f} s to come home"
        terminal.type("\x1b")
        terminal.until("again to leave")
        time.sleep(0.3)  # not a key that is held down
        terminal.type("\x1b")
        terminal.ended(30)
        there = "".join(path.read_text() for path in home.rglob("*-trigger-*.toml"))
        if "Mo cancelled" not in there or "theme" not in (home / "config.toml").read_text():
            yield "what was being saved on leaving is not on the disk"


def signalled(
    home: Path, number: int, typed: str, counts: Counter[str], *words: str
) -> Iterator[str]:
    with started(home, *words) as terminal:
        terminal.until("Question 0, please.")
        terminal.type(typed)
        begun = time.monotonic()
        terminal.child.kill(number)
        code = terminal.ended(10)
        took = time.monotonic() - begun
        counts["ended by a signal, ms"] = max(counts["ended by a signal, ms"], round(took * 1000))
        if took > ENDED + BUSY:
            yield f"it took {took:.1f} s to end"
        if code != 128 + number:
            yield f"it ended with {code}"
        if terminal.settings_changed or terminal.modes_left_on:
            yield f"left behind: {terminal.settings_changed} {terminal.modes_left_on}"
        yield from told_truly(terminal, home)


def told_truly(
    terminal: Terminal,
    home: Path,
    answers: list[object] | None = None,
    ahead: list[object] | None = None,
) -> Iterator[str]:
    """What stands in the terminal, and what on the disk."""
    said = "".join(terminal.primary.split())  # a line may break anywhere
    kept, unknown = (words.replace(" ", "") in said for words in (KEPT, NOT_WAITED_FOR))
    there = words_on_disk(home)
    if kept and not any(there):
        yield "it says kept, and nothing is"
    if not kept and not unknown:
        yield f"nothing is said of what is kept: {said[-200:]!r}"
    if answers is not None and there != (answers, ahead):
        yield f"on the disk is {there}"
    if "Traceback" in said or "wentwrong" in said:
        yield f"it broke: {said[-300:]!r}"


WAYS: dict[str, Callable[[Path, Counter[str]], Iterator[str]]] = {
    "help while saving": help_while_saving,
    "escape": lambda home, counts: leaving(home, "\x1b", 0, counts),
    "SIGTERM, half a word": lambda home, counts: signalled(
        home, signal.SIGTERM, "Half a wor", counts
    ),
    "SIGTERM, an answer": lambda home, counts: signalled(
        home, signal.SIGTERM, "An answer\r", counts
    ),
    "SIGTERM, half a line": lambda home, counts: signalled(
        home, signal.SIGTERM, "Half a wor", counts, "--plain"
    ),
    "settings and log": at_home,
    "ctrl+c": lambda home, counts: leaving(home, "\x03", 130, counts),
    "ctrl+q": lambda home, counts: leaving(home, "\x11", 0, counts),
    "SIGHUP, an answer": lambda home, counts: signalled(home, signal.SIGHUP, "An answer\r", counts),
}
BOUNDED = 6
"""So many of these in the bounded form."""


def main(arguments: list[str]) -> int:
    counts, found = Counter[str](), list[str]()
    begun = time.monotonic()
    names = list(WAYS) if "--full" in arguments else list(WAYS)[:BOUNDED]
    for name in names:
        with tempfile.TemporaryDirectory() as home:
            counts["ways"] += 1
            found += (f"{name}: {what}" for what in WAYS[name](Path(home), counts))
    return ended("slow_disk", begun, counts, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
