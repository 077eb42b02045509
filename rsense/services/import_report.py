"""Counts and problems of an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from rsense.core.sanitize import one_line
from rsense.store.records import reader
from rsense.store.transfer.import_times import shortened
from rsense.store.transfer.importer import Importer, ImportOutcome, NotStorable
from rsense.store.transfer.sources import ImportRow
from rsense.store.transfer.table_columns import MOST_SHOWN

FEW = 5
"""Records that are here in another version, named one by one."""
STANDING: dict[ImportOutcome, str] = {
    "here": "already here",
    "differs": "already here in another version, which stays",
    "thrown": "thrown away before and left in the trash",
}


class ImportReport(msgspec.Struct):
    """Counts of an import so far, and the first of its problems."""

    landed: Counter[ImportOutcome] = msgspec.field(default_factory=Counter)
    problems: list[ImportRow] = msgspec.field(default_factory=list)
    """The first entries that were not taken."""
    problem_count: int = 0
    left_out: dict[str, None] = msgspec.field(default_factory=dict)
    """Names of fields that entries have and records have not."""
    differing: list[str] = msgspec.field(default_factory=list)
    """Ids of the first that are here in another version."""
    preview: list[reader.Document] = msgspec.field(default_factory=list)
    """The first new records."""

    def take(
        self, rows: Iterable[ImportRow], landing: Importer, tell: Callable[[int], None]
    ) -> None:
        for row in rows:
            self._one(row, landing)
            tell(row.number)

    def _one(self, row: ImportRow, landing: Importer) -> None:
        try:
            how = landing.import_document(row.document) if row.document else None
        except NotStorable as error:
            how, row = None, ImportRow(row.number, problem=str(error))
        if how is None or row.document is None:
            self.problem_count += 1
            if len(self.problems) < MOST_SHOWN:
                self.problems.append(row)
            return
        self.landed[how] += 1
        if how == "differs" and len(self.differing) < FEW:
            self.differing.append(row.document["id"])
        if how == "new" and len(self.preview) < MOST_SHOWN:
            self.preview.append(row.document)
        if len(self.left_out) <= MOST_SHOWN:
            self.left_out |= dict.fromkeys(row.left_out)

    def left_out_words(self) -> str:
        names = [one_line(shortened(name)) or "a column without a name" for name in self.left_out]
        more = ["and more"] if len(names) > MOST_SHOWN else []
        return ", ".join([*names[:MOST_SHOWN], *more])

    def summary(self, *, rehearsed: bool) -> str:
        new = self.landed["new"]
        records = "1 record" if new == 1 else f"{new:,} records"
        said = [f"{records} {'would come in' if rehearsed else 'came in'}"]
        for how, words in STANDING.items():
            if self.landed[how]:
                said.append(f"{self.landed[how]:,} {words}")
        return "; ".join(said) + "."

    def advice(self) -> Iterator[str]:
        """What to do about what was here or thrown away."""
        if self.differing:
            more = self.landed["differs"] - len(self.differing)
            names = ", ".join([*self.differing, *([f"{more:,} more"] if more else [])])
            yield f"Different here: {names}. “rsense show ID” shows how it reads here."
        if self.landed["thrown"]:
            yield (
                "“rsense trash” shows what was thrown away, and “rsense restore ID” brings it "
                "back. Once the trash is empty, it would come in anew."
            )

    def problem_lines(self) -> Iterator[str]:
        count = self.problem_count
        rows = "1 entry was" if count == 1 else f"{count:,} entries were"
        yield f"{rows} not taken:"
        for row in self.problems:
            yield f"  {row.number}: {one_line(row.problem)}."
        if count > MOST_SHOWN:
            yield f"  and {count - MOST_SHOWN:,} more."
