"""A disk that takes no more: what was said is given back, and nothing is called kept."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rsense.cli.commands.keep import add
from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.plain import dialogue
from rsense.ports import Activity, Services
from rsense.services.context import AppContext
from rsense.services.errors import FAILED, UserError
from rsense.services.now.flow import NowFlow
from rsense.session_runner import SaveFailed
from rsense.store.files.operations import os_files
from rsense.store.library import Library, shipped_folder
from tests.cli.small import begun, stand_in
from tests.nobody import nobody_to_call
from tests.plain.lines import Talk, talk
from tests.store.faulty_files import Done, FaultyFiles

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
SERVICES = Services(nobody_to_call)
WRITING = ("open", "write", "fsync", "link", "replace", "mkdir")


def full(done: Done) -> OSError | None:
    return OSError(errno.ENOSPC, "full") if done[0] in WRITING else None


class Disk:
    """A disk that refuses some operations, so many times; then there is room again."""

    def __init__(self, fault: Callable[[Done], OSError | None] = full, times: int = 1000) -> None:
        self.fault = fault
        self.times = times
        self.files = FaultyFiles(lambda _, done: self.refused(done))

    def refused(self, done: Done) -> OSError | None:
        error = self.fault(done) if self.times else None
        self.times -= 1 if error else 0
        return error


def unwritten(done: Done) -> OSError | None:
    return full(done) if done[0] == "write" else None


def naming(part: str) -> Callable[[Done], OSError | None]:
    """Refuses its name to every file of that kind."""
    return lambda done: full(done) if done[0] in ("link", "replace") and part in done[1] else None


def context(tmp_path: Path, disk: Disk | None = None) -> AppContext:
    library = Library(shipped_folder())
    files = disk.files if disk else os_files
    return AppContext(str(tmp_path / "home"), library, now=lambda: AT, files=files)


def said(opened: Activity, *typed: str, interactive: bool = True) -> Talk:
    """What lines say to somebody who types these. Raises SaveFailed."""
    here = talk(*typed, interactive=interactive)
    dialogue.run(opened, SERVICES, here.console)
    return here


def records(context: AppContext) -> list[Record]:
    return [found.record for found in context.records.newest()]


WORDS: dict[str, Record] = {
    "Sam left.": Trigger(id="trig234567", at=AT, what="Sam left."),
    "She drove an hour.": Keepsake(
        id="card234567", at=AT, shelf="evidence", text="She drove an hour."
    ),
}


@pytest.mark.parametrize(("words", "record"), WORDS.items(), ids=["log", "keep"])
def test_what_could_not_be_saved_is_given_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, record: Record
) -> None:
    here = context(tmp_path, Disk())
    with pytest.raises(UserError) as told:
        add(here, record)
    assert records(here) == []
    assert capsys.readouterr().out == f"{words}\n"
    assert (told.value.kind, str(told.value)) == (
        FAILED,
        "Not saved: the disk is full. Your words are above, so that you can keep them elsewhere.",
    )


def test_an_exercise_from_a_pipe_gives_back_what_it_could_not_keep(tmp_path: Path) -> None:
    disk = Disk(unwritten)
    here = talk("Sam left.", "She drove an hour.")
    with pytest.raises(SaveFailed, match="the disk is full"):
        dialogue.run(begun(context(tmp_path, disk)), SERVICES, here.console)
    assert here.written[-2:] == ["You said:", "  Sam left."]


def test_a_person_can_try_again_when_there_is_room(tmp_path: Path) -> None:
    opened = begun(context(tmp_path, Disk(unwritten, times=2)))
    here = said(opened, "Sam left.", "Sam went home.", ":quit")
    assert "Not saved: the disk is full. What you said stands above. Try once more." in here.text
    assert [reply.value for reply in opened.sitting.session.replies] == ["Sam went home."]


def test_a_full_disk_keeps_nobody_from_an_exercise(tmp_path: Path) -> None:
    disk = Disk(unwritten)
    here = talk("Sam left.", interactive=True)
    opened = begun(context(tmp_path, disk))
    with pytest.raises(SaveFailed):
        dialogue.run(opened, SERVICES, here.console)
    assert "Or go on without keeping it: :unkept keeps nothing from here on." in here.text


UNKEPT: dict[str, tuple[Callable[[AppContext], Activity], tuple[str, ...]]] = {
    "an exercise": (begun, ("Sam left.", ":unkept", "Sam left.", "She drove an hour.", "")),
    "now": (
        lambda context: NowFlow(context).opened(),
        ("9", "7", ":unkept", "7", "w", "She is silent.", "anxious", "1", "4", "2", "e"),
    ),
    "now, at the exercise": (
        lambda context: NowFlow(context).opened(),
        (":skip", "2", "1", "8", ":unkept", "8", "4", "2", "e"),
    ),
}


@pytest.mark.parametrize("name", UNKEPT)
def test_without_a_disk_it_goes_on_and_keeps_nothing(tmp_path: Path, name: str) -> None:
    stand_in(tmp_path)
    library = Library(shipped_folder(), str(tmp_path / "exercises"))
    here = AppContext(str(tmp_path / "home"), library, now=lambda: AT, files=Disk().files)
    opened, answers = UNKEPT[name]
    talked = said(opened(here), *answers)
    assert "Nothing is kept from here on." in talked.written
    assert talked.lines == []
    assert list((tmp_path / "home").rglob("*")) == []


def test_what_was_kept_before_the_disk_was_full_stays_for_later(tmp_path: Path) -> None:
    disk = Disk(times=0)
    here = context(tmp_path, disk)
    opened = begun(here)
    opened.sitting.answer("Sam left.")
    disk.times = 1000
    talked = said(opened, "She drove.", ":unkept", "She drove.", "")
    assert "Nothing was kept from there on." in talked.written
    (left,) = here.progress.all()
    assert [reply.value for reply in left.replies] == ["Sam left."]


def test_with_a_disk_nothing_is_thrown_away_by_mistake(tmp_path: Path) -> None:
    talked = said(begun(context(tmp_path)), ":unkept", "Sam left.", ":quit")
    assert ":unkept is for when the disk can't save." in talked.written
    assert "Kept for later. “rsense run mine” goes on from here." in talked.text


def test_who_leaves_after_a_failure_is_not_told_that_all_is_kept(tmp_path: Path) -> None:
    disk = Disk(unwritten)
    here = talk("Sam left.", ":quit", interactive=True)
    with pytest.raises(SaveFailed, match="the disk is full"):
        dialogue.run(begun(context(tmp_path, disk)), SERVICES, here.console)
    assert "There was nothing to keep yet." not in here.text


def test_who_leaves_after_a_failure_hears_what_is_kept_all_the_same(tmp_path: Path) -> None:
    disk = Disk(times=0)
    opened = begun(context(tmp_path, disk))
    opened.sitting.answer("Sam left.")
    disk.times = 1000
    here = talk("She drove an hour.", ":help", ":quit", interactive=True)
    with pytest.raises(SaveFailed):
        dialogue.run(opened, SERVICES, here.console)
    assert here.written[-1].startswith("What you said before is kept.")


def finished(opened: Activity, *typed: str) -> list[str]:
    return said(opened, *typed, interactive=False).written


@pytest.mark.parametrize("part", ["trigger", "keepsake", "session"])
def test_an_end_that_failed_half_way_can_be_reached_again(tmp_path: Path, part: str) -> None:
    disk = Disk(naming(f"-{part}-"))
    here = context(tmp_path, disk)
    opened = begun(here)
    with pytest.raises(SaveFailed):
        finished(opened, "Sam left.", "She drove an hour.", "1")
    disk.times = 0
    finished(opened)
    kinds = sorted(type(record).__name__ for record in records(here))
    assert kinds == ["Keepsake", "SessionRecord", "Trigger"]


def test_an_answer_changed_after_such_an_end_is_what_is_kept(tmp_path: Path) -> None:
    disk = Disk(naming("-session-"))
    here = context(tmp_path, disk)
    opened = begun(here)
    with pytest.raises(SaveFailed):
        finished(opened, "Sam left.", "She drove an hour.", "1")
    disk.times = 0
    opened.sitting.revise(0, "Sam went home.")
    finished(opened)
    said = [record.what for record in records(here) if isinstance(record, Trigger)]
    assert said == ["Sam went home."]


def test_an_end_that_failed_is_kept_for_later(tmp_path: Path) -> None:
    disk = Disk(naming("-session-"))
    here = context(tmp_path, disk)
    with pytest.raises(SaveFailed):
        finished(begun(here), "Sam left.", "She drove an hour.", "1")
    (left,) = here.progress.all()
    assert [reply.value for reply in left.replies][:2] == ["Sam left.", "She drove an hour."]


def test_an_end_reached_twice_is_one_record(tmp_path: Path) -> None:
    here = context(tmp_path)
    opened = begun(here)
    finished(opened, "Sam left.", "She drove an hour.", "1")
    finished(opened)
    assert len([record for record in records(here) if isinstance(record, SessionRecord)]) == 1
