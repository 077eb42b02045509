"""Six weeks of one person on two devices: what home, `due` and the prompt's mark say, every day.

One question at a time, none on a hard evening, none twice, and never a word of how many wait.
"""

from __future__ import annotations

import random
import shlex
import time
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import ClassVar, NamedTuple

import pytest

from rsense import fast_due
from rsense.core.records import FollowUp, SessionRecord
from rsense.insight.predictions import NOT_NOW, NOTHING
from rsense.services.context import open_context
from rsense.services.home import home
from rsense.services.home_menu import home_in_lines
from rsense.services.over_time.follow_ups import is_held_back, question, quiet_until, waiting
from rsense.store import paths
from tests.cli.shell import Shell
from tests.faults.devices import Copied, Device

SITTING = '[[sitting]]\nexercise = "small"\nwhy = "It is short."\nrest = "1 day"\n'
PROGRAMME = f'format = 1\ntitle = "Small"\nsummary = "Four times."\n{SITTING * 4}'
RITUAL = "Ten minutes for us, with Sam"
AWAY = range(31, 40)
"""Days without a look, counted from the first of October."""


def asked(words: str, sure: int) -> str:
    return f"You expected “{words}”, {sure} % sure. What happened?"


class Scene(NamedTuple):
    """Something done, the lines typed, words that it says, and how the row on home begins then."""

    at: str
    who: str
    does: str
    typed: str = ""
    says: str = ""
    home: str = ""


