"""Walks through the screens: the keys to each, its sign, how often words of the home are on it."""

from __future__ import annotations

from dataclasses import dataclass

from rsense.tui.screens.exercise import GOING_ON

F1, F2, F3, F4, F12 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[24~"
ESCAPE, ENTER, TAB, UP, END, CTRL_O = "\x1b", "\r", "\t", "\x1b[A", "\x1b[F", "\x0f"


@dataclass(frozen=True)
class Sight:
    """One screen."""

    name: str
    keys: tuple[str, ...]
    sign: str
    """Words of ours that are on it."""
    often: int = 1
    """How often words of the home are on it, at least."""
    loaded: int = -1
    """The same where the words may be in scripts and vocabularies too: others are refused there."""

    def wanted(self, *, loaded: bool) -> int:
        return self.loaded if loaded and self.loaded >= 0 else self.often


HOME = "What is happening?"


@dataclass(frozen=True)
class Walk:
    start: tuple[str, ...]
    sights: tuple[Sight, ...]
    loaded: bool = False
    """Whether there is something to see only where the words may be in scripts."""


WALKS: dict[str, Walk] = {
    "what was": Walk(
        (),
        (
            Sight("home", (), HOME, 2),
            Sight("history", ("h",), "[all]", 2),
            Sight("a record", (TAB,), ", trigger", 2),
            Sight("shelves", ("v",), "The shelves", 2),
            Sight("back from shelves", (ESCAPE,), "[all]", 2),
            Sight("correcting", ("e",), "Which part of it", 2),
            Sight("correcting words", (ENTER,), "What happened?"),
            Sight("back from correcting", (ESCAPE,), "[all]", 2),
            Sight("only some", ("f",), "triggers, 1", 2),
            Sight("searched", ("/", "OWN"), "▌ OWN", 0),
        ),
    ),
    "what is at hand": Walk(
        (),
        (
            Sight("help", (F1,), "Help now"),
            Sight("home after help", (F1,), HOME, 2),
            Sight("blank", (F12,), "", 0),
            Sight("home after blank", (F12,), HOME, 2),
            Sight("keys", ("?",), "On this screen", 0),
            Sight("settings", (ESCAPE, "s", END, UP, UP, UP, UP), "the other person"),
            Sight("a setting", (END, ENTER), "Enter change"),
            Sight("home after settings", (ESCAPE, ESCAPE), HOME, 2),
            Sight("find", ("/", "nope"), "Find an exercise", 0, 2),
            Sight("palette", (ESCAPE, CTRL_O, "nope"), "▌ nope", 0, 2),
        ),
    ),
    "an exercise": Walk(
        ("run", "telling"),
        (
            Sight("begun before", (), GOING_ON),
            Sight("feelings", ("nope",), "What did you feel?", 1, 2),
            Sight("a shelf", (F4,), "Who may know?", 2),
            Sight("help in an exercise", (F1,), "Help now"),
            Sight("back from help", (F1,), "Who may know?", 2),
            Sight("looking over", (F4,), "That's all of it"),
            Sight("the end", (ENTER,), "done", 0),
        ),
    ),
    "a trigger": Walk(
        ("rethink", "--about", "trig"),
        (
            Sight("a scale", (), "Something hurt", 0),
            Sight("about fear", (ENTER,), "being afraid of them", 0),
            Sight("to go on from", ("1", ENTER), "What happened?"),
            Sight("in view", (ENTER,), "your head saying"),
            Sight("back again", (F2,), "What happened?"),
        ),
    ),
    "one's own exercise": Walk(
        ("run", "worded"),
        (
            Sight("a caution", (), "go on", 2),
            Sight("a step", (ENTER,), "go on", 2),
            Sight("an example", (F3,), "for example", 3),
            Sight("a list", (ENTER,), "choose", 2),
            Sight("a scale", (ENTER,), "0-9", 3),
        ),
        loaded=True,
    ),
    "it hurts now": Walk(
        ("now",), (Sight("now", (), "How strong is it", 0), Sight("help in now", (F1,), "Help now"))
    ),
}
