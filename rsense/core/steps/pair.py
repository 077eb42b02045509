"""Steps of two people at one screen: `reveal`, and what the engine adds where the turn changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rsense.core.expressions.bindings import Binding
from rsense.core.expressions.placeholders import Text
from rsense.core.prompts import Option, Pick, Prompt, Read, Value
from rsense.core.steps.base import PEOPLE, AskingStep, StepContext, StepError

ALL_OF_IT = "exercise.all"
"""Value that keeps every answer; no step has this id."""
PASSED = "(nothing this time)"
KEEP_TOGETHER = (
    "What may stay in the history of this program? It lies on this device, and only what you both "
    "keep goes there. Neither of you sees the other's choice here, only what's in the history "
    "afterwards."
)
PEOPLE_INTRO = (
    "This one is for two at one screen. You take turns, and it says when to hand over. What one "
    "of you writes, the other sees only once both have answered.\n\nEither of you can pass a "
    "question or stop, and no one has to say why. Nothing is saved unless you both "
    "keep it at the end."
)
NAME_QUESTIONS: Mapping[str, str] = {
    "a": "Who begins? A short name is enough. It's forgotten when you finish.",
    "b": "And the other one?",
}


class HandOver(AskingStep, frozen=True, kw_only=True, tag="hand_over"):
    """The page between two turns; passed by while whoever comes next is here already."""

    text: Text = Text("")
    to: str = ""
    """`a`, `b`, or empty for both."""
    keeps: bool = False
    """True before the question of what to keep, which is asked if there is something."""

    asks: ClassVar[bool] = False

    on_paper: ClassVar = ("Hand over", "")

    def lower(self, view: StepContext) -> Prompt | None:
        if view.turn == self.to or (self.keeps and not view.shared):
            return None
        if not self.to:
            return Read("This is for both of you. Press Enter when you're both here.")
        name = view.people[self.to]
        away = view.people["b" if self.to == "a" else "a"]
        return Read(
            f"Hand over to {name}. Press Enter when {name} is here.\n\n"
            f"{away}, please look away until it's your turn again."
        )


class Reveal(AskingStep, frozen=True, kw_only=True, tag="reveal"):
    """Answers of both, side by side."""

    names: tuple[str, ...]
    """The answers that are shown, at least one of each person."""

    asks: ClassVar[bool] = False

    on_paper: ClassVar = ("Two answers side by side", "")

    def lower(self, view: StepContext) -> Prompt:
        columns: dict[str, list[str]] = {who: [] for who in PEOPLE}
        for name in self.names:
            if (said := view.lookup(name)) and said.counts:
                columns[view.owner(name)].append(said.bullets() or said.label.strip())
        beside = tuple(
            (view.people[who], "\n\n".join(words) or PASSED) for who, words in columns.items()
        )
        return Read(view.show(self.text), beside=beside)

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        if self.by:
            yield StepError("RS093", "by", "a reveal is for both", "take by out")


class KeepTogether(AskingStep, frozen=True, kw_only=True, tag="keep_together"):
    """The question, of each of the two alone, of what to keep."""

    on_paper: ClassVar = ("What to keep", "")

    def lower(self, view: StepContext) -> Prompt | None:
        options = tuple(Option(id, words) for id, words in view.shared)
        options = (Option(ALL_OF_IT, "all of it"), *options) if options[1:] else options
        return Pick(view.show(self.text), options, 0, len(options)) if options else None

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        return {}
