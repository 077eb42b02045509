"""Ask prompts that take several lines: Gather, Sort, Fill."""

from __future__ import annotations

from collections.abc import Callable

from rsense.core.expressions.bindings import apart
from rsense.core.prompts import Fill, Gather, Pick, Refused, Sort, Value, Write
from rsense.core.sanitize import one_line
from rsense.plain.console import Answer, Command, Console, PromptTurn, begun


def gather(prompt: Gather, turn: PromptTurn) -> Answer:
    console = turn.console
    items: list[str] = []

    def with_half(half: str) -> Value:
        return (*items, *_items(half))

    while True:
        if len(items) < len(prompt.cues):
            console.say(prompt.cues[len(items)], indent="  ")
        line = turn.line(f"{len(items) + 1}> ", with_half)
        if line is Command.BACK and items:
            console.say(f"Taken back: {items.pop()}")
            continue
        kept = turn.kept(line, begun=bool(items))
        if kept is not None or isinstance(line, Command):
            return kept
        if not line.strip():
            try:
                return prompt.accept(tuple(items))
            except Refused as refusal:
                if not items:
                    raise
                console.say(str(refusal))
        else:
            room = prompt.at_most - len(items)
            taken, over = _items(line)[:room], _items(line)[room:]
            items.extend(taken)
            if over:
                console.say(f"{prompt.at_most} is the most here. An empty line goes on.")
            if over and taken:
                console.say(f"Not taken: {apart(tuple(map(one_line, over)))}")
            if taken:
                turn.draft(tuple(items))


def _items(line: str) -> list[str]:
    """Items of one input: a paste has one a line."""
    return [item for item in line.split("\n") if item.strip()]


def sort(prompt: Sort, turn: PromptTurn) -> Answer:
    numbered = Pick("", prompt.bins).numbered
    choices = ", ".join(
        f"{n} {bin.label}" if numbered else bin.label for n, bin in enumerate(prompt.bins, 1)
    )

    def placed(parts: list[Value]) -> tuple[tuple[str, str], ...]:
        picks = [part[0] for part in parts if isinstance(part, tuple)]
        return tuple((item, str(bin)) for item, bin in zip(prompt.items, picks))

    parts = _parts(prompt.questions(), turn, f"Type {choices}.", placed)
    return prompt.accept(placed(parts)) if isinstance(parts, list) else parts


def fill(prompt: Fill, turn: PromptTurn) -> Answer:
    def filled(parts: list[Value]) -> tuple[tuple[str, str], ...]:
        return tuple((blank.name, str(part)) for blank, part in zip(prompt.blanks, parts))

    parts = _parts(prompt.questions(), turn, "", filled)
    if not isinstance(parts, list):
        return parts
    answer = prompt.accept(filled(parts))
    turn.console.say("It reads:")
    turn.console.say(prompt.sentence(answer), indent="  ")
    if prompt.lint:
        turn.show_notes(prompt.sentence(answer))
    return answer


def _parts(
    questions: tuple[Pick, ...] | tuple[Write, ...],
    turn: PromptTurn,
    how: str,
    so_far: Callable[[list[Value]], Value],
) -> list[Value] | Answer:
    """Ask questions one by one, a line each; `:back` goes to the one before."""
    console = turn.console
    answers: list[Value] = []

    def with_half(half: str) -> Value:
        part = [_part(questions[len(answers)], half)] if half.strip() else []
        return so_far([*answers, *part])

    while len(answers) < len(questions):
        question = questions[len(answers)]
        console.say(question.text, indent="  ")
        if isinstance(question, Write):
            _say_start(question, console)
        if how:
            console.say(how, indent="  ")
        line = turn.line("> ", with_half)
        if line is Command.BACK and answers:
            answers.pop()
            continue
        kept = turn.kept(line, begun=bool(answers))
        if kept is not None or isinstance(line, Command):
            return kept
        try:
            answers.append(_part(question, line))
        except Refused as refusal:
            console.say(str(refusal))
        else:
            turn.draft(so_far(answers))
    return answers


def _say_start(question: Write, console: Console) -> None:
    if question.example:
        console.say(f"(for example: {question.example})", indent="  ")
    if question.starter:
        console.say(f"It begins: {question.starter} …", indent="  ")


def _part(question: Pick | Write, line: str) -> Value:
    if isinstance(question, Write):
        return question.accept(begun(question.starter, line))
    return question.parse(line)
