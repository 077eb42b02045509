"""Ten years of records, made up: ten triggers a day, and a session on most days.

    python -m tests.bench.ten_years FOLDER

makes a data folder, and beside it the same triggers as a journal of jrnl. Its files are those that
rsense writes, a test of bytes included, but are not synced: it takes seconds instead of minutes.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from rsense.store.bulk import plain_parser
from rsense.store.documents import encoded
from rsense.store.records import Records

TRIGGERS = 36_500
SESSIONS = 3_000
LAST = datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=1)))
RARE, COMMON = "rare", "texting"
RARELY = 50
"""One trigger of so many has the rare tag."""

WHAT = (
    "Text unread for three hours", "A cool tone at dinner", "Plans cancelled at the last minute",
    "They laughed, and I did not know why", "No answer to “how was your day?”", "Left on read",
)  # fmt: skip
THOUGHTS = ("It is over.", "I am too much.", "They are tired of me.", "I said something wrong.")
FEELINGS = ("anxious", "overlooked", "ashamed", "angry", "lonely", "sad")
QUESTIONS = (
    ("what", "What happened? Just what a camera would have seen.", "They read it and wrote nothing."),
    ("story", "What did you make of it?", "That I do not matter to them, and never did."),
    ("others", "What else could it be?", "A long day.\nA flat battery.\nThey want to answer well."),
    ("urge", "What did you feel pulled to do?", "Write five more times."),
    ("balanced", "Put together, what is a fairer reading?", "I do not know yet, and can wait to ask."),
)  # fmt: skip


def documents(triggers: int = TRIGGERS, sessions: int = SESSIONS) -> Iterator[dict[str, Any]]:
    """The records, the oldest first, the same ones every time."""
    chance = random.Random(1)
    every = triggers // max(sessions, 1)
    step = timedelta(days=3650) / triggers
    for number in range(triggers):
        at = LAST - step * (triggers - 1 - number)
        at = at.replace(microsecond=0)
        id = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz234567", k=10))
        yield {
            "format": 1, "id": id, "kind": "trigger", "at": at,
            "what": f"{chance.choice(WHAT)}, the {number}. time",
            "intensity": chance.randint(1, 10), "emotions": chance.sample(FEELINGS, 2),
            "body": ["tight chest"], "urge": ["withdraw"], "who": chance.choice(("Sam", "Jo")),
            "tags": [RARE if number % RARELY == 0 else COMMON],
            "thought": chance.choice(THOUGHTS),
        }  # fmt: skip
        if sessions and number % every == every - 1 and number // every < sessions:
            yield _session(chance, at + timedelta(minutes=20), id)


def _session(chance: random.Random, at: datetime, about: str) -> dict[str, Any]:
    before = chance.randint(4, 10)
    return {
        "format": 1, "id": "".join(chance.choices("abcdefghijklmnopqrstuvwxyz234567", k=10)),
        "kind": "session", "at": at, "exercise": "rethink-the-rejection",
        "title": "Re-think the rejection", "finished": at + timedelta(minutes=9),
        "outcome": "completed", "about": [about],
        "measure": {"distress": {"before": before, "after": before // 2, "better": "lower"}},
        "reply": [
            *({"step": step, "question": asked, "value": said} for step, asked, said in QUESTIONS),
            {"step": "pile", "question": "Which are facts?", "answer": "They wrote nothing: a fact",
             "value": [["They wrote nothing", "fact"], ["I do not matter", "story"]]},
        ],
    }  # fmt: skip


def make(data: Path, triggers: int = TRIGGERS, sessions: int = SESSIONS) -> None:
    """Write the records of a data folder, as `rsense` would have."""
    records, forms = Records(str(data / "records")), dict[tuple[Any, ...], str]()
    for document in documents(triggers, sessions):
        path = records.place(document["at"], document["kind"], document["id"])
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(descriptor, _bytes(document))
        os.close(descriptor)


def _bytes(document: dict[str, Any]) -> bytes:
    """What `encoded` makes of it, without reading it back each time."""
    import tomli_w

    end = "\n[end]\n" if "measure" in document else "end = true\n"
    return (tomli_w.dumps(document, multiline_strings=True) + end).encode()


def make_journal(path: Path, triggers: int = TRIGGERS) -> None:
    """Write the triggers as jrnl 4 keeps them in a file."""
    with path.open("w") as journal:
        for document in documents(triggers, 0):
            tags = " ".join(f"@{tag}" for tag in document["tags"])
            journal.write(
                f"[{document['at'].astimezone(UTC):%Y-%m-%d %H:%M}] {document['what']} "
                f"{tags} @{document['who']}\n{document['thought']}\n\n"
            )


if __name__ == "__main__":
    make(Path(sys.argv[1]))
