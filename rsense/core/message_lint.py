"""The message lint: which words of a drafted message may land hard on whoever reads them. Pure.

Owns how a message is read and where a note stands; the shapes of words and the advice are content,
`exercises/message-lint.toml`. Refuses to judge: it sees shapes, not meaning, and blocks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, TypeAlias, get_args

import msgspec

Kind = Literal[
    "absolute",
    "you-made-me",
    "feel-that",
    "why-you",
    "mind-reading",
    "threat",
    "many-requests",
    "label",
    "shouting",
]
_List = Literal["direct", "outcome", "condition", "asks", "closing", "please"]
_Span: TypeAlias = tuple[int, int, Kind]

_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['-][^\W_]+)*)|(?P<stop>[.!?…]+|\n\s*\n)|(?P<pause>[,;:()\"“”/|–—-]+)"
)
_STRAIGHT = str.maketrans("’‘ʼ´`", "'" * 5)
_PART = re.compile(r"\{([^\W\d]\w*)\}")
_SENTENCE = re.compile(r"[^.]+")
_CAPITALS = re.compile(r"\b[A-Z][A-Z']*\b(?:[\s.!?]+[A-Z][A-Z']*\b)*")
_LOUD = re.compile(r"([A-Z]{3,})(?:'[A-Z]+)?")
_NOT_SAID = r"[^AEIOUY]*|[A-Z]*(?P<one>[A-Z])(?P=one){2}[A-Z]*"
"""Initials, and words drawn out."""


class Note(msgspec.Struct, frozen=True):
    """One place in a message that may hurt."""

    start: int
    end: int
    """End of the span in the text, exclusive."""
    words: str
    """The quoted words, as written."""
    kind: Kind
    advice: str


class Shapes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one kind of note, and what is said of them."""

    advice: str
    shapes: tuple[str, ...] = ()
    lists: dict[_List, tuple[str, ...]] = {}
    """More shapes, told apart by their list."""


class Lint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """`message-lint.toml`, which says in its first lines how it is written."""

    format: int = 1
    quiet: tuple[str, ...]
    glad: tuple[str, ...]
    short: dict[str, str]
    parts: dict[str, tuple[str, ...]]
    kinds: dict[Kind, Shapes]

    def __post_init__(self) -> None:
        """Raises ValueError, which says what is wrong."""
        if missing := [kind for kind in get_args(Kind) if kind not in self.kinds]:
            raise ValueError(f"kinds: {missing[0]} is missing")
        _ = self._patterns

    def notes(self, text: str) -> tuple[Note, ...]:
        """Notes on `text`, in order of place; notes of one kind never overlap.

        The work grows in proportion to the length of the text, whatever is in it.
        """
        message = _Message(text, self.short)
        by_kind = (self._phrases, self._threats, self._more_requests, self._shouts)
        spans = sorted(span for found in by_kind for span in found(message))
        return tuple(Note(a, b, text[a:b], kind, self.kinds[kind].advice) for a, b, kind in spans)

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        """By kind, where the first shape that fits wins; and `quiet` and `glad`."""
        parts: dict[str, str] = {}
        for name, lines in self.parts.items():
            parts[name] = f"({_put_in(name, '|'.join(lines), parts)})"
        found = {
            "quiet": _pattern("quiet", (_NOT_SAID, *self.quiet), parts, ends=""),
            "glad": _pattern("glad", self.glad, parts, ends=""),
        }
        for kind, said in self.kinds.items():
            lists = (f"(?P<{name}>{'|'.join(each)})" for name, each in said.lists.items())
            found[kind] = _pattern(kind, (*said.shapes, *lists), parts)
        return found

    def _phrases(self, message: _Message) -> Iterator[_Span]:
        for kind, said in self.kinds.items():
            if said.shapes and not said.lists:
                for found in self._patterns[kind].finditer(message.plain):
                    if found.lastindex:
                        yield message.span(*found.span(found.lastindex), kind)

    def _threats(self, message: _Message) -> Iterator[_Span]:
        """Explicit threats, and an "if you" with an "I will leave" in one sentence."""
        threat = self._patterns["threat"]
        for sentence in _SENTENCE.finditer(message.plain):
            held: re.Match[str] | None = None
            for found in threat.finditer(message.plain, *sentence.span()):
                reach = found.start() - (120 if found.lastgroup == "outcome" else 20)
                if held and (held.lastgroup == found.lastgroup or reach > held.end()):
                    held = None
                if held or found.lastgroup == "direct":
                    yield message.span((held or found).start(), found.end(), "threat")
                    held = None
                else:
                    held = found

    def _more_requests(self, message: _Message) -> Iterator[_Span]:
        """The second request and those after it; a "please" that closes a request is part of it."""
        asked, request = 0, self._patterns["many-requests"]
        for sentence in _SENTENCE.finditer(message.plain):
            before = asked
            for found in request.finditer(message.plain, *sentence.span()):
                if found.lastgroup and not (found.lastgroup == "closing" and asked > before):
                    asked += 1
                    if asked > 1:
                        yield message.span(*found.span(), "many-requests")

    def _shouts(self, message: _Message) -> Iterator[_Span]:
        """Runs of capitals with two loud words, and loud words of five letters; not glad ones."""
        quiet, glad = self._patterns["quiet"], self._patterns["glad"]
        for run in _CAPITALS.finditer(message.straight):
            loud = [word for word in _LOUD.finditer(run[0]) if not quiet.fullmatch(word[1])]
            if loud and not glad.search(run[0]):
                if loud[1:]:
                    yield *run.span(), "shouting"
                elif loud[0][1][4:]:
                    yield run.start() + loud[0].start(), run.start() + loud[0].end(), "shouting"


