"""UserError: an error in words for the person, and of which kind it is."""

from __future__ import annotations

from typing import Final, Literal

FAILED: Final = "failed"
"""That didn't work: the disk, a damaged file, something open elsewhere."""
USAGE: Final = "usage"
"""What was asked for is not possible, or there is no such thing."""
INVALID_SCRIPT: Final = "invalid script"
INTERRUPTED: Final = "interrupted"
"""The person stopped it."""
ErrorKind = Literal["failed", "usage", "invalid script", "interrupted"]


class UserError(Exception):
    """Ends what was asked for, with a message that is shown as it stands."""

    def __init__(self, message: str, kind: ErrorKind = FAILED) -> None:
        super().__init__(message)
        self.kind: ErrorKind = kind
