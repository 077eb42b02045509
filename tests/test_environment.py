"""Settings of the libraries that somebody left in the environment: none of them does anything."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import textual

from rsense.environment import COLOR_SYSTEMS, LOOKS, SIZE, drop_foreign_settings, drop_size
from tests.no_network import searched
from tests.steps import step
from tests.tui.stage import HEAD
from tests.tui.terminal import rsense

TEXTUAL = Path(textual.__file__).parent
VARIABLE = re.compile(r"""(?:environ|getenv)[\w.]*[\[(]\s*["']([A-Z_]+)["']""")
"""A variable that is read: `os.environ["X"]`, `get_environ("X", …)`, `_get_environ_int("X", …)`."""

DROPPED = {
    "TEXTUAL": "a console to connect to, or debugging",
    "TEXTUAL_ALLOW_SIGNALS": "Ctrl+C would be a signal",
    "TEXTUAL_DEBUG": "checks for developers",
    "TEXTUAL_DEVTOOLS_HOST": "where to connect to",
    "TEXTUAL_DEVTOOLS_PORT": "where to connect to",
    "TEXTUAL_DIM_FACTOR": "0 hides what is dim",
    "TEXTUAL_DRIVER": "a module to load",
    "TEXTUAL_FILTERS": "other colours",
    "TEXTUAL_LOG": "writes every key",
    "TEXTUAL_PRESS": "presses keys",
    "TEXTUAL_SCREENSHOT": "saves the screen",
    "TEXTUAL_SCREENSHOT_FILENAME": "saves the screen",
    "TEXTUAL_SCREENSHOT_LOCATION": "saves the screen",
    "TEXTUAL_SHOW_RETURN": "writes at the end",
    "TEXTUAL_SLOW_THRESHOLD": "goes with the log",
    "TEXTUAL_SPEEDUPS": "another package to load",
    "TEXTUAL_THEME": "another theme",
}
HARMLESS = {"ESCDELAY", "LC_TERMINAL", "TERM_PROGRAM"}
"""About the terminal; nothing is written."""
FOR_THE_WEB = {"COLUMNS", "ROWS"}
"""Read by the web driver alone, which only TEXTUAL_DRIVER could choose."""


def test_every_variable_that_textual_reads_is_known() -> None:
    """Fails where a new version reads one more: is it dropped, or is it only about looks?"""
    read = {name for path in TEXTUAL.rglob("*.py") for name in VARIABLE.findall(path.read_text())}
    assert read - {"NO_COLOR"} == {*DROPPED, *LOOKS, *HARMLESS, *FOR_THE_WEB}


def test_what_is_not_about_looks_is_dropped() -> None:
    others = ("_TYPER_STANDARD_TRACEBACK", "TYPER_USE_RICH", "PYTHONASYNCIODEBUG")
    environ = dict.fromkeys((*DROPPED, *others, *LOOKS, "HOME", "TEXTUAL_OF_NEXT_YEAR"), "auto")
    drop_foreign_settings(environ)
    assert set(environ) == {*LOOKS, "HOME"}


def test_of_colours_what_is_known_stays_and_the_rest_is_dropped() -> None:
    for name, value, stays in (
        *(("TEXTUAL_COLOR_SYSTEM", known, True) for known in COLOR_SYSTEMS),
        *(("TEXTUAL_COLOR_SYSTEM", odd, False) for odd in ("", "nonsense", "windows", "TRUECOLOR")),
        ("NO_COLOR", "", False),
        ("NO_COLOR", "0", True),  # as no-color.org has it: whatever the value
    ):
        environ = {name: value}
        drop_foreign_settings(environ)
        assert environ == ({name: value} if stays else {}), (name, value)


def test_the_size_is_the_terminals_own() -> None:
    environ = dict.fromkeys((*SIZE, "TERM"), "20")
    drop_size(environ)
    assert environ == {"TERM": "20"}


STEP = step("ask", "what", "What happened?")
SECRET = "unread for three hours"
WRITERS = {
    "TEXTUAL": "devtools,debug",
    "TEXTUAL_COLOR_SYSTEM": "nonsense",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_DRIVER": "nowhere:Driver",
    "TEXTUAL_LOG": "keys.log",
    "TEXTUAL_PRESS": "x,x,x,x",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SHOW_RETURN": "1",
    "COLUMNS": "20",
    "LINES": "3",
}
PYTHONS = {"PYTHONINSPECT": "1", "PYTHONDEVMODE": "1", "PYTHONASYNCIODEBUG": "1"}


@pytest.mark.slow
@pytest.mark.parametrize("environ", [WRITERS, PYTHONS], ids=("textual", "python"))
def test_nothing_is_written_and_nothing_shown_of_it(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, here, home = tmp_path / "one.toml", tmp_path / "here", tmp_path / "home"
    script.write_text(HEAD + STEP)
    here.mkdir()
    root = searched(Path(__file__).parents[1])
    monkeypatch.chdir(here)
    places = {"TEXTUAL_SCREENSHOT_LOCATION": str(here), "PYTHONPATH": root}
    asked = ("run", str(script), "--private")
    with rsense(home, *asked, **environ, **places) as terminal:
        terminal.until("What happened?")
        terminal.type(SECRET)
        terminal.until(f"▌ {SECRET}")
        terminal.child.send("\x03")
        assert terminal.ended() == 130
        left = terminal.primary.split("\n")
        assert [line.strip() for line in left if line.strip()] == ["Left. Nothing was kept."]
        assert "Executing" not in terminal.bytes.decode()  # what asyncio says of slow steps
    assert os.listdir(here) == []
    assert not list(home.rglob("*.*"))
