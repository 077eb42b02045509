"""Ten years of somebody's days, as rsense keeps them and as jrnl does: the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

A_DAY = 10
TRIGGERS = 36_500
SESSIONS = 3_000
LAST = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)

_SAID = (
    "text unread for hours again and the evening was long she did not look up when I came in the "
    "meeting went on without me he said later and later never came a short reply no plans for the "
    "weekend they laughed and I did not know why nothing to say on the phone a cool tone"
)
_WORDS = _SAID.split()
_TAGS = ("texting", "plans", "meeting", "weekend", "tone", "rare")
_FEELINGS = ("anxious", "overlooked", "sad", "left out", "angry", "ashamed", "lonely")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def moments(count: int) -> Iterator[tuple[datetime, str, str, random.Random]]:
    """(when, id, words, chance) of each entry, the oldest first."""
    chance = random.Random(4)
    for number in range(count):
        at = LAST - timedelta(minutes=(count - 1 - number) * 24 * 60 // A_DAY)
        words = " ".join(chance.choices(_WORDS, k=chance.randint(5, 25)))
        yield at, "".join(chance.choices(_LETTERS, k=10)), words, chance


def tag(chance: random.Random) -> str:
    """One of a few tags; `rare` is on one entry in two hundred."""
    return "rare" if chance.random() < 0.005 else chance.choice(_TAGS[:-1])


def write_ours(home: Path, triggers: int, sessions: int = 0) -> None:
    """Records in a home folder, not made durable one by one: nobody wrote them."""
    if home.exists():
        return
    for at, id, words, chance in moments(triggers):
        feelings = "".join(f'    "{word}",\n' for word in chance.sample(_FEELINGS, 2))
        _write(
            home,
            at,
            "trigger",
            id,
            (
                f'what = "{words}"\nintensity = {chance.randint(0, 10)}\n'
                f"emotions = [\n{feelings}]\n"
                f'who = "{chance.choice(["Sam", "Jo", "mum", "boss"])}"\n'
                f'tags = [\n    "{tag(chance)}",\n]\nend = true\n'
            ),
        )
    for at, id, words, chance in moments(sessions):
        replies = "".join(
            f'\n[[reply]]\nstep = "s{n}"\nquestion = "What is there to see now?"\n'
            f'value = "{words}"\n'
            for n in range(8)
        )
        before = chance.randint(4, 10)
        _write(
            home,
            at + timedelta(minutes=3),
            "session",
            id,
            (
                'exercise = "mindful-pause"\ntitle = "Mindful pause"\n'
                f"finished = {at + timedelta(minutes=9)}\n"
                f'outcome = "completed"\n{replies}\n[measure.distress]\nbefore = {before}\n'
                f'after = {max(0, before - 3)}\nbetter = "lower"\n\n[end]\n'
            ),
        )


def write_follow_ups(home: Path, closed: int, still_open: int) -> None:
    """Predictions, one a week, the newest of them open; all of them are due."""
    for number, (_, id, words, chance) in enumerate(moments(closed + still_open)):
        state = "done" if number < closed else "open"
        at = LAST - timedelta(weeks=closed + still_open - number)
        answer = f'closed = {at + timedelta(days=4)}\ncame = "no"\n' if number < closed else ""
        rest = (
            f'ask = "{words}"\ndue = {at + timedelta(days=3)}\nstate = "{state}"\n'
            f"sure = {chance.randint(0, 100)}\n{answer}end = true\n"
        )
        _write(home, at, "followup", f"{id[:-1]}a", rest)


def _write(home: Path, at: datetime, kind: str, id: str, rest: str) -> None:
    folder = home / "records" / f"{at:%Y}" / f"{at:%m}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at:%Y%m%dT%H%M%SZ}-{kind}-{id}.toml"
    path.write_text(f'format = 1\nid = "{id}"\nkind = "{kind}"\nat = {at}\n{rest}')


CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {{default: {{journal: {journal}}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %H:%M'
version: v4.6
"""


def write_theirs(folder: Path, entries: int) -> Path:
    """A jrnl journal of the same entries; the path of its configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    journal, config = folder / "journal.txt", folder / "jrnl.yaml"
    if not journal.exists():
        journal.write_text(
            "".join(
                f"[{at:%Y-%m-%d %H:%M}] {words} #{tag(chance)}\n\n"
                for at, _, words, chance in moments(entries)
            )
        )
    config.write_text(CONFIG.format(journal=journal))
    return config
