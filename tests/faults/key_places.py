"""Every view and screen that keys can come to, and the bytes that a terminal sends for them."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from textual.screen import Screen

from rsense.core.engine import begin
from rsense.core.script.parse import Script
from rsense.ports import Activity, Ending, ExerciseLink, ExerciseSearch, Services
from rsense.session_runner import SessionRunner
from rsense.tui.app import RsenseApp
from rsense.tui.command_palette import Palette
from rsense.tui.screens.blank import BlankScreen
from rsense.tui.screens.ending import EndingScreen
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.finder import ExerciseFinderScreen
from rsense.tui.screens.help_now import HelpScreen
from rsense.tui.screens.history import HistoryScreen
from rsense.tui.screens.key_help import KeyHelpScreen
from rsense.tui.screens.review import ReviewScreen
from rsense.tui.screens.settings import SettingsScreen
from rsense.tui.screens.shelves import ShelvesScreen
from tests.nobody import people
from tests.steps import step
from tests.tui.forms import FORMS
from tests.tui.hostile import HOUSE, SEARCH, elsewhere
from tests.tui.stage import Kept, script
from tests.tui.test_grouped_pick import asks

KEYS: Mapping[str, bytes] = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f8": b"\x1b[19~",
    "f12": b"\x1b[24~",
    **{f"ctrl+{letter}": bytes([ord(letter) - 96]) for letter in "acgloprsty"},
    **{sign: sign.encode() for sign in "anhrsdefuv/?0179"},
    "pasted": b"\x1b[200~two\nlines\x1b[201~",
    "click": b"\x1b[<0;9;5M\x1b[<0;9;5m",
}
"""Names to bytes. Ctrl+N is sent too: F4 stands for it."""
OTHER = step("choose", "it", "Which?", at_most=3, other=True, options=["one", "two"])
LONG_SCALE = step("rate", "it", "How much?", high=100)
SILENCE = step("timer", "it", "Be still.", seconds=60)
MANY_LINES = step("ask", "it", "Tell it.", lines="many")
AFTER = step("ask", "after", "And then?")
SCRIPTS: Mapping[str, Callable[[], Script]] = {
    **{kind.__name__: (lambda form=form: script(form.script)) for kind, form in FORMS.items()},  # type: ignore[misc]
    "Pick, families": asks,
    "Pick, own words": lambda: script(OTHER + AFTER),
    "Rate, long": lambda: script(LONG_SCALE + AFTER),
    "Pace, silence": lambda: script(SILENCE + AFTER),
}
"""A question of each view, and another behind it."""


@dataclass
class Place:
    """A screen, and what is answered there."""

    screen: Callable[[], Screen[Any]]
    kept: Kept = field(default_factory=Kept)

    @property
    def answered(self) -> int:
        return len(self.kept.trail)


def opened(kept: Kept, made: Script) -> Activity:
    return Activity(
        SessionRunner(begin(made), kept.keep), kept.finish, resume_command="rsense run test"
    )


def services() -> Services:
    return Services(
        lambda _: people("Call somebody."),
        open=lambda _: opened(Kept(), SCRIPTS["Write"]()),
        home_actions=HOUSE,
        find=lambda _: SEARCH,
        now=elsewhere,
        log=elsewhere,
    )


def reviewed() -> Activity:
    """All of it answered."""
    it = opened(Kept(), script(FORMS_READ))
    it.sitting.answer("a few words")
    return it


FORMS_READ = step("ask", "what", "What?")
DOOR = ExerciseLink("somewhere", "Somewhere", "A way on.", 1, "settle")
SCREENS: Mapping[str, Callable[[Services], Screen[Any]]] = {
    "help": HelpScreen,
    "blank": lambda _: BlankScreen(),
    "keys": lambda _: KeyHelpScreen(),
    "palette": lambda _: Palette(),
    "past": lambda s: HistoryScreen(s, HOUSE),
    "shelves": lambda _: ShelvesScreen(HOUSE),
    "settings": lambda _: SettingsScreen(HOUSE),
    "find": lambda _: ExerciseFinderScreen(lambda _: ExerciseSearch((DOOR,) * 12)),
    "review": lambda _: ReviewScreen(reviewed()),
    "ending": lambda _: EndingScreen("It", Ending(("Kept.",), False, (DOOR,)), can_open=True),
}
PLACES = ("at home", *SCRIPTS, *SCREENS)


def place(name: str, app: RsenseApp) -> Place | None:
    """The screen of a place; None where it is the home screen, which is there anyway."""
    kept = Kept()
    if name in SCRIPTS:
        return Place(lambda: ExerciseScreen(opened(kept, SCRIPTS[name]()), app.services), kept)
    if name in SCREENS:
        return Place(lambda: SCREENS[name](app.services))
    return None


REPORTS: Mapping[str, bytes] = {
    "no UTF-8": bytes(range(0x80, 0x100)),
    "half a letter": "é".encode()[:1],
    "overlong UTF-8": b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80",
    "surrogates in UTF-8": b"\xed\xa0\x80\xed\xbf\xbf",
    "a key past Unicode": b"\x1b[1114112u\x1b[99999999999999999999u",
    "a key that is a surrogate": b"\x1b[55296u\x1b[97;1;55296u",
    "a key without a number": b"\x1b[;;u\x1b[:::;;u\x1b[97;u",
    "absurd modifiers": b"\x1b[97;99999999999999999999u\x1b[97;0u\x1b[1;99999A",
    "a mouse far away": b"\x1b[<0;999999999;999999999M\x1b[<35;99999;99999M",
    "a mouse before the screen": b"\x1b[<0;-5;-5M\x1b[<0;0;0M\x1b[<64;0;0M",
    "half a mouse": b"\x1b[<0;5M\x1b[<M\x1b[<;;M\x1b[<0;5;5",
    "an old mouse": b"\x1b[M \xff\xff\x1b[M!!!\x1b[32;5;5M",
    "every mouse button": b"".join(b"\x1b[<%d;9;9M" % n for n in range(256)),
    "a resize to nothing": b"\x1b[48;0;0;0;0t\x1b[48;0;80;0;0t",
    "a resize to all there is": b"\x1b[48;99999;99999;9;9t\x1b[48;4294967296;1;1;1t",
    "a resize in words": b"\x1b[48;a;b;c;dt\x1b[48;24;80t\x1b[48;1:2;3:4;5;6t",
    "focus": b"\x1b[I\x1b[O\x1b[I\x1b[I\x1b[O",
    "a paste that never began": b"\x1b[201~\x1b[201~",
    "a paste that begins twice": b"\x1b[200~a\x1b[200~b\x1b[201~c\x1b[201~",
    "a paste with sequences in it": b"\x1b[200~\x1b[31m\x1bOP\x1b[48;9;9;9;9t\x03\r\x1b[201~",
    "a mode report": b"\x1b[?2026;9$y\x1b[?2048;2$y\x1b[?99999999999;1$y\x1b[?;$y",
    "a place of the cursor": b"\x1b[99999999999;1R\x1b[;R\x1b[0;0R",
    "colours told": b"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b]4;1;rgb:1/2/3\x07",
    "a string without end": b"\x1bPabc",
    "a sequence without end": b"\x1b[" + b"9;" * 500,
    "a broken sequence": b"\x1b[1;\x01\x1b[\xe9\x1b[<\x1b[1",
    "NUL and controls": bytes(n for n in range(32) if n not in (3, 17, 27)),
}
"""What no terminal should send, by what it is."""
ENDED = b"\x1b[201~\x07"
"""Ends whatever paste or string is still open."""


def noise(rng: random.Random) -> bytes:
    """A sequence that nobody thought of."""
    begin = rng.choice([b"\x1b[", b"\x1b[<", b"\x1b[?", b"\x1bO", b"\x1b]", b"\x1b", b"\x9b", b""])
    signs = string.digits + ";:<>?$ " + "uMmtRyIO~ABCDHFPQS"
    middle = "".join(rng.choice(signs) for _ in range(rng.randint(0, 40))).encode()
    return begin + middle + bytes([rng.randrange(256)]) * rng.randint(0, 3)
