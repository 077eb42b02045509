"""In a real terminal: done by keyboard, left in every way, and nothing left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.no_network import searched
from tests.steps import step
from tests.tui.stage import HEAD
from tests.tui.terminal import LEAVING, Terminal, environment, python, rsense

pytestmark = pytest.mark.slow

STEPS = (
    step("ask", "what", "What happened?")
    + step("rate", "now", "How strong is it?")
    + step("breathe", "breath", "Let it out slowly.", pattern="4-6", cycles=1)
)
SECRET = "unread for three hours"


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "small.toml"
    path.write_text(HEAD + STEPS)
    return str(path)


def records(home: Path, kind: str = "session") -> list[str]:
    return [path.read_text() for path in home.rglob(f"*-{kind}-*.toml")]


def progress(home: Path) -> str:
    return "".join(path.read_text() for path in home.glob("progress/*.toml"))


def half_way(terminal: Terminal) -> None:
    """One answer given and half a word typed."""
    terminal.until("What happened?")
    terminal.type(f"{SECRET}\r")
    terminal.until("How strong is it?")


def test_a_signal_ends_what_a_job_in_the_background_began_here(tmp_path: Path) -> None:
    ignored = signal.signal(signal.SIGQUIT, signal.SIG_IGN)
    try:
        with python(tmp_path, "print('here', flush=True); input()") as terminal:
            terminal.until("here")
            terminal.child.kill(signal.SIGQUIT)
            assert terminal.ended() == 128 + signal.SIGQUIT
    finally:
        signal.signal(signal.SIGQUIT, ignored)


def test_an_exercise_is_done_by_keyboard_alone(tmp_path: Path, script: str) -> None:
    with rsense(tmp_path, "run", script, "--no-wait") as terminal:
        half_way(terminal)
        terminal.type("7\r")
        terminal.until("Let it out slowly.")
        terminal.type("\r")
        terminal.until("That was all of it.")
        terminal.type("\r")
        terminal.until("You can change any of it.")
        terminal.type("\r")
        terminal.until("Enter close")
        terminal.type("\r")
        assert terminal.ended() == 0
    assert [SECRET in record for record in records(tmp_path)] == [True]


def stop(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.child.kill(number)


def press(key: str) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.child.send(key)


WAYS_OUT: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "Escape": (press("\x1b"), 0),
    "Ctrl+C": (press("\x03"), 130),
    "SIGTERM": (stop(signal.SIGTERM), 143),
    "SIGHUP": (stop(signal.SIGHUP), 129),
}


@pytest.mark.parametrize(("leave", "code"), WAYS_OUT.values(), ids=list(WAYS_OUT))
def test_it_can_be_left_and_leaves_nothing_behind(
    tmp_path: Path, script: str, leave: Callable[[Terminal], None], code: int
) -> None:
    """One start for several claims: a start costs a second."""
    with rsense(tmp_path, "run", script) as terminal:
        half_way(terminal)
        leave(terminal)
        asked = time.monotonic()
        assert terminal.ended() == code
        assert time.monotonic() - asked < LEAVING + 2
        assert terminal.modes_left_on == set()
        assert terminal.settings_changed == set()
        assert SECRET not in terminal.primary
        assert "How strong" not in terminal.primary
        assert "Kept for later." in " ".join(terminal.primary.split())
    assert SECRET in progress(tmp_path)


def test_half_a_word_is_kept_when_the_terminal_is_closed(tmp_path: Path, script: str) -> None:
    with rsense(tmp_path, "run", script) as terminal:
        terminal.until("What happened?")
        terminal.type(SECRET)
        terminal.until(SECRET)
        assert terminal.hang_up() == 129
    assert SECRET in progress(tmp_path)


def test_what_was_left_goes_on_and_can_be_begun_anew(tmp_path: Path, script: str) -> None:
    with rsense(tmp_path, "run", script) as terminal:
        half_way(terminal)
        terminal.type("\x1b")
        terminal.ended()
    with rsense(tmp_path, "run", script) as terminal:
        terminal.until("You're going on where you left off. F7 begins again.")
        assert "How strong is it?" in terminal.screen
        terminal.type("\x1b[18~")
        terminal.until("begin again, and throw it away")


CRASH = """
import sys
from rsense.cli.main import main
from rsense.tui.views.base import PromptView

