"""Mistakes in TOML that authors make, in plain words: a parser says where it stopped, not why.

No word of the file is repeated here, so records may be told of in the same way.
"""

from __future__ import annotations

import re

PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_CURLY = "[“”„‟‘’‚«»]"
_UNSEEN = "[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
_THREE = 'a text of several lines stands between three, """'
_HIDDEN = (
    "a sign that nobody sees stands here",
    "delete it, and type a plain space if one belongs here",
)
_BEGUN = "a curly quotation mark begins no text", 'write straight ones, "'
_OPEN = "a quotation mark isn't closed on this line", f'close it with a straight one, "; {_THREE}'
_LONG = 'a text that begins with """ isn\'t closed', 'put """ behind it'
_INSIDE = "a quotation mark inside a text ends it", 'write \\" there, or “curly” ones'
_APART = "a comma is missing here, or a quotation mark inside a text ended it", _INSIDE[1]
_MORE = "something more stands behind the value", "text goes in quotation marks, a remark behind #"
_LIST = "a list above isn't closed, or has no comma", "close it with ]"
_ABOVE = "a list or table above isn't closed", "close it with ] or }"
_AGAIN = (
    "this table stands there already",
    "one of several has two pairs of brackets, as in [[step]]",
)
_CONDITION = "a condition stands in quotation marks", 'such as when = "now >= 7"'
_TABLE = "a table in { } stands on one line, and its last key has no comma", "write it so"
_NO_KEY = "this line is no key with its value", f'write key = "value"; {_THREE}'
_SLASH = "a backslash in a text is written twice", r"write \\, or take it out"
_MISTAKES = (
    # the parser's message, what stands before its place and after it, what is wrong and what to do
    ("", "", _UNSEEN, _HIDDEN),
    ("Invalid", "", _CURLY, _BEGUN),
    (r"Illegal character '\\n'|Expected \"'\"", "", "", _OPEN),
    ("(Illegal|Found invalid) character", "", "", ("a control character is here", "take it out")),
    ("Unterminated", r'=\s*"(?!"")[^"]*$', "", _OPEN),
    ("Unterminated", "", "", _LONG),
    ("Expected newline", r"[\"']\s*$", "", _INSIDE),
    ("Expected newline", "", "", _MORE),
    ("Unclosed array", r"^\s*$", "", _LIST),
    ("Unclosed array", "", "", _APART),
    ("Cannot (declare|overwrite|mutate)", r"^\s*\[", "", _AGAIN),
    ("Cannot overwrite", "", "", ("this key stands twice in one table", "take one out")),
    ("Invalid value", r"\bwhen\s*=\s*$", "", _CONDITION),
    ("Invalid value", r"^$", "", _ABOVE),
    ("Invalid value", r"^\s*\[+$", r"\w+\s*\]", _ABOVE),
    ("Invalid value", "", r"\s*(#|$)", ("nothing stands behind the =", "write what it is")),
    ("Invalid value", "", "True|False", ("true and false have small letters", "write them so")),
    ("Invalid value", "", r"(?i:yes|on)\b", ("a yes is written true", "write it so")),
    ("Invalid value", "", r"(?i:no|off)\b", ("a no is written false", "write it so")),
    ("Invalid value", "", r"\w", ("a text stands in quotation marks", 'such as kind = "say"')),
    ("Expected '='|Invalid statement", "", "", _NO_KEY),
    ("Unescaped", "", "", _SLASH),
    (r"Expected '\]", "", "", ("a bracket isn't closed", "write [[step]]")),
    ("Invalid initial", "", "", _TABLE),
)


def plain_mistake(message: str, text: str) -> tuple[int, int, str, str]:
    """Line, column, what is wrong and what to do about it; these two are empty where the parser's
    words have to do."""
    place = PLACE.search(message)
    lines = text.rstrip().split("\n")
    line, column = map(int, place.groups()) if place else (len(lines), len(lines[-1]) + 1)
    there = lines[line - 1] if line <= len(lines) else ""
    before, after = there[: column - 1], there[column - 1 :]
    for said, ahead, behind, words in _MISTAKES:
        if re.match(said, message) and re.search(ahead, before) and re.match(behind, after):
            return line, column, *words
    return line, column, "", ""
