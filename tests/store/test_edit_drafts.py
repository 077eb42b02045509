"""A private copy for an editor: kept until its words are in the record."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from rsense.store.files.durable import NotSaved
from rsense.store.files.operations import OsFiles
from rsense.store.files.safe_read import RECORD_LIMIT, Unreadable
from rsense.store.records.edit_drafts import DraftLocked, open_draft


def test_a_copy_is_for_its_owner_only(tmp_path: Path) -> None:
    draft = open_draft(str(tmp_path / "progress"), "k3f9", b"words")
    assert stat.S_IMODE(Path(draft.path).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(draft.folder).stat().st_mode) == 0o700
    assert (draft.text(), draft.before, draft.kept) == (b"words", b"words", False)


def test_a_discarded_copy_leaves_nothing_not_even_what_an_editor_left(tmp_path: Path) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")
    Path(draft.folder, "record.toml~").write_text("words")
    draft.discard()
    draft.close()
    assert list(tmp_path.iterdir()) == []


def test_a_copy_left_behind_is_opened_again(tmp_path: Path) -> None:
    first = open_draft(str(tmp_path), "k3f9", b"words")
    Path(first.path).write_bytes(b"other words")
    first.close()
    again = open_draft(str(tmp_path), "k3f9", b"the record is another by now")
    assert (again.kept, again.text(), again.before) == (True, b"other words", b"words")


def test_a_copy_in_use_is_not_opened_twice(tmp_path: Path) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")
    with pytest.raises(DraftLocked):
        open_draft(str(tmp_path), "k3f9", b"words")
    draft.close()


def test_a_disk_without_locks_keeps_nobody_from_editing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(_: int, __: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("rsense.store.session_lock.fcntl.flock", flock)
    draft = open_draft(str(tmp_path), "abc", b"before")
    assert draft.text() == b"before"


def test_a_copy_that_was_never_whole_begins_anew(tmp_path: Path) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")
    Path(draft.path).unlink()
    draft.close()
    assert open_draft(str(tmp_path), "k3f9", b"newer").text() == b"newer"


def too_long(path: Path) -> None:
    path.write_bytes(b"x" * (RECORD_LIMIT + 1))


@pytest.mark.parametrize("spoil", [Path.unlink, too_long])
def test_a_copy_that_cannot_be_gone_on_with_stays(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")
    copy, before = Path(draft.path), Path(draft.folder, ".before")
    draft.close()
    copy.write_bytes(b"other words")
    spoil(before)
    for _ in range(2):
        with pytest.raises(Unreadable, match=r"record\.toml.* Move it elsewhere"):
            open_draft(str(tmp_path), "k3f9", b"words")
    assert copy.read_bytes() == b"other words"


def test_a_copy_that_became_too_long_stays(tmp_path: Path) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")
    too_long(Path(draft.path))
    draft.close()
    with pytest.raises(Unreadable, match=r"record\.toml: it is larger than"):
        open_draft(str(tmp_path), "k3f9", b"words")
    assert Path(draft.path).stat().st_size > RECORD_LIMIT


def test_an_unfinished_sitting_and_a_copy_do_not_disturb_each_other(tmp_path: Path) -> None:
    from rsense.store.sessions import SessionStore

    open_draft(str(tmp_path), "k3f9", b"words")
    assert list(SessionStore(str(tmp_path)).all()) == []


def test_a_copy_whose_lock_a_failing_disk_does_not_close_is_closed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")
    close = os.close

    def failing(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.EIO, "failing")

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", failing)
        draft.close()
    assert open_draft(str(tmp_path), "k3f9", b"words").kept


def test_a_copy_that_a_failing_disk_does_not_let_go_of_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")

    def failing(descriptor: int) -> os.stat_result:
        raise OSError(errno.EIO, "failing")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", failing)
        draft.discard()
    draft.close()


@pytest.fixture
def failing_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and the next look at whether a file is there fails."""

    def once() -> None:
        def failing(path: str) -> os.stat_result:
            monkeypatch.setattr(OsFiles, "lstat", staticmethod(os.lstat))
            raise OSError(errno.EIO, "failing")

        monkeypatch.setattr(OsFiles, "lstat", staticmethod(failing))

    return once


def test_a_copy_that_a_failing_disk_hides_is_not_written_over(
    tmp_path: Path, failing_once: Callable[[], None]
) -> None:
    left = open_draft(str(tmp_path), "k3f9", b"words")
    Path(left.path).write_bytes(b"better words")
    left.close()
    failing_once()
    with pytest.raises(NotSaved):
        open_draft(str(tmp_path), "k3f9", b"words")
    assert Path(left.path).read_bytes() == b"better words"


def test_a_copy_that_a_failing_disk_hides_is_not_gone(
    tmp_path: Path, failing_once: Callable[[], None]
) -> None:
    draft = open_draft(str(tmp_path), "k3f9", b"words")
    failing_once()
    assert not draft.is_gone
    Path(draft.path).unlink()
    assert draft.is_gone
