"""What this machine did last, so that `undo` can take it back. As cheap to import as `os`.

One line, `log records/2026/11/….toml`, in the data folder, in a file of this machine's own: where
several devices share the folder, none takes back what another did. It is a convenience: never
synced to the disk, and whatever goes wrong with it is passed over.
"""

import errno
import os

from rsense.store import paths

FILE = ".last-"
"""How the file's name begins; the machine's follows."""
_MOST = 4096
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.ENXIO, errno.EAGAIN}
"""Nothing, or what is no file: a link, a folder, a pipe."""
_FOLDERS = {
    "log": paths.records_folder(""),
    "delete": paths.trash_folder(""),
    "edit": paths.trash_folder(""),
}
"""What can be taken back, and in which folder of the data it is then."""


def remember(data: str, what: str, path: str) -> None:
    """Note that `what` (a word, such as `log`) was done to the file `path`. Never fails."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    inside = path.removeprefix(os.path.join(data, ""))
    try:
        descriptor = os.open(_file(data), flags, 0o600)
        try:
            os.write(descriptor, os.fsencode(f"{what} {inside}\n"))
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        pass


def recall(data: str) -> "tuple[str, str] | None":
    """(`what`, the path) of what was done last; None if nothing, or nothing of ours, is there.

    Raises OSError where the disk does not let it be read.
    The path is among the records, or in the trash, whatever the file says.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(_file(data), flags)
        try:
            line = os.fsdecode(os.read(descriptor, _MOST))
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        raise
    what, _, inside = line.rstrip("\n").partition(" ")
    folder, *parts = inside.split("/")
    if folder != _FOLDERS.get(what) or "\0" in inside or {"", ".", ".."} & set(parts or [""]):
        return None
    return what, os.path.join(data, inside)


def recall_if_readable(data: str) -> "tuple[str, str] | None":
    """As `recall`, and None too where the disk does not let it be read."""
    try:
        return recall(data)
    except OSError:
        return None


def forget(data: str) -> None:
    """There is nothing more to take back. Never fails."""
    try:  # noqa: SIM105  # contextlib would cost more than this whole module
        os.unlink(_file(data))
    except OSError:
        pass


def _file(data: str) -> str:
    return os.path.join(data, f"{FILE}{os.uname().nodename.replace('/', '-') or 'machine'}")
