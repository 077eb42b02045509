"""Ask one prompt in lines and parse the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from rsense.core.engine import CurrentPrompt
from rsense.core.engine.transcript import format_answer
from rsense.core.expressions.bindings import apart
from rsense.core.people import people_text
from rsense.core.prompts import (
    Fill,
    Gather,
    Moment,
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
from rsense.core.sanitize import one_line
from rsense.plain.aloud import GO_ON, answer_keys
from rsense.plain.console import ASK_COUNTRY, Answer, Command, Console, PromptTurn
from rsense.plain.family_pick import LONG, families, family_lines, pick_word
from rsense.plain.multi_part import ANEW, begun, fill, gather, sort
from rsense.plain.pace import pace
from rsense.ports import Activity, OwnEditor

if TYPE_CHECKING:
    from rsense.core.message_lint import Note

QUITS = ":help shows people to call, :quit leaves."
GO_BELOW = "More lines go below it, and :new begins it anew."
EDIT_IS_FOR = ":edit opens your editor, for long texts that are kept."


def ask(
    shown: CurrentPrompt,
    console: Console,
    draft: Callable[[Value], None] = lambda _: None,
    draft_later: Callable[[Value], None] = lambda _: None,
    opened: Activity | None = None,
    *,
    editor: OwnEditor | None = None,
    notes: Callable[[str], tuple[Note, ...]] = lambda _: (),
) -> Answer:
    """Ask until there is an answer that the prompt takes, or a command.

    `draft` saves a partial answer after each of several lines, `draft_later` while a line is typed.
    `opened` has the ways out of a timed step, and people to call; `editor` is for long texts,
    `notes` for messages. Raises TookExit.
    """
    prompt, prefill = shown.prompt, _fitting(shown.prompt, shown.prefill)
    if shown.pins:
        console.say("In mind: " + apart(tuple(map(one_line, shown.pins))))
    console.say(prompt.whole if isinstance(prompt, Read) else prompt.text)
    if opened and opened.people:
        console.say()
        console.say(people_text(opened.people, console.width, ASK_COUNTRY))
        console.say()
    if shown.hint:
        console.say(f"({shown.hint})")
    if shown.prefill is not None and not isinstance(prompt, Read | Pace):
        source = "Chosen already" if shown.kind == "shelve" else "From before"
        console.say(f"{source}: {answer_line(shown.prefill, prompt)}")
    if prefill is not None:
        console.say("An empty line keeps it.")
    for line in instructions(prompt, prefill):
        console.say(line, indent="  " if isinstance(prompt, Pick | Fill) else "")
    # Where words wait that no longer fit, they are not passed over in silence.
    empty_skips = shown.skips_when_empty and shown.prefill is None
    if shown.private or (opened and opened.private):
        editor = None  # its words would lie on the disk for a while
    begun = None if isinstance(shown.prefill, Skip) else shown.prefill
    turn = PromptTurn(console, prefill, begun, draft, draft_later, editor=editor, notes=notes)
    way_out = f":skip leaves {shown.skipped} out." if shown.skippable else QUITS
    turn = replace(turn, way_out=way_out, empty_skips=empty_skips)
    if opened:
        turn = replace(turn, at_once=opened.at_once, exits=opened.exits)
    if editor and editor.is_set and isinstance(prompt, Write) and prompt.many_lines:
        console.say(":edit opens your editor.")
    while True:
        try:
            answer = _answer(prompt, turn)
            if answer is not Command.EDIT:
                return answer
            console.say(EDIT_IS_FOR)
        except Refused as refusal:
            console.say(f"{refusal} {turn.way_out}")


def answer_line(value: Value | Skip, prompt: Prompt) -> str:
    """An answer on one line; an empty list reads as nothing."""
    return one_line(format_answer(value, prompt)) or "nothing"


def _fitting(prompt: Prompt, before: Value | Skip) -> Value | Skip:
    """The earlier answer, or None if the prompt no longer accepts it: options may change."""
    if isinstance(before, Skip | Paced):
        return None if isinstance(before, Paced) else before
    try:
        return prompt.accept(before)
    except Refused:
        return None


def instructions(prompt: Prompt, prefill: Value | Skip) -> Iterator[str]:
    match prompt:
        case Rate():
            low = f" ({prompt.low_label})" if prompt.low_label else ""
            high = f" ({prompt.high_label})" if prompt.high_label else ""
            yield f"A number from {prompt.low}{low} to {prompt.high}{high}."
        case Write():
            if prompt.starter and prefill is None:
                yield f"It begins: {prompt.starter} …"
            if prompt.many_lines:
                fresh = not isinstance(prefill, str)
                yield "As many lines as you like. An empty line ends it." if fresh else GO_BELOW
        case Pick():
            yield from family_lines(prompt) if families(prompt) else _numbered(prompt)
            own = ", or your own words" if prompt.other else ""
            one, more = ("a number", "numbers") if prompt.numbered else ("one of these", "these")
            if prompt.numbered and len(prompt.options) > LONG:
                one += " or a name"
            several = f"{more} on one line" if prompt.at_most > 1 else one
            if prompt.keyed:
                several = "one of these"
            limited = 1 < prompt.at_most < len(prompt.options)
            most = f" ({prompt.at_most} at most)" if limited else ""
            none = "an empty line" if prefill is None else Command.SKIP.value
            none = f"; {none} picks none" if prompt.at_least == 0 else ""
            if prompt.default and prefill is None:
                none = f"; an empty line takes “{one_line(prompt.label(prompt.default))}”"
            if families(prompt):
                commas = ", or several with commas" if prompt.at_most > 1 else ""
                several = f"a word, or a number for its family{commas}"
            yield f"Type {several}{most}{own}{none}."
        case Moment():
            yield Moment.HINT
        case Gather():
            fresh = not isinstance(prefill, tuple)
            yield "One a line. An empty line ends the list." if fresh else GO_BELOW
        case Fill():
            count = len(prompt.blanks)
            gaps = [f"(part {n})" for n in range(1, count + 1)] if count > 1 else ["(your words)"]
            yield prompt.sentence(zip((blank.name for blank in prompt.blanks), gaps))
        case Read() | Sort() | Pace():
            pass
        case _:
            assert_never(prompt)


def _answer(prompt: Prompt, turn: PromptTurn) -> Answer:
    match prompt:
        case Read():
            return turn.enter(GO_ON)
        case Pick() if families(prompt):
            return pick_word(prompt, turn)
        case Rate() | Pick():
            return _typed(prompt, turn)
        case Moment():
            return _moment(prompt, turn)
        case Write():
            return _write(prompt, turn)
        case Gather():
            return gather(prompt, turn)
        case Sort():
            return sort(prompt, turn)
        case Fill():
            return fill(prompt, turn)
        case Pace():
            return pace(prompt, turn)
        case _:
            assert_never(prompt)


def _typed(prompt: Rate | Pick, turn: PromptTurn) -> Answer:
    cue = "number> " if isinstance(prompt, Rate) else "choice> "
    line = turn.line(cue, prompt.parse, answer_keys(prompt))
    kept = turn.kept(line)
    if kept is not None or isinstance(line, Command):
        return kept
    return prompt.parse(line)


def _moment(prompt: Moment, turn: PromptTurn) -> Answer:
    """A time to come, said back as it was understood."""
    line = turn.line("when> ", str)
    kept = turn.kept(line)
    if kept is not None or isinstance(line, Command):
        return kept
    at = prompt.parse(line)
    turn.console.say(f"That's {prompt.label(at)}.")
    return at


def _write(prompt: Write, turn: PromptTurn) -> Answer:
    whole = prompt.many_lines and isinstance(turn.begun, str) and turn.begun
    lines = str(whole).split("\n") if whole else []

    def with_half(half: str) -> Value:
        return begun(prompt.starter, "\n".join((*lines, half) if half.strip() else lines))

    while True:
        line = turn.line("> ", with_half)
        if line is Command.EDIT and turn.editor and prompt.many_lines:
            lines = _edited(lines, turn, turn.editor)
            turn.draft(begun(prompt.starter, "\n".join(lines)))
            continue
        if line is Command.NEW and lines:
            lines.clear()
            turn.console.say(ANEW)
            continue
        kept = turn.kept(line, begun=bool(lines))
        if kept is not None or isinstance(line, Command):
            return kept
        if prompt.many_lines and line.strip():
            lines.append(line)
            turn.draft(begun(prompt.starter, "\n".join(lines)))
            continue
        words = "\n".join(lines) if prompt.many_lines else line
        written = prompt.accept(begun(prompt.starter, words))
        if prompt.lint:
            turn.show_notes(written)
        return written


def _edited(lines: list[str], turn: PromptTurn, editor: OwnEditor) -> list[str]:
    """The lines as they come back from the person's editor, shown."""
    before = "\n".join(lines)
    edited = editor.edit(before)
    if edited.text == before:
        turn.console.say(edited.told or "Nothing was changed.")
        return lines
    if edited.told:
        turn.console.say(edited.told)
    for line in edited.text.split("\n"):
        turn.console.say(line, indent="  ")
    turn.console.say("An empty line takes it, more lines go below, :edit opens it again.")
    return edited.text.split("\n")


def _numbered(prompt: Pick) -> Iterator[str]:
    if len(prompt.options) > LONG:
        words = (
            _number(prompt, number, "\N{NO-BREAK SPACE}") + one_line(option.label)
            for number, option in enumerate(prompt.options, 1)
        )
        yield "; ".join(words)  # a hundred lines would be too many
        return
    group = ""
    for number, option in enumerate(prompt.options, 1):
        if option.group != group:
            group = option.group
            yield one_line(group) + ("" if group.endswith("?") else ":")
        hint = f" ({option.hint})" if option.hint else ""
        mark = f"{option.key}. " if option.key else _number(prompt, number, ". ")
        yield one_line(f"{mark}{option.label}{hint}")


def _number(prompt: Pick, number: int, behind: str) -> str:
    return f"{number}{behind}" if prompt.numbered else ""
