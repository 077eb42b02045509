"""Findings of `doctor`: the value, its kinds, and the words for each.

Opens nothing. The words are for somebody who may be frightened for what they wrote: they say what
is the matter, and one thing to do.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from typing import Literal

import msgspec

from rsense.store.files.tree import FileEntry
from rsense.store.records import schema
from rsense.store.records.edit_drafts import TEXT

Kind = Literal[
    "damaged",
    "cut-short",
    "newer",
    "misplaced",
    "conflict",
    "doubled",
    "leftover",
    "foreign",
    "open",
]

Repair = Literal["close", "place", "recover", "clear", "file", "choose"]
"""Repairs that a finding may offer.

`close`: let nobody else in. `place`: move it where it belongs. `recover`: make of a temporary
what it was to become. `clear`: move it to the trash. `file`: keep a session as an unfinished
record. `choose`: a person says which of several is to stay.
"""


class Finding(msgspec.Struct, frozen=True):
    """One file or folder that is not as it should be."""

    kind: Kind
    path: str
    what: str
    """What is the matter: one sentence."""
    next: str
    """What to do about it: one sentence."""
    cure: Repair | None = None
    paths: tuple[str, ...] = ()
    """Of a conflict every version, `path` first; where a misplaced file belongs."""


_KIND_OF: Mapping[str, Kind] = {
    schema.CUT_SHORT: "cut-short",
    schema.EMPTY: "cut-short",
    schema.NEWER: "newer",
}


def damaged(path: str, why: str) -> Finding:
    """A file that cannot be used as it is; `why` as `Unreadable` has it, advice after a dot."""
    what, _, advice = why.partition(". ")
    advice = advice or "open it in an editor: what is there can be read as plain text"
    return Finding(_KIND_OF.get(why, "damaged"), path, _sentence(what), _sentence(advice))


def misplaced(path: str, target: str) -> Finding:
    what = "It was moved or renamed, or the time in it was changed."
    return Finding("misplaced", path, what, f"It belongs at {target}.", "place", (target,))


def conflict(paths: tuple[str, ...]) -> Finding:
    what = f"There are {len(paths)} versions of it that differ; also {', '.join(paths[1:])}."
    advice = "All of them are kept. Read them, and choose one, or leave them."
    return Finding("conflict", paths[0], what, advice, "choose", paths)


def doubled(path: str, other: str) -> Finding:
    what = f"It says the same as {other}."
    return Finding("doubled", path, what, "One of the two is enough.", "clear")


def foreign(path: str) -> Finding:
    what = "rsense did not put it there, and does not read it."
    return Finding("foreign", path, what, "Move it elsewhere, or leave it: it does no harm.")


def open_to_others(one: FileEntry) -> Finding:
    thing, closed = ("folder", "700") if one.is_folder else ("file", "600")
    mode = f"{stat.S_IMODE(one.mode):04o}"
    what = f"Other people on this machine may be able to open this {thing} (its mode is {mode})."
    return Finding("open", one.path, what, f"chmod {closed} closes it.", "close")


def leftover(path: str, what: str, cure: Repair) -> Finding:
    next = {
        "recover": "It's whole, so it can be put where it belongs.",
        "clear": "It can be moved to the trash, where it can still be read.",
    }[cure]
    return Finding("leftover", path, what, next, cure)


def finished(path: str, *, same: bool) -> Finding:
    """`same` is whether the record says all that is left of the way there."""
    other = "" if same else " The answers here are different ones."
    what = f"This exercise was finished, and its record is kept.{other}"
    return leftover(path, what, "clear")


def orphaned(path: str, exercise: str) -> Finding:
    what = f"It was left half way, and there is no exercise “{exercise}” here."
    advice = (
        "“rsense run FILE” goes on with it where you have its script; or keep it as it is, "
        "among your records."
    )
    return Finding("leftover", path, what, advice, "file")


def left_edit(path: str, id: str) -> Finding:
    if id.startswith(TEXT):
        what = "An answer was open here in an editor that never finished."
        return Finding(
            "leftover", path, what, "Look whether you miss any of its words, then remove it."
        )
    what = "A correction was begun here and not finished."
    return Finding("leftover", path, what, f"“rsense edit {id}” goes on with it.")


def left_pack(path: str) -> Finding:
    what = "A pack was being added or removed here, and that was broken off."
    return Finding("leftover", path, what, "The next “rsense pack add” clears it away.")


def _sentence(words: str) -> str:
    words = words.strip()
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '”')) else '.'}"
