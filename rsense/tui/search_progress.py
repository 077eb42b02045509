"""Progress of a search through the records, and its words for the screen."""

from __future__ import annotations

from collections.abc import Sequence

EMPTY = """\
Nothing here yet. What you log, do and keep will stand here, the newest first.

l logs something now. Esc goes back to what helps."""


class SearchProgress:
    """Records searched so far, and how many there are."""

    def __init__(self) -> None:
        self.looked = 0
        self.total: int | None = None
        """None if it is not known yet."""

    @property
    def over(self) -> bool:
        return self.looked == self.total

    def end(self) -> None:
        """Take all records as searched, even if some came or went meanwhile."""
        self.total = self.looked

    def count(self, found: int, *, narrowed: bool) -> str:
        """Number of hits, and among how many while the search runs."""
        if not self.over:
            of_all = f" ({self.looked} of {self.total})" if self.total else ""
            return f"{found} so far{of_all}"
        if not self.total:
            return "nothing yet"
        return f"{found or 'none'} of {self.total}" if narrowed else str(found)

    def nothing(self, asked: Sequence[str]) -> str:
        """Message for a search without a hit."""
        if not self.over:
            return "Looking …"
        if not self.total:
            return EMPTY
        records = "1 record was" if self.total == 1 else f"All {self.total} records were"
        fits = f" fits {' and '.join(asked)}" if asked else " can be read"
        return f"Nothing{fits}. {records} looked through."
