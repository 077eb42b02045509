"""Every operation of every write fails, in every way: nothing lost, nothing torn, nothing left."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import pytest

from rsense.store.files import durable
from rsense.store.files.durable import NotSaved
from tests.store.faulty_files import Died, Done, Fault, FaultyFiles, from_nth, nth
from tests.store.writes import (
    NEW,
    OLD,
    WRITES,
    Write,
    boxes,
    create,
    edit,
    hidden,
    move,
    overwrite,
    remove,
    visible,
)

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EINTR)
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
with_and_without_links = pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
early_and_late = pytest.mark.parametrize("late", [False, True], ids=["early", "late"])


def failed(write: Write, box: Path, files: FaultyFiles) -> bool:
    """Do it; whether the person was told that it is not saved. Descriptors are always closed."""
    told = None
    try:
        write.act(box, files)
    except NotSaved as error:
        told = error
    assert type(told) in (type(None), NotSaved)
    assert not files.open_now
    return told is not None


@every_write
def test_the_order_that_durability_hangs_on(tmp_path: Path, write: Write) -> None:
    box = next(boxes(tmp_path, write.before))
    files = FaultyFiles()
    write.act(box, files)
    hanging = ("write", "fsync", "link", "replace", "unlink")
    done = tuple(f"{name} {label}" for name, label in files.done if name in hanging)
    assert done == write.order
    assert visible(box) == write.after


def test_without_links_a_name_is_reserved_before_it_is_renamed_over(tmp_path: Path) -> None:
    box = next(boxes(tmp_path, {}))
    files = FaultyFiles(links=False)
    create(box, files)
    after_link = files.done[files.done.index(("link", "a.toml")) :]
    assert after_link[1:4] == [("open", "a.toml"), ("close", "a.toml"), ("replace", "a.toml")]
    assert ("fsync", "box") in after_link


def always(error: BaseException, *kinds: Done) -> Fault:
    return lambda now, done: error if done in kinds else None


@every_write
@with_and_without_links
@early_and_late
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_one_failure_anywhere_loses_nothing(
    tmp_path: Path, write: Write, links: bool, late: bool, number: int
) -> None:
    error = OSError(number, os.strerror(number))
    for at, box in enumerate(boxes(tmp_path, write.before)):
        files = FaultyFiles(nth(at, error), late=late, links=links)
        told = failed(write, box, files)
        if not files.faults:
            break
        if told and write.act is remove:
            assert visible(box) in (write.before, write.after)
        else:
            assert visible(box) == (write.before if told else write.after)
        assert hidden(box) == []
    assert at > 3


@pytest.mark.slow
@every_write
@with_and_without_links
@early_and_late
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_one_kind_of_operation_that_always_fails_loses_nothing(
    tmp_path: Path, write: Write, links: bool, late: bool, number: int
) -> None:
    error = OSError(number, os.strerror(number))
    room = boxes(tmp_path, write.before)
    well = FaultyFiles(links=links)
    write.act(next(room), well)
    for kind, box in zip(sorted(set(well.done)), room, strict=False):
        files = FaultyFiles(always(error, kind), late=late, links=links)
        told = failed(write, box, files)
        assert files.faults
        no_way_back = write.act in (edit, overwrite) and not links
        if told and (write.act is remove or no_way_back):
            # Gone, or new, but not surely on the disk.
            assert visible(box) in (write.before, write.after)
        else:
            assert visible(box) == (write.before if told else write.after), kind
        if kind != ("unlink", ".tmp"):
            assert hidden(box) == []
        assert told or kind[0] not in ("write", "fsync")


@every_write
@with_and_without_links
def test_two_kinds_of_operation_that_always_fail_lose_nothing(
    tmp_path: Path, write: Write, links: bool
) -> None:
    room = boxes(tmp_path, write.before)
    well = FaultyFiles(links=links)
    write.act(next(room), well)
    error = OSError(errno.EIO, os.strerror(errno.EIO))
    # The way back is only gone where a first failure leads to it.
    kinds = sorted({*well.done, ("replace", "a.toml")})
    for pair, box in zip(combinations(kinds, 2), room, strict=False):
        files = FaultyFiles(always(error, *pair), links=links)
        told = failed(write, box, files)
        found = visible(box)
        if not told:
            assert found == write.after
        elif write.act is not remove:
            assert {OLD, NEW} >= {data for data in found.values() if data or links}
            assert any(found.values()) or not write.before


@pytest.mark.parametrize("write", [edit, overwrite])
def test_an_older_version_that_a_disk_does_not_put_back_is_not_thrown_away(
    tmp_path: Path, write: Callable[[Path, FaultyFiles], None]
) -> None:
    error = OSError(errno.EIO, os.strerror(errno.EIO))
    failing = False

    def once_the_folder_is_not_synced(now: int, done: Done) -> BaseException | None:
        nonlocal failing
        failing = failing or done == ("fsync", "box")
        return error if failing and done[0] in ("fsync", "replace") else None

    box = next(boxes(tmp_path, {"a.toml": OLD}))
    with pytest.raises(NotSaved):
        write(box, FaultyFiles(once_the_folder_is_not_synced))
    assert visible(box) == {"a.toml": NEW}
    assert [path.read_bytes() for path in box.rglob(".*")] == [OLD]


@every_write
@with_and_without_links
def test_a_disk_that_fails_for_good_tears_nothing_and_a_retry_finishes(
    tmp_path: Path, write: Write, links: bool
) -> None:
    for error in (OSError(errno.EIO, "the disk is gone"), Died()):
        for at, box in enumerate(boxes(tmp_path / type(error).__name__, write.before)):
            files = FaultyFiles(from_nth(at, error), links=links)
            with suppress(Died):
                failed(write, box, files)
            if not files.faults:
                break
            found = visible(box)
            if not links:  # a name that was reserved and not filled
                found = {name: data for name, data in found.items() if data}
            both_names = write.before | write.after if write.act is move else write.after
            assert found in (write.before, write.after, both_names)
            write.act(box, FaultyFiles(links=links))
            assert visible(box) == write.after


def make_folder(box: Path, files: FaultyFiles) -> None:
    durable.make_folder(str(box / "records" / "2026" / "11"), files=files)


def test_a_folder_is_synced_into_its_parent_before_anything_is_put_in_it(tmp_path: Path) -> None:
    box = next(boxes(tmp_path, {}))
    files = FaultyFiles()
    make_folder(box, files)
    assert [done for done in files.done if done[0] in ("mkdir", "fsync")] == [
        ("mkdir", "records"),
        ("fsync", "box"),
        ("mkdir", "2026"),
        ("fsync", "records"),
        ("mkdir", "11"),
        ("fsync", "2026"),
    ]


def test_a_folder_in_use_costs_one_look(tmp_path: Path) -> None:
    box = next(boxes(tmp_path, {}))
    files = FaultyFiles()
    durable.make_folder(str(box), files=files)
    assert files.done == [("is_empty_folder", "box")]


@early_and_late
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_a_folder_is_made_and_lasting_or_it_is_told(
    tmp_path: Path, late: bool, number: int
) -> None:
    error = OSError(number, os.strerror(number))
    for fault in (nth, from_nth):
        for at, box in enumerate(boxes(tmp_path / fault.__name__, {})):
            files = FaultyFiles(fault(at, error), late=late)
            told = False
            try:
                make_folder(box, files)
            except NotSaved:
                told = True
            if not files.faults:
                break
            assert told or (box / "records" / "2026" / "11").is_dir()
            assert told or fault is nth


def test_a_folder_that_a_killed_process_left_half_made_is_synced(tmp_path: Path) -> None:
    for at, box in enumerate(boxes(tmp_path, {})):
        killed, after = FaultyFiles(from_nth(at, Died())), FaultyFiles()
        with suppress(Died):
            make_folder(box, killed)
        make_folder(box, after)
        for made, parent in (("records", "box"), ("2026", "records"), ("11", "2026")):
            synced = [done for done in killed.done[:at] + after.done if done == ("fsync", parent)]
            assert synced, (at, made)
        if not killed.faults:
            break
