"""Words that a terminal would obey, in every field there is: shown by every command and screen.

`python -m tests.faults.escapes [--full]`: a home whose every text is hostile; every command in
lines, and a walk through the screens in a real terminal whose byte stream may hold only what is on
the list. Prints its counts, and ends with 1 if anything was found.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from rsense.cli.completing import offers
from rsense.cli.families import COMMANDS
from rsense.core.visible import one_line
from rsense.store.documents import encoded
from rsense.store.trash import Trash
from tests.faults.damaged import run
from tests.store.made import AT, Document
from tests.tui.hostile import FORBIDDEN
from tests.tui.terminal import Terminal, environment

MARKUP = "[@click=app.quit]x[/]$y[/nope][b]"
PAYLOADS = {
    "title": "\x1b]0;OWNED\x07", "clipboard": "\x1b]52;c;T1dORUQ=\x07", "link":
    "\x1b]8;;http://owned\x07x\x1b]8;;\x07", "clear": "\x1b[2J\x1b[H",
    "C1": "\x9b31m\x9d0;OWNED\x9c",
    "query": "\x1b[6n\x1b[c\x05", "DCS": "\x1bP+q4f\x1b\\", "bidi": "\u202eDENWO\u2066", "marks":
    "\u200e\ufeff\u2028\u2029\u061c", "tags": "\U000e0041\U000e0042", "back": "good\b\b\b\bOWNED",
    "return": "good\rOWNED", "NUL": "a\x00b\x7f", "markup": MARKUP,
    "mouse": "\x1b[?1003h\x1b[?1049l", "reset": "\x1bc", "bell": "\x07\x07",
}  # fmt: skip
EVERYTHING = "".join(PAYLOADS.values())
NEVER = frozenset(FORBIDDEN - {"\n"}) | {chr(code) for code in range(0xE0000, 0xE0080)}
ALLOWED = re.compile(
    rb"\x1b\[[0-9;:]*m"  # colours
    rb"|\x1b\[[0-9;]*[ABCDEFGHJKSTdf]"  # where to write, and wiping
    rb"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026|2031|2048)[hl]"  # modes
    rb"|\x1b\]22;[a-z]*\x07"  # the shape of the mouse's pointer
    rb"|\x1b\[\?(?:2026|2048)\$p"
    rb"|\x1b\[[<>=?][0-9;]*u|\x1b\[c|\x1b\[>[0-9]*q|\x1b\[[0-9;]*t"
    rb"|\x1b[78]|\x1b[()][B0]"
)
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
C1 = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]")


@dataclass
class Campaign:
    counts: Counter[str] = field(default_factory=Counter)
    defects: list[str] = field(default_factory=list)

    def found(self, what: str) -> None:
        if what not in self.defects:
            self.defects.append(what)
            print(f"FOUND  {what}", flush=True)


def documents(words: str) -> list[Document]:
    """A record of each kind, hostile in every text."""
    word = [words]
    base = {"format": 1, "at": AT}
    return [
        {**base, "id": "trig234567", "kind": "trigger", "what": words, "intensity": 7,
         "emotions": word, "body": word, "urge": word, "who": words, "tags": word, "type": words,
         "domain": words, "before": words, "did": words, "thought": words, "about": word,
         words: words},
        {**base, "id": "sess234567", "kind": "session", "exercise": words, "title": words,
         "finished": AT + timedelta(minutes=3), "outcome": "completed", "about": ["trig234567"],
         "measure": {words: {"before": 7, "after": 4, "better": "lower"},
                     "distress": {"before": 7, "after": 4, "better": words}},
         "reply": [{"step": words, "question": words, "value": words, "answer": words},
                   {"step": words, "question": words, "value": [[words, words]], "answer": words}],
         "aside": [{"step": words, "value": words}]},
        {**base, "id": "card234567", "kind": "keepsake", "shelf": words, "text": words},
        {**base, "id": "call234567", "kind": "keepsake", "shelf": "people", "text": words},
        {**base, "id": "plan234567", "kind": "keepsake", "shelf": "plans", "text": words},
    ]  # fmt: skip


def build(home: Path, words: str) -> None:
    month = home / "records" / "2026" / "11"
    month.mkdir(0o700, parents=True)
    made = documents(words)
    for document in made:
        name = f"20261122T105208Z-{document['kind']}-{document['id']}.toml"
        (month / name).write_bytes(encoded(document))
    thrown = month / "20261122T105208Z-trigger-gone234567.toml"
    thrown.write_bytes(encoded({**made[0], "id": "gone234567"}))
    Trash(str(home / "trash")).take(str(thrown), AT)
    left = {"format": 1, "id": "left234567", "kind": "progress", "exercise": "mindful-pause",
            "title": words, "started": AT, "saved": AT, "about": [words],
            "shelf": {words: [words]},
            "reply": [{"step": "what", "value": words}, {"step": words, "value": words}],
            "ahead": [{"step": words, "value": words}, {"step": "what", "value": words}],
    }  # fmt: skip
    lost = {**left, "id": "lost234567", "exercise": words}
    for name, document in (("left234567", left), ("lost234567", lost)):
        path = home / "progress" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(encoded(document))
    settings = {"person": words, "country": words, "welcomed": True, "patterns": {words: words}}
    (home / "config.toml").write_bytes(encoded(settings))
    vocabulary = home / "vocabulary"
    vocabulary.mkdir()
    family = {"label": words, "words": [{"value": words, "label": words, "hint": words}]}
    (vocabulary / "emotions.toml").write_bytes(encoded({"format": 1, "family": [family]}))
    scripts = home / "exercises"
    scripts.mkdir()
    script = {"format": 1, "title": words, "summary": words, "stage": words, "tags": [words],
              "audience": words, "step": [{"id": "a", "kind": "say", "text": words}]}  # fmt: skip
    (scripts / "hostile.toml").write_bytes(encoded(script))
    name = words.replace("/", "_").replace("\0", "")[:60]
    for folder in (scripts, month, home / "progress", home / "trash", home):
        try:
            (folder / f"{name}.toml").write_bytes(b"what = ")
        except OSError:
            continue


COMMAND_LINES = [
    ["history"], ["history", "--json"], ["history", "--search", "OWNED"], ["show", "trig"],
    ["show", "sess"], ["show", "card"], ["tags"], ["kept"], ["kept", "people"], ["trash"],
    ["exercises"], ["exercises", "--json"], ["settings"], ["export"], ["export", "--csv"],
    ["export", "--markdown"], ["where"], ["where", "--wipe"], ["help-now"], ["doctor"],
    ["doctor", "--json"], ["check", "HOME/exercises/hostile.toml"], ["run", "hostile"],
    ["run", "mindful-pause", "--no-wait"], ["rethink", "--about", "last", "--no-wait"],
    ["rethink", "--about", "trig", "--no-wait"], ["now", "--no-wait"], ["pause", "--no-wait"],
    ["edit", "trig", "-i", "3"], ["undo"], ["delete", "card"], ["undo"], ["restore", "gone"],
    ["log", "WORDS"], ["log", "x", "-e", "WORDS", "-w", "WORDS", "-t", "WORDS", "-b", "WORDS"],
    ["log", "x", "--at", "WORDS"], ["log", "x", "-i", "WORDS"], ["keep", "WORDS", "WORDS"],
    ["keep", "people", "WORDS"], ["show", "WORDS"], ["run", "WORDS"], ["WORDS"], ["--WORDS"],
    ["edit", "WORDS"], ["delete", "WORDS"], ["restore", "WORDS"], ["settings", "WORDS", "x"],
    ["settings", "theme", "WORDS"], ["settings", "person", "WORDS"], ["check", "WORDS"],
    ["import", "WORDS"], ["export", "HOME/WORDS/x"], ["breathe", "WORDS"], ["kept", "WORDS"],
    ["history", "--kind", "WORDS"], ["history", "--from", "WORDS"], ["completion", "WORDS"],
    ["exercises", "WORDS"], ["import", "-"], ["undo"], ["ground", "--no-wait"], ["schema"],
    ["completion", "bash"],
]  # fmt: skip


COMPLETED = [
    [""], ["show", ""], ["log", "-w", ""], ["log", "-t", ""], ["log", "-e", ""], ["kept", ""],
    ["run", ""], ["history", "--who", ""], ["restore", ""],
]  # fmt: skip


def in_lines(campaign: Campaign, home: Path, words: str, called: str) -> None:
    os.environ["RSENSE_HOME"] = str(home)
    said = words.replace("\0", "")
    for line in COMMAND_LINES:
        typed = [w.replace("HOME", str(home)).replace("WORDS", said) for w in line]
        stdin = (f"{words}\n1\n" * 20).encode("utf-8", "surrogateescape")
        _, out, err = run(typed, stdin)
        campaign.counts["commands run"] += 1
        campaign.counts["characters looked at"] += len(out) + len(err)
        if bad := sorted(set(out + err) & NEVER):
            campaign.found(f"{' '.join(line)}: {[hex(ord(c)) for c in bad]} of {called}")
        if "inside rsense" in err or "Traceback" in out + err:
            campaign.found(f"{' '.join(line)} falls over {called}: {err[-300:]}")
    for begun in COMPLETED:
        for offer in offers(begun):
            campaign.counts["completions offered"] += 1
            if bad := sorted(set("".join(offer)) & NEVER):
                campaign.found(f"completing {begun}: {[hex(ord(c)) for c in bad]} of {called}")


def shown_as_written(campaign: Campaign, words: str, called: str) -> None:
    """What is shown is the words, each control in them as a picture."""
    wanted = "".join(one_line(words).split())
    for line in (["show", "trig"], ["show", "card"], ["help-now"], ["kept"]):
        _, out, _ = run(line)
        if wanted and wanted not in "".join(out.split()):
            campaign.found(f"{' '.join(line)} does not show {called} as written")
        campaign.counts["shown as written"] += 1


KEYS = ["\x1bOP", "\x1bOP", "\x1b[24~", "\x1b[24~", "?", "\x1b", "h", "\t", "\x1b[B", "\t", "v",
        "\x1b", "e", "\x1b", "\x1b", "h", "d", "\x1b", "s", "\x1b[B", "\x1b", "/", "ho", "\x1b",
        "\x0f", "re", "\x1b", "p", "\r", "\r", "\x1b"]  # fmt: skip


def on_screens(campaign: Campaign, home: Path, called: str) -> None:
    starts = [["run", "mindful-pause"], ["rethink", "--about", "trig"], ["now"], []]
    for start in starts:
        command = [sys.executable, "-m", "rsense", *start]
        with Terminal(command, environment(home)) as terminal:
            terminal.listen(1.5)
            for key in KEYS if not start else ["\r", "x", "\r", "\x1bOP", "\x1bOP", "\x1bOQ", "\r"]:
                if not terminal.child.isalive():
                    break
                terminal.child.send(key)
                terminal.listen(0.15)
            if terminal.child.isalive():
                terminal.child.kill(signal.SIGTERM)
            code = terminal.ended()
            campaign.counts["screens walked through"] += 1
            if code not in (0, 143):
                campaign.found(f"the screens of {start} ended with {code} over {called}")
            stream(campaign, terminal.bytes, f"the screens of {start}, {called}")


def stream(campaign: Campaign, written: bytes, where: str) -> None:
    """Only sequences of the list, and no control on its own."""
    campaign.counts["bytes looked at"] += len(written)
    campaign.counts["sequences looked at"] += len(ALLOWED.findall(written))
    rest = ALLOWED.sub(b"", written)
    for found in CONTROLS.finditer(rest):
        around = rest[max(found.start() - 20, 0) : found.end() + 20]
        campaign.found(f"{where}: {found[0]!r} in {around!r}")
    for mark in C1.finditer(rest.decode("utf-8", "replace")):
        campaign.found(f"{where}: U+{ord(mark[0]):04X}")
    for word in (b"\x1b]0;OWNED", b"\x1b]52", b"\x1b]8"):
        if word in written:
            campaign.found(f"{where}: {word!r}")


def main(arguments: list[str]) -> int:
    campaign = Campaign()
    begun = time.monotonic()
    os.environ.pop("RSENSE_DEBUG", None)
    texts = {"all of them": EVERYTHING}
    if "--full" in arguments:
        texts |= PAYLOADS
    for called, words in texts.items():
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            home.mkdir(0o700)
            build(home, words)
            os.environ["RSENSE_HOME"] = str(home)
            shown_as_written(campaign, words, called)
            on_screens(campaign, home, called)
            in_lines(campaign, home, words, called)
    known = {line[0] for line in COMMAND_LINES}
    for name in sorted(set(COMMANDS) - known):
        campaign.found(f"no line of {name} is run here")
    for what, count in campaign.counts.items():
        print(f"{count:>9}  {what}")
    print(f"escapes: {len(campaign.defects)} found, {time.monotonic() - begun:.0f} s")
    return 1 if campaign.defects else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
