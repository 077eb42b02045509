"""A bash command line: what its words mean, and how a word is finished where it stands.

Bash puts what is offered into the line as it is, into open quotes too, and what it replaces begins
at a quote, `:` or `=`. So each offer is quoted here for the place where it will stand, and nothing
is offered where that place cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BARE = r"\w+=:,./@%\-"
"""What means itself outside of quotes, wherever it stands: bash knows no letters beyond ASCII."""
_QUOTED = re.compile(rf"([^{_BARE}\u0080-\U0010ffff])", re.ASCII)
_TOKENS = {
    "": r"(?P<blank>[ \t]+)|(?P<nested>\$[({]|[<>]\(|`)|(?P<way>[<>])|(?P<end>[;|&()\n])"
    rf"|(?P<open>\$?[\"'])|\\(?P<escaped>.)|(?P<half>\\)|(?P<bare>[{_BARE}]|[^\x00-\x7f])|(?P<loose>.)",
    '"': r'(?P<close>")|(?P<nested>\$[({]|`)|\\(?P<escaped>[$`"\\])|(?P<half>\\$)|(?P<loose>[$!])'
    r"|(?P<bare>.)",
    "'": r"(?P<close>')|(?P<bare>[^']+)",
    "$'": r"(?P<close>')|\\(?P<escaped>[\\'\"?])|\\x(?P<code>[0-9a-fA-F]{1,2})|(?P<loose>\\.?)"
    r"|(?P<bare>[^\\']+)",
}
_TOKEN = {quote: re.compile(tokens, re.DOTALL | re.ASCII) for quote, tokens in _TOKENS.items()}
_CLOSERS = {"`": "`", "${": "}"}


class Unclear(Exception):
    """What is typed cannot be told: it is inside of a substitution, or of another command."""


class Redirected(Exception):
    """What is typed is the name of a file, where output goes or input comes from."""


class Line(NamedTuple):
    """A line as far as it is typed."""

    words: tuple[str, ...]
    """What they mean, without quotes; the last is unfinished, and may be empty."""
    quote: str
    """The quote that stands open: none, `"`, `'` or `$'`."""
    certain: bool
    """Whether nothing in the last word is for bash to expand."""


def finished(offers: Iterable[str], before: str, replaced: str, after: str) -> Iterator[str]:
    """What bash may put for `replaced`, so that the word under way becomes one of these offers.

    `before` is the line up to the cursor, which ends with `replaced`; `after` is the rest of it.
    Raises Unclear and Redirected.
    """
    kept = before.removesuffix(replaced)
    line = read(kept)
    mark = line.quote[-1:]
    if not line.certain or len(line.words) != len(read(before).words):
        return
    if mark and mark in after:  # to close it here would open another quote there
        return
    for offer in offers:
        if offer.startswith(line.words[-1]):
            quoted = quote(offer.removeprefix(line.words[-1]), line.quote)
            # Readline drops the quote before it where an offer begins with the same.
            again = bool(mark) and kept.endswith(mark) and quoted.startswith(mark)
            yield mark * again + quoted


def quote(text: str, inside: str) -> str:
    """Text so that it means itself behind an open quote, which it closes."""
    if inside == "'":
        return text.replace("'", "'\\''") + "'"
    if inside == "$'":  # readline takes \' for the end of it
        return text.replace("\\", "\\\\").replace("'", "\\x27") + "'"
    if inside == '"':  # a ! looks into the history there, even behind a backslash
        return re.sub(r'([$`"\\])', r"\\\1", text).replace("!", "\"'!'\"") + '"'
    return _QUOTED.sub(r"\\\1", text)


def read(line: str) -> Line:
    """The words of a command, its name the first. Raises Unclear and Redirected."""
    words, word, quote, certain, way, at = [], "", "", True, False, 0
    begun = False
    while at < len(line):
        found = _TOKEN[quote].match(line, at)
        if found is None or found.lastgroup is None:  # some token fits everything
            raise Unclear
        kind, text, at = found.lastgroup, found[found.lastgroup], found.end()
        if kind in ("blank", "way"):
            if begun and not way:
                words.append(word)
            way = kind == "way" or (way and not begun)
            word, begun, certain = "", False, True
            continue
        begun = True
        match kind:
            case "end":
                raise Unclear
            case "nested":
                at, certain = _past(line, at, _CLOSERS.get(text, ")")), False
            case "open":
                quote = text.removeprefix("$") if text == '$"' else text
            case "half":  # of a pair that is not typed yet
                certain = False
            case "close":
                quote = ""
            case "code":
                word += chr(int(text, 16))
            case _:
                word += text
                certain = certain and kind != "loose"
    if way:
        raise Redirected
    return Line((*words, word), quote, certain)


def _past(line: str, at: int, closer: str) -> int:
    """Where that which ends with `closer` ends, whatever is nested in it. Raises Unclear."""
    while at < len(line):
        c, two = line[at], line[at : at + 2]
        if c == closer:
            return at + 1
        if closer == "'":
            at += 1
        elif c == "\\":
            at += 2
        elif two in ("$(", "${"):
            at = _past(line, at + 2, _CLOSERS.get(two, ")"))
        elif c in '"`' or (c in "'(" and closer != '"'):
            at = _past(line, at + 1, ")" if c == "(" else c)
        else:
            at += 1
    raise Unclear