STORY = (
    Scene("10-12 19:00", "laptop", 'predict "she\'ll be cold" -p 80 --by "in 2 days"'),
    Scene("10-12 19:05", "laptop", f'ritual add "{RITUAL[:18]}" --every "sun 20:00" --with Sam'),
    Scene("10-12 19:10", "laptop", "path begin four", "Sam||It rained.", "1 of 4"),
    Scene("10-13 20:30", "laptop", "path next", "It was dry.", "2 of 4"),
    Scene("10-14 19:59", "laptop", "due", says=NOTHING),
    Scene("10-14 20:00", "laptop", "due", home=asked("she'll be cold", 80)),
    Scene("10-14 20:05", "laptop", "due next", "|1|1", "comes back tomorrow 20:00"),
    Scene("10-15 20:00", "laptop", "due next", "1|She was tired.|1", "It didn't come this time."),
    Scene("10-16 18:00", "laptop", 'predict "they won\'t call" -p 70 --by "sat 18:00"'),
    Scene("10-16 18:01", "laptop", 'predict "nobody comes" -p 60 --by "sat 19:00"'),
    Scene("10-16 18:02", "laptop", 'keep drafts "I miss you"'),
    Scene("10-16 18:03", "laptop", 'drafts last --sleep "sat 19:00"'),
    Scene("10-17 18:30", "laptop", "due", home=asked("they won't call", 70)),
    Scene("10-17 18:40", "laptop", 'log "Nobody answers" -i 9'),
    Scene("10-17 20:00", "laptop", "due", says=NOT_NOW),
    Scene("10-17 20:01", "laptop", "due next", says=NOT_NOW),
    Scene("10-18 09:00", "laptop", "due", home=asked("they won't call", 70)),
    Scene("10-18 20:10", "laptop", "due next", "5|1", "let it go", asked("nobody comes", 60)),
    Scene("10-18 20:12", "laptop", "due next", "2|One came.|1", home="I miss you"),
    Scene("10-18 20:13", "laptop", "drafts last --let-go", home=RITUAL),
    Scene("10-18 20:20", "laptop", "ritual done minutes"),
    # Two devices, which meet now and then
    Scene("10-19 21:00", "laptop", "meet"),
    Scene("10-20 08:00", "phone", 'predict "he\'ll forget" -p 90 --by "thu 20:00"'),
    Scene("10-20 08:01", "phone", 'predict "she minds" -p 20 --by "thu 21:00"'),
    Scene("10-21 21:00", "phone", "meet"),
    Scene("10-22 20:10", "phone", "due next", "3|He did.|3", "It came, and that hurts."),
    Scene("10-22 21:00", "laptop", "due next", "1|He wrote.|1", home=asked("she minds", 20)),
    Scene("10-22 21:30", "laptop", "due next", "4|1|1", "comes back tomorrow 20:00"),
    Scene("10-22 21:40", "phone", "due next", "1|No.|1"),
    Scene("10-22 22:00", "phone", "meet"),
    Scene("10-23 20:30", "laptop", "due", says=NOTHING),
    # Another zone, across a change of the clocks: the ritual keeps its hour, a moment its instant
    Scene("10-23 21:00", "laptop", 'predict "they\'ll be late" -p 50 --by "sun 20:00"'),
    Scene("10-24 09:00", "laptop", "zone America/New_York"),
    Scene("10-25 14:59", "laptop", "due", says=NOTHING, home=RITUAL),
    Scene("10-25 15:00", "laptop", "due", home=asked("they'll be late", 50)),
    Scene("10-25 15:05", "laptop", "due next", "1||1", home=RITUAL),
    Scene("10-25 20:30", "laptop", "ritual done minutes"),
    Scene("10-26 09:00", "laptop", "zone Europe/Berlin"),
    # Rest, and a clock that was set back by a year
    Scene("10-26 20:00", "laptop", 'ritual pause minutes --until "in 2 weeks"', says="paused"),
    Scene("10-26 20:05", "laptop", "path rest 3 days", says="rests until Thu 29 Oct"),
    Scene("10-27 20:00", "laptop", 'predict "it goes wrong" -p 40 --by "1 nov"'),
    Scene("10-27 20:01", "laptop", 'predict "they forgot me" -p 30 --by "2 nov"'),
    Scene("2025-10-28 12:00", "laptop", "due", says=NOTHING),
    Scene("2025-10-28 12:01", "laptop", 'log "The clock was wrong" -i 3'),
    Scene("10-30 18:00", "laptop", "path next", "It was fine.", "3 of 4"),
    Scene("10-30 18:05", "laptop", 'keep drafts "I felt left out"'),
    Scene("10-30 18:06", "laptop", 'drafts last --sleep "4 nov"', says="sleeps"),
    # After a week away: still one at a time
    Scene("11-09 19:00", "laptop", "path next", "3|1", "Welcome back", asked("it goes wrong", 40)),
    Scene("11-09 19:05", "laptop", "due next", "4|4|1", home=asked("they forgot me", 30)),
    Scene("11-09 19:07", "laptop", "due next", "5|1", home="I felt left out"),
    Scene("11-09 19:09", "laptop", "drafts last --said"),
    # Put away, and taken up again
    Scene("11-10 19:00", "laptop", "path away", says="is put away"),
    Scene("11-11 19:00", "laptop", "path", says="no programme"),
    Scene("11-12 19:00", "laptop", "path begin four", "1|It was good.", "4 of 4"),
    Scene("11-12 19:05", "laptop", "path next", says="You've done all of"),
    Scene("11-14 21:00", "laptop", "meet"),
    Scene("11-15 19:00", "phone", "ritual", says="next: today 20:00", home=RITUAL),
    Scene("11-15 19:05", "phone", "ritual end minutes", says="ended"),
    # What was begun and left half way stands on home once: as half way
    Scene(
        "11-16 19:00",
        "phone",
        "predict",
        "They cancel|85|They're late|in 2 days|",
        "From Wednesday",
    ),
    Scene("11-18 20:00", "phone", "due", home="You expected: They cancel. What happened?"),
    Scene("11-18 20:05", "phone", "due next", "1||It snowed.", "See how it went"),
    Scene("11-18 20:15", "phone", "due next", "1|1|20||", "85 back then, 20 now"),
    Scene("11-22 19:00", "phone", "due --all", says="some day"),
)


class Clock:
    """A clock that can be set."""

    present: ClassVar[float] = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.fromtimestamp(cls.present, tz)