def fall(self, value):
    words = value
    raise RuntimeError(words)

PromptView.answer = fall
sys.exit(main(["run", {script!r}]))
"""


def test_a_crash_shows_no_word_of_the_person(tmp_path: Path, script: str) -> None:
    with python(tmp_path, CRASH.format(script=script)) as terminal:
        terminal.until("What happened?")
        terminal.type(f"{SECRET}\r")
        assert terminal.ended() == 1
        assert SECRET not in terminal.primary
        assert "Traceback" not in terminal.primary
        assert "mistake in the program, not yours" in " ".join(terminal.primary.split())
        assert terminal.modes_left_on == set()
        assert terminal.settings_changed == set()


WITHOUT_SCREENS = {
    "TERM=dumb": {"TERM": "dumb"},
    "no TERM": {"TERM": ""},
    "ACCESSIBLE=1": {"ACCESSIBLE": "1"},
}
IN_LINES = """
import sys
from rsense.cli.main import main
main(["run", {script!r}])
print("textual is", "here" if "textual" in sys.modules else "away")
"""


@pytest.mark.parametrize("environ", WITHOUT_SCREENS.values(), ids=list(WITHOUT_SCREENS))
def test_lines_are_chosen_without_a_trace_of_textual(
    tmp_path: Path, script: str, environ: dict[str, str]
) -> None:
    with python(tmp_path, IN_LINES.format(script=script), **environ) as terminal:
        terminal.until("rsense, in lines.")
        terminal.type(":quit\r")
        terminal.until("textual is away")


def test_a_pipe_is_answered_in_lines(tmp_path: Path, script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rsense", "run", script, "--no-wait"],
        input=f"{SECRET}\n7\n",
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, "rsense, in lines." in done.stdout) == (0, True)


def test_the_screens_draw_on_stderr_and_leave_stdout_alone(tmp_path: Path, script: str) -> None:
    out = tmp_path / "out"
    command = f'exec "{sys.executable}" -m rsense run "{script}" > "{out}"'
    with Terminal(["/bin/sh", "-c", command], environment(tmp_path)) as terminal:
        half_way(terminal)
        terminal.type("\x1b")
        terminal.ended()
    assert out.read_bytes() == b""


HOSTILE = """
import sys
from tests.nobody import people
from rsense.ports import Services
from rsense.tui.app import RsenseApp
from tests.tui.hostile import HOSTILE, SHOWN, posed
async def glance(pilot):
    await pilot.pause(0.3)
    pilot.app.exit()

for name in SHOWN:
    RsenseApp(Services(lambda _: people(HOSTILE)), posed(name)).run(auto_pilot=glance)
"""
OBEYED = ("\x1b]0;HI", "\x1b]52", "\x9b", "\u202e", "\u2066", "\x00", "\ufeff", "\x7f")


def test_no_word_reaches_the_terminal_as_anything_but_words(tmp_path: Path) -> None:
    root = searched(Path(__file__).parents[2])
    with python(tmp_path, HOSTILE, PYTHONPATH=root) as terminal:
        assert terminal.ended(60) == 0
    written = terminal.bytes.decode()
    assert "[@click=app.quit]x[/]$y[/nope][b]␛]0;HI␇" in written
    assert [sequence for sequence in OBEYED if sequence in written] == []


LONG = step(
    "compose",
    "rule",
    "There may be a rule behind it, older than this day. Let it say itself, as harshly as it likes."
    "\n\nIf it says that you should not be here, leave this: help-now has people to call.",
    template="If they [act], then I am [verdict].",
    blanks={
        "act": {"text": "If they do what, or do not do what?", "example": "answer late"},
        "verdict": {"text": "Then you are what?", "example": "too much"},
    },
)


def test_what_was_scrolled_leaves_no_old_lines(tmp_path: Path) -> None:
    script = tmp_path / "long.toml"
    script.write_text(HEAD + LONG)
    asked = [sys.executable, "-m", "rsense", "run", str(script), "--no-wait"]
    with Terminal(asked, environment(tmp_path), (40, 12)) as terminal:
        terminal.until("There may be a rule")
        terminal.type("leave")
        terminal.type("\r")
        terminal.until("Then you are what?")
        written = terminal.screen
        terminal.type("\x0c\x0c")  # blanked, and drawn anew
        terminal.until("Then you are what?")
        assert written == terminal.screen
