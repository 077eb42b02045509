"""Records of every kind, made up: what tests read, write and carry about."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from rsense.core.stored_text import stored_text

AT = datetime(2026, 11, 22, 11, 52, 8, tzinfo=timezone(timedelta(hours=1)))
ID = "k3f9a2q7xm"

Document = dict[str, Any]

TRIGGER: Document = {
    "format": 1,
    "id": ID,
    "kind": "trigger",
    "at": AT,
    "what": "Text unread",
    "intensity": 7,
    "emotions": ["anxious", "overlooked"],
    "body": ["tight chest"],
    "urge": ["withdraw"],
    "who": "Sam",
    "tags": ["texting"],
    "thought": "It is over.",
}
SESSION: Document = {
    "format": 1,
    "id": "sess234567",
    "kind": "session",
    "at": AT,
    "exercise": "mindful-pause",
    "title": "Mindful pause",
    "finished": AT + timedelta(minutes=3),
    "outcome": "completed",
    "about": [ID],
    "measure": {"distress": {"before": 7, "after": 4, "better": "lower"}},
    "reply": [
        {"step": "what", "question": "What happened?", "value": "Sam left."},
        {"step": "pile", "question": "Sort.", "value": [["he left", "fact"]], "answer": "a fact"},
    ],
}
CARD: Document = {
    "format": 1,
    "id": "card234567",
    "kind": "keepsake",
    "at": AT,
    "shelf": "evidence",
    "text": "She drove an hour.",
}
MARK: Document = {
    "format": 1,
    "id": "mark234567",
    "kind": "path",
    "at": AT,
    "programme": "first-week",
    "did": "resting",
    "title": "A first week",
    "until": AT + timedelta(days=14),
    "who": "Sam",
}
RITUAL: Document = {
    "format": 1,
    "id": "ritu234567",
    "kind": "ritual",
    "at": AT,
    "text": "Ten minutes for us",
    "every": "sun 20:00",
    "exercise": "mindful-pause",
    "who": "Sam",
    "state": "paused",
    "until": AT + timedelta(days=14),
}
FOLLOW_UP: Document = {
    "format": 1,
    "id": "asks234567",
    "kind": "followup",
    "at": AT,
    "ask": "You expected: she'll be cold. What happened?",
    "due": AT + timedelta(days=3),
    "exercise": "was-it-as-feared",
    "about": ["sess234567"],
    "state": "done",
    "closed": AT + timedelta(days=4),
    "answer": "She was tired.",
    "sure": 80,
    "came": "no",
    "carry": {"prediction": "she'll be cold", "urge": ["out"], "pile": [["he left", "fact"]]},
}
KINDS = {
    "trigger": TRIGGER,
    "session": SESSION,
    "keepsake": CARD,
    "ritual": RITUAL,
    "followup": FOLLOW_UP,
    "path": MARK,
}

WORDS = st.text(st.characters(codec="utf-8"), max_size=30).map(stored_text)
SAID = WORDS.filter(bool)
MOMENTS = st.builds(
    lambda at, minutes: at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes))),
    st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)),
    st.integers(-12 * 60, 14 * 60),
)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | WORDS
    | MOMENTS
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(date(1970, 1, 1), date(2199, 12, 31)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
"""Whatever TOML can hold, for keys that somebody else put into a record."""
FOREIGN_KEYS = WORDS.filter(
    lambda key: (
        key
        not in {
            "end",
            "format",
            *TRIGGER,
            *SESSION,
            *CARD,
            *MARK,
            "state",
            "since",
            *RITUAL,
            *FOLLOW_UP,
            "type",
            "domain",
            "before",
            "did",
            "aside",
        }
    )
)


@st.composite
def documents(draw: st.DrawFn, *, foreign: bool = True) -> Document:
    """A document of any kind, with other words in it and perhaps with keys of others."""
    document = dict(draw(st.sampled_from(list(KINDS.values()))))
    document["id"] = draw(st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=10, max_size=10))
    document["at"] = draw(MOMENTS)
    for key, value in list(document.items()):
        if key in ("what", "who", "thought", "text", "shelf", "title", "exercise", "ask", "answer"):
            document[key] = draw(SAID)
        elif key in ("emotions", "body", "urge", "tags", "about"):
            document[key] = draw(st.lists(SAID, min_size=1, max_size=3))
        elif key == "carry":
            document[key] = draw(st.dictionaries(SAID, SAID | st.integers(0, 10), max_size=3))
        elif key in ("finished", "until", "due", "closed"):
            document[key] = max(document["at"], value) if value > document["at"] else document["at"]
    if foreign:
        document |= draw(st.dictionaries(FOREIGN_KEYS, VALUES, max_size=2))
    return document
