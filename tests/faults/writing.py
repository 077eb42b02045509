"""Every command that writes, as a table: what is typed, where, and what may change."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rsense.services import frontend_services
from rsense.services.context import AppContext
from rsense.store import undo_log
from rsense.store.records.codec import encode
from tests.cli.small import KEEPING
from tests.faults.made import SITTING
from tests.no_network import searched
from tests.store.made import AT, CARD, FOLLOW_UP, MARK, RITUAL, SESSION, TRIGGER

EARLIER = AT - timedelta(days=40)
THROWN = {**TRIGGER, "id": "gone234567", "what": "An old quarrel"}
EDITED = {**TRIGGER, "what": "Text unread, before an edit"}
PLAN = {
    **CARD,
    "id": "plan234567",
    "at": EARLIER,
    "shelf": "plans",
    "text": "If zaun, then I put the phone away.",
}
WAITS = {
    "format": 1,
    "id": "wait234567",
    "kind": "followup",
    "at": EARLIER,
    "ask": "She'll be cold",
    "due": EARLIER + timedelta(days=3),
    "state": "open",
    "sure": 80,
}
DRAFT = {**CARD, "id": "drft234567", "at": EARLIER, "shelf": "drafts", "text": "I zaun you."}
YESTERDAY = datetime.now(UTC) - timedelta(days=1)
"""A programme begun years ago would be forgotten."""
BEGUN = {
    **MARK,
    "at": YESTERDAY.replace(hour=10, minute=52, second=8, microsecond=0),
    "did": "begun",
}
LEFT = SITTING.replace(b"mindful-pause", b"mine").replace(
    b'step = "now", value = 7', b'step = "first", value = "He left the room"'
)
LONG_AGO = EARLIER.timestamp()
CONFIG = b'theme = "night"\nwelcomed = true\nmine = 3\n'
WORDS = b'format = 1\n[[family]]\nlabel = "Your own words"\nwords = [\n  { value = "odd" },\n]\n'


def name_of(document: dict[str, object]) -> str:
    at = document["at"]
    return f"{at:%Y%m%d}T105208Z-{document['kind']}-{document['id']}.toml"


def filled(home: Path) -> None:
    """A home with some of everything in it."""
    for document in (TRIGGER, SESSION, CARD, PLAN, DRAFT, BEGUN, RITUAL, FOLLOW_UP, WAITS):
        at = document["at"]
        put(home / "records" / f"{at:%Y}" / f"{at:%m}" / name_of(document), encode(document))
    put(home / "progress" / "left234567.toml", LEFT)
    thrown = f"20261123T080000Z-deleted-{name_of(THROWN)}"
    put(home / "trash" / thrown, encode(THROWN))
    put(home / "trash" / f"20261123T090000Z-edited-{name_of(TRIGGER)}", encode(EDITED))
    put(home / "exercises" / "mine.toml", KEEPING.encode())
    put(home / "vocabulary" / "emotions.toml", WORDS)
    put(home / "config.toml", CONFIG)


def empty(home: Path) -> None:
    home.rmdir()


def ill(home: Path) -> None:
    """A home with all that `doctor --mend` puts right without a choice."""
    filled(home)
    month = home / "records" / "2026" / "11"
    half = {**TRIGGER, "id": "half234567", "what": "It was about to be kept"}
    put(month / ".tmp-99-aaaaaaaaaa", encode(half))
    put(month / ".tmp-99-bbbbbbbbbb", b"format = 1\nwhat = ")
    put(month / ".tmp-99-cccccccccc", encode({**TRIGGER, "what": "Another version"}))
    lost = {**TRIGGER, "id": "lost234567", "what": "In the wrong month"}
    put(home / "records" / "2026" / "10" / name_of(lost), encode(lost))
    put(month / name_of(CARD).replace(".toml", ".sync-conflict-x.toml"), encode(CARD))
    put(
        home / "progress" / "alien23456.toml",
        LEFT.replace(b"left234567", b"alien23456").replace(b'"mine"', b'"gone"'),
    )
    for path in month.glob(".tmp-*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    (month / name_of(SESSION)).chmod(0o644)


def undoing(what: str) -> Callable[[Path], None]:
    def make(home: Path) -> None:
        filled(home)
        path = {
            "log": home / "records" / "2026" / "11" / name_of(TRIGGER),
            "delete": home / "trash" / f"20261123T080000Z-deleted-{name_of(THROWN)}",
            "edit": home / "trash" / f"20261123T090000Z-edited-{name_of(TRIGGER)}",
        }[what]
        undo_log.note(str(home), what, str(path))

    return make


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(0o600)


def line(number: int) -> str:
    return json.dumps(
        {
            "format": 1,
            "id": f"came23456{'abc'[number]}",
            "kind": "trigger",
            "at": "2026-09-03T14:00:00+02:00",
            "what": f"zaun {number}",
        }
    )


JRNL = json.dumps({"entries": [{"date": "2026-09-03", "time": "14:00", "title": "zaun came"}]})


@dataclass(frozen=True)
class Typed:
    """A command as a person gives it."""

    words: tuple[str, ...]
    stdin: str = ""
    person: bool = False
    home: Callable[[Path], None] = filled
    says: tuple[str, ...] = ()
    """Words that must be on the disk or given back, whatever happens."""
    act: Callable[[AppContext], object] | None = None
    """What a screen asks for instead, past the command line."""
    parts: bool = False
    """It does several things, and says how far it came: what is done stays done."""
    takes: tuple[str, ...] = ()
    """What may go for good, by the beginning of its path: it is asked to, or replaced."""
    stays: tuple[str, ...] = ()
    """What must be on the disk all the same, in a file that is replaced."""
    spare: tuple[str, ...] = ()
    """Where something may stay that should have gone, and does no harm."""
    moves: tuple[str, ...] = ()
    """What may be elsewhere, whatever comes after."""


def typed(line: str, **more: object) -> Typed:
    return Typed(tuple(word.replace("_", " ") for word in line.split()), **more)  # type: ignore[arg-type]


DONE = ("progress/",)
"""A sitting whose record is written may stay: the next start sees that it is over."""


def corrected(context: AppContext) -> None:
    """Other words for a record, by the questions that the screens ask."""
    which = frontend_services.correct(context, "k3f9a2q7xm")
    which.sitting.answer(("what",))
    words = which.next_activity(which.sitting.session)
    assert words
    words.sitting.answer("Text zaun")
    words.next_activity(words.sitting.session)


TO_THE_END = "He zaun\nShe pfahl\n1\n"
EDITOR = "sed -i s/unread/zaun/"
COMMANDS: dict[str, Typed] = {
    "log, the first": typed("log zaun here", home=empty, says=("zaun here",)),
    "log": typed("log zaun here -i 5 -e anxious -t t", says=("zaun here",)),
    "log, with a new word": typed("log pfahl here -e zaunig", says=("pfahl here",)),
    "log, every option": typed(
        "log pfahl here -b chest -u hide -w Jo --at yesterday_15:40 --type x --domain family "
        "--before bzaun --thought tzaun --did dzaun",
        says=("pfahl here", "bzaun", "tzaun", "dzaun"),
    ),
    "log -": typed("log -", stdin="zaun here\nand pfahl", says=("zaun here", "and pfahl")),
    "log, asked": typed("log", stdin="pfahl here\n5\nsad\n\n", person=True, says=("pfahl here",)),
    "log --json": typed("log pfahl here --json", says=("pfahl here",)),
    "predict": typed("predict pfahl comes -p 80 --by in_2_days", says=("pfahl comes",)),
    "predict, the first": typed(
        "predict zaun comes -p 0 --by tomorrow_noon", home=empty, says=("zaun comes",)
    ),
    "predict -": typed("predict - -p 9 --by tomorrow_8:00", stdin="a\nzaun", says=("a\nzaun",)),
    "due": typed("due next --plain", stdin="3\npfahl came\n1\n", says=("pfahl came",), parts=True),
    "due, not yet": typed("due next --plain", stdin="4\n2\n1\n"),
    "keep": typed("keep evidence She pfahl me", says=("She pfahl me",)),
    "keep -": typed("keep people -", stdin="Jo zaun", home=empty, says=("Jo zaun",)),
    "ritual add": typed("ritual add Zaun for us --every daily", says=("Zaun for us",)),
    "ritual done": typed("ritual done minutes"),
    "ritual pause": typed("ritual pause minutes --until in_3_days"),
    "ritual end": typed("ritual end ritu"),
    "edit": typed("edit k3f9 Text zaun --did dzaun", says=("Text zaun", "dzaun")),
    "edit, another time": typed("edit k3f9 --at 2026-08-03_09:00 -e zaunig"),
    "edit --clear": typed("edit k3f9 --clear tags"),
    "edit, in an editor": typed(
        "edit k3f9", takes=("progress/.edit-",), spare=("progress/.edit-",)
    ),
    "delete": typed("delete k3f9 --yes"),
    "delete, two": typed("delete k3f9 card --yes", parts=True),
    "delete, asked": typed("delete k3f9", stdin="y\n", person=True),
    "undo a log": typed("undo", home=undoing("log")),
    "undo a delete": typed("undo", home=undoing("delete")),
    "undo an edit": typed("undo", home=undoing("edit"), spare=("trash/",)),
    "restore": typed("restore gone"),
    "restore a version": typed("restore k3f9", spare=("trash/",)),
    "trash --empty": typed("trash --empty --yes", parts=True, takes=("trash/",)),
    "settings": typed("settings theme day", takes=("config.toml",), stays=("mine = 3",)),
    "settings, a name": typed(
        "settings person pfahl", says=("pfahl",), takes=("config.toml",), stays=("mine = 3",)
    ),
    "settings, the first": typed("settings person pfahl", home=empty, says=("pfahl",)),
    "import": typed("import -", stdin="\n".join(map(line, range(3))), parts=True),
    "import, jrnl": typed("import -", stdin=JRNL, parts=True, home=empty),
    "import, a table": typed(
        "import - --map Day=at --map Words=what", stdin="Day,Words\n2026-09-03,zaun\n", parts=True
    ),
    "path rest": typed("path rest 2_weeks"),
    "path away": typed("path away"),
    "path begin": typed("path begin six-weeks --plain", stdin="\nJo zaun\n\n", says=("Jo zaun",)),
    "drafts --sleep": typed("drafts drft --sleep 3_days"),
    "drafts --said": typed("drafts drft --said"),
    "export": typed("export HOME/out.jsonl"),
    "export --csv": typed("export HOME/out.csv --csv"),
    "export --markdown": typed("export HOME/out.md --markdown"),
    "report --html": typed("report --html HOME/out.html --yes"),
    "where --wipe": typed("where --wipe --yes", parts=True, takes=("",)),
    "doctor --mend": typed("doctor --mend --yes", home=ill, parts=True),
    "an exercise through a pipe": typed(
        "run mine --plain", stdin=TO_THE_END, says=("He zaun", "She pfahl"), spare=DONE
    ),
    "an exercise, the first": typed(
        "run ROOM/mine.toml --plain",
        stdin=TO_THE_END,
        home=empty,
        says=("He zaun", "She pfahl"),
        spare=DONE,
    ),
    "an exercise, asked": typed(
        "run mine --plain --new",
        stdin=TO_THE_END + "\n",
        person=True,
        says=("He zaun",),
        spare=DONE,
    ),
    "an exercise, left": typed(
        "run mine --plain --new", stdin="He zaun\n:quit\n", person=True, says=("He zaun",)
    ),
    "an exercise, gone on with": typed(
        "run mine --plain",
        stdin="1\nShe pfahl\n1\n\n",
        person=True,
        takes=("progress/left",),
        spare=DONE,
    ),
    "an exercise, the old one filed": typed(
        "run mine --plain",
        stdin="3\nHe zaun\nShe pfahl\n1\n\n",
        person=True,
        takes=("progress/left",),
        spare=DONE,
    ),
    "an exercise, the old one thrown away": typed(
        "run mine --plain",
        stdin="4\nHe zaun\nShe pfahl\n1\n\n",
        person=True,
        says=("He zaun",),
        moves=("progress/left",),
        spare=DONE,
    ),
    "an exercise, about a trigger": typed(
        "run mine --plain --about k3f9", stdin=TO_THE_END, says=("He zaun", "She pfahl"), spare=DONE
    ),
    "a private exercise": typed("run mine --plain --private", stdin=TO_THE_END),
    "a screen changes a setting": Typed(
        (),
        act=lambda context: frontend_services.change(context, "theme", "day"),
        takes=("config.toml",),
        stays=("mine = 3",),
    ),
    "a screen throws away": Typed(
        (), act=lambda context: frontend_services.throw_away(context, "k3f9a2q7xm")
    ),
    "a screen takes back": Typed((), act=frontend_services.take_back, home=undoing("log")),
    "a screen corrects": Typed((), act=corrected),
    "now": typed(
        "now --plain", stdin="4\nw\npfahl now\n:skip\ne\n", person=True, says=("pfahl now",)
    ),
    "now, through a pipe": typed(
        "now --plain --no-wait", stdin="9\n7\nw\npfahl now\n:skip\ne\n", says=("pfahl now",)
    ),
    "home, a log": typed("", stdin="3\npfahl home\n3\n\n\n1\n", person=True, says=("pfahl home",)),
    "the welcome": typed(
        "", stdin="\n\nJo zaun\n\n3\npfahl home\n", person=True, home=empty, says=("Jo zaun",)
    ),
}


def environment(home: Path) -> dict[str, str]:
    return {
        "RSENSE_HOME": str(home),
        "HOME": str(home.parent / "user"),
        "COLUMNS": "80",
        "EDITOR": EDITOR,
        "ACCESSIBLE": "1",
        "LC_ALL": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": searched(),
    }
