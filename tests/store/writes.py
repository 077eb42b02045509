"""Every write there is, as a table, and folders to do them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rsense.store.files import durable
from tests.store.faulty_files import FaultyFiles

OLD, NEW = b"what = 'before'\nend = true\n", b"what = 'after, and longer'\nend = true\n"

State = dict[str, bytes]
"""The visible files of a folder, by name."""


@dataclass(frozen=True)
class Write:
    """One write, with what is on the disk before and after it."""

    before: State
    after: State
    act: Callable[[Path, FaultyFiles], None]
    order: tuple[str, ...]
    """The operations that durability hangs on, in the order they must have."""


def create(folder: Path, files: FaultyFiles) -> None:
    durable.create(str(folder / "a.toml"), NEW, files=files)


def edit(folder: Path, files: FaultyFiles) -> None:
    durable.replace(str(folder / "a.toml"), NEW, expected=OLD, files=files)


def overwrite(folder: Path, files: FaultyFiles) -> None:
    durable.replace(str(folder / "a.toml"), NEW, expected=None, files=files)


def remove(folder: Path, files: FaultyFiles) -> None:
    durable.remove(str(folder / "a.toml"), files=files)


def move(folder: Path, files: FaultyFiles) -> None:
    durable.move(str(folder / "a.toml"), str(folder / "trash" / "b.toml"), files=files)


WRITE_NEW = ("write .tmp", "fsync .tmp")
WRITES = {
    "create": Write(
        {}, {"a.toml": NEW}, create, (*WRITE_NEW, "link a.toml", "unlink .tmp", "fsync box")
    ),
    "create again": Write(
        {"a.toml": NEW},
        {"a.toml": NEW},
        create,
        (*WRITE_NEW, "link a.toml", "fsync a.toml", "fsync box", "unlink .tmp"),
    ),
    "edit": Write(
        {"a.toml": OLD},
        {"a.toml": NEW},
        edit,
        (*WRITE_NEW, "link .tmp", "replace a.toml", "fsync box", "unlink .tmp", "unlink .tmp"),
    ),
    "overwrite": Write(
        {"a.toml": OLD},
        {"a.toml": NEW},
        overwrite,
        (*WRITE_NEW, "link .tmp", "replace a.toml", "fsync box", "unlink .tmp", "unlink .tmp"),
    ),
    "first of a sitting": Write(
        {},
        {"a.toml": NEW},
        overwrite,
        (*WRITE_NEW, "link .tmp", "replace a.toml", "fsync box", "unlink .tmp", "unlink .tmp"),
    ),
    "remove": Write({"a.toml": OLD}, {}, remove, ("unlink a.toml", "fsync box")),
    "move": Write(
        {"a.toml": OLD},
        {"trash/b.toml": OLD},
        move,
        ("link b.toml", "fsync trash", "unlink a.toml", "fsync box"),
    ),
}


def boxes(tmp_path: Path, before: State) -> Iterator[Path]:
    """One folder named `box`, time and again as it is before; new ones would take longer."""
    box = tmp_path / "box"
    (box / "trash").mkdir(parents=True)
    while True:
        for path in sorted(box.rglob("*"), reverse=True):
            if path.is_file():
                path.unlink()
            elif path.name != "trash":
                path.rmdir()
        for name, data in before.items():
            (box / name).write_bytes(data)
        yield box


def visible(box: Path) -> State:
    files = (path for path in box.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(box)): path.read_bytes() for path in files}


def hidden(box: Path) -> list[str]:
    return [path.name for path in box.rglob(".*")]
