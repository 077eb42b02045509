"""Decode the TOML text of a script into a draft: every key is checked, every fault is reported."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, get_origin

import msgspec

from rsense.core.expressions.conditions import Condition
from rsense.core.expressions.placeholders import Template, Text
from rsense.core.sanitize import first_control
from rsense.core.script.decode_messages import plain_message
from rsense.core.script.diagnostics import (
    MOST_PROBLEMS,
    Path,
    Places,
    Problem,
    did_you_mean,
    not_too_many,
    syntax_problem,
    unfit,
)
from rsense.core.script.head import Head
from rsense.core.steps import KINDS, StepBase
from rsense.core.steps.breathe import Pattern
from rsense.core.steps.compose import BlankText, Question

S = TypeVar("S", bound=msgspec.Struct)
LARGEST_SCRIPT = 256 * 1024
LONGEST_TEXT = 4000
"""Characters in one text of a script."""
MOST_STEPS = 500


_OF_HEAD = Head.__struct_encode_fields__


class Draft(msgspec.Struct, frozen=True):
    """A decoded script, and the places of its keys for messages."""

    file: str
    head: Head
    steps: tuple[StepBase, ...]
    places: Places

    def problem(self, code: str, path: Path, what: str, advice: str = "") -> Problem:
        line, column = self.places.of(path)
        step = _step_of(path, [step.id for step in self.steps])
        return Problem(code, self.file, line, column, step, what, advice)


def no_exercise(draft: Draft, path: Path, named: str, known: Iterable[str]) -> Problem:
    """A name of an exercise that is not there."""
    advice = did_you_mean(named, known) or "name one of the library"
    return draft.problem("RS034", path, f'there is no exercise "{named}"', advice)


MISWRITTEN: Mapping[type, str] = {
    Condition: "RS018",
    Text: "RS019",
    Template: "RS019",
    Pattern: "RS020",
}
"""Types that a script writes as plain text, with the code of what cannot be read as one."""


class Miswritten(ValueError):
    """A text that is no condition, or the like."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


def step_name(index: int, id: object) -> str:
    """`step 3 (breath)`, as problems name the step at an index."""
    return f"step {index + 1} ({id})" if isinstance(id, str) and id else f"step {index + 1}"


def _step_of(path: Path, ids: Sequence[object]) -> str:
    """The step that a path lies in, as problems name it; empty for the head."""
    match path:
        case ("step", int(index), *_):
            return step_name(index, ids[index])
        case _:
            return ""


def hook(kind: type, written: object) -> object:
    """Decode hook of msgspec: builds the types that a script writes as plain text."""
    if kind is BlankText:
        if isinstance(written, str):
            return BlankText(Question(text=Text(written)))
        return BlankText(msgspec.convert(written, Question, dec_hook=hook))
    if not isinstance(written, str):
        raise ValueError("text belongs here")
    if kind in MISWRITTEN:
        try:
            return kind(written)
        except ValueError as error:
            raise Miswritten(MISWRITTEN[kind], str(error)) from error
    raise NotImplementedError(kind)


def decode(file: str, text: str | dict[str, Any]) -> tuple[Draft | None, tuple[Problem, ...]]:
    """The draft, or every problem that prevents it. A document, taken apart, has no lines."""
    raw = text if isinstance(text, dict) else _document(file, text)
    if isinstance(raw, Problem):
        return None, (raw,)
    if unfitting := unfit(raw):
        code, why = unfitting
        return None, (Problem(code, file, 1, 1, "", why),)
    decoder = _Decoder(file, Places(text if isinstance(text, str) else ""))
    draft = decoder.draft(raw)
    return draft, not_too_many(decoder.problems)


def _document(file: str, text: str) -> dict[str, Any] | Problem:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        before = text[: error.start]
        line, column = before.count("\n") + 1, error.start - before.rfind("\n")
        what = f"half a character (U+{ord(text[error.start]):04X})"
        return Problem("RS005", file, line, column, "", what, "save the file as UTF-8")
    if size > LARGEST_SCRIPT:
        what = f"larger than a script may be ({LARGEST_SCRIPT // 1024} KB)"
        return Problem("RS003", file, 1, 1, "", what, "split it, with include")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return syntax_problem(file, text, error)


