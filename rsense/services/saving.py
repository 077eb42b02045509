"""Shared by services that save: error translation, and derived ids."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rsense.services.errors import UserError
from rsense.session_runner import SaveFailed
from rsense.store.files import durable


@contextmanager
def as_save_failed() -> Iterator[None]:
    """Turn errors of changing a record, or of the store, into SaveFailed, in words for a screen."""
    try:
        yield
    except (durable.NotSaved, UserError) as error:
        raise SaveFailed(str(error)) from error
    except OSError as error:
        raise SaveFailed(f"Not saved: {error.strerror or 'the disk refused'}.") from error


def derived_id(id: str, part: str) -> str:
    """The id of something made from a session: the same each time, so a retry doubles nothing."""
    return durable.derived_id(f"{id}/{part}".encode())
