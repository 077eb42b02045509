"""Words that a terminal would obey, in every field there is: shown by every command and screen.

Promise: no foreign sequence, no action, the words shown as written.

`python -m tests.faults.escapes [--full]`: a home whose every text is hostile; every command in
lines, and a walk through the screens in a real terminal whose byte stream may hold only what is on
the list. Prints its counts, and ends with 1 if anything was found.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from rsense.cli.completion.engine import complete
from rsense.core.fold import fold
from rsense.core.sanitize import one_line
from rsense.core.stored_text import stored_text
from rsense.store.files.durable import GIVEN_BACK
from rsense.tui.enter_guard import MOMENT
from tests.faults.damaged import run
from tests.faults.hostile_home import EVERYTHING, MARKUP, PAYLOADS, build, loadable
from tests.faults.outcome import ended
from tests.faults.typed_lines import COMPLETED, HOME, LINES, WORDS, missing
from tests.faults.walks import WALKS, Sight
from tests.tui.hostile import FORBIDDEN
from tests.tui.terminal import Terminal, environment

PROVEN = (
    "screens with the words on them",
    "commands that show the words",
    "completions offered",
    "bytes looked at",
    "sequences looked at",
)
"""Counts that prove nothing where they are none."""
A_KEY, A_LOOK, PATIENCE = 0.12, 0.05, 8.0
"""Seconds of silence after a key and between two looks, and until a screen must be there."""
AT_ONCE = 4
"""Walks, which mostly wait."""
HEAD = 9
"""Letters that are looked for: lines end early."""
NOT_OURS = dict.fromkeys(map(ord, "▌▐│␍"))
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


def in_lines(campaign: Campaign, root: Path, words: str, called: str) -> None:
    """Every line typed, one after the other, in a home of its own."""
    home, new = root / "lines", root / "new"
    for place in (home, new):
        place.mkdir(0o700)
        build(place, words, welcomed=place is home)
    said, loaded = words.replace("\0", ""), loadable(words)  # no argument can hold one
    stdin = (f"{words}\n1\n" * 20).encode("utf-8", "surrogateescape")
    for line in LINES:
        place = home if line.welcomed else new
        os.environ["RSENSE_HOME"] = str(place)
        typed = [w.replace(HOME, str(place)).replace(WORDS, said) for w in line.words]
        where = f"rsense {' '.join(line.words)}, {called}"
        if "--wipe" in line.words:  # all in one process: what earlier lines left open is open here
            place = root / f"to wipe {len(typed)}{called}"
            shutil.copytree(home, place, symlinks=True)
            os.environ["RSENSE_HOME"] = str(place)
        _, out, err = run(typed, stdin, person=line.person)
        campaign.counts["commands run"] += 1
        campaign.counts["characters looked at"] += len(out) + len(err)
        # Unread words of a pipe are given back to a pipe as they came.
        shown = "" if GIVEN_BACK in err and not line.person else out
        if bad := sorted(set(shown + err) & NEVER):
            campaign.found(f"{where}: {[hex(ord(c)) for c in bad]}")
        if "inside rsense" in err or "Traceback" in out + err:
            campaign.found(f"{where} falls over: {err[-300:]}")
        counted = bool(fold(words).strip())  # a word of nothing but marks is counted nowhere
        if (
            line.shows
            and (loaded or not line.plain)
            and (counted or line.words[:1] != ("insights",))
        ):
            campaign.counts["commands that show the words"] += 1
            if not any(form in squeezed(out + err) for form in forms(words)):
                campaign.found(f"{where} does not show them: {(out + err)[:300]}")


def forms(words: str) -> Iterator[str]:
    """How words begin where they are shown: on a line, in JSON, and quoted by the framework;
    as a file holds them, as an argument gives them, and as they are stored."""
    for text in (words, words.replace("\0", ""), stored_text(words)):
        yield squeezed(one_line(text))[:HEAD]
        yield squeezed(json.dumps(text)[1:-1])[:HEAD]
        yield squeezed(repr(text)[1:-1])[:HEAD]


def completed(campaign: Campaign, home: Path, called: str) -> None:
    """What the shell is offered."""
    os.environ["RSENSE_HOME"] = str(home)
    for begun in COMPLETED:
        for offer in complete(begun):
            campaign.counts["completions offered"] += 1
            if bad := sorted(set("".join(offer)) & NEVER):
                campaign.found(f"completing {begun}: {[hex(ord(c)) for c in bad]} of {called}")


def on_screens(campaign: Campaign, root: Path, words: str, called: str) -> None:
    """Every walk, each in a home of its own, a few at a time."""
    loaded = loadable(words)
    names = [name for name, walk in WALKS.items() if loaded or not walk.loaded]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for one in pool.map(lambda name: walked(name, root, words, called), names):
            campaign.counts += one.counts
            for what in one.defects:
                campaign.found(what)


def walked(name: str, root: Path, words: str, called: str) -> Campaign:
    """The sights of a walk in a real terminal, and what that was sent meanwhile."""
    here, loaded = Campaign(), loadable(words)
    where, walk = f"the walk “{name}”, {called}", WALKS[name]
    home = root / name
    home.mkdir(0o700)
    build(home, words)
    with Terminal([sys.executable, "-m", "rsense", *walk.start], environment(home)) as terminal:
        for sight in walk.sights:
            for key in sight.keys:
                terminal.child.send(key)
                terminal.listen(A_KEY)
            wanted = sight.wanted(loaded=loaded)
            here.counts["screens looked at"] += 1
            here.counts["screens with the words on them"] += bool(wanted)
            if not seen(terminal, sight, words, wanted):
                screen = "\n".join(filter(None, terminal.screen.split("\n")))
                here.found(f"{where}: the words are not on “{sight.name}”:\n{screen}")
                break
        if terminal.child.isalive():
            terminal.child.kill(signal.SIGTERM)
        if (code := terminal.ended()) not in (0, 143):
            here.found(f"{where} ended with {code}")
        stream(here, terminal.bytes, where)
    return here


def seen(terminal: Terminal, sight: Sight, words: str, wanted: int) -> bool:
    """Whether it comes to be there, with the words in their harmless form as often as wanted."""
    heads = {squeezed(one_line(text))[:HEAD] for text in (words, stored_text(words))}
    heads = {head for head in heads if not any(one in head for one in heads - {head})}
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        terminal.listen(A_LOOK)
        screen = terminal.screen
        there = sum(map(squeezed(screen).count, heads))
        if sight.sign in screen and (there >= wanted if sight.sign else not there):
            time.sleep(MOMENT)
            return True
        if not terminal.child.isalive():
            return False
    return False


def squeezed(text: str) -> str:
    """Without what depends on how lines are broken."""
    return "".join(text.translate(NOT_OURS).split())


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
    texts = {"all of them": EVERYTHING, "markup": MARKUP}
    if "--full" in arguments:
        texts |= PAYLOADS
    for called, words in texts.items():
        with tempfile.TemporaryDirectory() as folder:
            on_screens(campaign, Path(folder), words, called)
            in_lines(campaign, Path(folder), words, called)
            completed(campaign, Path(folder) / "it hurts now", called)
    for what in missing():
        campaign.found(what)
    for what in PROVEN:
        if not campaign.counts[what]:
            campaign.found(f"{what}: none, so nothing is proven")
    return ended("escapes", begun, campaign.counts, campaign.defects)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
