"""A year on two devices that meet late, by a folder copied both ways and by git.

Promise: no version of any word is lost, and nothing is there twice.

`python -m tests.faults.devices [--full] [SEED]`. Every version of every record carries a word of
its own; at the end each of these words must still be somewhere on both devices, in a record, a
session or the trash, and nothing may be there twice. Prints its counts; ends with 1 if anything was
found.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from rsense.core.records import FollowUp, Keepsake, Reply, Ritual, Trigger
from rsense.services.context import AppContext
from rsense.services.exercise.follow_up import Closing
from rsense.services.over_time.follow_ups import open_follow_ups
from rsense.session_runner import SaveFailed
from rsense.store.doctor.checkup import HealthCheck
from rsense.store.doctor.repairs import Repairs
from rsense.store.files.durable import new_id
from rsense.store.files.safe_read import Unreadable, is_conflict_copy
from rsense.store.library import Library, shipped_folder
from rsense.store.paths import MACHINE_FILES
from rsense.store.records.codec import encode
from rsense.store.records.edits import RecordEditor
from rsense.store.records.repository import RecordStore
from rsense.store.records.trash import Trash
from rsense.store.sessions import SessionStore, UnfinishedSession
from tests.faults.outcome import ended

DAYS, FULL_DAYS = 60, 365
START = datetime(2026, 1, 1, 8, tzinfo=UTC)
MEET = 0.12
"""How likely the two meet at the end of a day: about once a week."""


@dataclass
class Device:
    """One home, and what was said on it."""

    name: str
    home: Path
    chance: random.Random
    offset: timedelta
    clock: datetime = START
    said: set[str] = field(default_factory=set)
    """Every word that was acknowledged here."""
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> RecordStore:
        return RecordStore(str(self.home / "records"))

    @property
    def progress(self) -> SessionStore:
        return SessionStore(str(self.home / "progress"))

    @property
    def hands(self) -> RecordEditor:
        trash = Trash(str(self.home / "trash"))
        return RecordEditor(self.records, trash, str(self.home / "progress"), self.now)

    def now(self) -> datetime:
        """A clock that is a little off, in a zone that moves with its person."""
        self.clock += timedelta(seconds=self.chance.randint(1, 90))
        return self.clock.astimezone(timezone(self.offset))

    def word(self) -> str:
        word = f"{self.name}{new_id()}"
        self.said.add(word)
        return word

    def one_thing(self) -> None:
        """What a person does, as the commands do it."""
        things: list[Callable[[], None]] = [
            self.note,
            self.note,
            self.note,
            self.keep,
            self.promise,
            self.predict,
            self.close,
            self.edit,
            self.move,
            self.delete,
            self.restore,
            self.sit,
            self.go_on,
        ]
        thing = self.chance.choice(things)
        self.counts[thing.__name__] += 1
        thing()

    def note(self) -> None:
        self.records.add(Trigger(id=new_id(), at=self.now(), what=self.word(), intensity=5))

    def keep(self) -> None:
        self.records.add(Keepsake(id=new_id(), at=self.now(), shelf="evidence", text=self.word()))

    def promise(self) -> None:
        self.records.add(Ritual(id=new_id(), at=self.now(), text=self.word(), every="sun 20:00"))

    def predict(self) -> None:
        now = self.now()
        due = now + timedelta(days=self.chance.randint(0, 3))
        self.records.add(FollowUp(id=new_id(), at=now, ask=self.word(), due=due, sure=70))

    def close(self) -> None:
        """Answer a prediction, as `due next` does; the other device may have answered it, too."""
        library = Library(str(self.home), str(self.home))
        context = AppContext(str(self.home), library, now=self.now)
        found = open_follow_ups(context)
        if found:
            with suppress(SaveFailed):
                closing = Closing(context, found[0])
                closing.put(state="done", came="no", closed=self.now())
                closing.put(answer=self.word())

    def _any(self) -> str | None:
        """A record to change: mostly one of the last days, where two are likely to meet."""
        paths = [os.path.join(*one) for one in self.records.names()]
        paths = [path for path in paths if not is_conflict_copy(path)]
        return self.chance.choice(paths[:12]) if paths else None

    def edit(self) -> None:
        self._edited({})

    def move(self) -> None:
        self._edited({"at": self.now() - timedelta(days=self.chance.randint(0, 20))})

    def _edited(self, more: dict[str, object]) -> None:
        path = self._any()
        if path is None:
            return
        try:
            held = self.hands.held(path)
        except Unreadable:
            return
        key = {"trigger": "what", "followup": "ask"}.get(held.document["kind"], "text")
        document = {**held.document, key: self.word(), **more}
        self.hands.edit(held, encode(document), document)

    def delete(self) -> None:
        if path := self._any():
            self.hands.delete(path)

    def restore(self) -> None:
        thrown = self.hands.trash.all()
        if thrown:
            try:
                self.hands.restore(self.chance.choice(thrown[:6]))
            except Unreadable:
                return

    def sit(self) -> None:
        self._save(new_id(), self.now())

    def go_on(self) -> None:
        left = list(self.progress.all())[:3]
        if left:
            one = self.chance.choice(left)
            self._save(one.id, one.started, one.replies)

    def _save(self, id: str, started: datetime, before: tuple[Reply, ...] = ()) -> None:
        replies = (*before, Reply("what", self.word()))
        sitting = UnfinishedSession(
            id=id,
            exercise="mindful-pause",
            title="x",
            started=started,
            saved=self.now(),
            replies=replies,
        )
        there = self.progress.read(id)
        own = self.progress.own_file(id, there[1] if there else None)
        self.progress.save(sitting, frozenset(), own)


# Meeting


def files(home: Path) -> dict[str, bytes]:
    found = {}
    for path in home.rglob("*"):
        own = path.name.startswith(MACHINE_FILES)  # each machine has its own
        if path.is_file() and ".git" not in path.parts and not own:
            found[str(path.relative_to(home))] = path.read_bytes()
    return found


class Copied:
    """As Syncthing does it: what one side changed goes over, what both changed is kept twice."""

    def __init__(self, one: Device, other: Device) -> None:
        self.pair = one, other
        self.base: dict[str, bytes] = {}
        self.number = 0

    def meet(self) -> None:
        one, other = (files(device.home) for device in self.pair)
        for name in sorted(one.keys() | other.keys() | self.base.keys()):
            here, there, before = one.get(name), other.get(name), self.base.get(name)
            if here == there:
                continue
            if here == before or here is None:
                self._put(0, name, there)
            elif there in (before, None):
                self._put(1, name, here)
            else:
                self.number += 1
                stem = name.removesuffix(".toml")
                copy = f"{stem}.sync-conflict-20260101-{self.number:06}-DEVICEB.toml"
                for side in (0, 1):
                    self._put(side, copy, there)
                self._put(1, name, here)
        self.base = files(self.pair[0].home)

    def _put(self, side: int, name: str, data: bytes | None) -> None:
        path = self.pair[side].home / name
        if data is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o600)


class Merged:
    """By a repository in the middle; a merge that git cannot do is taken with its marks."""

    def __init__(self, one: Device, other: Device) -> None:
        self.pair = one, other
        self.middle = one.home.parent / "middle.git"
        self._git(one.home.parent, "init", "-q", "--bare", "-b", "main", str(self.middle))
        for device in self.pair:
            self._git(device.home, "init", "-q", "-b", "main")
            self._git(device.home, "remote", "add", "origin", str(self.middle))
            (device.home / ".gitignore").write_text(".last-*\n.plans-*\n.open-*\n*.lock\n.tmp-*\n")

    def _git(self, where: Path, *words: str) -> int:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(
            ["git", *who, *words],
            cwd=where,
            capture_output=True,
            check=False,
            env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"},
        ).returncode

    def meet(self) -> None:
        for device in (*self.pair, self.pair[0]):
            self._git(device.home, "add", "-A")
            self._git(device.home, "commit", "-q", "-m", "x")
            self._git(device.home, "fetch", "-q", "origin")
            if self._git(
                device.home,
                "merge",
                "-q",
                "--no-edit",
                "--allow-unrelated-histories",
                "origin/main",
            ):
                self._git(device.home, "add", "-A")
                self._git(device.home, "commit", "-q", "-m", "with marks")
            self._git(device.home, "push", "-q", "origin", "HEAD:main")
            for path in device.home.rglob("*"):
                if ".git" not in path.parts:
                    path.chmod(0o700 if path.is_dir() else 0o600)


def year(how: type[Copied] | type[Merged], days: int, seed: int, counts: Counter[str]) -> list[str]:
    found: list[str] = []
    root = Path(tempfile.mkdtemp(prefix="devices-"))
    chance = random.Random(seed)
    pair = (
        Device("a", root / "a", chance, timedelta(hours=1)),
        Device("b", root / "b", chance, timedelta(hours=-5)),
    )
    for device in pair:
        device.home.mkdir(0o700)
    meeting = how(*pair)
    for day in range(days):
        for device in pair:
            device.clock = max(device.clock, START + timedelta(days=day))
            for _ in range(chance.randint(0, 4)):
                device.one_thing()
        if chance.random() < MEET:
            meeting.meet()
            counts[f"meetings ({how.__name__})"] += 1
    meeting.meet()
    meeting.meet()
    said = pair[0].said | pair[1].said
    counts[f"words said ({how.__name__})"] += len(said)
    if files(pair[0].home) != files(pair[1].home):
        found.append(f"{how.__name__}: the two are not the same in the end")
    for device in pair:
        counts.update({f"{what} ({how.__name__})": n for what, n in device.counts.items()})
        found += looked_at(device, said, how.__name__, counts)
    if not found:
        shutil.rmtree(root)
    return found


def looked_at(device: Device, said: set[str], how: str, counts: Counter[str]) -> list[str]:
    found = []
    everything = b"\n".join(files(device.home).values())
    lost = [word for word in said if word.encode() not in everything]
    if lost:
        found.append(f"{how}: {len(lost)} of {len(said)} words lost on {device.name}: {lost[:3]}")
    shown = [one.record for one in device.records.newest()]
    doubled = [record for record, times in Counter(map(repr, shown)).items() if times > 1]
    if doubled:
        found.append(f"{how}: {len(doubled)} records twice on {device.name}, such as {doubled[0]}")
    library = Library(shipped_folder())
    checkup = HealthCheck(str(device.home), str(device.home / "config.toml"), library, time.time())
    told = checkup.findings()
    ids = Counter(record.id for record in shown)
    mine = device.records.folder
    conflicts = {one.path for one in told if one.kind == "conflict" and one.path.startswith(mine)}
    if len(conflicts) != sum(times > 1 for times in ids.values()):
        found.append(f"{how}: {len(conflicts)} conflicts told on {device.name}, not all")
    for one in told:
        counts[f"{one.kind} told ({how})"] += 1
        if one.kind not in ("conflict", "doubled", "damaged", "misnamed", "misplaced"):
            found.append(f"{how}: {one.kind} {one.path}: {one.what}")
    counts[f"records ({how})"] += len(shown)
    hands = Repairs(str(device.home), device.records, device.progress, device.now)
    for one in told:
        if one.cure is not None:
            hands.mend(one, one.path)
    after = b"\n".join(files(device.home).values())
    if lost := [
        word for word in said if word.encode() in everything and word.encode() not in after
    ]:
        found.append(f"{how}: mending lost {len(lost)} words on {device.name}")
    shown = [one.record for one in device.records.newest()]
    if twice := [id for id, times in Counter(one.id for one in shown).items() if times > 1]:
        found.append(f"{how}: {len(twice)} ids twice on {device.name} after mending")
    return found


def main(arguments: list[str]) -> int:
    days = FULL_DAYS if "--full" in arguments else DAYS
    seed = next((int(word) for word in arguments if word.isdecimal()), 3)
    begun, counts, found = time.monotonic(), Counter[str](), list[str]()
    os.umask(0o077)
    for how in (Copied, Merged):
        if how is Merged and shutil.which("git") is None:
            print("git is not here: that way of meeting is left out")
            continue
        found += year(how, days, seed, counts)
    return ended("devices", begun, dict(sorted(counts.items())), found, f", seed {seed}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
