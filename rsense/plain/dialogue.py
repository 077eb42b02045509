"""An exercise from its first line to its last, in a dialogue of lines."""

from __future__ import annotations

from enum import Enum

from rsense.core.engine import Shown
from rsense.core.prompts import SKIPPED, Read, Refused, Value
from rsense.core.transcript import in_words
from rsense.core.visible import one_line
from rsense.plain.asking import Answer, ask
from rsense.plain.console import Command, Console, EndOfInput
from rsense.sitting import Ending, NotKept, Services, Sitting

COMMANDS = ":back goes back, :skip leaves a question out, :quit keeps it for later, :help helps."


class Result(Enum):
    """How a dialogue came to its end."""

    FINISHED = "finished"
    LEFT = "left"


def run(sitting: Sitting, services: Services, console: Console) -> Result:
    """Ask everything there is to ask. NotKept is for the caller to tell."""
    head = sitting.session.script.head
    console.say(f"rsense, in lines. {head.title}, about {head.minutes:g} minutes.")
    console.say(COMMANDS)
    try:
        while True:
            shown = sitting.shown
            if shown is None:
                if not console.interactive or _looked_over(sitting, console):
                    break
                continue
            if not _one_turn(shown, sitting, services, console):
                return _left(sitting, services, console)
    except EndOfInput:
        return _left(sitting, services, console)
    _end(services.finish(sitting.session), console)
    return Result.FINISHED


def choose(sitting: Sitting, console: Console) -> str | None:
    """One choice settled before an exercise begins; None when the person leaves."""
    try:
        while (shown := sitting.shown) is not None:
            console.say()
            answer = ask(shown, console)
            if answer is Command.QUIT:
                return None
            if isinstance(answer, Command):
                console.say("Any of these will do. :quit leaves.")
            else:
                sitting.answer(answer)
    except EndOfInput:
        return None
    value = sitting.session.trail[0].value
    return str(value[0]) if isinstance(value, tuple) else None


def _one_turn(shown: Shown, sitting: Sitting, services: Services, console: Console) -> bool:
    """One question; False when the person leaves."""
    console.say()
    console.say(f"[{shown.position} of about {shown.about}]")
    return _take(ask(shown, console), shown, sitting, services, console)


def _take(
    answer: Answer, shown: Shown, sitting: Sitting, services: Services, console: Console
) -> bool:
    match answer:
        case Command.QUIT:
            return False
        case Command.BACK:
            if not sitting.session.trail:
                console.say("This is the first one.")
            sitting.back()
        case Command.HELP:
            _help(shown, services, console)
        case Command.SKIP:
            try:
                sitting.answer(None if isinstance(shown.prompt, Read) else SKIPPED)
            except Refused as refusal:
                console.say(str(refusal))
        case _:
            _answer(answer, sitting, console)
    return True


def _answer(value: Value, sitting: Sitting, console: Console) -> None:
    try:
        sitting.answer(value)
    except NotKept as error:
        if not console.interactive:
            raise
        console.say(f"{error} Your words stand above. Answer once more to try again.")


def _help(shown: Shown, services: Services, console: Console) -> None:
    console.say()
    if shown.example:
        console.say(f"An example: {shown.example}")
    console.say(COMMANDS + " A line that begins with :: is words that begin with a colon.")
    console.say()
    console.say(services.help_now())


def _looked_over(sitting: Sitting, console: Console) -> bool:
    """The answers once more, each to be changed; True when the person is done."""
    said = sitting.said()
    console.say()
    console.say("That is all of it. What you said:")
    for number, (_, step) in enumerate(said, 1):
        question = one_line(step.question.split("\n")[0])
        answer = one_line(in_words(step.reply.value, step.prompt))
        console.say(f"{number}. {question}", indent="  ")
        console.say(answer, indent="     ")
    line = console.line("Enter finishes, a number changes that answer> ")
    match line:
        case Command.BACK:
            sitting.back()
            return False
        case Command.QUIT:
            raise EndOfInput
        case Command():
            console.say(
                "Enter finishes. :back goes to the last question, :quit keeps it for later."
            )
            return False
    if not line.strip():
        return True
    if line.strip().isdecimal() and 1 <= int(line.strip()[:6]) <= len(said):
        _change(said[int(line) - 1][0], sitting, console)
    else:
        console.say(f"A number from 1 to {len(said)}, or Enter.")
    return False


def _change(index: int, sitting: Sitting, console: Console) -> None:
    answer = ask(sitting.asked(index), console)
    try:
        if answer is Command.SKIP:
            sitting.revise(index, SKIPPED)
        elif not isinstance(answer, Command):
            sitting.revise(index, answer)
    except Refused as refusal:
        console.say(str(refusal))


def _left(sitting: Sitting, services: Services, console: Console) -> Result:
    console.say()
    if services.private:
        console.say("Left. Nothing was kept.")
    elif sitting.worth_keeping:
        name = sitting.session.script.id
        console.say(f"Kept for later. “rsense run {name}” goes on from here.")
    else:
        console.say("Left. There was nothing to keep yet.")
    return Result.LEFT


def _end(ending: Ending, console: Console) -> None:
    console.say()
    for line in ending.lines:
        console.say(line)
    if ending.doors:
        console.say("If you want to go on from here:")
    for door in ending.doors:
        console.say(f"rsense run {door.id}: {door.title}, {door.minutes:g} minutes", indent="  ")
