"""The filters of `rsense history` as one value.

Knows what a fitting record is, and which files cannot be one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rsense.core.fold import fold, fold_bytes
from rsense.store.records.reader import RecordFilter
from rsense.store.records.schema import Document

_NOT_SAID = frozenset(
    {"id", "kind", "step", "question", "exercise", "outcome", "about", "better", "state", "came"}
)
"""Keys whose words are not the person's: nobody searches for them."""


class RecordQuery(RecordFilter):
    """Filters that all have to fit; what is empty asks nothing."""

    def __init__(
        self,
        *,
        kind: str = "",
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        who: str = "",
        tags: tuple[str, ...] = (),
        emotions: tuple[str, ...] = (),
        least: int | None = None,
        exercise: str = "",
        words: str = "",
        day: dt.date | None = None,
    ) -> None:
        """`since` and `until` are by the clock of wherever a record was made, `until` not included.

        `day` asks for its day and month in any year; `words` for every one of them, anywhere.
        """
        self.since = since and since.replace(tzinfo=None)
        self.until = until and until.replace(tzinfo=None)
        self.who = fold(who.strip().removeprefix("@"))
        self.tags = _spelled(tag.lstrip("# ") for tag in tags)
        self.emotions = _spelled(emotions)
        self.min_intensity = least
        self.exercise = exercise.strip()
        self.words = tuple(fold(words).split())
        only_triggers = self.who or self.tags or self.emotions or least is not None
        super().__init__(
            kind or ("trigger" if only_triggers else "session" if self.exercise else "")
        )
        self.day = day
        self._date = f"-{day:%m-%d}".encode() if day else b""
        asked = (self.who, *self.tags, *self.emotions, *self.words)
        self._needles = [part.encode("utf-8", "replace") for one in asked for part in one.split()]
        """Folded bytes that a matching file must hold: its lines may be broken at blanks."""

    @property
    def asks_something(self) -> bool:
        """True if any filter is set."""
        return bool(
            self.kind
            or self.since
            or self.until
            or self.day
            or self.exercise
            or self._needles
            or self.min_intensity is not None
        )

    def in_month(self, month: str) -> bool:
        """True if a month of names, such as `2026-11`, may hold a match: one to either side of what
        is asked, for names are in UTC and moments are local.
        """
        if self.since and month < _month(self.since, -1):
            return False
        if self.until and month > _month(self.until, 1):
            return False
        return self.day is None or (int(month[5:]) - self.day.month) % 12 in (11, 0, 1)

    def may_match_bytes(self, data: bytes) -> bool:
        """True if a whole file might fit; never false where it does."""
        if self._date not in data:
            return False
        if not self._needles or b"\\" in data:  # an escape can stand for anything
            return True
        text = fold_bytes(data)
        for needle in self._needles:  # noqa: SIM110 - asked of every file: a generator is dear
            if needle not in text:
                return False
        return True

    def matches(self, document: Document) -> bool:
        """True if a record's document is what is asked for."""
        return (
            (not self.kind or document["kind"] == self.kind)
            and self._fits_in_time(document["at"].replace(tzinfo=None))
            and (not self.who or fold(document.get("who", "")).strip() == self.who)
            and self.tags <= _spelled(document.get("tags", ()))
            and self.emotions <= _spelled(document.get("emotions", ()))
            and (self.min_intensity is None or document.get("intensity", -1) >= self.min_intensity)
            and (not self.exercise or document.get("exercise") == self.exercise)
            and self._says_all(document)
        )

    def _fits_in_time(self, at: dt.datetime) -> bool:
        if self.since and at < self.since:
            return False
        if self.until and at >= self.until:
            return False
        return self.day is None or (at.month, at.day) == (self.day.month, self.day.day)

    def _says_all(self, document: Document) -> bool:
        if not self.words:
            return True
        said = "\n".join(fold(text) for text in texts(document))
        return all(word in said for word in self.words)


def texts(value: object) -> Iterator[str]:
    """Everything a person said in a document, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_SAID:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def _spelled(words: Iterable[object]) -> frozenset[str]:
    """Words as they are compared; whatever is no word is left out."""
    return frozenset(fold(w).strip() for w in words if isinstance(w, str) and w.strip())


def _month(at: dt.datetime, step: int) -> str:
    months = at.year * 12 + at.month - 1 + step
    return f"{months // 12:04}-{months % 12 + 1:02}"
