"""`rsense due` without Typer: the question that waits now, in a diary of years.

Reads the few follow-ups that are open, and of the other records only those of this evening. What is
not plain is left to `cli/commands/due.py`.
"""

import os
import sys
import time
from datetime import UTC, datetime

from rsense.core.sanitize import one_line
from rsense.fast_record import NeedsFullCommand, require_utf8, tell
from rsense.insight.predictions import NOT_NOW, NOTHING, question
from rsense.store import paths
from rsense.store.files.operations import read_if_possible
from rsense.store.record_index import open_files, text_in
from rsense.store.records.strong_notes import is_plainly_strong, may_be_strong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

QUIET = ("-q", "--quiet")
HOW = "“rsense due next” takes it up.\n"
_ENDS = (b"\nend = true\n", b"\n[end]\n")


def run(
    arguments: "Sequence[str]",
    environ: "Mapping[str, str]" = os.environ,
    now: "Callable[[], float]" = time.time,
) -> int | None:
    """Say what waits; the exit code, or None if nothing was done."""
    if len(arguments) > 1 or not set(arguments) <= set(QUIET):
        return None
    try:
        data = paths.data_folder(environ, sys.platform)
        require_utf8()
        if sys.stdout.encoding != "utf-8":
            return None
        at = now() // 1
        asked, why = _asked(data, at), NOTHING
        notes = may_be_strong(data, at) if asked else ()
        if notes and not any(map(is_plainly_strong, notes)):
            return None
        if notes:
            asked, why = "", NOT_NOW
    except (NeedsFullCommand, OSError, OverflowError, ValueError, paths.NoHome):
        return None
    if not arguments:
        tell(sys.stdout, f"{asked}\n" if asked else "")
        tell(sys.stderr, HOW if asked else f"{why}\n")
    return 0 if asked else 1


def _asked(data: str, at: float) -> str:
    """The question of the open follow-up that was due first; empty if none is due.

    Raises NeedsFullCommand where a parser has to tell.
    """
    waiting = [one for path in open_files(data, at) if (one := _plain(read_if_possible(path)))]
    present = datetime.fromtimestamp(at, UTC)
    due = [one for one in waiting if one[0] <= present]
    if not due:
        return ""
    _, _, ask, sure = min(due, key=lambda one: one[:2])
    return question(one_line(ask), sure)


def _plain(data: bytes) -> tuple[datetime, str, str, int | None] | None:
    """When an open follow-up is due, its id, its words and how sure; None where it has no day.

    Raises NeedsFullCommand, and ValueError, where it is not written as it would be here.
    """
    head = data.partition(b"\n[")[0]
    lines = [line for line in head.split(b"\n") if line not in (b"", b"]") and line[:1] != b" "]
    values = dict(line.partition(b" = ")[::2] for line in lines)
    ask, id = text_in(head, b"ask"), text_in(head, b"id")
    strange = len(values) < len(lines) or b"" in values.values() or b'"""' in head
    if strange or b"'''" in head or not (ask and id and data.endswith(_ENDS)):
        raise NeedsFullCommand
    if (values.get(b"format"), values.get(b"state")) != (b"1", b'"open"'):
        raise NeedsFullCommand
    if b"due" not in values:
        return None
    due = datetime.fromisoformat(values[b"due"].decode())
    sure = int(values[b"sure"]) if b"sure" in values and b"exercise" not in values else None
    if due.tzinfo is None:
        raise NeedsFullCommand
    return due, id, ask, sure
