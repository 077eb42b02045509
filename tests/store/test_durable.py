"""What `durable.py` promises: whole or not at all, on the disk in the right order, for one only."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rsense.store.files import durable
from rsense.store.files.durable import ChangedOnDisk, NameTaken, NotSaved
from rsense.store.files.operations import OsFiles, os_files
from tests.store.faulty_files import FaultyFiles

OLD, NEW = b"what = 'before'\nend = true\n", b"what = 'after, and longer'\nend = true\n"


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """Every test runs where a file is open to all unless the recipe says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "a.toml")


def mode(path: str | Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_new_file_reads_back_and_nothing_lies_beside_it(path: str, tmp_path: Path) -> None:
    durable.create(path, NEW)
    assert Path(path).read_bytes() == NEW
    assert names(tmp_path) == ["a.toml"]


def test_a_folder_that_lets_nobody_write_is_named(path: str, tmp_path: Path) -> None:
    refusal = PermissionError(errno.EACCES, "no", str(tmp_path / ".tmp-1"))
    files = FaultyFiles(lambda at, done: refusal if done[0] == "open" else None)
    with pytest.raises(NotSaved) as told:
        durable.create(path, NEW, files=files)
    assert str(told.value) == f"Not saved: {tmp_path} does not let you write in it."


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.binary(max_size=200_000), second=st.binary(max_size=2_000))
def test_any_bytes_read_back_the_same(path: str, first: bytes, second: bytes) -> None:
    files = FaultyFiles()
    durable.create(path, first, files=files)
    assert Path(path).read_bytes() == first
    durable.replace(path, second, expected=first, files=files)
    assert Path(path).read_bytes() == second
    durable.remove(path, files=files)


def test_creating_again_with_the_same_bytes_succeeds_and_is_synced(path: str) -> None:
    durable.create(path, NEW)
    files = FaultyFiles()
    durable.create(path, NEW, files=files)
    assert {("fsync", "a.toml"), ("fsync", os.path.basename(os.path.dirname(path)))} < {*files.done}


@pytest.mark.parametrize("other", [OLD, b"", NEW[:-1], NEW + b"x"])
def test_a_taken_name_keeps_its_bytes(path: str, tmp_path: Path, other: bytes) -> None:
    Path(path).write_bytes(other)
    with pytest.raises(NameTaken, match=r"^Not saved: another file already has that name\.$"):
        durable.create(path, NEW)
    assert Path(path).read_bytes() == other
    assert names(tmp_path) == ["a.toml"]


IN_THE_WAY: dict[str, Callable[[str], None]] = {
    "fifo": os.mkfifo,
    "folder": os.mkdir,
    "link to nothing": lambda path: os.symlink("nowhere", path),
    "link to a file": lambda path: os.symlink(__file__, path),
}


@pytest.mark.parametrize("kind", IN_THE_WAY)
def test_what_is_no_file_takes_a_name_too(path: str, kind: str) -> None:
    IN_THE_WAY[kind](path)
    with pytest.raises(NameTaken):
        durable.create(path, NEW)
    with pytest.raises(ChangedOnDisk):
        durable.replace(path, NEW, expected=OLD)


@pytest.mark.parametrize("standing", [None, b"", OLD + b"x", OLD[:-1]])
def test_an_edit_of_what_has_changed_is_refused(path: str, standing: bytes | None) -> None:
    if standing is not None:
        Path(path).write_bytes(standing)
    with pytest.raises(ChangedOnDisk, match=r"^Not saved: the file changed since it was read\.$"):
        durable.replace(path, NEW, expected=OLD)
    assert (Path(path).read_bytes() if standing is not None else None) == standing


@pytest.mark.parametrize("standing", [OLD, NEW])
def test_an_edit_may_be_made_again(path: str, tmp_path: Path, standing: bytes) -> None:
    Path(path).write_bytes(standing)
    durable.replace(path, NEW, expected=OLD)
    assert Path(path).read_bytes() == NEW
    assert names(tmp_path) == ["a.toml"]


@pytest.mark.parametrize("standing", [None, OLD])
def test_without_expecting_anything_the_file_is_written(path: str, standing: bytes | None) -> None:
    if standing is not None:
        Path(path).write_bytes(standing)
    durable.replace(path, NEW, expected=None)
    assert Path(path).read_bytes() == NEW


def test_removing_twice_is_fine(path: str, tmp_path: Path) -> None:
    durable.create(path, NEW)
    durable.remove(path)
    durable.remove(path)
    assert names(tmp_path) == []


def test_a_move_keeps_what_has_the_name_already(path: str, tmp_path: Path) -> None:
    durable.create(path, NEW)
    target = tmp_path / "b.toml"
    target.write_bytes(NEW)
    with pytest.raises(NameTaken, match=r"^Not moved: "):
        durable.move(path, str(target))
    assert names(tmp_path) == ["a.toml", "b.toml"]


@pytest.mark.parametrize("links", [True, False])
def test_a_move_to_its_own_name_leaves_it_there(path: str, tmp_path: Path, links: bool) -> None:
    files = FaultyFiles() if links else FaultyFiles(links=False)
    durable.create(path, OLD)
    durable.move(path, str(tmp_path / "." / "a.toml"), files=files)
    assert Path(path).read_bytes() == OLD


def test_a_move_that_was_killed_between_its_names_is_finished(path: str, tmp_path: Path) -> None:
    durable.create(path, NEW)
    os.link(path, tmp_path / "b.toml")
    durable.move(path, str(tmp_path / "b.toml"))
    assert names(tmp_path) == ["b.toml"]


