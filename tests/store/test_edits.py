"""Edit, delete, restore: at no moment is a word in neither the records nor the trash."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from rsense.store.files.durable import ChangedOnDisk, NotSaved
from rsense.store.files.operations import os_files
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.codec import encode
from rsense.store.records.edits import RecordEditor
from rsense.store.records.repository import RecordStore
from rsense.store.records.trash import Trash
from tests.store.faulty_files import Died, FaultyFiles, from_nth, full_disk, nth
from tests.store.made import AT, CARD, ID, KINDS, SESSION, TRIGGER, Document, documents

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
NEWER = TRIGGER | {"what": "Text unread for three hours", "mood_ring": "blue"}
MOVED = NEWER | {"at": AT - timedelta(days=70)}


def hands(home: Path, files: FaultyFiles | None = None) -> RecordEditor:
    folders = [str(home / name) for name in ("records", "trash", "progress")]
    disk = files or os_files
    return RecordEditor(
        RecordStore(folders[0], disk), Trash(folders[1], disk), folders[2], lambda: NOW
    )


def put(home: Path, document: Document) -> str:
    path = Path(hands(home).records.place(document["at"], document["kind"], document["id"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode(document))
    return str(path)


def edit(home: Path, document: Document, files: FaultyFiles | None = None) -> str:
    them = hands(home, files)
    (path,) = hands(home).records.paths(document["id"])
    return them.edit(them.held(path), encode(document), document)[0]


def standing(home: Path) -> dict[str, bytes]:
    """What is in the folders, temporaries aside."""
    files = (path for path in home.rglob("*.toml") if not path.name.startswith("."))
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def words(home: Path, part: str) -> set[bytes]:
    return {data for name, data in standing(home).items() if name.startswith(part)}


# As it is meant to go


@pytest.mark.parametrize("document", KINDS.values(), ids=KINDS.keys())
def test_an_edit_stands_in_the_record_and_the_older_version_in_the_trash(
    tmp_path: Path, document: Document
) -> None:
    path = put(tmp_path, document)
    newer = document | {"mood_ring": "blue"}
    assert edit(tmp_path, newer) == path
    assert words(tmp_path, "records") == {encode(newer)}
    assert words(tmp_path, "trash") == {encode(document)}


def test_an_edit_of_the_moment_moves_the_file_and_keeps_the_id(tmp_path: Path) -> None:
    put(tmp_path, TRIGGER)
    path = edit(tmp_path, MOVED)
    assert path.endswith(f"2026/09/20260913T105208Z-trigger-{ID}.toml")
    assert words(tmp_path, "records") == {encode(MOVED)}


@given(documents())
def test_every_key_comes_through_being_held(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), document)
        held = hands(Path(folder)).held(path)
    assert held.document == document


def test_what_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = put(tmp_path, TRIGGER)
    them = hands(tmp_path)
    held = them.held(path)
    other = encode(TRIGGER | {"what": "edited on the other machine"})
    Path(path).write_bytes(other)
    with pytest.raises(ChangedOnDisk):
        them.edit(held, encode(NEWER), NEWER)
    assert standing(tmp_path) == {str(Path(path).relative_to(tmp_path)): other}


def test_a_deleted_record_comes_back_as_it_was(tmp_path: Path) -> None:
    path = put(tmp_path, CARD)
    before = standing(tmp_path)
    them = hands(tmp_path)
    thrown = them.delete(path)
    assert words(tmp_path, "records") == set()
    assert them.restore(thrown) == path
    assert standing(tmp_path) == before


def test_an_older_version_comes_back_and_the_newer_one_is_kept(tmp_path: Path) -> None:
    path = put(tmp_path, TRIGGER)
    edit(tmp_path, MOVED)
    them = hands(tmp_path)
    assert them.restore(them.trash.all()[0]) == path
    assert words(tmp_path, "records") == {encode(TRIGGER)}
    assert words(tmp_path, "trash") == {encode(MOVED)}


def test_a_sitting_left_half_way_comes_back_to_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "trash").mkdir()
    (tmp_path / "trash" / "sess234567.toml").write_text("half way")
    them = hands(tmp_path)
    assert them.restore(them.trash.all()[0]) == str(tmp_path / "progress" / "sess234567.toml")


SPOILED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a newer format": (lambda data: data.replace(b"format = 1", b"format = 2"), "newer rsense"),
    "cut short": (lambda data: data[:-11], "cut short"),
    "an id from elsewhere": (lambda data: data.replace(ID.encode(), b"../../../x"), "its id"),
    "no TOML": (lambda data: b"what = ", "not valid TOML"),
}


@pytest.mark.parametrize(("spoil", "why"), SPOILED.values(), ids=SPOILED.keys())
def test_what_is_not_understood_is_never_edited(
    tmp_path: Path, spoil: Callable[[bytes], bytes], why: str
) -> None:
    path = put(tmp_path, TRIGGER)
    Path(path).write_bytes(spoil(encode(TRIGGER)))
    with pytest.raises(Unreadable, match=why):
        hands(tmp_path).held(path)


def test_a_damaged_record_can_be_thrown_away_and_brought_back(tmp_path: Path) -> None:
    path = put(tmp_path, SESSION)
    Path(path).write_bytes(b"what = ")
    them = hands(tmp_path)
    assert them.restore(them.delete(path)) == path
    assert Path(path).read_bytes() == b"what = "


# As it is not

ACTS: dict[str, tuple[Document, Callable[[Path, FaultyFiles], object]]] = {
    "edit": (NEWER, lambda home, files: edit(home, NEWER, files)),
    "edit that moves": (MOVED, lambda home, files: edit(home, MOVED, files)),
}


def counted(home: Path, act: Callable[[Path, FaultyFiles], object]) -> int:
    put(home, TRIGGER)
    files = FaultyFiles()
    act(home, files)
    return len(files.done)


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize(("after", "act"), ACTS.values(), ids=ACTS.keys())
def test_a_death_at_any_operation_of_an_edit_loses_no_word(
    tmp_path: Path, after: Document, act: Callable[[Path, FaultyFiles], object], links: bool
) -> None:
    for at in range(counted(tmp_path / "count", act)):
        home = tmp_path / str(at)
        put(home, TRIGGER)
        files = FaultyFiles(nth(at, Died()), links=links)
        with pytest.raises(Died):
            act(home, files)
        # Without links a name is reserved by an empty file, which reads as cut short.
        here = words(home, "records") - ({b""} if not links else set())
        assert here <= {encode(TRIGGER), encode(after)}
        assert here, at
        assert encode(TRIGGER) in here | words(home, "trash")


@pytest.mark.parametrize(("after", "act"), ACTS.values(), ids=ACTS.keys())
def test_a_disk_that_fails_leaves_the_record_as_it_was_or_the_edit_whole(
    tmp_path: Path, after: Document, act: Callable[[Path, FaultyFiles], object]
) -> None:
    for at in range(counted(tmp_path / "count", act)):
        home = tmp_path / str(at)
        put(home, TRIGGER)
        try:
            act(home, FaultyFiles(from_nth(at, OSError(errno.EIO, "broken"))))
        except NotSaved:
            assert words(home, "records") <= {encode(TRIGGER), encode(after)}
            assert encode(TRIGGER) in words(home, "records") | words(home, "trash")
        else:
            assert words(home, "records") == {encode(after)}


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, TRIGGER)
    before = standing(tmp_path)
    with pytest.raises(NotSaved, match="the disk is full"):
        edit(tmp_path, NEWER, FaultyFiles(full_disk))
    assert standing(tmp_path) == before


def test_a_death_at_any_operation_of_a_restore_loses_no_word(tmp_path: Path) -> None:
    def restored(home: Path, files: FaultyFiles) -> None:
        them = hands(home, files)
        them.restore(them.trash.all()[0])

    def made(home: Path) -> Path:
        put(home, TRIGGER)
        edit(home, MOVED)
        return home

    files = FaultyFiles()
    restored(made(tmp_path / "count"), files)
    for at in range(len(files.done)):
        home = made(tmp_path / str(at))
        with pytest.raises(Died):
            restored(home, FaultyFiles(nth(at, Died())))
        both = words(home, "records") | words(home, "trash")
        assert both >= {encode(TRIGGER), encode(MOVED)}
        assert words(home, "records")


def test_an_edit_that_a_disk_takes_only_half_back_leaves_the_older_words(tmp_path: Path) -> None:
    path = put(tmp_path, TRIGGER)
    before = Path(path).read_bytes()
    error = OSError(errno.EIO, "failing")
    refused = False

    def once_the_folder_is_not_synced(_: int, done: tuple[str, str]) -> OSError | None:
        nonlocal refused
        refused = refused or done == ("fsync", "11")
        return error if refused and done[0] in ("fsync", "replace") else None

    here = hands(tmp_path, FaultyFiles(once_the_folder_is_not_synced))
    with pytest.raises(NotSaved):
        here.edit(here.held(path), encode(NEWER), NEWER)
    assert before in [found.read_bytes() for found in (tmp_path / "trash").iterdir()]


def test_a_version_that_is_back_is_back_even_if_it_stays_in_the_trash(tmp_path: Path) -> None:
    path = put(tmp_path, NEWER)
    here = hands(tmp_path)
    older = here.trash.store_version(path, encode(TRIGGER), NOW)
    error = OSError(errno.EACCES, "refused")
    name = Path(older.path).name
    disk = FaultyFiles(lambda _, done: error if done == ("unlink", name) else None)
    assert hands(tmp_path, disk).restore(older) == path
    assert Path(path).read_bytes() == encode(TRIGGER)
