"""Rituals as a calendar (RFC 5545) that a phone or a shared calendar takes in. Pure.

Times have no zone: they are local wherever the person is, as rituals are. A line is at most 75
octets long, folded between letters. Made twice from the same records it is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC

from rsense.core.records import Ritual
from rsense.core.recurrence import Recurrence, read_recurrence
from rsense.core.sanitize import one_line

NEUTRAL = "Ten quiet minutes"
"""What a calendar says of every ritual, unless its words are asked for."""
LONGEST_LINE = 75
"""Octets, as RFC 5545 has it."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def calendar_text(rituals: Iterable[Ritual], *, words: bool) -> str:
    """The calendar of rituals that are kept; `words` puts theirs in place of the neutral ones.

    A pause whose end is known is left out of it; one without an end must not be given.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rsense//rituals//EN"]
    for ritual in sorted(rituals, key=lambda one: (one.at, one.id)):
        named = f"{ritual.text}, with {ritual.who}" if ritual.who else ritual.text
        lines += _event(ritual, named if words else NEUTRAL)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(ritual: Ritual, summary: str) -> Iterator[str]:
    rule = read_recurrence(ritual.every)
    made = ritual.at.replace(tzinfo=None)
    after = ritual.until.replace(tzinfo=None) if ritual.until else made
    said = one_line(summary).translate(_ESCAPED)
    yield "BEGIN:VEVENT"
    yield f"UID:{ritual.id}@rsense"
    yield f"DTSTAMP:{ritual.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART:{rule.next_local(made, max(made, after)):%Y%m%dT%H%M%S}"
    yield "DURATION:PT10M"
    yield f"RRULE:{_rule(rule)}"
    yield f"SUMMARY:{said}"
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT")
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{said}", "TRIGGER:PT0S")
    yield from ("END:VALARM", "END:VEVENT")


def _rule(rule: Recurrence) -> str:
    if rule.apart:
        return "FREQ=DAILY" + (f";INTERVAL={rule.apart}" if rule.apart > 1 else "")
    days = ",".join(f"{rule.nth or ''}{_DAYS[day]}" for day in rule.weekdays)
    return f"FREQ={'MONTHLY' if rule.nth else 'WEEKLY'};BYDAY={days}"


def _folded(line: str) -> str:
    """A line in pieces, each but the first after a space, none with half a letter."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > LONGEST_LINE:
            pieces.append("")
            size = 1  # the space before it
        pieces[-1] += letter
        size += octets
    return "\r\n ".join(pieces)
