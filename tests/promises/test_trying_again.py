"""A disk that fails at any one moment, room made, tried again: as if nothing had happened."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rsense.core.records import FollowUp, Keepsake, SessionRecord, Trigger
from rsense.plain import dialogue
from rsense.plain.console import Console
from rsense.ports import Activity, Services
from rsense.services import log_form
from rsense.services import welcome as first_run
from rsense.services.context import AppContext
from rsense.services.now.flow import NowFlow
from rsense.store import undo_log
from rsense.store.library import Library, shipped_folder
from rsense.store.records.repository import RecordStore
from tests.cli.small import KEEPING, SILENT, begun, stand_in
from tests.nobody import nobody_to_call
from tests.store.faulty_files import Done, FaultyFiles

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
AGAIN = ("Enter tries again", "Enter finishes")


class Disk:
    """Full from its Nth change on, until somebody makes room.

    What it denies it may have done all the same, and then refuse to take back.
    """

    CHANGES = ("open", "write", "fsync", "link", "replace", "mkdir")

    def __init__(self, number: int, *, late: bool, stuck: bool) -> None:
        self.kinds = (*self.CHANGES, "unlink") if stuck else self.CHANGES
        self.changes = 0
        self.number = number
        self.late = late
        self.refused = False
        self.room = False
        self.files = FaultyFiles(self._fault)

    def _fault(self, _: int, done: Done) -> OSError | None:
        if done[0] not in self.kinds:
            return None
        self.changes += 1
        if self.room or self.changes <= self.number:
            return None
        self.refused = True
        self.files.late = self.late and done[0] != "unlink"
        return OSError(errno.ENOSPC, "full")


class Person:
    """Answers in turn; told that something was not saved, makes room and says it all again."""

    def __init__(self, disk: Disk, answers: tuple[str, ...]) -> None:
        self._disk = disk
        self._answers = list(answers)
        self._lines: list[str] = []
        self._all: list[str] = []
        self._told = ""

    def read(self, cue: str) -> str | None:
        told, self._told = self._told, ""
        if self._disk.refused:
            self._disk.room = True
        if cue.startswith(AGAIN):
            return ""
        if "Try once more." in told:
            self._lines = list(self._all)
        elif not self._lines:
            self._all = (self._answers.pop(0) if self._answers else "").split("\n")
            self._lines = list(self._all)
        return self._lines.pop(0)

    def hear(self, line: str) -> None:
        self._told += f"{line} "

    def talk(self, opened: Activity) -> None:
        console = Console(self.read, self.hear, lambda _: None, interactive=True, paced=False)
        dialogue.run(opened, Services(nobody_to_call), console)
        assert [*self._answers, *self._lines] == []


def asking_later(context: AppContext) -> Activity:
    head = '[follow_up]\nask = "{first|-}?"\nafter = "1 day"\n'
    return begun(context, KEEPING.replace("[trigger]", f"{head}[trigger]"))


def taking_up(context: AppContext) -> Activity:
    follow_up = FollowUp(id="f234567bcd", at=AT, ask="So?", exercise="mine", carry={"a": "So"})
    if not list(context.records.of_id(follow_up.id)):
        RecordStore(context.records.folder).add(follow_up)
    script = KEEPING.replace("[trigger]", 'given = ["a"]\n[trigger]')
    return begun(context, script, (follow_up.id,))


def welcome(context: AppContext) -> Activity:
    opened = first_run.welcome(context)
    assert opened
    return opened


WALKS: dict[str, tuple[Callable[[AppContext], Activity], tuple[str, ...]]] = {
    "an exercise": (begun, ("Sam left.", "She drove an hour.", "1")),
    "an exercise that asks later": (asking_later, ("Sam left.", "She drove an hour.", "1")),
    "an exercise that takes it up": (taking_up, ("Sam left.", "She drove an hour.", "1")),
    "an exercise that asks nothing": (lambda context: begun(context, SILENT), ("",)),
    "now, and a plan": (
        lambda context: NowFlow(context).opened(),
        (
            "8",
            "7",
            "w",
            "She is silent.",
            "anxious",
            "1",
            "4",
            "2",
            "k",
            "it stays unread",
            "I walk",
        ),
    ),
    "now, twice": (
        lambda context: NowFlow(context).opened(),
        ("8", "7", "w", "She is silent.", "anxious", "1", "7", "2", "1", "4", "1", "e"),
    ),
    "a trigger": (log_form.log_form, ("Mo cancelled", "6", "anxious", "Mo", "1")),
    "the welcome": (welcome, ("", "", "Jo 123\nSam 456\n")),
}


def walked(
    folder: Path, name: str, number: int = 10_000, *, late: bool = False, stuck: bool = False
) -> tuple[Disk, list[object]]:
    opened, answers = WALKS[name]
    disk = Disk(number, late=late, stuck=stuck)
    stand_in(folder)
    library = Library(shipped_folder(), str(folder / "exercises"))
    context = AppContext(str(folder), library, lambda: AT, files=disk.files)
    Person(disk, answers).talk(opened(context))
    return disk, [*kept(context), [*context.progress.all()]]


def kept(context: AppContext) -> list[object]:
    """What came of it, but for the ids that are new each time."""
    records = {found.record.id: found.record for found in context.records.newest()}
    made: list[object] = []
    for record in records.values():
        match record:
            case Trigger():
                made.append(("trigger", record.what, record.intensity, record.who))
            case Keepsake():
                made.append(("card", record.text))
            case SessionRecord():
                said = [reply.answer for reply in record.replies]
                made.append((record.exercise, said, record.measures))
            case FollowUp():
                made.append((record.ask, record.state))
        made.append([type(records.get(id)).__name__ for id in record.about])
    return sorted(made, key=repr)


@pytest.mark.parametrize(
    ("late", "stuck"),
    [
        pytest.param(False, False, marks=pytest.mark.slow, id="refused"),
        pytest.param(True, False, marks=pytest.mark.slow, id="done and denied"),
        pytest.param(True, True, id="done, denied and not taken back"),
    ],
)
@pytest.mark.parametrize(
    "name", [n if n == "the welcome" else pytest.param(n, marks=pytest.mark.slow) for n in WALKS]
)
def test_it_comes_to_the_same(tmp_path: Path, name: str, late: bool, stuck: bool) -> None:
    disk, well = walked(tmp_path / "well", name, late=late, stuck=stuck)
    assert not disk.refused
    for number in range(disk.changes):
        faulty, found = walked(tmp_path / f"{number}", name, number, late=late, stuck=stuck)
        assert faulty.refused
        assert found == well, number


@pytest.mark.parametrize("name", ["a trigger", "now, and a plan", "the welcome"])
def test_what_is_taken_back_is_what_was_logged_last(tmp_path: Path, name: str) -> None:
    context = AppContext(str(tmp_path), Library(shipped_folder()), lambda: AT)
    context.log(Trigger(id="a234567bcd", at=AT, what="Earlier"))
    earlier = undo_log.read_last(context.data)
    walked(tmp_path, name)
    assert earlier != undo_log.read_last(context.data)
