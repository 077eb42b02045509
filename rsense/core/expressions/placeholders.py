"""`{name}` in texts and `[blank]` in templates, split once when a script is loaded.

One pass: what a person said is put in as it stands and never read again, whatever braces
or brackets it holds. No attributes, no formats, no expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from keyword import iskeyword

import msgspec

from rsense.core.expressions.bindings import Lookup
from rsense.core.prompts import Gap
from rsense.core.values import join_limited, strip_full_stop

HELP_KEY = "help_key"
"""Placeholder for the key of help; each frontend puts its own in place of HELP_MARK."""
HELP_MARK = "\uf8ff"
"""A private-use character, which no script and no keyboard has."""
MOST_TYPED = 3
"""Words of a label that may be somebody, such as `my best friend`."""


class Placeholder(msgspec.Struct, frozen=True):
    name: str
    fallback: str | None = None


_SENTENCE_BEGUN = re.compile(r"[^.?!\n]*\Z")
_SENTENCE_ENDED = re.compile(r"\A[^.?!\n]*[.?!]?")
_WORDS = re.compile(r"[^{}\[]+")


def is_name(word: str) -> bool:
    """True for a valid step id: `[a-z][a-z0-9_]*`, no Python keyword."""
    return (
        word.isascii()
        and word.isidentifier()
        and word == word.lower()
        and word[0] != "_"
        and not iskeyword(word)
    )


class Text:
    """An author's text with its placeholders. Raises ValueError with what is wrong."""

    __slots__ = ("pieces", "source")
    brackets = False

    def __init__(self, source: str) -> None:
        self.source = source.strip()
        self.pieces = tuple(_split(self.source, brackets=self.brackets))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.source == getattr(other, "source", None)

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"

    def __bool__(self) -> bool:
        return bool(self.source)

    @property
    def slots(self) -> tuple[Placeholder, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Placeholder))

    def show(self, lookup: Lookup) -> str:
        """The text for its reader, to whom a label such as `my partner` is their partner."""
        if len(self.pieces) == 1 and isinstance(whole := self.pieces[0], str):
            return whole  # most texts show no answer
        filled = (p for p in self._filled(lookup, spoken_to=True) if isinstance(p, str))
        return join_limited(filled).strip()

    def _said(self, lookup: Lookup) -> Sequence[str | Placeholder | Gap]:
        """The pieces without the sentences of a placeholder that has no answer and says, with an
        empty fallback, that nothing stands for one."""
        pieces = [*self.pieces]
        for at, piece in enumerate(self.pieces):
            if not isinstance(piece, Placeholder) or piece.fallback != "":
                continue
            if (said := lookup(piece.name)) and said.counts:
                continue
            ahead = pieces[at - 1] if at else "\n"
            if at and isinstance(ahead, str):
                pieces[at - 1] = ahead = _SENTENCE_BEGUN.sub("", ahead)
            if at + 1 < len(pieces) and isinstance(behind := pieces[at + 1], str):
                behind = _SENTENCE_ENDED.sub("", behind)
                whole_line = isinstance(ahead, str) and ahead.endswith("\n")
                pieces[at + 1] = behind.lstrip() if whole_line else behind
        return pieces

    def _filled(self, lookup: Lookup, *, spoken_to: bool = False) -> Iterator[str | Gap]:
        before: str | Placeholder | Gap = "\n"
        pieces = self._said(lookup)
        for piece, following in zip(pieces, (*pieces[1:], "")):
            if isinstance(piece, Placeholder) and piece.name == HELP_KEY:
                yield HELP_MARK
            elif isinstance(piece, Placeholder):
                said = lookup(piece.name)
                words = said.label.strip() if said and said.counts else piece.fallback or ""
                words = strip_full_stop(words, following)
                if spoken_to and said and _is_alone(before, following):
                    words = said.bullets() or words
                if spoken_to and said and not _is_quoted(before, following):
                    words = _spoken_to(words, picked=said.value != said.label)
                yield words
            else:
                yield piece
            before = piece


def _spoken_to(words: str, *, picked: bool) -> str:
    """`my partner` as `your partner`. Of what was typed only up to three words: more may be a
    sentence of the person's own."""
    first, _, rest = words.partition(" ")
    short = rest and len(rest.split()) < MOST_TYPED and "\n" not in rest
    if first not in ("my", "My") or not (rest if picked else short):
        return words
    return f"{'Your' if first == 'My' else 'your'} {rest}"


def _is_quoted(before: object, following: object) -> bool:
    """Whether an answer stands by itself, on a line or in quotation marks: as it was said."""
    ahead = before[-1:] if isinstance(before, str) else ""
    return ahead in ("“", "‘", '"') or _is_alone(before, following)


def _is_alone(before: object, following: object) -> bool:
    ahead = before[-1:] if isinstance(before, str) else ""
    behind = following[:1] if isinstance(following, str) else ""
    return ahead in ("", "\n") and behind in ("", "\n")


class Template(Text):
    """A text that also holds `[blank]`s for the person to fill in."""

    __slots__ = ()
    brackets = True

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.name for p in self.pieces if isinstance(p, Gap)))

    def parts(self, lookup: Lookup) -> tuple[str | Gap, ...]:
        return tuple(self._filled(lookup))


def _split(source: str, *, brackets: bool) -> Iterator[str | Placeholder | Gap]:
    doubled = ("{{", "}}", "[[") if brackets else ("{{", "}}")
    plain: list[str] = []
    at = 0
    while at < len(source):
        run = _WORDS.match(source, at)
        if run:
            plain.append(run[0])
            at = run.end()
            continue
        char = source[at]
        if source[at : at + 2] in doubled:
            plain.append(char)
            at += 2
        elif char == "}":
            raise ValueError('a "}" without its "{"; write "}}" for the sign itself')
        elif char == "{" or (brackets and char == "["):
            close = "}" if char == "{" else "]"
            end = source.find(close, at)
            if end < 0:
                raise ValueError(f'a "{char}" without its "{close}"; write "{char * 2}" for it')
            if plain:
                yield "".join(plain)
                plain = []
            inside = source[at + 1 : end]
            yield _slot(inside) if char == "{" else Gap(_named(inside, "[", "]"))
            at = end + 1
        else:
            plain.append(char)
            at += 1
    if plain:
        yield "".join(plain)


def _slot(inside: str) -> Placeholder:
    name, bar, fallback = inside.partition("|")
    if "{" in fallback:
        raise ValueError("a placeholder inside a placeholder; a fallback is plain words")
    return Placeholder(_named(name, "{", "}"), fallback if bar else None)


def _named(word: str, left: str, right: str) -> str:
    if not word or not is_name(word):
        raise ValueError(
            f'"{left}{word}{right}" does not name a step; a name is lower-case letters, digits '
            f'and "_", and "{left * 2}" writes the sign itself'
        )
    return word
