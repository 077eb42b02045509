"""How far a search through the records has come, and what is true of it in words."""

from __future__ import annotations

from collections.abc import Sequence


class SearchProgress:
    """Records looked through, of how many there are."""

    def __init__(self) -> None:
        self.looked = 0
        self.total: int | None = None
        """None while it is not known."""

    @property
    def over(self) -> bool:
        return self.looked == self.total

    def end(self) -> None:
        """All that there was is looked through, also where some came or went meanwhile."""
        self.total = self.looked

    def count(self, found: int, *, narrowed: bool) -> str:
        """How many were found, and among how many where not all of them are meant."""
        if not self.over:
            of_all = f" ({self.looked} of {self.total})" if self.total else ""
            return f"{found} so far{of_all}"
        if not self.total:
            return "nothing yet"
        return f"{found or 'none'} of {self.total}" if narrowed else str(found)

    def nothing(self, asked: Sequence[str]) -> str:
        """What is said where nothing was found that is all of what was asked."""
        if not self.over:
            return "Looking …"
        if not self.total:
            return "There is nothing here yet."
        records = "1 record was" if self.total == 1 else f"All {self.total} records were"
        fits = f" fits {' and '.join(asked)}" if asked else " can be read"
        return f"Nothing{fits}. {records} looked through."
