"""Runs an activity on the screens or in lines: chosen before Textual is imported."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

import typer
from msgspec.structs import replace

from rsense.cli.exits import EXIT_CODES
from rsense.cli.line_style import NO_SCREENS
from rsense.cli.run_options import RunOptions
from rsense.core.prompts import Way
from rsense.environment import drop_size
from rsense.ports import Activity, DisplaySettings, EditedText, OwnEditor, Services
from rsense.save_queue import NOT_WAITED_FOR, PATIENCE, QUIET_SECONDS, STILL_SAVING, Ended
from rsense.services.errors import FAILED, INTERRUPTED, UserError
from rsense.services.text_input import mended
from rsense.session_runner import SaveFailed

if TYPE_CHECKING:
    from rsense.plain.console import Console
    from rsense.preview_ports import Preview
    from rsense.tui.app import RsenseApp


TICK_SECONDS = 0.7
"""Between two looks at a line that is being typed: what is half written is safe in a second."""
LOOK_SECONDS = 0.2
"""The same where a file is watched meanwhile."""


def use_line_mode(environ: Mapping[str, str] = os.environ, *, plain: bool) -> bool:
    """Whether to use lines: they were asked for, or the terminal can do no more.

    Screens draw on stderr and read stdin, so these two decide.
    """
    wish = environ.get("ACCESSIBLE", "") not in ("", "0")
    able = environ.get("TERM", "") not in NO_SCREENS
    return plain or wish or not able or not (sys.stdin.isatty() and sys.stderr.isatty())


def run_activity(
    opened: Activity | None, services: Services, options: RunOptions, preview: Preview | None = None
) -> None:
    """Run an activity on the right frontend; without one, the home screen. Raises UserError.

    With a `preview`, which goes to the screens alone, it is the activity of a script being written.
    """
    services = replace(services, editor=_own_editor())
    if options.tones:
        services = replace(services, display=replace(services.display, tones=True))
    try:
        with report_unsaved():
            if opened is not None and use_line_mode(plain=options.lines or services.display.plain):
                _in_lines(opened, services, options)
            else:
                _on_screens(opened, services, options, preview)
    except KeyboardInterrupt:  # the dialogue has said what is saved
        raise UserError("", INTERRUPTED) from None
    except Ended as ended:
        from rsense.cli.line_terminal import die_of

        die_of(ended.number)


def _in_lines(opened: Activity, services: Services, options: RunOptions) -> None:
    import gc

    from rsense.plain import dialogue

    if not gc.isenabled():  # home leaves it off, for the screens
        gc.freeze()
        gc.enable()
    sound = sound_for(services.display)
    interactive = sys.stdin.isatty()
    console = line_console(
        interactive=interactive, paced=not options.no_wait, sound=sound, saving=True
    )
    if not options.speak:
        dialogue.run(opened, services, console)
        return
    from rsense.cli import line_terminal, one_key
    from rsense.plain.aloud import Aloud
    from rsense.speech import Voice

    aloud = Aloud(Voice(opened.sitting.session.script.head.language), toned=services.display.tones)
    if interactive:
        terminal = line_terminal.of_this_process()
        aloud.key = lambda cue, keys: one_key.read_answer(terminal, cue, keys, console.read)
    try:
        dialogue.run(opened, services, replace(console, aloud=aloud))
        aloud.finish(console.wait)
    finally:
        aloud.voice.stop()


def _own_editor() -> OwnEditor:
    def edit(text: str) -> EditedText:
        from rsense.cli.text_editor import edit_text

        return edit_text(text)

    return OwnEditor(edit, is_set=any(os.environ.get(name) for name in ("VISUAL", "EDITOR")))


@contextmanager
def report_unsaved() -> Iterator[None]:
    """Turn SaveFailed into a UserError, which ends the command."""
    try:
        yield
    except SaveFailed as error:
        raise UserError(f"{error} What you said is still above.", FAILED) from error


def _on_screens(
    opened: Activity | None, services: Services, options: RunOptions, preview: Preview | None
) -> None:
    import atexit
    import gc

    from rsense.cli.typed_ahead import drain

    atexit.register(drain)  # what is typed while it ends is no command for the shell
    drop_size(os.environ)
    gc.disable()  # until the first frame: what is imported stays, and nothing of it is garbage
    from rsense.tui.app import RsenseApp

    app = RsenseApp(services, opened, paced=not options.no_wait)
    if preview and opened:
        from rsense.tui.preview import PreviewApp

        app = PreviewApp(services, opened, preview, paced=not options.no_wait)
    try:
        app.run(inline=options.inline, mouse=not options.inline)
    finally:
        app.put_terminal_back()
    _wait_for_saves(app)
    if app.mistake or app.farewell:
        _say_aside(f"{app.mistake} {app.farewell}".strip())
    if app.return_code or app.unsaved:
        raise typer.Exit(app.return_code or EXIT_CODES[FAILED])


def _wait_for_saves(app: RsenseApp) -> None:
    """Wait for saves under way as the screens end: only then is their outcome known."""
    hurry = app.last_moment is not None
    end = app.last_moment if app.last_moment is not None else time.monotonic() + PATIENCE
    try:
        done = app.saves.wait(min(QUIET_SECONDS, max(end - time.monotonic(), 0)))
        if not done and not hurry:
            _say_aside(f"{STILL_SAVING} Ctrl+C ends it at once.")
        done = done or app.saves.wait(max(end - time.monotonic(), 0))
    except KeyboardInterrupt:
        done = False
    if not done:
        app.farewell, app.unsaved = NOT_WAITED_FOR, True


def _say_aside(line: str) -> None:
    with suppress(OSError):  # the terminal may be gone
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def sound_for(look: DisplaySettings) -> Callable[[Way], None]:
    """What is heard in lines as a breath changes its way: a bell, a soft tone, both, nothing."""
    if not look.tones:
        return (lambda _: _ring()) if look.bell else (lambda _: None)
    from rsense.breath_tones import Tones

    tones = Tones()
    tones.prepare()

    def sound(way: Way) -> None:
        if look.bell:
            _ring()
        tones.play(way)

    return sound


def _ring() -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\a")
        sys.stdout.flush()


def line_console(
    *,
    interactive: bool,
    paced: bool,
    sound: Callable[[Way], None] = lambda _: None,
    saving: bool = False,
    while_waiting: Callable[[], None] | None = None,
) -> Console:
    """Standard input and output as lines.

    With `saving`, SIGTERM and SIGHUP raise Ended for whoever saves what is half written.
    `while_waiting` is called while no line is begun, and may raise what ends the wait.
    """
    from rsense.cli import line_terminal
    from rsense.cli.output import fitting
    from rsense.plain.console import Console, Typing

    terminal = line_terminal.of_this_process() if interactive else None
    typing = Typing(terminal.typed_so_far) if terminal else Typing()
    if terminal:
        terminal.saving = saving

    def read(cue: str) -> str | None:
        line_terminal.read_bytes_as_letters()
        if terminal:
            try:
                often = LOOK_SECONDS if while_waiting else TICK_SECONDS
                with _ticking(tick, often) if saving or while_waiting else nullcontext():
                    return terminal.read_line(cue)
            except EOFError:
                return None
        line = sys.stdin.readline()
        return mended(line.removesuffix("\n").removesuffix("\r")) if line else None

    def tick() -> None:
        if terminal:
            terminal.leave_if_told()
        typing.tick()
        if while_waiting and not typing.look():
            while_waiting()

    def wait(seconds: float) -> bool:
        if terminal:
            return terminal.wait(seconds)
        time.sleep(seconds)  # in a pipe the next line is the next answer
        return False

    def write(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    return Console(
        read,
        write,
        wait,
        interactive=interactive,
        sound=sound,
        paced=paced,
        typing=typing,
        fitting=fitting,
    )


@contextmanager
def _ticking(tick: Callable[[], None], often: float) -> Iterator[None]:
    """Call something every so many seconds while a line is typed.

    By a timer's signal: only between two keys is what readline holds safe to look at, and there
    Python runs the handlers of signals.
    """
    import signal

    signal.signal(signal.SIGALRM, lambda *_: tick())
    signal.setitimer(signal.ITIMER_REAL, often, often)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
