"""A disk that fails for a moment, or another program that began it: then the power fails.

What the second try finds there is not safe yet, whatever it looks like.
"""

from __future__ import annotations

import os

from rsense.store.files import durable
from tests.faults.crash_room import AT, Room, bytes_of, gone, there, trigger, under, whole
from tests.faults.disk import Fault, Tree


def new_record_tried_again(room: Room) -> Tree:
    """Its folder is not synced, and it cannot be taken back: the second try finds it there."""
    path = room.records.path_of(trigger())
    before = room.begin()
    room.always.append(whole("records", bytes_of(trigger())))
    month, name = os.path.basename(os.path.dirname(path)), os.path.basename(path)
    room.files.to_fail += [Fault("sync", month), Fault("unlink", name), Fault("unlink", name)]
    room.records.add(trigger())
    room.acknowledge(there("records", bytes_of(trigger())))
    return before


def new_record_that_came_late(room: Room) -> Tree:
    """As network folders do it: the disk tells of a failure, and it was none."""
    path = room.records.path_of(trigger())
    before = room.begin()
    room.always.append(whole("records", bytes_of(trigger())))
    if room.files.links:
        room.files.to_fail.append(Fault("link", os.path.basename(path), late=True))
    room.records.add(trigger())
    room.acknowledge(there("records", bytes_of(trigger())))
    return before


def new_record_put_there_by_another(room: Room) -> Tree:
    """A synchroniser had the same file, and synced nothing."""
    path = room.records.path_of(trigger())
    os.makedirs(os.path.dirname(path))
    before = room.begin()
    descriptor = room.files.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    room.files.write(descriptor, memoryview(bytes_of(trigger())))
    room.files.close(descriptor)
    room.records.add(trigger())
    room.acknowledge(there("records", bytes_of(trigger())))
    return before


def delete_tried_again(room: Room) -> Tree:
    """That it is gone is not synced, and there is no way back: the second try ends it."""
    path = room.records.add(trigger())
    before = room.begin()
    old = bytes_of(trigger())
    room.always.append(lambda tree: old in (*under(tree, "records"), *under(tree, "trash")))
    month = os.path.basename(os.path.dirname(path))
    room.files.to_fail += [Fault("sync", month), Fault("rename", f"{AT:%Y%m%dT%H%M%SZ}-deleted")]
    room.corrections.delete(path)
    room.acknowledge(gone("records", old))
    room.acknowledge(there("trash", old))
    return before


def moved_by_another(room: Room) -> Tree:
    """It lies already where it was to go, and whoever put it there synced nothing."""
    path = room.records.add(trigger())
    target = os.path.join(room.root, "trash", os.path.basename(path))
    os.makedirs(os.path.dirname(target))
    before = room.begin()
    room.files.replace(path, target)
    durable.move(path, target, files=room.files)
    room.acknowledge(gone("records", bytes_of(trigger())))
    room.acknowledge(there("trash", bytes_of(trigger())))
    return before


RETRIES = (
    new_record_tried_again,
    new_record_that_came_late,
    new_record_put_there_by_another,
    delete_tried_again,
    moved_by_another,
)
