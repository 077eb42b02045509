"""Shared by services that save: error translation, and derived ids."""

from __future__ import annotations

from rsense.session_runner import SaveFailed
from rsense.store.files import durable


class as_save_failed:  # noqa: N801 - reads as a word of a sentence: `with as_save_failed():`
    """Turns errors of the store into SaveFailed, in words for the person."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, durable.NotSaved):
            raise SaveFailed(str(error)) from error
        if isinstance(error, OSError):
            raise SaveFailed(f"Not saved: {error.strerror or 'the disk refused'}.") from error


def derived_id(id: str, part: str) -> str:
    """The id of something made from a session: the same each time, so a retry doubles nothing."""
    import base64
    import hashlib

    digest = hashlib.sha256(f"{id}/{part}".encode()).digest()
    return base64.b32encode(digest)[:10].decode().lower()
