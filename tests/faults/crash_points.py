"""Power fails at every moment of every write: `python -m tests.faults.crash_points [--full]`.

Each scenario does one thing to a folder of records, and says what must be so at any moment and what
once it is acknowledged. Then the recipe is broken, one safeguard at a time: every broken one must
be caught, or the checks prove nothing.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from rsense.core.records import Keepsake, Trigger
from rsense.core.replies import Reply
from rsense.store import config, durable, files
from rsense.store.corrections import Corrections
from rsense.store.documents import encoded, record_document
from rsense.store.durable import NotSaved
from rsense.store.landing import Landing
from rsense.store.progress import Progress, Unfinished
from rsense.store.records import Records
from rsense.store.trash import Trash
from tests.faults.disk import Recorder, Tree, crashes

if TYPE_CHECKING:
    from rsense.store.files import Files

AT = datetime(2026, 11, 25, 20, 15, tzinfo=UTC)
MOST, MOST_IN_FULL = 96, 4096
"""States looked at for each moment."""

Holds = Callable[[Tree], bool]


@dataclass
class Promise:
    """What must be so from an operation on, where it was acknowledged, to another, if any."""

    holds: Holds
    since: int
    until: int | None = None
    about: str = ""

    def stands(self, done: int) -> bool:
        return self.since <= done and (self.until is None or done <= self.until)


@dataclass
class Room:
    """A data folder with a recorder over it, and what has been promised so far."""

    root: str
    files: Recorder
    always: list[Holds] = field(default_factory=list)
    """What must be so at any moment."""
    since: list[Promise] = field(default_factory=list)

    @property
    def records(self) -> Records:
        return Records(os.path.join(self.root, "records"), self.files)

    @property
    def progress(self) -> Progress:
        return Progress(os.path.join(self.root, "progress"), self.files)

    @property
    def corrections(self) -> Corrections:
        trash = Trash(os.path.join(self.root, "trash"), self.files)
        return Corrections(self.records, trash, self.progress.folder, lambda: AT)

    def acknowledge(self, holds: Holds, about: str = "") -> None:
        """From here on it has been said that it is safe."""
        self.since.append(Promise(holds, len(self.files.log), about=about))

    def close(self, about: str) -> None:
        """What was promised about it is about to change."""
        for promise in self.since:
            if promise.about == about and promise.until is None:
                promise.until = len(self.files.log)

    def begin(self) -> Tree:
        """What is there now is old and safe; what comes is what is tested."""
        self.files.log.clear()
        found: dict[str, bytes] = {}
        for folder, folders, names in os.walk(self.root):
            for name in folders:
                found[os.path.relpath(os.path.join(folder, name), self.root) + "/"] = b""
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.root)] = file.read()
        return found


def trigger(what: str = "A cool tone", at: datetime = AT) -> Trigger:
    return Trigger(id="k3f9a2q7xm", at=at, what=what, intensity=6)


def sitting(words: str) -> Unfinished:
    return Unfinished(id="s3f9a2q7xm", exercise="pause", title="A pause", started=AT, saved=AT,
                      replies=(Reply("what", words),))  # fmt: skip


def under(tree: Tree, folder: str) -> list[bytes]:
    return [
        data
        for path, data in tree.items()
        if path.startswith(f"{folder}/") and not path.endswith("/")
    ]


def whole(folder: str, *contents: bytes) -> Holds:
    """Whatever is visible there is one of these: nothing torn, nothing foreign.

    An empty file is a name that was reserved where the disk has no links; readers pass it by.
    """
    return lambda tree: all(data in (*contents, b"") for data in under(tree, folder))


def there(folder: str, content: bytes) -> Holds:
    return lambda tree: content in under(tree, folder)


def gone(folder: str, content: bytes) -> Holds:
    return lambda tree: content not in under(tree, folder)


def bytes_of(record: Any) -> bytes:
    return encoded(record_document(record))


# What is done


def new_record(room: Room) -> Tree:
    before = room.begin()
    room.always.append(whole("records", bytes_of(trigger())))
    room.records.add(trigger())
    room.acknowledge(there("records", bytes_of(trigger())))
    return before


def another_record(room: Room) -> Tree:
    card = Keepsake(id="c3f9a2q7xm", at=AT, shelf="evidence", text="She came.")
    room.records.add(card)
    before = room.begin()
    room.always.append(there("records", bytes_of(card)))
    room.records.add(trigger())
    room.acknowledge(there("records", bytes_of(trigger())))
    return before


def name_taken(room: Room) -> Tree:
    other = bytes_of(trigger("Something else"))
    path = room.records.path_of(trigger())
    os.makedirs(os.path.dirname(path))
    with open(path, "wb") as file:
        file.write(other)
    before = room.begin()
    room.always.append(there("records", other))
    try:
        room.records.add(trigger())
    except NotSaved:
        return before
    room.always.append(lambda _: False)  # it was overwritten, or told a lie
    return before


def edit(room: Room) -> Tree:
    path = room.records.add(trigger())
    before = room.begin()
    old, new = bytes_of(trigger()), bytes_of(trigger("A warm tone"))
    room.always.append(lambda tree: old in (*under(tree, "records"), *under(tree, "trash")))
    room.always.append(whole("records", old, new))
    held = room.corrections.held(path)
    document = {
        key: v for key, v in record_document(trigger("A warm tone")).items() if key != "end"
    }
    room.corrections.edit(held, new, document)
    room.acknowledge(there("records", new))
    room.acknowledge(there("trash", old))
    return before


def edit_that_moves(room: Room) -> Tree:
    path = room.records.add(trigger())
    before = room.begin()
    later = trigger(at=AT + timedelta(days=30))
    old, new = bytes_of(trigger()), bytes_of(later)
    room.always.append(lambda tree: old in (*under(tree, "records"), *under(tree, "trash")))
    room.always.append(whole("records", old, new))
    document = {key: v for key, v in record_document(later).items() if key != "end"}
    room.corrections.edit(room.corrections.held(path), new, document)
    room.acknowledge(there("records/2026/12", new))
    room.acknowledge(gone("records/2026/11", new))
    return before


def delete(room: Room) -> Tree:
    path = room.records.add(trigger())
    before = room.begin()
    old = bytes_of(trigger())
    room.always.append(lambda tree: old in (*under(tree, "records"), *under(tree, "trash")))
    room.corrections.delete(path)
    room.acknowledge(gone("records", old))
    room.acknowledge(there("trash", old))
    return before


def restore(room: Room) -> Tree:
    thrown = room.corrections.delete(room.records.add(trigger()))
    before = room.begin()
    old = bytes_of(trigger())
    room.always.append(lambda tree: old in (*under(tree, "records"), *under(tree, "trash")))
    room.corrections.restore(thrown)
    room.acknowledge(there("records", old))
    room.acknowledge(gone("trash", old))
    return before


def save_progress(room: Room) -> Tree:
    room.progress.save(sitting("She read it."), frozenset())
    before = room.begin()
    (old,) = under(before, "progress")
    room.progress.save(sitting("She read it at six."), frozenset())
    new = _standing(room, "progress")
    room.always.append(lambda tree: bool({old, new} & set(under(tree, "progress"))))
    room.always.append(whole("progress", old, new))
    room.acknowledge(there("progress", new))
    return before


def finish(room: Room) -> Tree:
    room.progress.save(sitting("She read it."), frozenset())
    before = room.begin()
    (left,) = under(before, "progress")
    kept = bytes_of(trigger())
    room.always.append(
        lambda tree: left in under(tree, "progress") or kept in under(tree, "records")
    )
    room.always.append(whole("records", kept))
    room.records.add(trigger())
    room.progress.remove("s3f9a2q7xm")
    room.acknowledge(there("records", kept))
    room.acknowledge(gone("progress", left))
    return before


def take_in(room: Room) -> Tree:
    before = room.begin()
    many = [trigger(f"Number {n}")._replace(id=f"k3f9a2q7x{n}") for n in "abc"]
    room.always.append(whole("records", *map(bytes_of, many)))
    landing = Landing(room.records, room.corrections.trash)
    for one in many:
        landing.land({key: v for key, v in record_document(one).items() if key != "end"})
        room.acknowledge(there("records", bytes_of(one)))
    return before


def change_settings(room: Room) -> Tree:
    path = os.path.join(room.root, "settings", "config.toml")
    with _through(room.files):
        config.write_setting(path, "theme", "day")
        before = room.begin()
        config.write_setting(path, "theme", "contrast")
    (old,), new = under(before, "settings"), _standing(room, "settings")
    room.always.append(lambda tree: bool({old, new} & set(under(tree, "settings"))))
    room.acknowledge(there("settings", new))
    return before


def busy_day(seed: int) -> Callable[[Room], Tree]:
    """Logging, editing, deleting and bringing back, in any order, as a day may go."""

    def day(room: Room) -> Tree:
        chance = random.Random(seed)
        ids = [f"k3f9a2q7x{letter}" for letter in "abcd"]
        versions: dict[str, list[bytes]] = {id: [] for id in ids}
        paths: dict[str, str] = {}
        thrown: dict[str, Any] = {}
        before = room.begin()
        room.always.append(
            lambda tree: all(
                data in (b"", *(v for all_of in versions.values() for v in all_of))
                for data in under(tree, "records")
            )
        )
        for number in range(EVENTS):
            id = chance.choice(ids)
            room.close(id)  # while it changes, it is enough that some version of it is there
            if id in thrown:
                paths[id] = room.corrections.restore(thrown.pop(id))
            elif id not in paths:
                one = trigger(f"First {id} {number}")._replace(id=id)
                versions[id].append(bytes_of(one))
                paths[id] = room.records.add(one)
            elif chance.random() < 0.5:
                thrown[id] = room.corrections.delete(paths.pop(id))
            else:
                held = room.corrections.held(paths[id])
                one = trigger(f"Again {id} {number}")._replace(id=id)
                versions[id].append(bytes_of(one))
                document = {k: v for k, v in record_document(one).items() if k != "end"}
                paths[id], _ = room.corrections.edit(held, versions[id][-1], document)
            newest, where = versions[id][-1], "trash" if id in thrown else "records"
            room.acknowledge(there(where, newest), about=id)
        return before

    day.__name__ = f"busy_day_{seed}"
    return day


EVENTS = 12
SCENARIOS = (
    new_record, another_record, name_taken, edit, edit_that_moves, delete, restore, save_progress,
    finish, take_in, change_settings,
)  # fmt: skip


def _standing(room: Room, folder: str) -> bytes:
    path = os.path.join(room.root, folder)
    (name,) = (name for name in os.listdir(path) if not name.startswith("."))
    with open(os.path.join(path, name), "rb") as file:
        return file.read()


@contextmanager
def _through(recorder: Recorder) -> Iterator[None]:
    """Writes that take the real files go through the recorder too."""
    with (
        patch.object(durable.replace, "__kwdefaults__", {"files": recorder}),
        patch.object(durable.make_folder, "__kwdefaults__", {"files": recorder}),
    ):
        yield


# How the recipe is broken


def _late_sync(path: str, data: bytes, files_: Files) -> None:
    """The bytes are written, and synced only when they already have their name."""
    descriptor = files_.open(path, files._NEW, files.FILE_MODE)
    files._write_all(descriptor, data, files_)
    files_.close(descriptor)


def _rename_over(source: str, target: str, files_: Files) -> None:
    files_.replace(source, target)


def _unlink_first(source: str, target: str, files_: Files) -> None:
    """The old name goes before the new one is surely there."""
    files_.link(source, target)
    files_.unlink(source)
    files.sync(os.path.dirname(source), files_)
    files.sync(os.path.dirname(target), files_)


def _renamed(source: str, target: str, files_: Files) -> None:
    files_.replace(source, target)
    files.sync(os.path.dirname(target), files_)
    files.sync(os.path.dirname(source), files_)


def _edit_first(self: Corrections, held: Any, data: bytes, document: Any) -> Any:
    """The new version takes its place before the old one is in the trash."""
    durable.replace(held.path, data, expected=held.data, files=self.records.files)
    return held.path, self.trash.keep(held.path, held.data, self.now())


def _made_without_syncs(path: str, files_: Files) -> None:
    missing: list[str] = []
    while not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for part in reversed(missing):
        files_.mkdir(part, 0o700)


def _in_place(path: str, data: bytes, expected: bytes | None, files_: Files) -> None:
    """Written over what stands, without a temporary."""
    if os.path.lexists(path):
        files_.unlink(path)
    files.write_new(path, data, files_)
    files.sync(os.path.dirname(path), files_)


def _gone_first(self: Progress, id: str) -> None:
    """Nothing but the name goes, and no folder is synced."""
    self.files.unlink(self._path(id))


Broken = Callable[[], Any]
MUTANTS: dict[str, tuple[str, Broken | None]] = {
    "no file is synced": ("file", None),
    "no folder is synced": ("folder", None),
    "a new folder is not synced into its parent": (
        "", lambda: patch.object(durable, "_make_folder", _made_without_syncs)),
    "the bytes are synced after the name": (
        "", lambda: patch.object(durable, "write_new", _late_sync)),
    "a name is taken by renaming over it": (
        "", lambda: patch.object(durable, "take_name", _rename_over)),
    "a move forgets the old name first": (
        "", lambda: patch.object(durable, "_move", _unlink_first)),
    "a move without links is a rename": (
        "no links", lambda: patch.object(durable, "_move_by_copy", _renamed)),
    "an edit comes before its trash": ("", lambda: patch.object(Corrections, "edit", _edit_first)),
    "an edit is written in place": ("", lambda: patch.object(durable, "_replace", _in_place)),
    "a finished sitting goes without a sync": (
        "", lambda: patch.object(Progress, "clear", _gone_first)),
    "a name is reserved without O_EXCL": (
        "no links", lambda: patch.object(files, "_NEW", files._NEW & ~os.O_EXCL)),
}  # fmt: skip


@dataclass
class Result:
    states: int = 0
    bad: list[str] = field(default_factory=list)


def run(most: int, days: int, *, links: bool, deaf_to: str = "") -> Result:
    """Every scenario, every moment, every state."""
    result = Result()
    for scenario in (*SCENARIOS, *map(busy_day, range(days))):
        with tempfile.TemporaryDirectory() as root:
            room = Room(root, Recorder(root, links=links, deaf_to=deaf_to))
            before = scenario(room)
            for done, tree in crashes(before, room.files.log, most):
                result.states += 1
                standing = (p.holds for p in room.since if p.stands(done))
                if not all(holds(tree) for holds in (*room.always, *standing)):
                    result.bad.append(f"{scenario.__name__} after {done} operations")
    return result


def main(arguments: list[str]) -> int:
    most, days = (MOST_IN_FULL, 250) if "--full" in arguments else (MOST, 15)
    failed = False
    for links in (True, False):
        result = run(most, days, links=links)
        with_links = "with links" if links else "without links"
        print(f"{with_links}: {result.states:,} states, {len(result.bad)} bad")
        failed = failed or bool(result.bad)
        for line in sorted(set(result.bad))[:5]:
            print(f"  {line}")
    for name, (way, broken) in MUTANTS.items():
        links, deaf_to = way != "no links", way if way in ("file", "folder") else ""
        if broken is None:
            result = run(MOST, 1, links=links, deaf_to=deaf_to)
        else:
            with broken():
                result = run(MOST, 1, links=links)
        caught = bool(result.bad)
        failed = failed or not caught
        print(f"{'caught' if caught else 'ALIVE '}  {name}: {len(result.bad):,} bad states")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
