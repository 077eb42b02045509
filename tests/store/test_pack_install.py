"""A pack is there whole or not at all, whenever adding or removing it is broken off."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rsense.store.files.durable import BEING_WRITTEN, NotSaved
from rsense.store.packs.install import clear_leftovers, install, remove
from rsense.store.packs.installed import pack_folders
from tests.store.faulty_files import Died, FaultyFiles, from_nth, nth

OLD = {"pack.toml": b"old", "one.toml": b"1", "vocabulary/w.toml": b"w"}
NEW = {"pack.toml": b"new", "two.toml": b"2", "vocabulary/w.toml": b"x"}
Contents = Mapping[str, bytes]


def there(folder: Path) -> Contents | None:
    """What the library finds of the pack; None if it finds none."""
    where = pack_folders(str(folder)).get("quiet")
    if where is None:
        return None
    files = [path for path in Path(where).rglob("*") if path.is_file()]
    return {str(path.relative_to(where)): path.read_bytes() for path in files}


def prepared(folder: Path, before: Contents | None) -> None:
    if before is not None:
        install(str(folder), "quiet", before)


def adds(folder: Path, files: FaultyFiles) -> None:
    install(str(folder), "quiet", NEW, files)


def removes(folder: Path, files: FaultyFiles) -> None:
    remove(str(folder), "quiet", files)


CASES: dict[str, tuple[Contents | None, Callable[[Path, FaultyFiles], None], Contents | None]] = {
    "a new one": (None, adds, NEW),
    "a newer one": (OLD, adds, NEW),
    "removing": (OLD, removes, None),
}


@pytest.mark.slow
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_broken_off_anywhere_there_is_the_older_or_the_newer(
    tmp_path: Path, case: str, late: bool
) -> None:
    """Killed at every operation; refused by the disk at every operation, once or for good."""
    before, change, after = CASES[case]
    found = set()
    for number in range(200):
        for fault in (
            nth(number, Died()),
            nth(number, OSError(errno.EIO, "x")),
            from_nth(number, OSError(errno.ENOSPC, "x")),
            lambda at, done, n=number: (
                OSError(errno.EIO, "x") if at >= n and done[0] in ("write", "fsync") else None
            ),
        ):
            folder = tmp_path / f"{number}-{len(os.listdir(tmp_path))}"
            prepared(folder, before)
            files = FaultyFiles(fault, late=late)
            said = True  # not where it was refused, or died
            try:
                change(folder, files)
            except (Died, NotSaved):
                said = False
            now = there(folder)
            assert now in (before, after), (number, now)
            if said:
                assert now == after
            elif not files.dead and {done[0] for done in files.failed} <= {"write", "fsync"}:
                assert now == before, number  # refused, and the disk let it be undone
                left = os.listdir(folder) if folder.exists() else []
                assert sorted(left) == ([] if before is None else ["quiet"]), number
            if files.faults:
                found.add(number)
            # Trying again is fine, and leaves nothing about.
            for one in folder.iterdir() if folder.exists() else ():
                os.utime(one, (0, 0))
            if now is not None or change is adds:
                change(folder, FaultyFiles())
            clear_leftovers(str(folder))
            assert there(folder) == after
            assert sorted(os.listdir(folder)) == ([] if after is None else ["quiet"])
        if number not in found:
            break
    assert len(found) > 3


def test_what_somebody_is_writing_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".tmp-1-aaaaaaaaaa").mkdir()
    clear_leftovers(str(tmp_path))
    assert len(os.listdir(tmp_path)) == 1
    long_ago = (tmp_path / ".tmp-1-aaaaaaaaaa").stat().st_mtime - BEING_WRITTEN - 1
    os.utime(tmp_path / ".tmp-1-aaaaaaaaaa", (long_ago, long_ago))
    clear_leftovers(str(tmp_path))
    assert os.listdir(tmp_path) == []


def test_a_pack_is_for_its_owner_alone(tmp_path: Path) -> None:
    prepared(tmp_path, OLD)
    assert {oct(path.stat().st_mode)[-3:] for path in tmp_path.rglob("*")} == {"700", "600"}


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    """An author may link the folder where a pack is written, to see it in place."""
    written, packs = tmp_path / "written", tmp_path / "packs"
    written.mkdir()
    packs.mkdir()
    (written / "mine.toml").write_bytes(b"mine")
    for change, after in ((removes, None), (adds, NEW)):
        os.symlink(written, packs / "quiet")
        change(packs, FaultyFiles())
        assert there(packs) == after
        assert (written / "mine.toml").read_bytes() == b"mine"
        assert os.listdir(packs) == ([] if after is None else ["quiet"])
