"""Records on standard output: a table for people, JSON lines for programs."""

from __future__ import annotations

import datetime as dt
import os
import sys
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from rsense.cli.line_style import CELLS, MARK, QUIET, bar, on_terminal, styled
from rsense.core.sanitize import clean, one_line
from rsense.core.text_width import display_width, truncate
from rsense.services.clock import when_words
from rsense.services.record_text import details_suffix, summary, unreadable_lines
from rsense.store.records import reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rsense.core.records import Record
    from rsense.store.files.safe_read import Unreadable
    from rsense.store.records.query import RecordQuery

    Document = dict[str, Any]


def json_line(document: object) -> str:
    """The document as JSON on one line; control characters, bidi marks and the like are escaped.

    Moments are in ISO 8601.
    """
    import json  # few commands print it, and only where it is asked for

    text = json.dumps(document, ensure_ascii=False, default=datetime.isoformat)
    if text == clean(text):
        return text
    return "".join(letter if letter == clean(letter) else _escaped(letter) for letter in text)


def record_line(record: Record, **more: object) -> str:
    """A record as JSON on one line, and more about it."""
    from rsense.store.records.codec import record_document
    from rsense.store.records.json_codec import to_json

    return json_line({**to_json(record_document(record)), **more})


def _escaped(letter: str) -> str:
    import json

    escaped = json.dumps(letter)[1:-1]
    return escaped if escaped != letter else f"\\u{ord(letter):04x}"


SHOWN_LETTERS = 4
"""Of an id in a table: enough among thousands; “show” tells those apart that begin alike."""
NEVER_CUT_BELOW = 20
LEAST_FOR_BARS = 70
"""Columns of a terminal from which a strength is drawn too."""
BLOCK = 200
"""Lines that are held until the first of them is printed."""
HOW_TO_BEGIN = "“rsense log” notes a trigger, “rsense pause” begins an exercise."
NOTHING_FITS = "Nothing fits that."


def list_records(
    folder: str, question: RecordQuery, count: int, now: dt.datetime, *, as_json: bool
) -> None:
    """Print the newest records that fit, and say on stderr what could not be read."""
    damaged: list[Unreadable] = []
    found = reader.documents(folder, question, damaged.append)
    fitting = islice((document for _, document in found if question.matches(document)), count)
    if as_json:
        from rsense.store.records.json_codec import to_json

        for document in fitting:
            sys.stdout.write(f"{json_line(to_json(document))}\n")
    else:
        line = ""
        for line in table(fitting, now, terminal_width()):
            sys.stdout.write(f"{line}\n")
        if not (line or damaged):
            yet = f"Nothing yet in {one_line(folder)}. {HOW_TO_BEGIN}"
            sys.stderr.write(f"{NOTHING_FITS if question.asks_something else yet}\n")
    tell_unreadable(damaged)


def tell_unreadable(damaged: list[Unreadable]) -> None:
    """Name the files that could not be read, below what was printed."""
    sys.stdout.flush()
    for line in unreadable_lines(damaged):
        sys.stderr.write(f"{line}\n")


def table(found: Iterator[Document], now: dt.datetime, width: int | None) -> Iterator[str]:
    """A line each: id, moment, strength, words. None: as wide as it may be.

    Columns are as wide as a block of lines needs, and never get narrower.
    """
    longest, strong = 0, False
    drawn = on_terminal() and (width or 0) >= LEAST_FOR_BARS
    while block := list(islice(found, BLOCK)):
        moments = [when_words(document["at"], now) for document in block]
        longest = max(longest, *map(len, moments))
        strong = strong or any("intensity" in document for document in block)
        for document, moment in zip(block, moments):
            number = document.get("intensity")
            strength = f"{'' if number is None else number:>2}  " if strong else ""
            about = f"{document['id'][:SHOWN_LETTERS]}  {moment:<{longest}}  "
            shape = "" if not (strong and drawn) else " " * CELLS if number is None else bar(number)
            shape = f"{shape}  " if shape else ""
            room = None if width is None else width - len(about + strength + shape)
            yield styled(about, QUIET) + strength + styled(shape, MARK) + _said(document, room)


def _said(document: Document, room: int | None) -> str:
    """The words of a record, and its details if they fit."""
    words, details = one_line(summary(document)), details_suffix(document)
    if room is None or display_width(words + details) <= room:
        return words + styled(details, QUIET)
    return truncate(words, max(room, NEVER_CUT_BELOW))


def fitting(most: int) -> int:
    """So many characters in a line of text, or what the terminal has room for."""
    return max(NEVER_CUT_BELOW, min(most, terminal_width() or most))


def terminal_width() -> int | None:
    """Columns to fill; None where the output is no terminal, so that no word is lost in a pipe."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None
