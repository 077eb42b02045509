"""Control characters in text made visible, so that none acts on the terminal.

A terminal obeys ESC, C1 and bidi characters wherever they come from. `clean` is applied where text
leaves for a frontend; `first_control` lets a script with such characters be refused at load.
"""

from __future__ import annotations

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES[0x7F] = "\u2421"
_REPLACED = (
    *range(0x80, 0xA0),  # C1: \x9b alone begins a control sequence
    0x061C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),  # bidi
    0x2028,
    0x2029,
    0xFEFF,
    *range(0xD800, 0xE000),  # lone surrogates cannot be printed at all
    *range(0xE0000, 0xE0080),  # tags: invisible, used to hide words
)
_IN_PLACE: dict[int, str] = {**dict.fromkeys(_REPLACED, "\ufffd"), **_PICTURES}
_TABLE: dict[int, str] = {**_IN_PLACE, 0x09: "    ", 0xFEFF: ""}


def clean(text: str) -> str:
    """The text with every control character shown as a picture or U+FFFD; line ends stay.

    The byte-order mark that some files begin with is dropped.
    """
    return text.translate(_TABLE)


def in_place(text: str) -> str:
    """The text cleaned character by character, for a view that draws tabs and a cursor itself."""
    return text.translate(_IN_PLACE)


def one_line(text: str) -> str:
    """The text cleaned, on one line."""
    return " ".join(clean(text).split())


def first_control(text: str) -> str | None:
    """The first character that a script may not hold, as `U+001B`; None if there is none."""
    if clean(text) == text:
        return None
    found = next((c for c in text if c != "\t" and ord(c) in _TABLE), None)
    return None if found is None else f"U+{ord(found):04X}"
