"""What a command came to with a fault under it, and whether what is promised of it was held."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rsense.store.paths import MACHINE_FILES
from tests.faults.failing import LOOKING, TIDYING, Failing
from tests.faults.writing import Typed

Tree = Mapping[str, bytes]
UNDONE = re.compile(
    r"\bnot (saved|moved|removed|written|undone)\b|(could not|couldn't) be (saved|removed|read)"
    r"|didn't work"
    r"|(cannot|can't) be (read|listed|continued)"
    r"|refused to read it|reported an error|may not read it"
    r"|there (is|are) still",
    re.IGNORECASE,
)
"""The words for what a failing disk kept from being done, or for what could not be read."""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str
    layer: Failing
    before: Tree
    after: Tree
    heard: bool = True
    """Whether anything was asked of standard input."""
    escaped: str = ""
    """What left the program as a traceback."""


def tree(home: Path) -> Tree:
    """Every file under a home."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def shape(after: Tree, before: Tree, spare: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is there, but for ids and moments that are new each time."""
    known = {id for data in before.values() for id in re.findall(rb'id = "(\w+)"', data)}

    def plain(text: str) -> str:
        text = re.sub(r"\d{8}T\d{6}Z|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[+Z:\d-]*", "T", text)
        return re.sub(
            r"\b[a-z2-7]{10}\b", lambda m: m[0] if m[0].encode() in known else "NEW", text
        )

    entries = [
        (re.sub(r"\d{4}/\d\d/", "", plain(path)), plain(data.decode("utf-8", "replace")))
        for path, data in after.items()
        if not path.startswith((*MACHINE_FILES, "vocabulary/", *spare))
        and not path.endswith(".lock")
        and not is_temporary(path)
    ]
    # Between two folders a failing disk may leave a record both its names: it is shown once.
    old = {entry for entry in entries if "NEW" not in entry[0]}
    return sorted([*old, *(entry for entry in entries if "NEW" in entry[0])])


def judged(name: str, command: Typed, ran: Ran, well: Ran) -> Iterator[str]:
    """What is wrong with how it ended."""
    failed = {operation for operation, _ in ran.layer.failed}
    said = ran.out + ran.err
    if ran.escaped:
        yield f"a traceback: {ran.escaped}"
    if "Traceback" in said or "went wrong inside rsense" in said:
        yield "it told of a mistake of the program"
    if ran.code and failed and not UNDONE.search(said):
        yield "it failed, and does not say what was not done"
    disk = b"\n".join(ran.after.values()).decode("utf-8", "replace")
    on_the_screen = command.person and "above" in said
    for words in command.says if ran.heard or not command.stdin else ():
        if words not in disk and words not in said and not on_the_screen:
            yield "words are neither kept nor given back"
        if "You said:" in ran.out and words in ran.out:
            break  # given back, and no more was asked
    if any(words not in disk for words in command.stays):
        yield "something else that stood in the file is gone"
    gone = lost(command, ran)
    if gone:
        yield f"old bytes are gone ({', '.join(sorted(gone))})"
    if ran.code and not command.parts:
        for path, data in ran.before.items():
            if not path.startswith((*MACHINE_FILES, *filter(None, command.takes), *command.moves)):
                if path not in ran.after and not stuck(path, data, ran):
                    yield f"it says no, and {where(path)} is not where it was"
                elif ran.after.get(path, data) != data and not stuck(path, data, ran):
                    yield f"it says no, and {where(path)} is changed"
    if not failed & TIDYING:
        left = [path for path in ran.after if is_temporary(path) and path not in ran.before]
        if left:
            yield "a temporary file is left"
    for path, data in ran.after.items():
        ours = path.endswith(".toml") and "-unsaved" not in path and not is_temporary(path)
        if ours and data != ran.before.get(path):
            try:
                tomllib.loads(data.decode())
            except ValueError:
                yield f"half a file is to be seen: {where(path)}"
    if ran.code == 0 and not failed - LOOKING:
        for path in overlooked(ran, well, command.spare):
            yield f"what was not read is written over ({where(path)})"
    # A person who was told, and asked again, is one answer further on.
    told = command.person and re.search(r"Not (saved|moved|removed)\b", said)
    if ran.code == 0 and failed - LOOKING and not (told or same(ran, well, command.spare)):
        yield "it says that all is well, and the disk is not as it should be"


def overlooked(ran: Ran, well: Ran, spare: tuple[str, ...]) -> Iterator[str]:
    """Files that are neither as they were, nor as they would be had all been read."""
    standing = set(ran.after.values())
    due, now = (dict(shape(one.after, ran.before, spare)) for one in (well, ran))
    for path, data in ran.before.items():
        for name, _ in shape({path: data}, ran.before, spare):
            if data not in standing and now.get(name) != due.get(name):
                yield path


def same(ran: Ran, well: Ran, spare: tuple[str, ...]) -> bool:
    return shape(ran.after, ran.before, spare) == shape(well.after, well.before, spare)


def stuck(path: str, data: bytes, ran: Ran) -> bool:
    """Whether the disk failed in the middle and refused the way back, or the link that would have
    been one; nothing is lost."""
    names = {operation for operation, _ in ran.layer.failed}
    refused = ("replace", os.path.join(ran.layer.root, path)) in ran.layer.failed
    return (refused or "link" in names) and data in ran.after.values()


def lost(command: Typed, ran: Ran) -> set[str]:
    """Files whose bytes are nowhere any more, and that should not go."""
    standing = set(ran.after.values())
    return {
        where(path)
        for path, data in ran.before.items()
        if data not in standing
        and not path.startswith(MACHINE_FILES)
        and not any(path.startswith(part) for part in command.takes)
        and not (path.startswith("vocabulary/") and data[:40] in b"".join(standing))
        and not is_temporary(path)
    }


def where(path: str) -> str:
    return path.partition("/")[0] if "/" in path else path


def is_temporary(path: str) -> bool:
    name = os.path.basename(path)
    return name.startswith(".tmp-") or re.fullmatch(r"\.(plans|open)-.*\.\d+", name) is not None
