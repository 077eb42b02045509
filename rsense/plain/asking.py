"""One prompt asked in lines: shown, answered, read back as the prompt's own kind of answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rsense.core import wording
from rsense.core.engine import Shown
from rsense.core.prompts import (
    Fill,
    Gather,
    Pace,
    Paced,
    Pick,
    Prompt,
    Rate,
    Read,
    Refused,
    Skip,
    Sort,
    Value,
    Write,
)
from rsense.core.transcript import in_words
from rsense.core.visible import one_line
from rsense.plain.console import Command, Console

Answer = Value | Command

GO_ON = "Enter goes on> "


def ask(shown: Shown, console: Console) -> Answer:
    """Ask until there is an answer that the prompt takes, or a command."""
    prompt, prefill = shown.prompt, _fitting(shown.prompt, shown.prefill)
    if shown.pins:
        console.say("In mind: " + "; ".join(one_line(pin) for pin in shown.pins))
    console.say(prompt.text)
    if shown.hint:
        console.say(f"({shown.hint})")
    if shown.prefill is not None and not isinstance(prompt, Read | Pace):
        console.say(f"From before: {said_line(shown.prefill, prompt)}")
    if prefill is not None:
        console.say("An empty line keeps it.")
    for line in _how(prompt, prefill):
        console.say(line, indent="  " if isinstance(prompt, Pick | Fill) else "")
    while True:
        try:
            return _answer(prompt, prefill, console)
        except Refused as refusal:
            console.say(str(refusal))


def said_line(value: Value | Skip, prompt: Prompt) -> str:
    """An answer on one line; an empty list reads as nothing."""
    return one_line(in_words(value, prompt)) or "nothing"


def _fitting(prompt: Prompt, before: Value | Skip) -> Value | Skip:
    """An earlier answer that the question still takes: its list may be another by now."""
    if isinstance(before, Skip | Paced):
        return None if isinstance(before, Paced) else before
    try:
        return prompt.accept(before)
    except Refused:
        return None


def _how(prompt: Prompt, prefill: Value | Skip) -> Iterator[str]:
    """What there is to answer with, said once."""
    match prompt:
        case Rate():
            low = f" ({prompt.low_label})" if prompt.low_label else ""
            high = f" ({prompt.high_label})" if prompt.high_label else ""
            yield f"A number from {prompt.low}{low} to {prompt.high}{high}."
        case Write():
            if prompt.starter and prefill is None:
                yield f"It begins: {prompt.starter} …"
            if prompt.many_lines:
                yield "As many lines as you like. An empty line ends it."
        case Pick():
            yield from _numbered(prompt)
            own = ", or your own words" if prompt.other else ""
            several = "numbers on one line" if prompt.at_most > 1 else "a number"
            most = (
                f" ({prompt.at_most} at most)" if 1 < prompt.at_most < len(prompt.options) else ""
            )
            none = "; an empty line picks none" if prompt.at_least == 0 and prefill is None else ""
            yield f"Type {several}{most}{own}{none}."
        case Gather():
            yield "One a line. An empty line ends the list."
        case Fill():
            yield prompt.sentence(())
        case Read() | Sort() | Pace():
            pass
        case _:
            assert_never(prompt)


def _answer(prompt: Prompt, prefill: Value | Skip, console: Console) -> Answer:
    match prompt:
        case Read():
            return _command_or(console.line(GO_ON), None)
        case Rate() | Pick():
            return _typed(prompt, prefill, console)
        case Write():
            return _write(prompt, prefill, console)
        case Gather():
            return _gather(prompt, prefill, console)
        case Sort():
            return _sort(prompt, prefill, console)
        case Fill():
            return _fill(prompt, prefill, console)
        case Pace():
            return _pace(prompt, console)
        case _:
            assert_never(prompt)


def _command_or(line: str | Command, value: Value) -> Answer:
    return line if isinstance(line, Command) else value


def _kept(line: str | Command, prefill: Value | Skip) -> Answer:
    """The earlier answer, when an empty line keeps it."""
    if isinstance(line, Command):
        return line
    if prefill is None or line.strip():
        return None
    return Command.SKIP if isinstance(prefill, Skip) else prefill


def _typed(prompt: Rate | Pick, prefill: Value | Skip, console: Console) -> Answer:
    line = console.line("number> " if isinstance(prompt, Rate) else "choice> ")
    kept = _kept(line, prefill)
    if kept is not None or isinstance(line, Command):
        return kept
    return prompt.parse(line)


def _write(prompt: Write, prefill: Value | Skip, console: Console) -> Answer:
    lines: list[str] = []
    while True:
        line = console.line("> ")
        kept = _kept(line, prefill) if not lines else None
        if kept is not None:
            return kept
        if isinstance(line, Command):
            return line
        if prompt.many_lines and line.strip():
            lines.append(line)
            continue
        words = "\n".join(lines) if prompt.many_lines else line
        written = prompt.accept(_begun(prompt.starter, words))
        if prompt.lint:
            _show_notes(written, console)
        return written


def _begun(starter: str, words: str) -> str:
    """The words after those already on the page, unless they were typed again."""
    if not starter or not words.strip() or words.strip().casefold().startswith(starter.casefold()):
        return words
    return f"{starter} {words.lstrip()}"


def _show_notes(text: str, console: Console) -> None:
    for note in wording.notes(text):
        console.say(f"About “{one_line(note.words)}”: {note.advice}", indent="  ")


def _numbered(prompt: Pick) -> Iterator[str]:
    group = ""
    for number, option in enumerate(prompt.options, 1):
        if option.group != group:
            group = option.group
            yield f"{one_line(group)}:"
        hint = f" ({option.hint})" if option.hint else ""
        yield one_line(f"{number}. {option.label}{hint}")


def _gather(prompt: Gather, prefill: Value | Skip, console: Console) -> Answer:
    items: list[str] = []
    while True:
        if len(items) < len(prompt.cues):
            console.say(prompt.cues[len(items)], indent="  ")
        line = console.line(f"{len(items) + 1}> ")
        kept = _kept(line, prefill) if not items else None
        if kept is not None:
            return kept
        if isinstance(line, Command):
            if line is Command.BACK and items:
                console.say(f"Taken back: {items.pop()}")
                continue
            return line
        if not line.strip():
            try:
                return prompt.accept(tuple(items))
            except Refused as refusal:
                if not items:
                    raise
                console.say(str(refusal))
        elif len(items) >= prompt.at_most:
            console.say(f"{prompt.at_most} is the most here. An empty line goes on.")
        else:
            items.append(line)


def _sort(prompt: Sort, prefill: Value | Skip, console: Console) -> Answer:
    choices = ", ".join(f"{n} {bin.label}" for n, bin in enumerate(prompt.bins, 1))
    parts = _parts(prompt.questions(), prefill, console, f"Type {choices}.")
    if not isinstance(parts, list):
        return parts
    picks = [part[0] for part in parts if isinstance(part, tuple)]
    return prompt.accept(tuple(zip(prompt.items, picks)))


def _fill(prompt: Fill, prefill: Value | Skip, console: Console) -> Answer:
    parts = _parts(prompt.questions(), prefill, console, "")
    if not isinstance(parts, list):
        return parts
    names = (blank.name for blank in prompt.blanks)
    answer = prompt.accept(tuple(zip(names, parts)))
    console.say("It reads:")
    console.say(prompt.sentence(answer), indent="  ")
    if prompt.lint:
        _show_notes(prompt.sentence(answer), console)
    return answer


def _parts(
    questions: tuple[Pick, ...] | tuple[Write, ...],
    prefill: Value | Skip,
    console: Console,
    how: str,
) -> list[Value] | Answer:
    """The questions one by one, a line each; `:back` goes to the one before."""
    answers: list[Value] = []
    while len(answers) < len(questions):
        question = questions[len(answers)]
        console.say(question.text, indent="  ")
        if isinstance(question, Write):
            _say_start(question, console)
        if how:
            console.say(how, indent="  ")
        line = console.line("> ")
        kept = _kept(line, prefill) if not answers else None
        if line is Command.BACK and answers:
            answers.pop()
            continue
        if kept is not None or isinstance(line, Command):
            return kept or line
        try:
            answers.append(_part(question, line))
        except Refused as refusal:
            console.say(str(refusal))
    return answers


def _say_start(question: Write, console: Console) -> None:
    if question.example:
        console.say(f"(for example: {question.example})", indent="  ")
    if question.starter:
        console.say(f"It begins: {question.starter} …", indent="  ")


def _part(question: Pick | Write, line: str) -> Value:
    if isinstance(question, Write):
        return question.accept(_begun(question.starter, line))
    return question.parse(line)


def _pace(prompt: Pace, console: Console) -> Answer:
    """One line a phase, each at its time; the line that starts it can also skip it."""
    if console.paced:
        line = console.line(f"{_length(prompt.seconds)}. Enter begins> ")
        if isinstance(line, Command):
            return line
    for cycle in range(prompt.cycles):
        for phase in prompt.phases:
            turn = f"{cycle + 1} of {prompt.cycles}: " if prompt.cycles > 1 else ""
            label = phase.label or "begin"
            console.say(f"{turn}{label}, {_length(phase.seconds)}", indent="  ")
            if console.paced:
                console.wait(phase.seconds)
    bell = "\a" if prompt.bell and console.interactive else ""
    console.write(f"{bell}Done.")
    return Paced(round(prompt.seconds), prompt.cycles, finished=True)


def _length(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:g} seconds"
    return f"{seconds / 60:.3g} minutes"
