"""Words that would do something, were they anything but words; and every place words are shown."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from rsense.core.bars import Row
from rsense.core.engine import CurrentPrompt, Reply, Session, begin
from rsense.core.prompts import (
    Blank,
    Fill,
    Gap,
    Gather,
    Moment,
    Option,
    Pace,
    Phase,
    Pick,
    Prompt,
    Rate,
    Read,
    Sort,
    Value,
    Write,
)
from rsense.core.sanitize import clean
from rsense.insight.patterns import Pattern
from rsense.insight.sections import Finding, Section, finding
from rsense.ports import (
    Activity,
    DisplaySettings,
    Ending,
    ExerciseLink,
    ExerciseSearch,
    HistoryEntry,
    HomeActions,
    HomeData,
    RitualToday,
    UnfinishedItem,
)
from rsense.session_runner import SessionRunner
from tests.tui.stage import script

MARKUP = "[@click=app.quit]x[/]$y[/nope][b]"
CONTROLS = "\x1b]0;HI\x07\x9b31m\u202e\u2066\x00\ud83d\r\x7f\ufeff"
HOSTILE = MARKUP + CONTROLS
AS_WRITTEN = clean(HOSTILE)
FORBIDDEN = frozenset(
    chr(code)
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x61C,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        0x2028,
        0x2029,
        *range(0x2066, 0x206A),
        0xFEFF,
        *range(0xD800, 0xE000),
    )
)
"""What no cell of a screen may hold."""

H = HOSTILE
HOSTILE_OPTION = Option(H, H, H, H)
HOSTILE_FAMILIES = tuple(Option(f"{n}", H, H, f"{H}{n % 3}") for n in range(12))
PAIRS = ((H, H), ("b", "word"))

SHOWN: Mapping[str, tuple[Prompt, Value, int]] = {
    "Read": (Read(H), None, 1),
    "Rate": (Rate(H, 0, 10, H, H), 3, 3),
    "Rate, long": (Rate(H, 0, 100, H, H), 30, 3),
    "Write": (Write(H, starter=H, example=H), H, 2),
    "Moment": (Moment(H), H, 2),
    "Write, starter": (Write(H, starter=H), None, 2),
    "Write, many lines": (Write(H, many_lines=True, lint=True), f"{H}\n{H}", 3),
    "Pick, one": (Pick(H, (HOSTILE_OPTION, Option("b", "b"))), (H,), 4),
    "Pick, several": (Pick(H, (HOSTILE_OPTION,), at_most=3, other=True), (H, f"own {H}"), 5),
    "Pick, families": (Pick(H, HOSTILE_FAMILIES, at_most=3), ("1",), 3),
    "Gather": (Gather(H, cues=("", H), example=H), (H,), 3),
    "Sort": (Sort(H, (H, "b"), (Option("f", H), Option("g", "g"))), ((H, "f"),), 4),
    "Fill": (Fill(H, (H, Gap("a"), Gap("b")), (Blank("a", H, H, H), Blank("b", "b"))), (), 4),
    "Fill, prefilled": (Fill(H, (H, Gap("a")), (Blank("a", H, "", H),), lint=True), (("a", H),), 6),
    "Pace": (Pace(H, (Phase(H, 4, 1.0), Phase(H, 6, 0.0))), None, 1),
    "Timer": (Pace(H, (Phase(H, 4),), look="timer"), None, 1),
}
"""A prompt with hostile words in every place, what was answered before, and how often the
words are in sight."""


class Posed(SessionRunner):
    """A sitting that shows what it is told to; scripts with such words are refused at load."""

    def __init__(self, prompt: Prompt, prefill: Value) -> None:
        super().__init__(hostile_session(), lambda _: None)
        self._posed = CurrentPrompt(
            step="it",
            kind="",
            prompt=prompt,
            pins=(H,),
            hint=H,
            example=H,
            position=1,
            about=1,
            prefill=prefill,
            skippable=True,
            private=False,
        )

    @property
    def current(self) -> CurrentPrompt:
        return self._posed


def hostile_session() -> Session:
    """A session whose title and answers are hostile, all of it answered."""
    plain = script('[[step]]\nid = "it"\nkind = "ask"\ntext = "What?"\n')
    titled = replace(plain, head=replace(plain.head, title=H))
    return begin(titled, ahead=(Reply("it", H),))


def posed(name: str) -> Activity:
    prompt, prefill, _ = SHOWN[name]
    return Activity(Posed(prompt, prefill), lambda _: ENDING)


DOOR = ExerciseLink("somewhere", H, H, 1, H)
ENDING = Ending((H, H), softer=False, next_exercises=(DOOR,))
PAST = HistoryEntry(H, H, "trigger", H, f"{H}\n{H}")


def elsewhere() -> Activity:
    return posed("Read")


class HostilePage:
    """Insights whose every word is hostile."""

    @property
    def sections(self) -> list[Section]:
        return [Section(H, (H,), (Row(H, 3, H, H), Row(H, None)))]

    def findings(self) -> tuple[Finding, ...]:
        return (finding(Pattern("tag", H, H, 5, 25, 4, 2.0, 0.01, (H,))),)

    def nothing(self) -> str:
        return H

    def hide(self, finding: Finding) -> str:
        return H

    def bring_back(self) -> str:
        return H


TODAY = RitualToday("r", H, H)
SEARCH = ExerciseSearch((DOOR,), help=True)
HOUSE = HomeActions(
    home=lambda: HomeData(
        H, (UnfinishedItem("s", "somewhere", H, H),), PAST, (DOOR,), (H,), TODAY, H, H, H
    ),
    go_on=lambda _: elsewhere(),
    rethink=lambda _: elsewhere(),
    come_back=elsewhere,
    path=elsewhere,
    drafts=elsewhere,
    rituals=elsewhere,
    ritual=lambda _: elsewhere(),
    report=lambda _: elsewhere(),
    insights=lambda _: HostilePage(),
    history=lambda _: [PAST],
    record_count=lambda: 1,
    shelves=lambda: [(H, H), (H, H)],
    today=lambda: H,
    edit=lambda _: elsewhere(),
    delete=lambda _: H,
    undo=lambda: H,
    settings=lambda: {"theme": "night", "person": H},
    themes=lambda: ("night", "day"),
    change=lambda *_: DisplaySettings(),
)
