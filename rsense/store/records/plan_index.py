"""The files of plans, by names and stamps alone, so that `rsense log` can ask every time.

Knows which files may be cards of the shelf `plans`, and lists those in every month but the newest.
The list is only a shortcut: it ends with the stamps that the months' folders had, and is made anew
as soon as one differs. So a card that another device, an editor or an import put there is found
too. It holds names, no words; it is this machine's own, and is never synced to the disk.

As cheap to import as `os`. Never fails: where nothing can be read, there is no plan.
"""

import os

from rsense.store import paths
from rsense.store.files.operations import FILE_MODE, NEW, discard, read_if_possible

_CARD = "-keepsake-"
_SHELF = (b'"plans"', b"'plans'")
SETTLED = 2
"""Seconds that a folder was left alone before it counts as known: within one tick of a coarse
clock it could change after it was looked into, and its stamp would not show it."""


def plan_files(data: str, now: float) -> list[str]:
    """The files that may be plans, those of the newest month first. `now` is in seconds."""
    records = paths.records_folder(data)
    months = [f"{year}/{m}" for year in _numbers(records) for m in _numbers(f"{records}/{year}")]
    found = _plans_in(records, months[:1])
    if months[1:]:
        found += _in_older(data, records, months[1:], now)
    return [f"{records}/{name}" for name in found]


def _in_older(data: str, records: str, months: list[str], now: float) -> list[str]:
    """Plans in months that seldom change: from the list, if it is not out of date."""
    stamps = [_stamp(f"{records}/{month}") for month in months]
    state = "\n".join([f"{month} {stamp}" for month, stamp in zip(months, stamps, strict=True)])
    kept = read_if_possible(paths.machine_file(data, paths.PLANS))
    listed, _, known = os.fsdecode(kept).partition("\n\n")
    names = listed.split("\n") if listed else []
    if known == state and all(_is_card(name, months) for name in names):
        return names
    found = _plans_in(records, months)
    if max(stamps) / 1e9 + SETTLED <= now and not any("\n" in name for name in found):
        _remember(data, "\n".join(found) + f"\n\n{state}")
    return found


def card_text(path: str) -> str | None:
    """The words on a card, none where there are none; None where a parser has to tell."""
    data = read_if_possible(path)
    before, found, rest = data.partition(b"\ntext = ")
    marks = b'"""' if rest[:3] == b'"""' else rest[:1]
    words, closed, _ = rest[len(marks) :].replace(b'\\"', b"\x00").partition(marks or b"\n")
    if not before:
        return ""
    if not found or marks not in (b'"', b'"""') or not closed or b"\\" in words:
        return None
    try:
        return words.replace(b"\x00", b'"').decode()
    except UnicodeDecodeError:
        return None


def _plans_in(records: str, months: list[str]) -> list[str]:
    """Cards in these months that may be on the shelf, the newest first in each."""
    found: list[str] = []
    for month in months:
        try:
            names = os.listdir(f"{records}/{month}")
        except OSError:
            continue
        cards = [n for n in names if _CARD in n and n[-5:] == ".toml" and n[0] != "."]
        found += [f"{month}/{name}" for name in sorted(cards, reverse=True)]
    return [name for name in found if _may_be_plan(f"{records}/{name}")]


def _is_card(name: str, months: list[str]) -> bool:
    """True if a name is one that a list may hold, whoever wrote it: a card of such a month."""
    return name.rpartition("/")[0] in months and _CARD in name and "\0" not in name


def _may_be_plan(path: str) -> bool:
    data = read_if_possible(path)
    return any(shelf in data for shelf in _SHELF)


def _numbers(folder: str) -> list[str]:
    """Names in a folder that are numbers, the highest first."""
    try:
        return sorted(filter(str.isdecimal, os.listdir(folder)), reverse=True)
    except OSError:
        return []


def _stamp(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def _remember(data: str, text: str) -> None:
    path = paths.machine_file(data, paths.PLANS)
    temporary = f"{path}.{os.getpid()}"
    try:
        descriptor = os.open(temporary, NEW, FILE_MODE)
        try:
            os.write(descriptor, os.fsencode(text))
        finally:
            os.close(descriptor)
        os.rename(temporary, path)
    except OSError:
        discard(temporary)
