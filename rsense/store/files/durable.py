"""Files written whole or not at all, and on the disk before anyone says "saved".

Every write is a synced temporary beside the target, a name that refuses to overwrite, and a synced
folder. Knows nothing of what is in a file. As cheap to import as `operations.py`.

One writer is expected for one name at one time: an edit is compared with the disk just before the
rename, not locked.
"""

import errno
import os

from rsense.store.files.operations import (
    claim_name,
    discard,
    identity,
    link,
    link_backup,
    os_files,
    read_existing,
    rename_back,
    same_file,
    sync,
    unlink_if_there,
    write_new,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rsense.store.files.operations import Files

TEMPORARY = ".tmp-"
"""Prefix of a temporary. One that a killed process left may hold somebody's words."""
BEING_WRITTEN = 60.0
"""Seconds for which a temporary may belong to somebody who is still writing."""

_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_ID_LENGTH = 10
_FOLDER_MODE = 0o700

_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file is too large for this disk",
    errno.EROFS: "this disk can only be read, not written",
    errno.EACCES: "this folder does not let you write in it",
    errno.EIO: "the disk reported an error",
    errno.ENOENT: "the file or its folder is not there",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EISDIR: "a folder stands where the file should be",
    errno.ELOOP: "a link stands where the file should be",
    errno.ENAMETOOLONG: "its name is too long for this disk",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.EXDEV: "the two folders are on different disks",
}

GIVEN_BACK = "Your words are above, so that you can keep them elsewhere."


class NotSaved(Exception):
    """A change that is not on the disk. The message is for the person, and quotes nothing private.

    Its cause is the OSError, where one led here.
    """


class NameTaken(NotSaved):
    """The name belongs to another file already. Both files are untouched."""


class ChangedOnDisk(NotSaved):
    """The disk holds something else than was read before the edit. It is untouched."""


def new_id() -> str:
    """Ten random base32 letters (50 bits), lower case: unique across devices without asking."""
    return "".join(_ID_LETTERS[byte & 31] for byte in os.urandom(_ID_LENGTH))


def derived_id(said: bytes) -> str:
    """An id made from what is said: the same each time, so a retry doubles nothing."""
    import base64
    import hashlib

    return base64.b32encode(hashlib.sha256(said).digest())[:_ID_LENGTH].decode().lower()


def create(path: str, data: bytes, *, files: "Files" = os_files) -> None:
    """Write a new file (0600), on the disk on return. Its folder must exist: see `make_folder`.

    Doing it again with the same bytes succeeds. Raises `NameTaken` if the name holds other bytes,
    and `NotSaved`; then nothing new has that name, unless a failing disk refused to take it back.
    """
    retry_once(lambda: _create(path, data, files), "saved")


def replace(path: str, data: bytes, *, expected: bytes | None, files: "Files" = os_files) -> None:
    """Write a file (0600) over its older version, on the disk on return.

    `expected` is what was read before the edit. None means "whatever is there, or nothing", for a
    file with one owner, such as a copy for an editor. Raises `ChangedOnDisk` if the disk holds
    neither `expected` nor `data`, and `NotSaved`; then the older version stands as it was, unless
    a disk without links failed after the rename.
    """
    retry_once(lambda: _replace(path, data, expected, files), "saved")


def remove(path: str, *, files: "Files" = os_files) -> None:
    """Delete a file so that it stays deleted. A missing one is fine.

    Raises `NotSaved`; then it is untouched, or gone but perhaps back after a power failure.
    """
    # Once: nothing is written anew, and an fsync after a failed one may report what never was.
    as_not_saved(lambda: _remove(path, files), "removed")


def move(source: str, target: str, *, files: "Files" = os_files) -> None:
    """Give a file a name that is free, in any folder of the same disk; lasting on return.

    Raises `NameTaken` if the name is not free, and `NotSaved`; then the file has its old name,
    unless a failing disk refused to take it back. After a kill it may have both; it never has
    neither, whenever the power fails. Doing it again finishes it: a file that is gone from
    `source`, with one at `target`, counts as moved; to its own name it has been moved.
    """
    if os.path.abspath(source) == os.path.abspath(target):
        return  # one name would count as two, and the second be forgotten
    retry_once(lambda: _move(source, target, files), "moved")


def make_folder(path: str, *, files: "Files" = os_files) -> None:
    """Make a folder and its missing parents (0700), lasting on return. Raises `NotSaved`."""
    retry_once(lambda: _make_folder(path, files), "saved")


