"""Operations of a file system, and the small acts of reading and writing built on them.

The operations are a type, so that tests can put faults in, and the real ones. The acts know neither
recipes nor records: they raise OSError, and `durable.py` decides what it means. As cheap to import
as `os` and the built-in `errno`: `rsense log` pays for every module, `typing` and `__future__`
included, hence the quoted types.
"""

import errno
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Files(Protocol):
        """Operations of a file system. Each raises OSError as its namesake in `os` does."""

        def open(self, path: str, flags: int, mode: int = ..., /) -> int: ...
        def read(self, descriptor: int, size: int, /) -> bytes: ...
        def write(self, descriptor: int, data: memoryview, /) -> int: ...
        def fchmod(self, descriptor: int, mode: int, /) -> None: ...
        def fstat(self, descriptor: int, /) -> os.stat_result: ...
        def fsync(self, descriptor: int, /) -> None: ...
        def close(self, descriptor: int, /) -> None: ...
        def lstat(self, path: str, /) -> os.stat_result: ...
        def link(self, source: str, target: str, /) -> None: ...
        def replace(self, source: str, target: str, /) -> None: ...
        def unlink(self, path: str, /) -> None: ...
        def mkdir(self, path: str, mode: int, /) -> None: ...
        def is_empty_folder(self, path: str, /) -> bool: ...


FILE_MODE = 0o600
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
WHOLE = 1 << 30
"""Bytes that a file of ours never has."""
LARGEST = 1 << 20
"""Bytes of a small file that are read, at most."""
_CHUNK = 1 << 16

_NO_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO}
"""Nothing, a link, or what is no ordinary file: a folder, a pipe, a device."""

_UNSUPPORTED = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_NO_LINKS = _UNSUPPORTED | {errno.EPERM, errno.EACCES, errno.EMLINK}
"""Errors of disks without links: exFAT, some network folders, Android's shared storage."""
_NO_MODES = _UNSUPPORTED | {errno.EPERM}
_NO_FOLDER_SYNC = _UNSUPPORTED | {errno.EINVAL}
"""Errors of disks that cannot sync a folder; PostgreSQL's `fsync_fname_ext` overlooks EINVAL."""
_NO_FULL_SYNC = _UNSUPPORTED | {errno.EINVAL, errno.ENOTTY}


class OsFiles:
    """The real file system."""

    open = staticmethod(os.open)
    read = staticmethod(os.read)
    write = staticmethod(os.write)
    fchmod = staticmethod(os.fchmod)
    fstat = staticmethod(os.fstat)
    close = staticmethod(os.close)
    lstat = staticmethod(os.lstat)
    link = staticmethod(os.link)
    replace = staticmethod(os.replace)
    unlink = staticmethod(os.unlink)
    mkdir = staticmethod(os.mkdir)

    @staticmethod
    def fsync(descriptor: int) -> None:
        """Return when the bytes, or a folder's names, are on the disk itself."""
        if sys.platform == "darwin":
            # fsync(2) there stops at the drive's own cache; its manual names this as the remedy.
            import fcntl  # a shared library that Linux never needs

            try:
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in _NO_FULL_SYNC:
                    raise
            else:
                return
        os.fsync(descriptor)

    @staticmethod
    def is_empty_folder(path: str) -> bool:
        """True if a folder holds no entry at all. Reads one entry, however many there are."""
        with os.scandir(path) as entries:
            return next(entries, None) is None


os_files = OsFiles()


def write_new(path: str, data: bytes, files: "Files") -> None:
    """Write and sync a file (0600) under a name nobody has; on any error it is removed again."""
    try:
        descriptor = files.open(path, NEW, FILE_MODE)
        try:
            _set_mode(descriptor, files)
            _write_all(descriptor, data, files)
            files.fsync(descriptor)
        finally:
            files.close(descriptor)
    except FileExistsError:
        raise  # somebody else's temporary
    except BaseException:  # Ctrl+C too must leave nobody's words in a hidden file
        discard(path, files)
        raise


def _set_mode(descriptor: int, files: "Files") -> None:
    # Gives back what the umask took from the owner. It never let anyone in: a refusal is no danger.
    try:
        files.fchmod(descriptor, FILE_MODE)
    except OSError as error:
        if error.errno not in _NO_MODES:
            raise


