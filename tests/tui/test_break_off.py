"""A mistake of the program: words are saved, the terminal is put back, what is said is true."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from rsense.core.engine import Reply
from rsense.save_queue import PATIENCE
from rsense.tui.app import RsenseApp
from tests.tui.stage import HEAD, Kept, stage
from tests.tui.terminal import Terminal, environment

ASK = '[[step]]\nid = "what"\nkind = "ask"\ntext = "What happened?"\n'
PROGRAM = """
import asyncio, os, sys, threading, time
from rsense.tui.app import RsenseApp
from rsense.tui.terminal_input import TerminalInput

def broken(*_):
    own_words_in_a_frame = "SECRET"
    raise RuntimeError("SECRET")

def in_a_handler(app):
    broken()

def in_a_task(app):
    async def fail():
        broken()
    asyncio.get_running_loop().create_task(fail())

def in_a_callback(app):
    asyncio.get_running_loop().call_soon(broken)

def in_a_worker(app):
    async def fail():
        broken()
    app.run_worker(fail())

def in_a_thread(app):
    threading.Thread(target=broken).start()

def in_the_reading_of_keys(app):
    TerminalInput.feed = broken

def in_the_writing(app):
    app._driver._writer_thread._file = None
    app._driver.write(None or 7)

def in_drawing(app):
    type(app.screen.query_one("KeyHints")).render = broken
    app.screen.query_one("KeyHints").refresh()

def in_stopping(app):
    type(app._driver).stop_application_mode = broken
    app.exit(return_code=1)

RsenseApp.action_keys = lambda self: {way}(self)
sys.argv = ["rsense", *{arguments}]
from rsense.__main__ import main
main()
"""
WAYS = (
    "in_a_handler",
    "in_a_task",
    "in_a_callback",
    "in_a_worker",
    "in_a_thread",
    "in_the_reading_of_keys",
    "in_the_writing",
    "in_drawing",
    "in_stopping",
)
SAID = "half a thought"


def broken_off(home: Path, way: str, *more: str, inline: bool = False) -> Terminal:
    """Half an answer, and then the mistake, in a terminal; it has ended."""
    script = home / "small.toml"
    script.write_text(HEAD + ASK)
    arguments = ["pause"] if inline else ["run", str(script), *more]
    program = PROGRAM.replace("{way}", way).replace("{arguments}", repr(arguments))
    terminal = Terminal([sys.executable, "-c", program], environment(home))
    with terminal:
        if not inline:
            terminal.until("What happened?")
            terminal.type(SAID)
            terminal.until(SAID)
        else:
            terminal.until("Enter")
        terminal.type("\x1b[15~")
        assert terminal.ended() == 1
    return terminal


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_whatever_ends_it_keeps_the_words_and_restores_the_terminal(
    tmp_path: Path, way: str
) -> None:
    terminal = broken_off(tmp_path, way)
    assert SAID in "".join(path.read_text() for path in tmp_path.glob("progress/*.toml"))
    assert (terminal.modes_left_on, terminal.settings_changed) == (set(), set())
    assert b"Traceback" not in terminal.bytes
    assert b"SECRET" not in terminal.bytes
    assert SAID not in terminal.primary


@pytest.mark.slow
def test_what_is_said_is_how_to_go_on(tmp_path: Path) -> None:
    words = " ".join(broken_off(tmp_path, "in_a_handler").primary.split())
    assert "Something went wrong inside rsense" in words
    assert "Kept for later." in words


@pytest.mark.slow
def test_what_is_said_of_a_private_one_is_that_nothing_was_kept(tmp_path: Path) -> None:
    words = " ".join(broken_off(tmp_path, "in_a_handler", "--private").primary.split())
    assert "Nothing was kept." in words
    assert "Kept for later" not in words


@pytest.mark.slow
def test_below_a_prompt_it_is_the_same(tmp_path: Path) -> None:
    terminal = broken_off(tmp_path, "in_a_thread", inline=True)
    assert (terminal.modes_left_on, terminal.settings_changed) == (set(), set())
    assert b"Traceback" not in terminal.bytes


def fault(kept: Kept) -> RsenseApp:
    """A mistake in a handler, without a terminal; all is saved that will be."""
    apps: list[RsenseApp] = []

    async def go() -> None:
        async with stage(ASK, kept=kept) as here:
            apps.append(here.app)
            await here.press(f"type:{SAID}")
            here.app._handle_exception(RuntimeError())

    with pytest.raises(RuntimeError):
        asyncio.run(go())
    assert apps[0].saves.wait(PATIENCE)  # as the command line does
    return apps[0]


def test_words_are_saved_at_a_fault() -> None:
    kept = Kept()
    app = fault(kept)
    assert kept.ahead == [Reply("what", SAID)]
    assert app.return_code == 1


def test_words_that_could_not_be_saved_are_said_to_be_lost() -> None:
    app = fault(Kept(full=True))
    assert "couldn't be saved" in app.farewell
    assert "Kept" not in app.farewell


def test_a_fault_while_saving_is_no_claim_that_anything_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: RsenseApp) -> None:
        raise RuntimeError

    monkeypatch.setattr(RsenseApp, "save_drafts", broken)
    assert "couldn't be saved" in fault(Kept()).farewell
