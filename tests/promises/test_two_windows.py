"""Two windows on one disk, in every order: no word is lost, and nothing untrue is said."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from rsense.core.script.parse import parse
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise import resume
from rsense.services.exercise.ending_words import BESIDE
from rsense.services.exercise.flow import ExerciseFlow
from rsense.session_runner import SaveFailed, SessionRunner
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import HEAD
from tests.steps import step
from tests.store.faulty_files import Done, FaultyFiles

ASKED = {"first": "What happened?", "second": "What then?", "third": "And in the end?"}
STEPS = "".join(step("ask", id, text, required=True) for id, text in ASKED.items())
SCRIPT = parse("mine", f'{HEAD}[trigger]\nwhat = "first"\n{STEPS}')
LIBRARY = Library(shipped_folder())
START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class Window:
    """One process: a desk of its own, and what it shows."""

    def __init__(self, folder: str, clock: list[int]) -> None:
        self.fails = False
        self.files = FaultyFiles(self._fault)

        def now() -> datetime:
            clock[0] += 1
            return START + timedelta(seconds=clock[0])

        def new_id() -> str:
            return f"id{now():%H%M%S}"

        self.context = AppContext(folder, LIBRARY, now=now, new_id=new_id, files=self.files)
        self.table: ExerciseFlow | None = None
        self.opened: Activity | None = None

    def _fault(self, _: int, done: Done) -> OSError | None:
        toml = done[1].endswith(".toml") and "-" not in done[1]
        return OSError(errno.EPERM, "no") if self.fails and done[0] == "unlink" and toml else None

    @property
    def asks(self) -> bool:
        """Whether it stands at "go on?"."""
        return self.opened is not None and self.opened.finish is None

    @property
    def runs(self) -> bool:
        return self.opened is not None and self.opened.finish is not None

    @property
    def sitting(self) -> SessionRunner:
        assert self.opened
        return self.opened.sitting

    @property
    def done(self) -> bool:
        return self.runs and self.sitting.current is None

    @property
    def id(self) -> str:
        return self.table._autosave.id if self.table and self.table._autosave else ""

    def open(self) -> None:
        self.table = ExerciseFlow(self.context, SCRIPT, private=False)
        self.opened = self.table.opened(ask=True)

    def close(self) -> None:
        self.table = self.opened = None


HALF = st.sampled_from([False, False, True])
WINDOWS = st.sampled_from([0, 1])


def where(fits: Callable[[Window], bool]) -> Callable[[Any], Any]:
    """A rule for a window in which it can be done; `which` picks one of them."""

    def of(method: Any) -> Any:
        def act(self: Any, which: int, **more: Any) -> None:
            able = [window for window in self.windows if fits(window)]
            method(self, able[which % len(able)], **more)

        act.__name__ = method.__name__
        return precondition(lambda self: any(map(fits, self.windows)))(act)

    return of


class TwoWindows(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        clock = [0]
        self.windows = [Window(self.folder, clock), Window(self.folder, clock)]
        self.words: list[str] = []

    def teardown(self) -> None:
        for window in self.windows:
            window.close()
        shutil.rmtree(self.folder)

    def word(self) -> str:
        """One that was never said before."""
        self.words.append(f"word{len(self.words):04d}")
        return self.words[-1]

    @rule(which=WINDOWS)
    @where(lambda w: w.opened is None)
    def open(self, window: Window) -> None:
        window.open()

    @rule(which=WINDOWS, choice=st.integers(0, 9))
    @where(lambda w: w.asks)
    def answer_the_offer(self, window: Window, choice: int) -> None:
        assert window.opened
        shown = window.sitting.current
        assert shown
        ways = [option.value for option in shown.prompt.options]  # type: ignore[union-attr]
        window.sitting.answer((ways[choice % len(ways)],))
        following = window.opened.next_activity(window.sitting.session)
        assert following
        window.opened = following
        self.no_untrue_refusal(window)

    def no_untrue_refusal(self, window: Window) -> None:
        if not window.asks:
            return
        assert window.opened
        shown = window.sitting.current
        said = shown.prompt.text if shown else ""
        other = next(one for one in self.windows if one is not window)
        if resume.IN_USE in said or resume.STAYS in said:
            assert window.context.progress.in_use(other.id)

    @rule(which=WINDOWS, half=HALF)
    @where(lambda w: w.runs and not w.done)
    def say(self, window: Window, half: bool) -> None:
        """What stands at the question goes on; half of it, or all."""
        self.say_on(window, half=half)

    def say_on(self, window: Window, *, half: bool) -> None:
        shown = window.sitting.current
        assert shown
        before = shown.prefill if isinstance(shown.prefill, str) else ""
        value = f"{before} {self.word()}".strip()
        (window.sitting.save_draft if half else window.sitting.answer)(value)

    @rule(which=WINDOWS)
    @where(lambda w: w.runs and not w.done)
    def say_the_rest(self, window: Window) -> None:
        while not window.done:
            self.say_on(window, half=False)

    @rule(which=WINDOWS)
    @where(lambda w: w.runs)
    def go_back(self, window: Window) -> None:
        window.sitting.back()

    @rule(which=WINDOWS)
    @where(lambda w: w.runs and bool(w.sitting.session.replies))
    def change(self, window: Window) -> None:
        value = window.sitting.session.replies[0].value
        window.sitting.revise(0, f"{value} {self.word()}")

    @rule(which=WINDOWS)
    @where(lambda w: w.opened is not None)
    def leave(self, window: Window) -> None:
        assert window.opened
        if window.runs and window.sitting.worth_keeping:
            assert window.opened.stands_on_disk()  # "Kept for later."
            path = Path(self.folder, "progress", f"{window.id}.toml")
            assert all(word in path.read_text() for word in self.said(window))
        window.opened.close()
        window.close()

    @rule(which=WINDOWS, fails=HALF)
    @where(lambda w: w.done)
    def finish(self, window: Window, fails: bool) -> None:
        assert window.opened
        assert window.opened.finish
        said = self.said(window)
        window.fails = fails
        try:
            ending = window.opened.finish(window.sitting.session)
        except SaveFailed:
            assert fails
            return
        finally:
            window.fails = False
        assert "Kept." in ending.lines[-1]
        assert window.table
        (found,) = window.context.records.of_id(window.table.id)
        text = Path(found.path).read_text()
        assert all(word in text for word in said)
        if BESIDE in ending.lines:
            assert len(self.files()) > 2
        window.close()

    @rule(which=WINDOWS)
    @where(lambda w: w.opened is not None)
    def kill(self, window: Window) -> None:
        autosave = window.table._autosave if window.table else None
        if autosave and autosave._lock:
            autosave._lock._path = ""  # its file stays, as of a process that was killed
        window.close()

    @precondition(lambda self: os.path.isdir(os.path.join(self.folder, "progress")))
    @rule(which=st.integers(0, 9))
    def another_device_brings_its_version(self, which: int) -> None:
        left = sorted(Path(self.folder, "progress").glob("*.toml"))
        if left:
            path = left[which % len(left)]
            text, known = path.read_text(), [w for w in self.words if w in path.read_text()]
            if known:
                path.write_text(text.replace(known[-1], f"{known[-1]} {self.word()}"))

    def said(self, window: Window) -> list[str]:
        session = window.sitting.session
        values = " ".join(str(reply.value) for reply in (*session.replies, *session.pending))
        return [word for word in self.words if word in values]

    def files(self) -> list[Path]:
        return [path for path in Path(self.folder).rglob("*.toml") if path.is_file()]

    @invariant()
    def every_word_is_somewhere(self) -> None:
        text = "\n".join(path.read_text() for path in self.files())
        assert [word for word in self.words if word not in text] == []

    @invariant()
    def no_sitting_is_open_twice(self) -> None:
        held = [
            window.id
            for window in self.windows
            if window.table and window.table._autosave and window.table._autosave._lock
        ]
        assert len(set(held)) == len(held)


TestTwoWindows = TwoWindows.TestCase
TestTwoWindows.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
