"""A script on paper: every screen with its conditions in words, for who has no terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from rsense.core.expressions.conditions import Condition
from rsense.core.expressions.placeholders import HELP_KEY, Placeholder, Text
from rsense.core.prompts import MOST_ITEMS
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.steps import END, PEOPLE, AskingStep
from rsense.core.steps.breathe import Breathe
from rsense.core.steps.choose import Choose
from rsense.core.steps.gather import Gather
from rsense.core.steps.include import Include
from rsense.core.steps.jump import Jump
from rsense.core.steps.pair import HandOver
from rsense.core.steps.people import People
from rsense.core.steps.rate import Rate
from rsense.core.steps.sort import Sort
from rsense.core.steps.timer import Timer
from rsense.insight.report_page import Page, Quote, Section
from rsense.services.authoring.condition_words import condition_words

LONGEST_QUESTION = 60
"""Characters of a question that stands in a condition."""
_QUESTION = re.compile(r"(?<![^.?!\n])[^.?!\n]++\?")


def booklet(script: Script) -> Page:
    """Every screen of a script in its order, those of its includes too."""
    head, numbers = script.head, {node.id: n for n, node in enumerate(script.nodes, 1)}
    screens = [_Screen(script, numbers, node) for node in script.nodes]
    return Page(
        script.title,
        (head.summary, f"About {head.minutes:g} minutes."),
        tuple(f"Source: {source}" for source in head.sources),
        (*(one.section() for one in screens), *screens[0].later()),
    )


def pack_booklet(title: str, scripts: Iterable[Script]) -> Page:
    """Every screen of all scripts of a pack."""
    sections: list[Section] = []
    for script in scripts:
        page = booklet(script)
        sections += (Section(page.title, page.said, notes=page.notes), *page.sections)
    return Page(title, (), (), tuple(sections))


class _Screen(msgspec.Struct, frozen=True):
    """One screen, and the numbers of all of them by step."""

    script: Script
    numbers: Mapping[str, int]
    node: PlacedStep

    def section(self) -> Section:
        node, step = self.node, self.node.step
        texts: dict[str, list[str]] = {}
        for key, text in step.texts():
            if text.source and key != "caution":  # which is a screen of its own before it
                texts.setdefault(key, []).append(self.shown(text))
        quotes = [
            Quote("" if key == "text" else key.replace("_", " ").capitalize(), "\n".join(words))
            for key, words in texts.items()
        ]
        if isinstance(step, Choose):
            quotes.insert(1, Quote("Options", "\n".join(self.options(step))))
        if isinstance(step, Sort):
            quotes.append(Quote("Bins", "\n".join(bin.label or bin.value for bin in step.bins)))
        if quotes[1:]:
            quotes[0] = quotes[0]._replace(about="Text")
        called = f" ({node.id})" if step.id else ""
        title = f"{self.numbers[node.id]}. {step.on_paper[0]}{called}"
        return Section(title, self.only(step.when), quotes=tuple(quotes), notes=tuple(self.notes()))

    def later(self) -> Iterator[Section]:
        """What is asked on a later day."""
        if asked := self.script.head.follow_up:
            there = f"on the day of {self.named(asked.until)}" if asked.until else ""
            day = there or f"{asked.after} after the end"
            quotes = (Quote("", self.shown(asked.ask)),)
            yield Section(f"Later, {day}", self.only(asked.when), quotes=quotes)

    def only(self, when: Condition | None) -> tuple[str, ...]:
        return (f"Only if {condition_words(when.root, self.asked)}.",) if when else ()

    def shown(self, text: Text) -> str:
        """A text with words in the place of each answer: `[your number]`."""
        return "".join(map(self._piece, text.pieces)) if text.slots else text.source

    def _piece(self, piece: object) -> str:
        if not isinstance(piece, Placeholder):
            return piece if isinstance(piece, str) else f"[{getattr(piece, 'name', '')}]"
        if piece.name == HELP_KEY:
            return "F1"
        if (people := self.script.head.people) and piece.name in PEOPLE:
            return f"[{getattr(people, piece.name)}]"
        found = self._step(piece.name)
        said = found.step.on_paper[1] if found else "an answer from before"
        return f"[{said}, or “{piece.fallback}”]" if piece.fallback else f"[{said}]"

    def _step(self, name: str) -> PlacedStep | None:
        names = (self.node.prefix + name, name)
        return next((n for n in self.script.nodes if {*names} & {n.id, *n.names}), None)

    def asked(self, name: str, value: str = "") -> str:
        """What a name is called in a condition: the question that asks for it, and its screen.
        With a value, the label of this answer."""
        found = self._step(name)
        if value or not found:
            choices = found.step.choices if found and isinstance(found.step, Choose) else ()
            return next((one.label for one in choices if one.value == value), "") or value or name
        text = next((self.shown(text) for key, text in found.step.texts() if key == "text"), "")
        bins = found.step.bins if isinstance(found.step, Sort) else ()
        pile = "".join(f"“{b.label or b.value}” of " for b in bins if name.endswith(f"_{b.value}"))
        line = [*_QUESTION.findall(text), *text.split("\n")][0].strip()
        if len(line) > LONGEST_QUESTION:
            line = f"{line[:LONGEST_QUESTION].rstrip()}…"
        return f"{pile}“{line}” (screen {self.numbers[found.id]})"

    def options(self, step: Choose) -> Iterator[str]:
        for choice in step.choices:
            leads = f" (leads to {self.named(choice.go)})" if choice.go else ""
            hint = f": {choice.hint}" if choice.hint else ""
            yield f"{choice.label or choice.value}{hint}{leads}"
        if step.vocabulary:
            yield f"(the words of “{step.vocabulary}”)"
        if step.items:
            yield f"(what was said at {self.named(step.items)})"
        if step.other:
            yield "(words of one's own)"

    def notes(self) -> Iterator[str]:
        match self.node.step:
            case Rate(low=low, high=high, low_label=least, high_label=most):
                yield f"From {_end(low, least)} to {_end(high, most)}."
            case Breathe(pattern=pattern, rounds=rounds):
                phases = ", ".join(f"{one.label} {_seconds(one.seconds)}" for one in pattern.phases)
                yield f"{phases.capitalize()}; {_times(rounds)}."
            case Timer(turn_seconds=seconds, turns=turns):
                yield f"{_seconds(seconds)}, {_times(turns)}."
            case Gather(at_least=least, at_most=most) | Choose(at_least=least, at_most=most):
                if (least, most) not in ((1, 1), (1, MOST_ITEMS)):
                    yield f"From {least} to {most} of them."
            case HandOver(to=to):
                yield f"To {getattr(self.script.head.people, to, 'both')}."
            case Include(exercise=exercise):
                yield f"The steps of “{exercise}” follow."
            case Jump(to=to, at_most=most):
                yield f"Back to {self.named(to)}, {_times(most)} at most."
            case People(lines=kind):
                yield (
                    "Here stand, with their numbers, the person's own people and the lines of "
                    f"their country ({kind})."
                )
        step = self.node.step
        if isinstance(step, AskingStep) and step.private:
            yield "The answer isn't saved."
        for key, to in step.targets():
            if key == "go":
                yield f"Afterwards: {self.named(to)}"

    def named(self, step: str) -> str:
        found = self.numbers.get(self.node.prefix + step) if step != END else None
        return f"screen {found}" if found else "the end" if step == END else step


def _seconds(long: float) -> str:
    return f"{long / 60:g} min" if long >= 60 else f"{long:g} s"


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many} times"


def _end(number: int, label: str) -> str:
    return f"{number} ({label})" if label else str(number)
