"""The few records asked for often, by names and stamps alone: plans, drafts, rituals, questions.

`rsense log` looks for plans and `rsense due` for what waits, every time, in a diary of years. Of
every month but the newest a list names the files that may be wanted. It is only a shortcut: it ends
with the newest month and the stamps of all other folders, and is made anew as soon as one differs.
So a record that another device, an editor or an import put there is found too. It holds names, no
words; it is this machine's own, and is never synced to the disk.

As cheap to import as `os`. Looking for plans never fails: where nothing can be read, there is none.
"""

import os

from rsense.store import paths
from rsense.store.files.operations import FILE_MODE, NEW, discard, read_if_possible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Choose = Callable[[dict[str, bytes]], list[str]]
    Wanted = tuple[str, str, Choose]
    """Prefix of its list, what its files have in their names, and which of them are wanted."""

SETTLED = 2
"""Seconds that a folder was left alone before it counts as known: within one tick of a coarse
clock it could change after it was looked into, and its stamp would not show it."""
_ASKED, _CARDS = "-followup-", "-keepsake-"
CLOSED = (b'\nstate = "done"', b'\nstate = "let go"')


def plan_files(data: str, now: float) -> list[str]:
    """The files that may be plans, those of the newest month first. `now` is in seconds."""
    return _files(data, now, (paths.PLANS, _CARDS, _on_shelf(b"plans")))


def draft_files(data: str, now: float) -> list[str]:
    """The files that may be drafts, as `plan_files` has them. Raises OSError, as `open_files`."""
    return _files(data, now, (paths.DRAFTS, _CARDS, _on_shelf(b"drafts")))


def open_files(data: str, now: float) -> list[str]:
    """The files that may be open follow-ups, those of the newest month first.

    One that another device closed, so that two versions of it lie there, is closed. Raises OSError
    where a folder cannot be listed: then it cannot be said that nothing waits.
    """
    return _files(data, now, (paths.OPEN, _ASKED, _open))


def ritual_files(data: str, now: float) -> list[str]:
    """The files of rituals, those of the newest month first. Raises OSError, as `open_files`."""
    return _files(data, now, (paths.RITUALS, "-ritual-", list))


def all_stamps(data: str) -> bytes:
    """A line that is another one as soon as any record comes, goes or changes."""
    records = paths.records_folder(data)
    months = _months(records, _numbers(records, strict=False), strict=False)
    return b"%d %d\n" % (len(months), sum(_stamps(records, months)))


def text_in(data: bytes, key: bytes) -> str | None:
    """A text at the top of a record, empty for an empty file; None where a parser has to tell."""
    before, found, rest = data.partition(b"\n%b = " % key)
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


def _on_shelf(shelf: bytes) -> "Choose":
    quoted = (b'"%b"' % shelf, b"'%b'" % shelf)
    return lambda read: [name for name in read if any(one in read[name] for one in quoted)]


def _open(read: dict[str, bytes]) -> list[str]:
    closed = {_id(name) for name, data in read.items() if any(mark in data for mark in CLOSED)}
    return [name for name in read if _id(name) not in closed]


def _id(name: str) -> str:
    """The id in the name of a follow-up, or of a copy of one."""
    rest = name.rpartition(_ASKED)[2]
    return rest[: next((n for n, letter in enumerate(rest) if not letter.isalnum()), None)]


def _files(data: str, now: float, wanted: "Wanted") -> list[str]:
    records = paths.records_folder(data)
    newest, older = _kept(data, records, wanted) or _looked_for(data, records, now, wanted)
    return [f"{records}/{name}" for name in _found(records, newest, wanted) + older]


def _kept(data: str, records: str, wanted: "Wanted") -> tuple[list[str], list[str]] | None:
    """The newest month, and the files in older ones, by the list; None if it is out of date."""
    prefix, kind, _ = wanted
    kept = read_if_possible(paths.machine_file(data, prefix))
    listed, _, state = os.fsdecode(kept).partition("\n\n")
    *stamped, newest, end = state.split("\n") if "\n" in state else ("", "")
    folders = [line.partition(" ")[0] for line in stamped]
    names = listed.split("\n") if listed else []
    if end or not "".join((newest, *folders)).replace("/", "").isdecimal():
        return None  # cut short, or not ours
    if state != _state(newest, folders, _stamps(records, folders)):
        return None
    return ([newest], names) if all(_is_listed(name, kind, folders) for name in names) else None


def _looked_for(
    data: str, records: str, now: float, wanted: "Wanted"
) -> tuple[list[str], list[str]]:
    """The same from the folders. Of older months, which seldom change, a list is kept."""
    prefix, strict = wanted[0], wanted[0] != paths.PLANS
    stamps = _stamps(records, [""])  # each before its folder is looked into
    years = _numbers(records, strict=strict)
    stamps += _stamps(records, years)
    months = _months(records, years, strict=strict)
    newest, older = months[:1], months[1:]
    stamps += _stamps(records, older)
    found = _found(records, older, wanted)
    known = max(stamps) / 1e9 + SETTLED <= now and not any("\n" in name for name in found)
    if older and known:
        state = _state(newest[0], ["", *years, *older], stamps)
        _remember(data, prefix, "\n".join(found) + f"\n\n{state}")
    return newest, found


def _state(newest: str, folders: list[str], stamps: list[int]) -> str:
    """What a list ends with. Only the whole of it has the newest month as its last line."""
    lines = [f"{folder} {stamp}\n" for folder, stamp in zip(folders, stamps, strict=True)]
    return f"{''.join(lines)}{newest}\n"


def _found(records: str, months: list[str], wanted: "Wanted") -> list[str]:
    """The wanted files in these months, the newest first in each."""
    prefix, kind, choose = wanted
    found: list[str] = []
    for month in months:
        names = _listed(f"{records}/{month}", strict=prefix != paths.PLANS)
        fit = [n for n in names if kind in n and n[-5:] == ".toml" and n[0] != "."]
        found += [f"{month}/{name}" for name in sorted(fit, reverse=True)]
    return choose({name: read_if_possible(f"{records}/{name}") for name in found})


def _is_listed(name: str, kind: str, months: list[str]) -> bool:
    """True if a name is one that a list may hold, whoever wrote it: of such a kind and month."""
    return name.rpartition("/")[0] in months and kind in name and "\0" not in name


def _months(records: str, years: list[str], *, strict: bool) -> list[str]:
    """The folders of months, the newest first."""
    return [f"{y}/{m}" for y in years for m in _numbers(f"{records}/{y}", strict=strict)]


def _numbers(folder: str, *, strict: bool) -> list[str]:
    """Names in a folder that are numbers, the highest first."""
    return sorted(filter(str.isdecimal, _listed(folder, strict=strict)), reverse=True)


def _listed(folder: str, *, strict: bool) -> list[str]:
    """Names in a folder. Raises OSError if `strict` and it is there and cannot be listed."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        if strict:
            raise
        return []


def _stamps(records: str, folders: list[str]) -> list[int]:
    """When each folder changed last; 0 for one that is not there."""
    stamps: list[int] = []
    for folder in folders:
        try:
            stamps.append(os.stat(f"{records}/{folder}").st_mtime_ns)
        except OSError:
            stamps.append(0)
    return stamps


def _remember(data: str, prefix: str, text: str) -> None:
    path = paths.machine_file(data, prefix)
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
