"""Text of a person as it is stored: exactly as it was given, with one kind of line end.

It is applied where text comes in: arguments, pipes, lines, screens, imports. Nothing else is done
to it, outer space stays, control characters too; they are made harmless where text is shown, by
`visible`. Pure, and imports nothing: `rsense log` pays for every module.
"""

_TABLE = {0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x00: "\ufffd"}
"""Line ends of old Macs, mainframes and Unicode, and the one character that no terminal, no
argument and few editors can hold: it becomes the sign for what could not be read."""


def stored_text(text: str) -> str:
    r"""The text as it is stored. Lone surrogates and NUL, which cannot be stored, become U+FFFD."""
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").translate(_TABLE)
    try:
        plain.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in plain)
    return plain


def is_blank(text: str) -> bool:
    """True if a text holds only blanks, line ends and byte-order marks."""
    return not text.replace("\ufeff", "").strip()