def _write_all(descriptor: int, data: bytes, files: "Files") -> None:
    # Interrupted writes are resumed by Python itself (PEP 475); one that is not begins a new file.
    rest = memoryview(data)
    while rest:
        written = files.write(descriptor, rest)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def link(source: str, target: str, files: "Files") -> bool:
    """Give a file a second name that must be free; False where the disk has no links.

    Raises FileExistsError if the name is not free.
    """
    try:
        files.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    return True


def claim_name(source: str, target: str, files: "Files") -> None:
    """Put a file under a name that must be free; it may keep the old one as a second name.

    Raises FileExistsError if the name is not free.
    """
    if link(source, target, files):
        return
    # A rename alone would overwrite silently.
    reserved = _reserve(target, files)
    try:
        if reserved is not None:
            files.close(reserved)
        files.replace(source, target)
    except OSError:
        if identity(source, files):
            discard(target, files)
            raise
        # Gone from its old name, so the rename was done, whatever a network folder reports.


def _reserve(path: str, files: "Files") -> int | None:
    try:
        return files.open(path, NEW, FILE_MODE)
    except FileExistsError:
        found = files.lstat(path)
        if found.st_size or not stat.S_ISREG(found.st_mode):
            raise
        return None  # reserved by a process that was killed before it filled it


def identity(path: str, files: "Files" = os_files) -> tuple[int, int] | None:
    """Device and inode, the same for all names of one file; None if nothing has this name."""
    try:
        found = files.lstat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def same_file(path: str, other: str, files: "Files") -> bool:
    """True if two names are surely of one file."""
    try:
        return identity(path, files) == identity(other, files)
    except OSError:
        return False


def link_backup(path: str, second: str, files: "Files") -> bool:
    """Give a file a second name, the way back from a rename over it. False if there is no file.

    Where the disk has no links there will be no way back, and nothing better to do.
    """
    try:
        link(path, second, files)
    except FileNotFoundError:
        return False
    return True


def rename_back(now: str, before: str, files: "Files") -> bool:
    """Undo a rename, if the disk lets us; two names of one file both stay (POSIX)."""
    try:
        files.replace(now, before)
    except OSError:
        return False
    return True


def unlink_if_there(path: str, files: "Files") -> None:
    """Remove a name. A missing one is fine."""
    try:
        files.unlink(path)
    except FileNotFoundError:
        pass


def discard(path: str, files: "Files" = os_files) -> None:
    """Remove what must not stay, as far as the disk lets us: the caller has graver news to tell."""
    for _ in range(2):
        try:
            unlink_if_there(path, files)
        except OSError:
            continue
        return


def sync(path: str, files: "Files") -> None:
    """Return when a folder's names, or a file's bytes, are on the disk."""
    descriptor = files.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        files.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        files.close(descriptor)


def read_small(path: str, most: int, *, follow: bool = False, files: "Files" = os_files) -> bytes:
    """The first `most` bytes of an ordinary file. Never waits, and opens no link unless `follow`.

    Raises OSError: ELOOP for a link, ENXIO for whatever else is no ordinary file.
    """
    descriptor = files.open(path, _READ if follow else _READ | os.O_NOFOLLOW)
    try:
        if not stat.S_ISREG(files.fstat(descriptor).st_mode):
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
        read = b""
        # On to the end, whatever size was given: a file can grow, and those of /proc give none.
        while len(read) < most and (chunk := files.read(descriptor, min(most - len(read), _CHUNK))):
            read += chunk
        return read
    finally:
        files.close(descriptor)


def read_existing(path: str, most: int = WHOLE, files: "Files" = os_files) -> bytes | None:
    """As `read_small`; None where no ordinary file has this name."""
    try:
        return read_small(path, most, files=files)
    except OSError as error:
        if error.errno in _NO_FILE:
            return None
        raise


def read_if_possible(path: str, most: int = LARGEST, *, follow: bool = False) -> bytes:
    """As `read_small`; nothing where that fails."""
    try:
        return read_small(path, most, follow=follow)
    except OSError:
        return b""
