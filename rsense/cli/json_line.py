"""JSON for other programs, in which no character does anything to a terminal either."""

from __future__ import annotations

import json
from datetime import datetime

from rsense.core.sanitize import clean


def json_line(document: object) -> str:
    """The document on one line; control characters, bidi marks and the like as escapes.

    Moments are in ISO 8601.
    """
    text = json.dumps(document, ensure_ascii=False, default=datetime.isoformat)
    if text == clean(text):
        return text
    return "".join(letter if letter == clean(letter) else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    escaped = json.dumps(letter)[1:-1]
    return escaped if escaped != letter else f"\\u{ord(letter):04x}"
