"""Mistakes in TOML that authors make, in plain words: a parser says where it stopped, not why.

No word of the file is repeated here, so records may be told of in the same way.
"""

from __future__ import annotations

import re

PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_CURLY = "“”„‟‘’‚«»"
_NOT_CLOSED = (
    "a quotation mark isn't closed on this line",
    'close it with a straight one, "; a text of several lines stands between three, """',
)
_INSIDE = ("a quotation mark inside a text ends it", 'write \\" there, or “curly” ones')
_APART = ("a comma is missing here, or a quotation mark inside a text ended it", _INSIDE[1])
_CONDITION = ("a condition stands in quotation marks", 'such as when = "now >= 7"')
_ABOVE = ("a list or table above isn't closed", "close it with ] or }")
_UNSEEN = "\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_MISTAKES = (
    # the parser's message, what stands before its place and after it, what is wrong, what to do
    (
        "",
        "",
        f"[{_UNSEEN}]",
        "a sign that nobody sees stands here",
        "delete it, and type a plain space if one belongs here",
    ),
    (
        r"Invalid",
        "",
        f"[{_CURLY}]",
        "a curly quotation mark begins no text",
        'write straight ones, "',
    ),
    (r"Illegal character '\\n'", "", "", *_NOT_CLOSED),
    (
        r"(Illegal|Found invalid) character",
        "",
        "",
        "a control character stands here",
        "take it out",
    ),
    (r"Expected \"'\"", "", "", *_NOT_CLOSED),
    (r"Unterminated", r'=\s*"(?!"")[^"]*$', "", *_NOT_CLOSED),
    (r"Unterminated", "", "", 'a text that begins with """ isn\'t closed', 'put """ behind it'),
    (r"Expected newline", r"[\"']\s*$", "", *_INSIDE),
    (
        r"Expected newline",
        "",
        "",
        "something more stands behind the value",
        "a text stands in quotation marks, and a remark behind #",
    ),
    (
        r"Unclosed array",
        r"^\s*$",
        "",
        "a list above isn't closed, or has no comma",
        "close it with ]",
    ),
    (r"Unclosed array", "", "", *_APART),
    (
        r"Cannot (declare|overwrite|mutate)",
        r"^\s*\[",
        "",
        "this table stands there already",
        "one of several has two pairs of brackets, each time: [[step]]",
    ),
    (r"Cannot overwrite", "", "", "this key stands twice in one table", "take one out"),
    (r"Invalid value", r"\bwhen\s*=\s*$", "", *_CONDITION),
    (r"Invalid value", r"^$", "", *_ABOVE),
    (r"Invalid value", r"^\s*\[+$", r"\w+\s*\]", *_ABOVE),
    (r"Invalid value", "", r"\s*(#|$)", "nothing stands behind the =", "write what it is"),
    (r"Invalid value", "", "True|False", "true and false have small letters", "write them so"),
    (
        r"Invalid value",
        "",
        r"(?i:yes|no|on|off)\b",
        "a yes is written true, a no false",
        "write it so",
    ),
    (r"Invalid value", "", r"\w", "a text stands in quotation marks", 'such as kind = "say"'),
    (
        r"Expected '='|Invalid statement",
        "",
        "",
        "this line is no key with its value",
        'write key = "value"; a text of several lines stands between three, """',
    ),
    (r"Unescaped", "", "", "a backslash in a text is written twice", r"write \\, or take it out"),
    (r"Expected '\]", "", "", "a bracket isn't closed", "write [[step]]"),
    (
        r"Invalid initial",
        "",
        "",
        "a table in { } stands on one line, and its last key has no comma",
        "write it so",
    ),
)


def plain_mistake(message: str, text: str) -> tuple[str, str]:
    """What is wrong and what to do about it; empty where the parser's words have to do."""
    place = PLACE.search(message)
    lines = text.split("\n")
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), 0)
    column = column or len(lines[-1]) + 1
    there = lines[line - 1] if line <= len(lines) else ""
    before, after = there[: column - 1], there[column - 1 :]
    for said, ahead, behind, what, advice in _MISTAKES:
        if re.match(said, message) and re.search(ahead, before) and re.match(behind, after):
            return what, advice
    return "", ""