class _Message:
    """A text, its tokens, and the plain form that shapes are matched against.

    That is lower-case words one space apart, short forms spelled out, the end of a sentence as
    " . " and a smaller break as " , ". So no shape need know of apostrophes, line breaks or
    texting, and what it finds is carried back to the words as they were written.
    """

    def __init__(self, text: str, short: Mapping[str, str]) -> None:
        self.straight = text.translate(_STRAIGHT)
        self.tokens = list(_TOKEN.finditer(self.straight))
        pieces = [_spelled_out(token, short) for token in self.tokens]
        self.plain = " ".join(pieces)
        self._token_at: list[int] = []
        for number, piece in enumerate(pieces):
            self._token_at += [number] * (len(piece) + 1)

    def span(self, start: int, end: int, kind: Kind) -> _Span:
        """Place in the text of `start` to `end` of the plain form."""
        first, last = self._token_at[start], self._token_at[end - 1]
        return self.tokens[first].start(), self.tokens[last].end(), kind


def _spelled_out(token: re.Match[str], short: Mapping[str, str]) -> str:
    if token.lastgroup != "word":
        return "." if token.lastgroup == "stop" else ","
    word = token[0].lower()
    bare = word.replace("'", "")
    return short.get(word) or short.get(bare, bare)


def _put_in(where: str, shapes: str, parts: Mapping[str, str]) -> str:
    """Shapes with their parts in place. Raises ValueError."""
    for name in _PART.findall(shapes):
        if name not in parts:
            raise ValueError(f"{where}: there is no part {{{name}}} above it")
    return _PART.sub(lambda found: parts[found[1]], shapes)


def _pattern(
    where: str, shapes: Sequence[str], parts: Mapping[str, str], ends: str = r"\b"
) -> re.Pattern[str]:
    """Shapes as one pattern. Raises ValueError."""
    whole = _put_in(where, "|".join(shapes), parts)
    grouped = re.sub(r"\((?!\?)", "(?:", whole).replace("«", "(").replace("»", ")")
    try:
        return re.compile(f"{ends}(?:{grouped}){ends}")
    except re.error as error:
        for shape in shapes if shapes[1:] else ():  # which one it is
            _pattern(where, (shape,), parts)
        why = f"“{'|'.join(shapes)}” is no regular expression: {error.msg}"
        raise ValueError(f"{where}: {why}") from error
