"""The small files of a home: helplines, what was last, where plans lie, drafts, the trash.

Each is read in a home of its own, beside the file that is given, and whatever may be lost or left
there is looked at.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from pathlib import Path

from rsense.cli.commands.trash import _table
from rsense.fast_log import plan_made_for
from rsense.fast_record import NeedsFullCommand
from rsense.services.context import AppContext
from rsense.services.corrections import record_editor, undo_last
from rsense.services.errors import UserError
from rsense.services.record_lookup import record_summary
from rsense.store import paths, record_index, undo_log
from rsense.store.doctor.record_files import record_document_at
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable, parse_toml
from rsense.store.helplines import read_helplines
from rsense.store.library import Library, shipped_folder
from rsense.store.records import reader
from rsense.store.records.codec import encode
from rsense.store.records.edit_drafts import COPY, DraftLocked, open_draft
from rsense.store.records.edit_validation import InvalidEdit, validate_edit
from rsense.store.records.trash import Trash
from tests.faults.made import RECORDS, SITTING
from tests.faults.writing import filled
from tests.store.made import ID, TRIGGER

HELPLINES = [Path(shipped_folder(), "helplines.toml").read_bytes()]
RECORD = "records/2026/11/20261122T105208Z-trigger-k3f9a2q7xm.toml"
NOTES = [
    f"log {RECORD}\n".encode(),
    b"delete trash/20261123T080000Z-deleted-20261122T105208Z-trigger-gone234567.toml\n",
    b"edit trash/20261123T090000Z-edited-20261122T105208Z-trigger-k3f9a2q7xm.toml\n",
    b"delete progress/left234567.toml\n",
]
CARD = "2026/10/20261013T105208Z-keepsake-plan234567.toml"
LISTS = [CARD.encode(), f"{CARD}\n{CARD.replace('plan', 'card')}".encode()]
WHERE = (
    "../../outside.toml",
    "/etc/passwd",
    "config.toml",
    "progress/left234567.toml",
    ".",
    "",
    "records",
    f"./{RECORD}",
    f"records/../{RECORD}",
    "x" * 5000,
    "a\0b",
    "exercises/mine.toml",
)
NAMES = (
    "20261123T080000Z-deleted-20261122T105208Z-trigger-k3f9a2q7xm.toml",
    "left234567.toml",
    "00010101T000000Z-deleted-k3f9a2q7xm.toml",
    "99991231T235959Z-edited.999-k3f9a2q7xm.toml",
    "20260230T080000Z-deleted-x.toml",
    "20261123T080000Z-edited.2-unsaved-x.toml",
    "\x1b]0;x.toml",
    "20261123T080000Z-deleted-99999999T999999Z-trigger-k3f9.toml",
    "-rf.toml",
    "\udcff.toml",
)
THROWN = [NAMES[0].encode() + b"\n" + encode(TRIGGER), NAMES[1].encode() + b"\n"]


def note(chance: random.Random) -> bytes:
    """A note of what was last, of whatever file."""
    place = chance.choice((*WHERE, NOTES[chance.randrange(len(NOTES))].decode().split()[1]))
    what = chance.choice(("log", "delete", "edit", "", "wipe"))
    return os.fsencode(f"{what} {place}\n")


def listing(chance: random.Random) -> bytes:
    """Names that a list of plans may hold."""
    names = [CARD, *(f"2026/10/{place}" for place in WHERE), *WHERE, "../trash/x-keepsake-x.toml"]
    return os.fsencode("\n".join(chance.choices(names, k=chance.choice((1, 3, 500)))))


def thrown(chance: random.Random) -> bytes:
    """A name in the trash, and what is in it."""
    name = chance.choice((NAMES[0], chance.choice(NAMES)))
    return os.fsencode(name) + b"\n" + chance.choice((*RECORDS, SITTING, b"", b"format = 1\n"))


def too_much(chance: random.Random) -> bytes:
    """More than a record may be, as when somebody pasted a book into it."""
    return encode(TRIGGER) + b"# and on\n" * chance.randint(100_000, 130_000)


def as_helplines(path: str) -> str:
    folder = _home(path, "lines")
    _put(folder / "helplines.toml", path)
    known = read_helplines(str(folder))
    known.find("GB")
    return "is read" if [line.contact() for line in known.lines] else "is left out"


def as_last(path: str) -> str:
    """`undo` takes back what the note names, a record, and nothing at all is lost."""
    home = _home(path, "last")
    if not (home / "config.toml").exists():
        filled(home)
    before = _files(home)
    name = os.path.basename(paths.machine_file(str(home), paths.LAST))
    _put(home / name, path)
    try:
        _, *files = undo_log.read_last(str(home)) or ("", f"{home}/records/x")
        for found in files:
            assert os.path.normpath(found).startswith((f"{home}/records/", f"{home}/trash/"))
            record_summary(found)
        undo_last(_desk(home))
    except (UserError, NotSaved):
        return "is told"
    finally:
        (home / name).unlink(missing_ok=True)
        after = _files(home)
        lost = set(before.values()) - set(after.values())
        if after != before:
            _again(home, before)
        assert not lost, "bytes are gone"
    return "is taken back"


def as_plans(path: str) -> str:
    """`log` shows a plan that the list names: inside the records, whatever the list says."""
    home = _home(path, "plans")
    if not (home / "config.toml").exists():
        filled(home)
        folders = [home / "records" / folder for folder in ("", "2026", "2026/10")]
        stamp = time.time() - 3600
        for folder in folders:
            os.utime(folder, (stamp, stamp))
    kept, now = Path(paths.machine_file(str(home), paths.PLANS)), time.time()
    kept.unlink(missing_ok=True)
    record_index.plan_files(str(home), now)
    state = kept.read_bytes().partition(b"\n\n")[2]
    listed = Path(path).read_bytes().replace(b"\n\n", b"\n") + b"\n\n" + state
    anew(kept, listed)
    files = record_index.plan_files(str(home), now)
    records = str(home / "records")
    for file in files:
        assert os.path.normpath(file).startswith(f"{records}/"), "it leads out of the records"
    with suppress(NeedsFullCommand):
        plan_made_for({"what": "zaun"}, files)
    told: list[Unreadable] = []
    list(reader.read_documents(files, reader.RecordFilter(), told.append))
    return "is followed" if kept.read_bytes() == listed else "is made anew"


def as_draft(path: str) -> str:
    """What an editor left, where the record is as it was."""
    return _draft(path, Path(path).read_bytes(), encode(TRIGGER))


def as_before(path: str) -> str:
    """Beside a whole copy, what it was made of is spoilt."""
    return _draft(path, encode(TRIGGER), Path(path).read_bytes())


def _draft(path: str, copy: bytes, before: bytes) -> str:
    folder = _home(path, "drafts")
    own = folder / f".edit-{ID}"
    own.mkdir(mode=0o700, exist_ok=True)
    anew(own / COPY, copy)
    anew(own / ".before", before)
    try:
        draft = open_draft(str(folder), ID, encode(TRIGGER))
        try:
            validate_edit(draft.text(), parse_toml(draft.before.decode("utf-8", "replace")))
        finally:
            draft.close()
    except (DraftLocked, InvalidEdit) as error:
        raise Unreadable(path, str(error)) from error
    finally:
        there = {file.read_bytes() for file in own.iterdir()}
        assert copy in there, "the copy is written over"
    return "takes its place"


def as_trash(path: str) -> str:
    """Its first line is what a file in the trash is called; the rest is in it."""
    home = _home(path, "thrown")
    first, _, data = Path(path).read_bytes().partition(b"\n")
    name = os.fsdecode(first.replace(b"/", b"").replace(b"\0", b"")[:200]) or "x.toml"
    bin = Trash(str(home / "trash"))
    os.makedirs(bin.folder, exist_ok=True)
    file = os.path.join(bin.folder, name if name.strip(".") else "dots.toml")
    with open(file, "wb") as there:
        there.write(data)
    try:
        found = bin.all()
        if found:
            list(_table(_desk(home), found))
            bin.with_id("k3f9")
            record_editor(_desk(home))._snapshot(file, found[0].id)
        record_document_at(file)
    finally:
        os.unlink(file)
    return "is shown" if found else "is passed over"


def _home(path: str, name: str) -> Path:
    home = Path(path).parent / "homes" / name
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def _desk(home: Path) -> AppContext:
    return AppContext(str(home), Library(str(home / "exercises")))


def anew(path: Path, data: bytes) -> None:
    """Written as a new file: some disks wait for one that is cut short and written again."""
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def _put(there: Path, path: str) -> None:
    there.unlink(missing_ok=True)
    os.link(path, there)


def _files(home: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def _again(home: Path, files: dict[Path, bytes]) -> None:
    """The home as it was."""
    for path in _files(home).keys() - files.keys():
        path.unlink()
    for path, data in files.items():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(data)
