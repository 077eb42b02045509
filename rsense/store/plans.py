"""Where plans lie: by names and stamps alone, so that `rsense log` can ask every time.

Owns which files may be cards of the shelf `plans`, and a list of them that is only a shortcut: it
has every month but the newest, with the stamp its folder had, and a folder whose stamp differs is
looked into anew. So a card that another device, an editor or an import put there is found too.
The list holds names, no words; it is this machine's own, and is never synced to the disk.

As cheap to import as `os`. Never fails: where nothing can be read, there is no plan.
"""

import os

from rsense.store import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    Months = dict[str, tuple[str, list[str]]]
    """Month, such as `2026/10`: its folder's stamp, and the names of the plans in it."""

_CARD = "-keepsake-"
_SHELF = (b'"plans"', b"'plans'")
_SETTLED = 2
"""Seconds that a folder was left alone before it counts as known: within one tick of a coarse
clock it could change after it was looked into, and its stamp would not show it."""
_LARGEST = 1 << 20
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def plan_files(data: str, now: float) -> list[str]:
    """The files that may be plans, those of the newest month first. `now` is in seconds."""
    records = paths.records_folder(data)
    months = [f"{year}/{m}" for year in _numbers(records) for m in _numbers(f"{records}/{year}")]
    if not months:
        return []
    newest, *older = months
    found = [f"{records}/{newest}/{name}" for name in _plans_in(f"{records}/{newest}")]
    known = _recalled(data) if older else {}
    seen: Months = {}
    for month in older:
        folder = f"{records}/{month}"
        stamp = _stamp(folder)
        if month not in known or known[month][0] != stamp:
            seen[month] = (stamp, _plans_in(folder))
        else:
            seen[month] = known[month]
        found += [f"{folder}/{name}" for name in seen[month][1]]
    settled = {month: it for month, it in seen.items() if _is_settled(it[0], now)}
    if settled != known:
        _remember(data, settled)
    return found


def text_in(path: str) -> str | None:
    """The words on a card, none where there are none; None where a parser has to tell."""
    data = _read(path)
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


def _plans_in(folder: str) -> list[str]:
    """Names of the cards in a month that may be on the shelf, the newest first."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    cards = [n for n in names if _CARD in n and n[-5:] == ".toml" and n[0] != "."]
    return [name for name in sorted(cards, reverse=True) if _may_be_plan(f"{folder}/{name}")]


def _may_be_plan(path: str) -> bool:
    data = _read(path)
    return any(shelf in data for shelf in _SHELF)


def _read(path: str) -> bytes:
    try:
        descriptor = os.open(path, _READ)
    except OSError:
        return b""
    try:
        return os.read(descriptor, _LARGEST)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _numbers(folder: str) -> list[str]:
    """What is named by a number in a folder, the highest first."""
    try:
        return sorted(filter(str.isdecimal, os.listdir(folder)), reverse=True)
    except OSError:
        return []


def _stamp(folder: str) -> str:
    try:
        return str(os.stat(folder).st_mtime_ns)
    except OSError:
        return "0"


def _is_settled(stamp: str, now: float) -> bool:
    return int(stamp) / 1e9 + _SETTLED <= now


def _recalled(data: str) -> "Months":
    """What the list holds: a line a month, its parts between slashes, which no name has."""
    found: Months = {}
    for line in os.fsdecode(_read(_list(data))).split("\n")[:-1]:
        year, _, rest = line.partition("/")
        month, _, rest = rest.partition("/")
        stamp, *names = rest.split("/")
        found[f"{year}/{month}"] = (stamp, names)
    return found


def _remember(data: str, months: "Months") -> None:
    lines = ("/".join((month, stamp, *names)) for month, (stamp, names) in months.items())
    path = _list(data)
    temporary = f"{path}.{os.getpid()}"
    text = "".join(f"{line}\n" for line in lines if "\n" not in line)
    try:
        descriptor = os.open(temporary, _WRITE, 0o600)
        try:
            os.write(descriptor, os.fsencode(text))
        finally:
            os.close(descriptor)
        os.rename(temporary, path)
    except OSError:
        _discard(temporary)


def _discard(path: str) -> None:
    try:  # noqa: SIM105 - contextlib would cost more than this whole module
        os.unlink(path)
    except OSError:
        pass


def _list(data: str) -> str:
    return os.path.join(data, f".plans-{os.uname().nodename.replace('/', '-') or 'machine'}")
