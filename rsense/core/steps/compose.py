"""`compose`: a sentence with gaps, previewed as it grows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import msgspec

from rsense.core.expressions.bindings import Binding, NameType
from rsense.core.expressions.placeholders import Template, Text
from rsense.core.prompts import Blank, Fill, Prompt, Value
from rsense.core.steps.base import AskingStep, StepContext, StepError, too_long
from rsense.core.vocabulary import Vocabularies

MOST_BLANKS = 20


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for one blank."""

    text: Text
    """What is asked."""
    starter: Text | None = None
    """Words that stand in the field already."""
    example: Text | None = None
    """Words that somebody might put there."""


class BlankText:
    """A blank as its author wrote it: a question alone, or a table of text, starter, example."""

    __slots__ = ("question",)

    def __init__(self, question: Question) -> None:
        self.question = question

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BlankText) and self.question == other.question

    def __hash__(self) -> int:
        return hash(self.question)


class Compose(AskingStep, frozen=True, kw_only=True, tag="compose"):
    template: Template
    """The sentence, with `[gaps]`."""
    blanks: dict[str, BlankText]
    """By gap, its question, or a table."""
    lint: bool = False
    """True: words for somebody else; notes on accusations and absolutes may stand beside them."""

    on_paper: ClassVar = ("A sentence with gaps", "your sentence")
    keepable: ClassVar[bool] = True

    def lower(self, view: StepContext) -> Prompt:
        asked = {name: blank.question for name, blank in self.blanks.items()}
        blanks = tuple(
            Blank(name, view.show(one.text), view.show(one.starter), view.show(one.example))
            for name, one in asked.items()
        )
        return Fill(view.show(self.text), self.template.parts(view.lookup), blanks, self.lint)

    def defines(self, vocabularies: Vocabularies) -> Mapping[str, NameType]:
        return {"": NameType("text"), **{f"_{blank}": NameType("text") for blank in self.blanks}}

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        words = _words(value)
        if not isinstance(prompt, Fill) or not words:
            return {}
        sentence = prompt.sentence(words)
        parts = {f"_{blank}": Binding(text, text) for blank, text in words}
        return {"": Binding(sentence, sentence), **parts}

    def cards(self, value: Value, prompt: Prompt) -> tuple[str, ...]:
        words = _words(value)
        return (prompt.sentence(words),) if isinstance(prompt, Fill) and words else ()

    def texts(self) -> Iterator[tuple[str, Text]]:
        yield from super().texts()
        for blank in self.blanks.values():
            for text in (blank.question.text, blank.question.starter, blank.question.example):
                if text is not None:
                    yield "blanks", text

    def quoted_names(self) -> Iterator[tuple[str, str]]:
        yield from (("template", slot.name) for slot in self.template.slots)
        for blank in self.blanks.values():
            if blank.question.starter is not None:
                yield from (("blanks", slot.name) for slot in blank.question.starter.slots)

    def limit_errors(self) -> Iterator[StepError]:
        yield from super().limit_errors()
        most = max(len(self.blanks), len(self.template.gaps))
        if most > MOST_BLANKS:
            key = "blanks" if most == len(self.blanks) else "template"
            yield StepError("RS066", key, f"{most} blanks; {MOST_BLANKS} at most")

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        gaps = self.template.gaps
        for gap in gaps:
            if gap not in self.blanks:
                advice = f'add it to blanks: {gap} = "…"'
                yield StepError("RS068", "template", f"[{gap}] has no question", advice)
        for blank in self.blanks:
            yield from too_long("blanks", "a blank", blank)
            if blank not in gaps:
                what = f'"{blank}" stands nowhere in the template'
                yield StepError("RS069", "blanks", what, f"put [{blank}]")
        if not self.blanks:
            advice = "a sentence needs a [blank]"
            yield StepError("RS070", "blanks", "there is nothing to fill in", advice)


def _words(value: Value) -> tuple[tuple[str, str], ...]:
    pairs = value if isinstance(value, tuple) else ()
    return tuple((pair[0], pair[1]) for pair in pairs if not isinstance(pair, str))