@pytest.mark.parametrize(("source", "target"), [("a.toml", "gone/b.toml"), ("gone", "b.toml")])
def test_a_move_from_or_to_nowhere_is_told(tmp_path: Path, source: str, target: str) -> None:
    (tmp_path / "a.toml").write_bytes(NEW)
    with pytest.raises(NotSaved, match=r"^Not moved: the file or its folder is not there\.$"):
        durable.move(str(tmp_path / source), str(tmp_path / target))
    assert names(tmp_path) == ["a.toml"]


def test_of_many_who_want_one_name_one_gets_it(path: str, tmp_path: Path) -> None:
    def won(number: int) -> bool:
        try:
            durable.create(path, b"%d" % number)
        except NameTaken:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        winners = [number for number, done in enumerate(pool.map(won, range(40))) if done]
    assert [Path(path).read_bytes()] == [b"%d" % number for number in winners]
    assert names(tmp_path) == ["a.toml"]


def test_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "records" / "2026" / "11"
    for umask in (0, 0o077, 0o277):
        durable.make_folder(str(folder))
        os.umask(umask)
        path = str(folder / f"{umask}.toml")
        durable.create(path, OLD)
        assert mode(path) == 0o600
        durable.replace(path, NEW, expected=OLD)
        assert mode(path) == 0o600
    assert {mode(made) for made in (folder, *list(folder.parents)[:2])} == {0o700}


def test_nobody_else_can_ever_open_a_temporary(path: str) -> None:
    seen: list[int] = []

    def look(at: int, done: tuple[str, str]) -> None:
        seen.extend(mode(os.path.join(entry)) for entry in os.scandir(os.path.dirname(path)))

    durable.create(path, NEW, files=FaultyFiles(look))
    assert set(seen) == {0o600}


def test_a_temporary_never_takes_the_place_of_anothers(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter(["planted", "free"])
    monkeypatch.setattr(durable, "new_id", lambda: next(ids))
    victim, planted = tmp_path / "victim", tmp_path / f".tmp-{os.getpid()}-planted"
    planted.symlink_to(victim)
    durable.create(path, NEW)
    assert planted.is_symlink()
    assert not victim.exists()
    assert Path(path).read_bytes() == NEW


@pytest.mark.parametrize("kind", ["fifo", "file", "link to nothing"])
def test_what_stands_where_a_folder_should_be_is_told(tmp_path: Path, kind: str) -> None:
    way: dict[str, Callable[[str], None]] = IN_THE_WAY | {"file": lambda p: Path(p).touch()}
    way[kind](str(tmp_path / "records"))
    for below in ("records", "records/2026"):
        with pytest.raises(NotSaved, match=r"^Not saved: "):
            durable.make_folder(str(tmp_path / below))


def test_a_folder_somebody_cannot_read_is_not_theirs_to_make(tmp_path: Path) -> None:
    def unreadable(at: int, done: tuple[str, str]) -> OSError | None:
        listed = done in (("is_empty_folder", tmp_path.name), ("open", tmp_path.name))
        return PermissionError(errno.EACCES, "") if listed else None

    (tmp_path / "rsense").mkdir()
    files = FaultyFiles(unreadable)
    durable.make_folder(str(tmp_path / "rsense"), files=files)
    assert files.faults == 2


def test_ids_are_ten_base32_letters_and_differ() -> None:
    ids = {durable.new_id() for _ in range(2_000)}
    assert len(ids) == 2_000
    assert {len(id) for id in ids} == {10}
    assert set("".join(ids)) == set("abcdefghijklmnopqrstuvwxyz234567")


WORDS = {
    errno.ENOSPC: "Not saved: the disk is full.",
    errno.EROFS: "Not saved: this disk can only be read, not written.",
    errno.EIO: "Not saved: the disk reported an error.",
    errno.EBUSY: f"Not saved: {os.strerror(errno.EBUSY)}.",
}


@pytest.mark.parametrize("number", WORDS)
def test_the_person_is_told_why_in_words(path: str, number: int) -> None:
    error = OSError(number, os.strerror(number))
    with pytest.raises(NotSaved) as caught:
        durable.create(path, NEW, files=FaultyFiles(lambda at, done: error))
    assert str(caught.value) == WORDS[number]
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("most", [1, 7])
def test_short_writes_are_finished(path: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    short = staticmethod(lambda descriptor, data: os.write(descriptor, data[:most]))
    monkeypatch.setattr(OsFiles, "write", short)
    durable.create(path, NEW)
    assert Path(path).read_bytes() == NEW


def test_a_disk_that_takes_nothing_is_told(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OsFiles, "write", staticmethod(lambda descriptor, data: 0))
    with pytest.raises(NotSaved, match=r"^Not saved: the disk reported an error\.$"):
        durable.create(path, NEW)
    assert names(tmp_path) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"^Not saved: the file or its folder is not there\.$"):
        durable.create(str(tmp_path / "gone" / "a.toml"), NEW)


def test_on_macos_a_sync_reaches_the_disk_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    asked: list[int] = []

    def refuse(descriptor: int, what: int) -> None:
        asked.append(what)
        raise OSError(errno.ENOTSUP, "")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", refuse)
    descriptor = os.open(tmp_path, os.O_RDONLY)
    os_files.fsync(descriptor)
    os.close(descriptor)
    assert asked == [51]


def test_the_quick_path_pays_for_nothing_but_os_and_errno() -> None:
    ask = (
        "import os, sys; had = set(sys.modules);"
        "import rsense.store.files.durable, rsense.store.paths; print(*set(sys.modules) - had)"
    )
    command = [sys.executable, "-c", ask]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "rsense.store.files.durable" in loaded
    assert {name for name in loaded if not name.startswith("rsense")} <= {"errno"}
