"""Names of records and of sessions left half way, and the id in them."""

from __future__ import annotations

import os
import re

_RECORD_NAME = re.compile(r"\d{8}T\d{6}Z-[a-z]+-(?P<id>[a-z0-9]+)\b.*\.toml", re.ASCII)


def id_from_name(path: str) -> str:
    """The id in the name of a record, or of a session left half way."""
    name = os.path.basename(path)
    found = _RECORD_NAME.fullmatch(name)
    return found["id"] if found else name.removesuffix(".toml")


def is_session_name(name: str) -> bool:
    """True if a file is called as a session is: by its id alone."""
    return re.fullmatch(r"[a-z0-9]+\.toml", name) is not None


def is_record_name(name: str) -> bool:
    """True if a file is called as a record is: moment, kind and id."""
    return _RECORD_NAME.fullmatch(name) is not None
