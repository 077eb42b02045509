"""Base classes and values of every step kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, Literal

import msgspec

from rsense.core.expressions.bindings import Binding, Kind, Lookup, NameType
from rsense.core.expressions.conditions import Condition
from rsense.core.expressions.identifiers import LONGEST_NAME
from rsense.core.expressions.placeholders import Text
from rsense.core.fold import fold
from rsense.core.prompts import Paced, Prompt, Value
from rsense.core.shelves import Shelf, Shelves
from rsense.core.vocabulary import Vocabularies

END = "end"
"""The step name that ends the exercise."""
Person = Literal["a", "b"]
PEOPLE: tuple[Person, ...] = ("a", "b")
"""The two at one screen, as a script names them."""


class StepError(msgspec.Struct, frozen=True):
    """A fault of a step by itself: code, key, fault, advice."""

    code: str
    key: str
    what: str
    advice: str = ""


def repeated(words: Iterable[str]) -> list[str]:
    """Words that occur more than once, sorted."""
    return sorted(word for word, times in Counter(words).items() if times > 1)


def doubled(key: str, called: str, values: Iterable[str]) -> Iterator[StepError]:
    for value in repeated(values):
        yield StepError("RS058", key, f'two {key} have the {called} "{value}"', "make one differ")


def alike(key: str, labels: Iterable[str]) -> Iterator[StepError]:
    for label in repeated(fold(label.strip()) for label in labels):
        what = f'two {key} read the same: "{label}"'
        yield StepError("RS059", key, what, "give one another label")


def too_long(key: str, called: str, name: str) -> Iterator[StepError]:
    if len(name) > LONGEST_NAME:
        what = f"{called} of {len(name)} characters; {LONGEST_NAME} at most"
        yield StepError("RS024", key, what, "choose a shorter one")


class ShelfCard(msgspec.Struct, frozen=True):
    """A text that could be kept on a shelf."""

    value: str
    shelf: Shelf
    text: str


class StepContext(msgspec.Struct, frozen=True):
    """What a step may read to make its prompt: answers, shelves, vocabularies and cards."""

    lookup: Lookup
    shelves: Shelves = msgspec.field(default_factory=dict)
    vocabularies: Vocabularies = msgspec.field(default_factory=dict)
    kept_cards: tuple[ShelfCard, ...] = ()
    people: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Names of the two at one screen, by `a` and `b`."""
    turn: str = ""
    """Who has the screen, `a` or `b`; empty for both."""
    owner: Callable[[str], str] = lambda _: ""
    """Whose answer a name is, `a` or `b`; empty for that of both."""
    shared: tuple[tuple[str, str], ...] = ()
    """Step and words of each answer that both have seen."""

    def show(self, text: Text | None) -> str:
        return "" if text is None else text.show(self.lookup)

    def items(self, name: str) -> tuple[str, ...]:
        """Labels of an earlier list answer; empty if it was not answered."""
        said = self.lookup(name)
        return said.items or said.value if said and isinstance(said.value, tuple) else ()


class StepBase(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True
):
    """A place on the way. `when` decides whether the way leads through it."""

    id: str = ""
    """Lower-case letters, digits and `_`; needed where there is an answer."""
    when: Condition | None = None
    """A condition; where it does not hold, the way passes the step by."""
    part: str = ""
    """Title of the part of the exercise that begins here."""

    on_paper: ClassVar[tuple[str, str]]
    """What it is called in a booklet, and its answer in a later text; empty if it has none."""
    asks: ClassVar[bool] = False
    """True if it has an answer, and so needs an id from the author."""
    answer_kind: ClassVar[Kind | None] = None
    """Kind of its answer, where its id is the only name and any such answer may come."""
    keepable: ClassVar[bool] = False
    """True if its answer can go on a shelf."""

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)

    def lower(self, view: StepContext) -> Prompt | None:
        """The prompt to show; None if there is nothing to ask and the step is skipped."""
        return None

    def prefill(self, view: StepContext) -> Value:
        """Initial value of its field; None for an empty one."""
        return None

    def defines(self, vocabularies: Vocabularies) -> Mapping[str, NameType]:
        """Types of the names it defines, by the suffix after its id (mostly none)."""
        return {"": NameType(self.answer_kind)} if self.answer_kind else {}

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        """Values of those names after this answer, by suffix."""
        return {}

    def cards(self, value: Value, prompt: Prompt) -> tuple[str, ...]:
        """Texts of this answer that could be kept on a shelf."""
        return ()

    def next_step(self, value: Value) -> str | None:
        """Id of the step that this answer leads to; None for the one below."""
        return None

    def targets(self) -> Iterator[tuple[str, str]]:
        """Every later step that it can lead to: (key, step id)."""
        return iter(())

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Every text with placeholders: (key, text)."""
        for key in self.__struct_fields__:
            written = getattr(self, key)
            for text in written if isinstance(written, tuple) else (written,):
                if isinstance(text, Text):
                    yield key, text

    def quoted_names(self) -> Iterator[tuple[str, str]]:
        """Earlier names whose words become part of its stored answer: (key, name)."""
        return self.sources()

    def sources(self) -> Iterator[tuple[str, str]]:
        """Earlier lists that it takes its items from: (key, name)."""
        return iter(())

    def limit_errors(self) -> Iterator[StepError]:
        """Faults of size; if there is one, nothing else is checked."""
        yield from too_long("id", "an id", self.id)

    def errors(self) -> Iterator[StepError]:
        """Faults of the step by itself."""
        return iter(())


class AskingStep(StepBase, frozen=True, kw_only=True):
    """A step that shows something: the keys that all of these have."""

    text: Text
    """What is said or asked: sixty words at most, in plain words."""
    by: Person | None = None
    """Whose step it is, of two at one screen; None for both, or where there is one person."""
    go: str | None = None
    """A later step to go to after this one, or `end`."""
    required: bool = False
    """True: cannot be skipped."""
    pin: bool = False
    """The answer stays in view until the end."""
    private: bool = False
    """The answer is never written to disk."""
    keep: Shelf | None = None
    """A shelf on which the answer may be put at the end."""
    doors: bool = True
    """False: no exercise is offered at the end of a session that led through this step."""
    forget: bool = False
    """From here on nothing is offered for keeping, summed up, or written to disk."""
    caution: Text | None = None
    """Read on a page of its own just before the step."""
    hint: Text | None = None
    """Shown quietly under the question."""
    example: Text | None = None
    """An answer that somebody might give, shown in the empty field."""

    asks: ClassVar[bool] = True

    @property
    def must_answer(self) -> bool:
        return self.required

    def next_step(self, value: Value) -> str | None:
        return self.go

    def targets(self) -> Iterator[tuple[str, str]]:
        if self.go is not None:
            yield "go", self.go

    def errors(self) -> Iterator[StepError]:
        if not self.text:
            yield StepError("RS053", "text", "the text is empty", "say what is asked")
        if self.keep and not self.keepable:
            what = f"the answer of a {self.kind} step cannot be kept on a shelf"
            yield StepError("RS054", "keep", what, "keep an ask, gather, choose or compose")
        if self.pin and self.by:
            what = "a pinned answer stays in view, and the other person would read it"
            yield StepError("RS091", "pin", what, "take pin out")
        if self.keep and self.private:
            what = "a private answer cannot be kept"
            yield StepError("RS055", "keep", what, "drop keep or private")


class TimedStep(AskingStep, frozen=True, kw_only=True):
    """A step that takes its time. Its name is true once it was followed to its end."""

    answer_kind: ClassVar[Kind | None] = "flag"

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        return {"": Binding(value.finished, "")} if isinstance(value, Paced) else {}
