"""Records in lines: the table of `rsense history`, and JSON for programs.

As cheap to import as `os`: `rsense history` pays for every module. What is seldom needed is
imported where it is.
"""

import datetime as dt
import os
import sys
from itertools import islice

from rsense.cli.when import when_words
from rsense.core.sanitize import clean, one_line
from rsense.store.records import reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from rsense.store.files.safe_read import Unreadable
    from rsense.store.records.query import RecordQuery

    Document = dict[str, Any]

SHOWN_LETTERS = 4
"""Of an id in a table: enough among thousands; “show” tells those apart that begin alike."""
NEVER_CUT_BELOW = 20
MOST_NAMED = 5
BLOCK = 200
"""Lines that are held until the first of them is printed."""
NOTHING_YET = "Nothing yet. “rsense log” notes a trigger, “rsense pause” begins an exercise."
NOTHING_FITS = "Nothing fits that."


def list_records(
    folder: str, question: "RecordQuery", count: int, now: dt.datetime, *, as_json: bool
) -> None:
    """Print the newest records that fit, and say on stderr what could not be read."""
    damaged: list[Unreadable] = []
    fitting = fitting_documents(folder, question, count, damaged.append)
    if as_json:
        from rsense.cli.json_line import json_line  # noqa: PLC0415 - seldom, and heavy
        from rsense.store.records.json_codec import to_json  # noqa: PLC0415

        for document in fitting:
            print_line(json_line(to_json(document)))
    else:
        line = ""
        for line in table(fitting, now, terminal_width()):
            print_line(line)
        if not (line or damaged):
            sys.stderr.write(f"{NOTHING_FITS if question.asks_something else NOTHING_YET}\n")
    sys.stdout.flush()
    for line in unreadable_lines(damaged):
        sys.stderr.write(f"{line}\n")


def fitting_documents(
    folder: str, question: "RecordQuery", count: int, damaged: "Callable[[Unreadable], None]"
) -> "Iterator[Document]":
    """The newest documents that fit, at most `count`; what lies behind them is not read."""
    for _, document in reader.documents(folder, question, damaged):
        if question.fits(document):
            yield document
            count -= 1
            if not count:
                return


def print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def table(found: "Iterator[Document]", now: dt.datetime, width: int | None) -> "Iterator[str]":
    """A line each: id, moment, strength, words. None: as wide as it may be.

    Columns are as wide as a block of lines needs, and never get narrower.
    """
    longest, strong = 0, False
    while block := list(islice(found, BLOCK)):
        moments = [when_words(document["at"], now) for document in block]
        longest = max(longest, *map(len, moments))
        strong = strong or any("intensity" in document for document in block)
        for document, moment in zip(block, moments):
            strength = f"{document.get('intensity', ''):>2}  " if strong else ""
            line = f"{document['id'][:SHOWN_LETTERS]}  {moment:<{longest}}  {strength}"
            yield line + _said(document, None if width is None else width - len(line))


def _said(document: "Document", room: int | None) -> str:
    """The words of a record, and what there is aside where that fits."""
    words = one_line(summary(document))
    whole = words + details_suffix(document)
    if room is None or display_width(whole) <= room:
        return whole
    return truncate(words, max(room, NEVER_CUT_BELOW))


def summary(document: "Mapping[str, Any]") -> str:
    """What a record says, in a few words."""
    match document["kind"]:
        case "trigger":
            return str(document.get("what") or document.get("thought", ""))
        case "keepsake":
            return f"kept in {document['shelf']}: {document['text']}"
    distress = document.get("measure", {}).get("distress")
    change = f", distress {distress['before']} to {distress['after']}" if distress else ""
    left = "" if document["outcome"] == "completed" else ", left half way"
    return f"did: {document.get('title', document['exercise'])}{change}{left}"


def details_suffix(document: "Mapping[str, Any]") -> str:
    """Feelings, who and tags of a trigger, for where there is room."""
    tags = (f"#{tag}" for tag in document.get("tags", ()))
    parts = [*map(str, document.get("emotions", ())), document.get("who", ""), *tags]
    said = ", ".join(part for part in parts if part)
    return f"  ({one_line(said)})" if said else ""


def unreadable_lines(damaged: "list[Unreadable]") -> "Iterator[str]":
    """What is said of files that could not be read."""
    if damaged:
        count = len(damaged)
        files, stand = ("1 file", "stands") if count == 1 else (f"{count} files", "stand")
        yield f"{files} could not be read and {stand} untouched:"
    for error in damaged[:MOST_NAMED]:
        yield clean(f"  {error}")
    if len(damaged) > MOST_NAMED:
        yield f"  and {len(damaged) - MOST_NAMED} more."


def terminal_width() -> int | None:
    """Columns to fill; None where the output is no terminal, so that no word is lost in a pipe."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def display_width(text: str) -> int:
    """How many columns a text takes on a terminal, as nearly as can be told."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def truncate(text: str, room: int) -> str:
    """The text in at most so many columns, `…` where something is missing."""
    if display_width(text) <= room:
        return text
    used, end = 1, 0  # one column for the …
    for letter in text:
        used += 1 if letter.isascii() else _cells(letter)
        if used > room:
            break
        end += 1
    return f"{text[:end].rstrip()}…"


def _cells(letter: str) -> int:
    import unicodedata  # noqa: PLC0415 - a shared library, and most words do without

    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
