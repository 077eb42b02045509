"""Moments in a person's words."""

from __future__ import annotations

from datetime import datetime


def when_words(at: datetime, now: datetime) -> str:
    """`today 15:40`, `yesterday 21:00`, `Sat 21 Nov 15:00`, `Sat 21 Nov 2025 15:00`.

    In the time of the place where it was written, so that an evening stays an evening.
    """
    days = (now.date() - at.date()).days
    if days == 0:
        return f"today {at:%H:%M}"
    if days == 1:
        return f"yesterday {at:%H:%M}"
    return f"{at:%a} {at.day} {at:%b}{f' {at.year}' if at.year != now.year else ''} {at:%H:%M}"
