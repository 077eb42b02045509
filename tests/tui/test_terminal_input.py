"""Whatever bytes a terminal sends come to events that mean something, and words stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.events import Key, MouseDown, Paste, Resize
from textual.message import Message

from rsense.tui.terminal_input import TerminalInput
from tests.faults.key_places import ENDED, REPORTS

Part = bytes | float
"""Bytes of one read, or seconds of silence."""


def events(*parts: Part, in_band: bool = False) -> list[Message]:
    now = 0.0
    given = TerminalInput(lambda: now)
    given.in_band = in_band
    told: list[Message] = []
    for part in (*parts, 10.0):
        if isinstance(part, float):
            now += part
            told += given.feed(b"")
        else:
            told += given.feed(part)
    return told


def said(told: Sequence[Message]) -> str:
    """The words in these events, and `<escape>` for a key that is none."""
    return "".join(
        event.text
        if isinstance(event, Paste)
        else event.character
        if isinstance(event, Key) and event.is_printable and event.character
        else f"<{event.key}>"
        if isinstance(event, Key)
        else ""
        for event in told
    )


LETTERS: dict[str, tuple[tuple[Part, ...], str]] = {
    "UTF-8": (("für 🙂 das".encode(),), "für 🙂 das"),
    "UTF-8 in two reads": ((b"f\xc3", b"\xbcr"), "für"),
    "Latin-1": ((b"caf\xe9 cr\xe8me",), "café crème"),
    "Latin-1 at the end": ((b"caf\xe9",), "café"),
    "Windows": ((b"\x93so\x94 \x80 5",), "“so” € 5"),
    "a byte that is nothing anywhere": ((b"a\x81b",), "a�b"),
    "half a letter, then a key": ((b"\xe9", b"t\xe9"), "été"),
    "overlong": ((b"a\xc0\xafb",), "aÀ¯b"),
}
KEYS: dict[str, tuple[tuple[Part, ...], str]] = {
    "Escape": ((b"\x1b",), "<escape>"),
    "Escape, Escape": ((b"\x1b\x1b",), "<escape><escape>"),
    "Escape, Escape, O, S": ((b"\x1b\x1bOS",), "<escape><f4>"),
    "an arrow in two reads": ((b"\x1b", b"[A"), "<up>"),
    "an arrow in three": ((b"\x1b", b"[", b"A"), "<up>"),
    "an Escape a while before a bracket": ((b"\x1b", 0.2, b"[A"), "<escape>[A"),
    "F1 of a Linux console": ((b"\x1b[[Ahi",), "<f1>hi"),
    "rxvt": ((b"\x1b[7$hi",), "<shift+home>hi"),
    "Escape, then Enter": ((b"\x1b\r",), "<escape><enter>"),
    "Alt and a letter": ((b"\x1bahi",), "ahi"),
    "a kitty's letter": ((b"\x1b[97;;97uhi",), "ahi"),
    "a key that nobody knows": ((b"\x1b[5;5Xhi",), "hi"),
    "colours of the terminal": ((b"\x1b]11;rgb:0/0/0\x07hi",), "hi"),
    "the same, ended otherwise": ((b"\x1b]11;rgb:0/0/0\x1b\\hi",), "hi"),
    "a place of the cursor out of range": ((b"\x1b[99999999999999;1Rhi",), "hi"),
    "a letter past Unicode": ((b"\x1b[1114112uhi",), "hi"),
    "half a pair": ((b"\x1b[55296uhi",), "hi"),
    "a sequence without end": ((b"\x1b[" + b"9;" * 1000, 1.0, b"hi"), "hi"),
    "a sequence that breaks off": ((b"\x1b[1;\x80hi",), "€hi"),
    "a string without end": ((b"\x1bPabc", 1.0, b"hi"), "hi"),
}
PASTES: dict[str, tuple[tuple[Part, ...], list[str]]] = {
    "a paste": ((b"\x1b[200~two\nlines\x1b[201~",), ["two\nlines"]),
    "with the ends of lines as terminals send them": (
        (b"\x1b[200~a\rb\r\nc\nd\r\r\x1b[201~",),
        ["a\nb\nc\nd\n\n"],
    ),
    "its marks in two reads": ((b"\x1b[20", b"0~ab\x1b[2", b"01~"), ["ab"]),
    "byte by byte": (tuple(bytes([b]) for b in b"\x1b[200~ab\x1b[201~"), ["ab"]),
    "with sequences in it": (
        (b"\x1b[200~a\x1b[31mb\x1bOP\x03\x1b[201~",),
        ["a\x1b[31mb\x1bOP\x03"],
    ),
    "with a resize in it": ((b"\x1b[200~\x1b[48;9;9;9;9t\x1b[201~",), ["\x1b[48;9;9;9;9t"]),
    "in Latin-1": ((b"\x1b[200~caf\xe9\x1b[201~",), ["café"]),
    "without its end": ((b"\x1b[200~lost", 3.0), ["lost"]),
    "begun twice": ((b"\x1b[200~a\x1b[200~b\x1b[201~",), ["a\x1b[200~b"]),
    "many at once": ((b"\x1b[200~a\x1b[201~" * 2000,), ["a"] * 2000),
    "empty": ((b"\x1b[200~\x1b[201~",), []),
    "that never began": ((b"\x1b[201~",), []),
}


@pytest.mark.parametrize(("parts", "words"), LETTERS.values(), ids=list(LETTERS))
def test_letters_are_kept_whatever_their_encoding(parts: tuple[Part, ...], words: str) -> None:
    assert said(events(*parts)) == words


@pytest.mark.parametrize(("parts", "keys"), KEYS.values(), ids=list(KEYS))
def test_sequences_are_keys_or_nothing(parts: tuple[Part, ...], keys: str) -> None:
    assert said(events(*parts)) == keys


@pytest.mark.parametrize(("parts", "texts"), PASTES.values(), ids=list(PASTES))
def test_a_paste_is_one_text(parts: tuple[Part, ...], texts: list[str]) -> None:
    told = events(*parts)
    assert [event.text for event in told if isinstance(event, Paste)] == texts
    assert len(told) == len(texts)


@pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
@pytest.mark.parametrize("in_band", [False, True])
def test_no_report_is_an_error_or_eats_what_comes_after(report: bytes, in_band: bool) -> None:
    told = events(report + ENDED + b"\x1b[200~and then\x1b[201~", b"x", in_band=in_band)
    assert said(told).endswith("and thenx")
    assert not any(
        "\ud800" <= sign <= "\udfff"
        for event in told
        if isinstance(event, Key)
        for sign in event.character or ""
    )


def test_a_size_is_taken_only_where_it_was_asked_for() -> None:
    report = b"\x1b[48;24;80;480;800t"
    sizes = [
        [event.size for event in events(report, in_band=asked) if isinstance(event, Resize)]
        for asked in (False, True)
    ]
    assert sizes == [[], [(80, 24)]]


def test_a_size_nobody_asked_for_does_not_move_the_mouse() -> None:
    click = b"\x1b[<0;40;12M"
    (event,) = events(b"\x1b[48;24;80;480;800t" + click)
    assert isinstance(event, MouseDown)
    assert (event.x, event.y) == (39, 11)