def confirm(expected: "Mapping[str, bytes | None]") -> None:
    """Return where the disk holds all of it; `expected` is path to bytes, None for no file.

    Every "kept", "saved" and "gone" passes it just before it is said. Raises `NotSaved`.
    """
    for path, data in expected.items():
        try:
            found = read_existing(path, len(data or b"") + 1)
            right = found == data and (data is not None or not os.path.lexists(path))
        except OSError:
            continue  # synced before; that it cannot be read again makes no other bytes of it
        if not right:
            what = "removed: it is there still" if data is None else "saved: the disk holds another"
            raise NotSaved(f"Not {what}.")


def retry_once(attempt: "Callable[[], None]", done: str) -> None:
    """The second attempt writes a new file: a failed fsync is never asked again."""
    try:
        attempt()
    except OSError:
        as_not_saved(attempt, done)


def as_not_saved(attempt: "Callable[[], None]", done: str) -> None:
    try:
        attempt()
    except OSError as error:
        why = _WHY.get(error.errno or 0) or error.strerror or "the disk refused"
        if isinstance(error, PermissionError) and (at := error.filename):
            why = f"{at if os.path.isdir(at) else _folder(at)} does not let you write in it"
        raise NotSaved(f"Not {done}: {why}.") from error


def _create(path: str, data: bytes, files: "Files") -> None:
    temporary = temporary_name(path)
    write_new(temporary, data, files)
    try:
        claim_name(temporary, path, files)
    except FileExistsError as error:
        if read_existing(path, len(data) + 1, files) != data:
            raise NameTaken("Not saved: another file already has that name.") from error
        # An earlier try came this far, and nobody knows whether further.
        sync(path, files)
        sync(_folder(path), files)
        return
    finally:
        discard(temporary, files)
    try:
        sync(_folder(path), files)
    except OSError:
        discard(path, files)
        raise


def _replace(path: str, data: bytes, expected: bytes | None, files: "Files") -> None:
    temporary, older = temporary_name(path), temporary_name(path)
    write_new(temporary, data, files)
    try:
        if expected is not None:
            most = max(len(expected), len(data)) + 1
            if read_existing(path, most, files) not in (expected, data):
                raise ChangedOnDisk("Not saved: the file changed since it was read.")
        had_older = link_backup(path, older, files)
        try:
            files.replace(temporary, path)
            sync(_folder(path), files)
        except OSError:
            if not had_older:
                discard(path, files)
            elif not rename_back(older, path, files) and not same_file(older, path, files):
                older = ""  # its only name now, and what `doctor` brings back
            raise
    finally:
        discard(temporary, files)
        if older:
            discard(older, files)


def _remove(path: str, files: "Files") -> None:
    unlink_if_there(path, files)
    sync(_folder(path), files)


def _move(source: str, target: str, files: "Files") -> None:
    try:
        if not link(source, target, files):
            _move_by_copy(source, target, files)
            return
    except (FileExistsError, FileNotFoundError) as error:
        ours, theirs = identity(source, files), identity(target, files)
        if theirs is None:
            raise
        if ours not in (theirs, None):
            raise NameTaken("Not moved: another file already has that name.") from error
        # An earlier try was killed between the two names, or after the last.
    try:
        sync(_folder(target), files)
        unlink_if_there(source, files)
        sync(_folder(source), files)
    except OSError:
        if rename_back(target, source, files):
            discard(target, files)
        raise


def _move_by_copy(source: str, target: str, files: "Files") -> None:
    """A move where the disk has no links: of a rename a power failure may leave neither half."""
    data = read_existing(source, files=files)
    if data is None:
        if read_existing(target, 1, files) is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        sync(_folder(target), files)  # an earlier try came this far
        sync(_folder(source), files)
        return
    try:
        _create(target, data, files)
    except NameTaken as error:
        raise NameTaken("Not moved: another file already has that name.") from error
    try:
        unlink_if_there(source, files)
        sync(_folder(source), files)
    except OSError:
        if identity(source, files):
            discard(target, files)
        else:
            rename_back(target, source, files)
        raise


def _make_folder(path: str, files: "Files") -> None:
    try:
        if not files.is_empty_folder(path):
            # Whoever put something in it made it last before. An empty one may be half made.
            return
    except FileNotFoundError:
        pass
    except PermissionError:
        files.lstat(path)  # raises, or it is there and unreadable: not ours, such as /home
        return
    parent = _folder(path)
    if parent == path:
        return
    _make_folder(parent, files)
    made = True
    try:
        files.mkdir(path, _FOLDER_MODE)
    except FileExistsError:
        made = False
        files.is_empty_folder(path)  # raises if it is a file, or a link to nothing
    try:
        sync(parent, files)
    except PermissionError:
        if made:
            raise


def temporary_name(path: str) -> str:
    return os.path.join(_folder(path), f"{TEMPORARY}{os.getpid()}-{new_id()}")


def _folder(path: str) -> str:
    return os.path.dirname(path) or "."
