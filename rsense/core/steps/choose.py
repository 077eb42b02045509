"""`choose`: one or several from a list; an option may lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import msgspec

from rsense.core.expressions.bindings import Binding, NameType, listing
from rsense.core.fold import fold
from rsense.core.prompts import Option, Pick, Prompt, Value
from rsense.core.steps.base import AskingStep, StepContext, StepError, alike, doubled
from rsense.core.vocabulary import Vocabularies

MOST_OPTIONS = 200


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: str
    """What conditions compare, and what is shown where there is no label."""
    label: str = ""
    """What the person reads."""
    hint: str = ""
    """A few words behind the label."""
    go: str | None = None
    """A later step that this option leads to, or `end`."""
    key: str = ""
    """The one key that picks it at once."""
    group: str = ""
    """The heading that it stands under."""


class Choose(AskingStep, frozen=True, kw_only=True, tag="choose"):
    options: tuple[str | Choice, ...] = ()
    """The list: words, or tables with `value` and more."""
    vocabulary: str | None = None
    """The list of words to choose from, such as `emotions`."""
    items: str | None = None
    """An earlier list to choose from."""
    at_least: int = 1
    """How many have to be picked."""
    at_most: int = 1
    """How many may be picked; from 2 on its name is a list."""
    other: bool = False
    """True: own words are taken too."""
    default: str | None = None
    """The value that an empty line takes; the cursor begins there."""

    on_paper: ClassVar = ("A choice", "your choice")
    keepable: ClassVar[bool] = True

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options as structs; a bare string is its own label."""
        return tuple(
            Choice(value=option, label=option) if isinstance(option, str) else option
            for option in self.options
        )

    @property
    def must_answer(self) -> bool:
        return self.required or any(self._ways())

    def lower(self, view: StepContext) -> Prompt | None:
        options = self._options(view)
        if not options:
            return None
        # A list shorter than at_least is picked whole.
        at_least = self.at_least if self.other else min(self.at_least, len(options))
        text, default = view.show(self.text), self.default or ""
        return Pick(text, options, at_least, self.at_most, self.other, default)

    def _options(self, view: StepContext) -> tuple[Option, ...]:
        """Options to offer, each value once: items of another answer may repeat."""
        offered: dict[str, Option] = {}
        for option in self._listed(view):
            offered.setdefault(option.value, option)
        return tuple(offered.values())

    def _listed(self, view: StepContext) -> Iterator[Option]:
        for choice in self.choices:
            label = choice.label or choice.value
            yield Option(choice.value, label, choice.hint, choice.group, choice.key)
        if listed := view.vocabularies.get(self.vocabulary or ""):
            yield from listed.options()
        if self.items:
            yield from (Option(item, item) for item in view.items(self.items))

    def defines(self, vocabularies: Vocabularies) -> Mapping[str, NameType]:
        values: tuple[str, ...] | None = None
        if not self.items:
            listed = vocabularies.get(self.vocabulary or "")
            words = listed.values() if listed else ()
            values = (*(choice.value for choice in self.choices), *words)
        return {"": NameType("text" if self.at_most == 1 else "list", values)}

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        labels = self.cards(value, prompt)
        if not isinstance(value, tuple) or not isinstance(prompt, Pick):
            return {}
        if self.at_most > 1:
            picked = tuple(word for word in value if isinstance(word, str))
            called = labels if labels != picked else ()
            return {"": Binding(picked, listing(labels).label, called)}
        return {"": Binding(str(value[0]), labels[0])} if value else {}

    def cards(self, value: Value, prompt: Prompt) -> tuple[str, ...]:
        if not isinstance(value, tuple) or not isinstance(prompt, Pick):
            return ()
        called = {option.value: option.label for option in prompt.options}
        return tuple(called.get(word, word) for word in value if isinstance(word, str))

    def next_step(self, value: Value) -> str | None:
        picked = value if isinstance(value, tuple) else ()
        return next((go for value, go in self._ways() if value in picked), self.go)

    def _ways(self) -> Iterator[tuple[str, str]]:
        """Options that lead elsewhere: (value, step id)."""
        for option in self.options:
            if isinstance(option, Choice) and option.go is not None:
                yield option.value, option.go

    def targets(self) -> Iterator[tuple[str, str]]:
        yield from super().targets()
        yield from (("options", go) for _, go in self._ways())

    def sources(self) -> Iterator[tuple[str, str]]:
        if self.items:
            yield "items", self.items

    def limit_errors(self) -> Iterator[StepError]:
        yield from super().limit_errors()
        if len(self.options) > MOST_OPTIONS:
            what = f"{len(self.options)} options; {MOST_OPTIONS} at most"
            yield StepError("RS066", "options", what)

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        given = [key for key in ("options", "vocabulary", "items") if getattr(self, key)]
        if len(given) != 1:
            found = " and ".join(given) or "none of them"
            what = (
                f"a choose takes its list from options, vocabulary or items, and this has {found}"
            )
            yield StepError("RS057", given[-1] if given else "text", what, "give exactly one")
        values = [choice.value for choice in self.choices]
        yield from doubled("options", "value", values)
        labels = {choice.value: choice.label or choice.value for choice in self.choices}
        yield from alike("options", labels.values())
        keys = [choice.key for choice in self.choices if choice.key]
        yield from doubled("options", "key", map(fold, keys))
        if any(len(key) != 1 or not key.isalnum() for key in keys):
            yield StepError("RS060", "options", "a key is one letter or digit", 'such as key = "b"')
        if self.default and (self.at_most > 1 or (values and self.default not in values)):
            advice = "give the value of one option, where only one is picked"
            what = f'an empty line cannot take "{self.default}"'
            yield StepError("RS061", "default", what, advice)
        if any(not choice.value.strip() for choice in self.choices):
            yield StepError("RS062", "options", "an option has an empty value", "give it a word")
        if not 0 <= self.at_least <= self.at_most <= MOST_OPTIONS or self.at_most < 1:
            what = f"at_least ({self.at_least}) to at_most ({self.at_most})"
            advice = f"from 0 to at_most, which is 1 to {MOST_OPTIONS}"
            yield StepError("RS063", "at_least", what, advice)
        if given == ["options"] and not self.other and self.at_least > len(values):
            what = f"asks for {self.at_least} of {len(values)} options"
            yield StepError("RS064", "at_least", what)
        if self.at_most > 1 and any(self._ways()):
            what = "an option with go needs at_most = 1"
            yield StepError("RS065", "options", what, "one pick leads one way")
