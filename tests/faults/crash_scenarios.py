"""What is done to a folder of records; what must be so meanwhile, and once it is acknowledged.

Each scenario takes a room, does one thing in it, and comes to what was there before.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from rsense.core.records import FollowUp, Keepsake, PathMark, Ritual
from rsense.services.context import AppContext
from rsense.services.exercise.follow_up import Closing
from rsense.store import config
from rsense.store.files import durable
from rsense.store.files.durable import NotSaved
from rsense.store.library import Library
from rsense.store.records.codec import encode, record_document
from rsense.store.transfer.importer import Importer
from tests.faults.crash_room import AT, Room, bytes_of, gone, sitting, there, trigger, under, whole
from tests.faults.disk import Recorder, Tree


def new_record(room: Room) -> Tree:
    before = room.begin()
    room.always.append(whole("records", bytes_of(trigger())))
    room.records.add(trigger())
    room.acknowledge(there("records", bytes_of(trigger())))
    return before


def another_record(room: Room) -> Tree:
    card = Keepsake(id="c3f9a2q7xm", at=AT, shelf="evidence", text="She came.")
    mark = PathMark("m3f9a2q7xm", AT, "first-week", "begun")
    for one in (card, mark):
        room.records.add(one)
    before = room.begin()
    for one in (card, mark):
        room.always.append(there("records", bytes_of(one)))
    room.records.add(trigger())
    room.acknowledge(there("records", bytes_of(trigger())))
    return before


def pause_ritual(room: Room) -> Tree:
    kept = Ritual(id="r3f9a2q7xm", at=AT, text="Ten minutes for us", every="sun 20:00")
    paused = kept._replace(state="paused", until=AT + timedelta(days=14))
    old, new = bytes_of(kept), bytes_of(paused)
    before = room.begin()
    room.always.append(whole("records", old, new))
    path = room.records.add(kept)
    room.acknowledge(lambda tree: old in (*under(tree, "records"), *under(tree, "trash")))
    room.corrections.edit(room.corrections.held(path), new, record_document(paused))
    room.acknowledge(there("records", new))
    room.acknowledge(there("trash", old))
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
    room.corrections.edit(held, new, record_document(trigger("A warm tone")))
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
    room.corrections.edit(room.corrections.held(path), new, record_document(later))
    room.acknowledge(there("records/2026/12", new))
    room.acknowledge(gone("records/2026/11", new))
    return before


def close_follow_up(room: Room) -> Tree:
    asked = FollowUp(id="f3f9a2q7xm", at=AT, ask="She'll be cold", due=AT, sure=80)
    room.records.add(asked)
    before = room.begin()
    context = AppContext(room.root, Library("", ""), now=lambda: AT, files=room.files)
    closed = {**record_document(asked), "state": "done", "closed": AT, "came": "no"}
    told = {**closed, "answer": "She was tired."}
    old, new, last = bytes_of(asked), encode(closed), encode(told)
    room.always.append(lambda tree: old in (*under(tree, "records"), *under(tree, "trash")))
    room.always.append(whole("records", old, new, last))
    closing = Closing(context, asked)
    closing.put(state="done", closed=AT, came="no")
    room.acknowledge(there("trash", old))
    room.acknowledge(lambda tree: bool({new, last} & set(under(tree, "records"))))
    closing.put(answer="She was tired.")
    room.acknowledge(there("records", last))
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
    own = room.progress.own_file("s3f9a2q7xm")
    room.progress.save(sitting("She read it."), frozenset(), own)
    before = room.begin()
    (old,) = under(before, "progress")
    room.progress.save(sitting("She read it at six."), frozenset(), own)
    new = _standing(room, "progress")
    room.always.append(lambda tree: bool({old, new} & set(under(tree, "progress"))))
    room.always.append(whole("progress", old, new))
    room.acknowledge(there("progress", new))
    return before


def finish(room: Room) -> Tree:
    own = room.progress.own_file("s3f9a2q7xm")
    room.progress.save(sitting("She read it."), frozenset(), own)
    before = room.begin()
    (left,) = under(before, "progress")
    kept = bytes_of(trigger())
    room.always.append(
        lambda tree: left in under(tree, "progress") or kept in under(tree, "records")
    )
    room.always.append(whole("records", kept))
    room.records.add(trigger())
    own.remove()
    room.acknowledge(there("records", kept))
    room.acknowledge(gone("progress", left))
    return before


def take_in(room: Room) -> Tree:
    before = room.begin()
    many = [trigger(f"Number {n}")._replace(id=f"k3f9a2q7x{n}") for n in "abc"]
    room.always.append(whole("records", *map(bytes_of, many)))
    landing = Importer(room.records, room.corrections.trash)
    for one in many:
        landing.import_document(record_document(one))
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
                document = record_document(one)
                paths[id], _ = room.corrections.edit(held, versions[id][-1], document)
            newest, where = versions[id][-1], "trash" if id in thrown else "records"
            room.acknowledge(there(where, newest), about=id)
        return before

    day.__name__ = f"busy_day_{seed}"
    return day


EVENTS = 12
SCENARIOS = (
    new_record,
    another_record,
    pause_ritual,
    name_taken,
    edit,
    close_follow_up,
    edit_that_moves,
    delete,
    restore,
    save_progress,
    finish,
    take_in,
    change_settings,
)


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
