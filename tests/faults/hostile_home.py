"""A home whose every text is words that a terminal would obey."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import tomli_w

from rsense.core.sanitize import first_control
from rsense.store.records.codec import encode
from rsense.store.records.trash import Trash
from tests.store.made import AT, Document

MARKUP = "[@click=app.quit]x[/]$y[/nope][b]"
PAYLOADS = {
    "title": "\x1b]0;OWNED\x07",
    "clipboard": "\x1b]52;c;T1dORUQ=\x07",
    "link": "\x1b]8;;http://owned\x07x\x1b]8;;\x07",
    "clear": "\x1b[2J\x1b[H",
    "C1": "\x9b31m\x9d0;OWNED\x9c",
    "query": "\x1b[6n\x1b[c\x05",
    "DCS": "\x1bP+q4f\x1b\\",
    "bidi": "\u202eDENWO\u2066",
    "marks": "\u200e\ufeff\u2028\u2029\u061c",
    "tags": "\U000e0041\U000e0042",
    "back": "good\b\b\b\bOWNED",
    "return": "good\rOWNED",
    "NUL": "a\x00b\x7f",
    "markup": MARKUP,
    "braces": "{oops}{{x}",
    "mouse": "\x1b[?1003h\x1b[?1049l",
    "reset": "\x1bc",
    "bell": "\x07\x07",
}
EVERYTHING = "".join(PAYLOADS.values())
TELLING = """format = 1
title = "Telling"
stage = "settle"

[[step]]
id = "what"
kind = "ask"
text = "What was it?"
pin = true

[[step]]
id = "felt"
kind = "choose"
text = "What did you feel?"
vocabulary = "emotions"

[[step]]
id = "who"
kind = "recall"
text = "Who may know?"
shelf = "people"
"""
"""Plain words of ours, in which those of the home are answers, feelings and cards."""


def documents(words: str) -> list[Document]:
    """A record of each kind, hostile in every text."""
    word = [words]
    base = {"format": 1, "at": AT}
    return [
        {
            **base,
            "id": "trig234567",
            "kind": "trigger",
            "what": words,
            "intensity": 7,
            "emotions": word,
            "body": word,
            "urge": word,
            "who": words,
            "tags": word,
            "type": words,
            "domain": words,
            "before": words,
            "did": words,
            "thought": words,
            "about": word,
            words: words,
        },
        {
            **base,
            "id": "sess234567",
            "kind": "session",
            "exercise": words,
            "title": words,
            "finished": AT + timedelta(minutes=3),
            "outcome": "completed",
            "about": ["trig234567"],
            "measure": {
                words: {"before": 7, "after": 4, "better": "lower"},
                "distress": {"before": 7, "after": 4, "better": words},
            },
            "reply": [
                {"step": words, "question": words, "value": words, "answer": words},
                {"step": words, "question": words, "value": [[words, words]], "answer": words},
            ],
            "aside": [{"step": words, "value": words}],
        },
        {**base, "id": "card234567", "kind": "keepsake", "shelf": words, "text": words},
        {
            **base,
            "id": "wait234567",
            "kind": "followup",
            "ask": words,
            "due": AT,
            "exercise": words,
            "carry": {words: words},
        },
        {
            **base,
            "id": "asks234567",
            "kind": "followup",
            "ask": words,
            "answer": words,
            "state": "done",
            "sure": 80,
            "came": "yes",
        },
        {**base, "id": "call234567", "kind": "keepsake", "shelf": "people", "text": words},
        {
            **base,
            "id": "ritu234567",
            "kind": "ritual",
            "text": words,
            "every": "daily",
            "who": words,
            "exercise": words,
        },
        {**base, "id": "plan234567", "kind": "keepsake", "shelf": "plans", "text": words},
        {**base, "id": "mark234567", "kind": "path", "did": "begun", "programme": "first-week"}
        | {"title": words, "who": words},
    ]


def loadable(words: str) -> bool:
    """Whether a script or a vocabulary with these in it is loaded, and not refused."""
    return first_control(words) is None and "{" not in words


def worded(words: str) -> Document:
    """A script that is right, where these may stand in one: in every text of it."""
    option = {"value": words, "label": words, "hint": words}
    said = {"text": words, "hint": words, "example": words}
    return {
        "format": 1,
        "title": words,
        "summary": words,
        "stage": "settle",
        "tags": [words],
        "caution": words,
        "sources": [words],
        "step": [
            {**said, "id": "a", "kind": "ask", "starter": words},
            {**said, "id": "b", "kind": "choose", "options": [option, {"value": "b"}]},
            {**said, "id": "c", "kind": "rate", "low_label": words, "high_label": words},
        ],
    }


def wrong(words: str) -> Document:
    """A script with mistakes that are quoted."""
    return {**worded(words), "stage": words, "audience": words, words: words}


def build(home: Path, words: str, *, welcomed: bool = True) -> None:
    """All of it, in a folder that is there."""
    month = home / "records" / "2026" / "11"
    month.mkdir(0o700, parents=True)
    made = documents(words)
    for second, document in enumerate(sorted(made, key=lambda one: str(one["kind"]))):
        name = f"20261122T105208Z-{document['kind']}-{document['id']}.toml"
        (month / name).write_bytes(encode(document))
        os.utime(month / name, (second, second))  # the trigger was written last
    thrown = month / "20261122T105208Z-trigger-gone234567.toml"
    thrown.write_bytes(encode({**made[0], "id": "gone234567"}))
    Trash(str(home / "trash")).move_in(str(thrown), AT)
    left = {
        "format": 1,
        "id": "left234567",
        "kind": "progress",
        "exercise": "telling",
        "title": words,
        "started": AT,
        "saved": AT,
        "about": [words],
        "shelf": {words: [words], "people": [words]},
        "reply": [{"step": "what", "value": words}, {"step": words, "value": words}],
        "ahead": [{"step": words, "value": words}, {"step": "what", "value": words}],
    }
    lost = {**left, "id": "lost234567", "exercise": words}
    for name, document in (("left234567", left), ("lost234567", lost)):
        path = home / "progress" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(encode(document))
    settings = {"person": words, "country": words, "welcomed": welcomed, "patterns": {words: words}}
    (home / "config.toml").write_bytes(encode(settings))
    vocabulary = home / "vocabulary"
    vocabulary.mkdir()
    family = {"label": words, "words": [{"value": words, "label": words, "hint": words}]}
    (vocabulary / "emotions.toml").write_text(tomli_w.dumps({"format": 1, "family": [family]}))
    scripts = home / "exercises"
    scripts.mkdir()
    for name, script in (("hostile", wrong(words)), ("worded", worded(words))):
        (scripts / f"{name}.toml").write_text(tomli_w.dumps(script))
    (scripts / "telling.toml").write_text(TELLING)
    name = words.replace("/", "_").replace("\0", "")[:60]
    for folder in (scripts, month, home / "progress", home / "trash", home):
        try:
            (folder / f"{name}.toml").write_bytes(b"what = ")
        except OSError:
            continue