class _Decoder:
    """Decodes one document and collects its problems."""

    def __init__(self, file: str, places: Places) -> None:
        self.file = file
        self.places = places
        self.ids: list[object] = []
        self.problems: list[Problem] = []

    @property
    def is_full(self) -> bool:
        """True once the limit of reported problems is reached."""
        return len(self.problems) >= MOST_PROBLEMS

    def report(self, code: str, path: Path, what: str, advice: str = "") -> None:
        if self.is_full:
            return
        line, column = self.places.of(path)
        step = _step_of(path, self.ids)
        self.problems.append(Problem(code, self.file, line, column, step, what, advice))

    def draft(self, raw: dict[str, Any]) -> Draft | None:
        if raw and not {"step", "stage"} & {*raw}:
            advice = "“rsense new” begins one, and “rsense pack check” looks through a pack"
            self.report("RS010", (), "this is no script: it has no stage and no steps", advice)
            return None
        raw_steps = raw.pop("step", [])
        self.strings((), raw)
        head = self.table(Head, raw, (), "a script's head")
        if not isinstance(raw_steps, list) or not raw_steps:
            self.report("RS010", ("step",), "there are no steps", "write [[step]] tables")
            return None
        if len(raw_steps) > MOST_STEPS:
            self.report("RS011", ("step",), f"{len(raw_steps)} steps; {MOST_STEPS} at most")
            return None
        self.ids = [step.get("id") if isinstance(step, dict) else None for step in raw_steps]
        steps: list[StepBase | None] = []
        for index, step in enumerate(raw_steps):
            if self.is_full:
                return None
            steps.append(self.step(index, step))
        decoded = tuple(step for step in steps if step is not None)
        if head is None or self.problems or len(decoded) < len(steps):
            return None
        return Draft(self.file, head, decoded, self.places)

    def step(self, index: int, raw: object) -> StepBase | None:
        path: Path = ("step", index)
        if not isinstance(raw, dict):
            self.report("RS012", path, "a step is a [[step]] table")
            return None
        self.strings(path, raw)
        kind = raw.pop("kind", None)
        if not isinstance(kind, str) or kind not in KINDS:
            what = f'"{kind}" is no kind of step' if kind is not None else "kind is missing"
            advice = did_you_mean(str(kind), KINDS) or f"the kinds are {', '.join(KINDS)}"
            self.report("RS013", (*path, "kind"), what, advice)
            return None
        return self.table(KINDS[kind], raw, path, kind)

    def table(self, struct: type[S], raw: dict[str, Any], path: Path, called: str) -> S | None:
        """One table as a struct; if it is wrong, a problem for each key that is unknown, missing or
        wrong."""
        try:
            return msgspec.convert(raw, struct, dec_hook=hook)
        except msgspec.ValidationError:
            self.faults(struct, raw, path, called)
        return None

    def faults(self, struct: type[S], raw: dict[str, Any], path: Path, called: str) -> None:
        fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
        for key in raw:
            if self.is_full:
                return
            if key not in fields:
                near = did_you_mean(key, [*fields, "step"] if struct is Head else fields)
                advice = near or f"its keys are {', '.join(fields)}"
                if key in _OF_HEAD:
                    advice = "it belongs to the head, above the first [[step]]"
                self.report("RS014", (*path, key), f'"{key}" is not a key of {called}', advice)
        for key, field in fields.items():
            if key not in raw:
                if field.required:
                    self.report("RS015", path, f"{key} is missing", f"{called} needs it")
                continue
            many = get_origin(field.type) is dict and isinstance(raw[key], dict)  # [measure.NAME]
            for at, value in raw[key].items() if many else [("", raw[key])]:
                try:
                    msgspec.convert({at: value} if many else value, field.type, dec_hook=hook)
                except msgspec.ValidationError as error:
                    code, what, advice, inner = plain_message(str(error), field.type)
                    if isinstance(error.__cause__, Miswritten):
                        code = error.__cause__.code
                    names = [key, *(inner[:-1] if code == "RS014" else inner)]
                    told = next(name for name in reversed(names) if isinstance(name, str))
                    there = (*path, key, at, *inner) if many else (*path, key, *inner)
                    self.report(code, there, f"{told}: {what}", advice)

    def strings(self, path: Path, value: object) -> None:
        """Report control characters and overlong texts anywhere in the document."""
        match value:
            case str():
                if control := first_control(value):
                    what = f"a control character ({control}) in the text"
                    advice = "take it out: it could act on a reader's terminal"
                    self.report("RS007", path, what, advice)
                if len(value) > LONGEST_TEXT:
                    self.report("RS008", path, f"a text longer than {LONGEST_TEXT} characters")
            case dict():
                for key, inner in value.items():
                    self.strings(path, key)
                    self.strings((*path, key), inner)
            case list():
                for index, inner in enumerate(value):
                    self.strings((*path, index), inner)