class Life:
    """Two devices of one person, and what was ever settled on either."""

    def __init__(
        self, root: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.patch, self.capsys = patch, capsys
        self.homes = {name: root / name for name in ("laptop", "phone")}
        self.settled: set[str] = set()
        patch.setattr("rsense.services.clock.datetime", Clock)
        self.zone("Europe/Berlin")
        self.set("10-12 18:00")
        for name in self.homes:
            shell = self.shell(name)
            shell.script("small")
            shell.script("programmes/four", PROGRAMME)
            assert shell("prompt", "bash").code == 0
        pair = [Device(n, h, random.Random(1), timedelta()) for n, h in self.homes.items()]
        self.meeting = Copied(*pair)

    def zone(self, name: str) -> None:
        self.patch.setenv("TZ", name)
        time.tzset()

    def set(self, at: str) -> None:
        at = at if at.startswith("20") else f"2026-{at}"
        Clock.present = time.mktime(time.strptime(at, "%Y-%m-%d %H:%M"))

    def shell(self, name: str) -> Shell:
        self.patch.setenv("RSENSE_HOME", str(self.homes[name]))
        return Shell(self.homes[name], self.patch, self.capsys)

    def play(self, scene: Scene) -> None:
        self.set(scene.at)
        match scene.does.split():
            case ["meet"]:
                self.meeting.meet()
                self.meeting.meet()
            case ["zone", name]:
                self.zone(name)
                self.set(scene.at)
            case _:
                typed = "".join(f"{line}\n" for line in scene.typed.split("|"))
                ran = self.shell(scene.who)(*shlex.split(scene.does), stdin=typed)
                assert scene.says in ran.said, f"{scene.at} {scene.does}: {ran.said}"
                assert "Traceback" not in ran.said
        row = self.look(scene.who)
        assert row.startswith(scene.home) if scene.home else row == "", (scene, row)

    def look(self, name: str) -> str:
        """The row on home, once all that can be asked is seen to agree on it."""
        shell, context = self.shell(name), open_context()
        shown, first = home(context), waiting(context)
        assert context.damaged == []
        rows = [shown.comes_back, shown.draft, shown.ritual.line if shown.ritual else ""]
        (row,) = [one for one in rows if one] or [""]
        half_way = {id for left in context.progress.all() for id in left.about}
        assert bool(first and first.id not in half_way) == bool(shown.comes_back)
        if quiet_until(context):
            assert (row, shown.path) == ("", "")
        ran = shell("due")
        assert ran.code == (0 if first else 1)
        assert ran.out == (f"{question(first)}\n" if first else "")
        assert shown.comes_back in ran.out
        nothing = NOT_NOW if is_held_back(context) else NOTHING
        assert ran.err == (fast_due.HOW if first else f"{nothing}\n")  # and no count of anything
        assert fast_due.run(["-q"], now=lambda: Clock.present) in (ran.code, None)
        options = home_in_lines(context).sitting.current
        assert options
        assert str(options.prompt).count("to come back to: ") == bool(shown.comes_back)
        (state,) = self.homes[name].glob(f"{paths.WAITS}*")
        mark = int(state.read_bytes().split()[0])
        assert (0 < mark <= Clock.present) == bool(first or shown.draft)
        self._nothing_twice(shell, first)
        return row

    def _nothing_twice(self, shell: Shell, first: FollowUp | None) -> None:
        assert first is None or first.id not in self.settled
        every = (record for record in shell.records if isinstance(record, FollowUp))
        self.settled |= {one.id for one in every if one.state != "open"}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a time zone that can be set")
def test_six_weeks_are_accompanied_and_never_nagged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        life = Life(tmp_path, monkeypatch, capsys)
        waits = list(STORY)
        for day in range(12, 54):
            date = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=day - 1)
            while waits and (waits[0].at.startswith(f"{date:%m-%d}") or waits[0].at > "2"):
                life.play(waits.pop(0))
            for hour in () if day in AWAY else ("08:00", "23:00"):
                life.set(f"{date:%m-%d} {hour}")
                for name in life.homes:
                    life.look(name)
        assert waits == []
        kept = [one for one in life.shell("phone").records if isinstance(one, FollowUp)]
        answers = {one.answer for one in kept if one.answer}
        assert answers == {"She was tired.", "One came.", "He did.", "He wrote.", "No."}
        done = [one for one in life.shell("phone").records if isinstance(one, SessionRecord)]
        assert sum(one.exercise == "small" for one in done) == 4
    finally:
        monkeypatch.undo()
        time.tzset()
