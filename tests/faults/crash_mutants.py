"""How the recipe of every write is broken, one safeguard at a time: each must be caught."""

from __future__ import annotations

import ast
import os
import sys
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from rsense.store.files import durable, operations
from rsense.store.files.own_file import OwnFile
from rsense.store.records.edits import RecordEditor
from tests.faults.disk import Recorder

if TYPE_CHECKING:
    from types import FrameType

    from rsense.store.files.operations import Files


def _late_sync(path: str, data: bytes, files_: Files) -> None:
    """The bytes are written, and synced only when they already have their name."""
    descriptor = files_.open(path, operations.NEW, operations.FILE_MODE)
    operations._write_all(descriptor, data, files_)
    files_.close(descriptor)


def _rename_over(source: str, target: str, files_: Files) -> None:
    files_.replace(source, target)


def _unlink_first(source: str, target: str, files_: Files) -> None:
    """The old name goes before the new one is surely there."""
    files_.link(source, target)
    files_.unlink(source)
    operations.sync(os.path.dirname(source), files_)
    operations.sync(os.path.dirname(target), files_)


def _renamed(source: str, target: str, files_: Files) -> None:
    files_.replace(source, target)
    operations.sync(os.path.dirname(target), files_)
    operations.sync(os.path.dirname(source), files_)


def _edit_first(self: RecordEditor, held: Any, data: bytes, document: Any) -> Any:
    """The new version takes its place before the old one is in the trash."""
    durable.replace(held.path, data, expected=held.data, files=self.records.files)
    return held.path, self.trash.store_version(held.path, held.data, self.now())


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
    operations.write_new(path, data, files_)
    operations.sync(os.path.dirname(path), files_)


def _gone_first(self: OwnFile) -> None:
    """Nothing but the name goes, and no folder is synced."""
    self._files.unlink(self.path)


MUTANTS: dict[str, tuple[str, Any]] = {
    "no file is synced": ("file", None),
    "no folder is synced": ("folder", None),
    "a new folder is not synced into its parent": (
        "",
        patch.object(durable, "_make_folder", _made_without_syncs),
    ),
    "the bytes are synced after the name": ("", patch.object(durable, "write_new", _late_sync)),
    "a name is taken by renaming over it": ("", patch.object(durable, "claim_name", _rename_over)),
    "a move forgets the old name first": ("", patch.object(durable, "_move", _unlink_first)),
    "a move without links is a rename": (
        "no links",
        patch.object(durable, "_move_by_copy", _renamed),
    ),
    "an edit comes before its trash": ("", patch.object(RecordEditor, "edit", _edit_first)),
    "an edit is written in place": ("", patch.object(durable, "_replace", _in_place)),
    "a finished sitting goes without a sync": ("", patch.object(OwnFile, "remove", _gone_first)),
    "a name is reserved without O_EXCL": (
        "no links",
        patch.object(operations, "NEW", operations.NEW & ~os.O_EXCL),
    ),
}
"""How each breaks it: what the disk is, and what is put in place of the recipe's own."""


class Sites:
    """Every line of the recipe that asks for a sync; any of them can be made deaf."""

    def __init__(self) -> None:
        with open(durable.__file__, encoding="utf-8") as file:
            calls = [
                node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call)
            ]
        self.lines = sorted(
            call.lineno
            for call in calls
            if isinstance(call.func, ast.Name) and call.func.id in ("sync", "write_new")
        )
        self.reached: set[int] = set()

    def deaf(self, line: int) -> Any:
        """The recorder without the syncs that this line asks for."""
        heard = Recorder.fsync

        def fsync(recorder: Recorder, descriptor: int) -> None:
            asking = _line_of(sys._getframe(1))
            self.reached.add(asking)
            if asking != line:
                heard(recorder, descriptor)

        return patch.object(Recorder, "fsync", fsync)


def _line_of(frame: FrameType | None) -> int:
    """The line of the recipe that this is done for; 0 where it is none of its."""
    while frame and frame.f_code.co_filename != durable.__file__:
        frame = frame.f_back
    return frame.f_lineno if frame else 0
