"""UserError: an error in words for the person, with the exit code of the command."""

from __future__ import annotations

FAILED = 1
USAGE = 2
INVALID_SCRIPT = 3
INTERRUPTED = 130


class UserError(Exception):
    """Ends the command. The message goes to stderr as it stands."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code
