"""The undo log: what this machine did last. As cheap to import as `os`.

One line, `log records/2026/11/….toml`, in the data folder, in a file of this machine's own: where
several devices share the folder, none takes back what another did. A command that did it to several
files leaves a line for each. It is a convenience: never synced to the disk, and whatever goes wrong
with it is passed over.
"""

import os

from rsense.store import paths
from rsense.store.files.operations import discard, read_existing

_FOLDERS = {
    "log": paths.records_folder(""),
    "delete": paths.trash_folder(""),
    "edit": paths.trash_folder(""),
}
"""Folder of the data where each thing that can be taken back lies."""


def note(data: str, what: str, *files: str) -> None:
    """Note that `what` (a word, such as `log`) was done to these files. Never fails."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    inside = [path.removeprefix(os.path.join(data, "")) for path in files]
    noted = os.fsencode("".join([f"{what} {path}\n" for path in inside]))
    try:
        descriptor = os.open(paths.machine_file(data, paths.LAST), flags, 0o600)
        try:
            if os.fstat(descriptor).st_size > len(noted):  # else it is quicker to write over it
                os.ftruncate(descriptor, 0)
            os.write(descriptor, noted)
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        pass


def read_last(data: str) -> "tuple[str, ...] | None":
    """`what` was done last, then the files; None if nothing, or nothing of ours, is there.

    Raises OSError where the disk does not let it be read.
    The files are among the records, or in the trash, whatever the note says.
    """
    kept = read_existing(paths.machine_file(data, paths.LAST)) or b""
    lines = os.fsdecode(kept).split("\n")
    done = [line.partition(" ") for line in lines[:-1]]  # a line that was cut short has no end
    what = done[0][0] if done else ""
    if not done or not all(word == what and _is_inside(what, inside) for word, _, inside in done):
        return None
    return what, *[os.path.join(data, inside) for _, _, inside in done]


def _is_inside(what: str, inside: str) -> bool:
    """True if a path leads into the folder for what was done."""
    folder, *parts = inside.split("/")
    return (
        folder == _FOLDERS.get(what)
        and "\0" not in inside
        and not {"", ".", ".."} & set(parts or [""])
    )


def clear(data: str) -> None:
    """Forget what was done last. Never fails."""
    discard(paths.machine_file(data, paths.LAST))
