"""Questions of `rsense log` without words: in lines, so that nothing enters the shell's history.

Every question but the first can be left out by Enter. Each answer is saved before the next
question, so that leaving half way, or the end of the terminal, loses none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsense.cli.face import line_console
from rsense.core.prompts import Option, Pick, Refused
from rsense.core.sanitize import one_line
from rsense.core.trigger_fields import HIGHEST
from rsense.core.values import number_of
from rsense.core.vocabulary import Word, match_terms
from rsense.plain.console import Command, Console, EndOfInput
from rsense.services.context import open_context
from rsense.services.errors import UserError
from rsense.services.terms import TermResolver, ambiguity_message
from rsense.services.text_input import normalise_text

if TYPE_CHECKING:
    from rsense.cli.commands.log import PartialTrigger

STRENGTH = f"How strong, 0 to {HIGHEST}? (Enter leaves it out) "
FEELINGS = "emotions"
NOT_HERE = "Not here. Enter leaves this out, :quit ends it, :help shows people to call."


def person_console() -> Console:
    """Lines asked of somebody at the terminal."""
    return line_console(interactive=True, paced=False)


def ask(spelling: TermResolver, answers: PartialTrigger) -> None:
    """Ask for the words, then for what is not answered yet."""
    console = person_console()
    try:
        good = answers.trigger.is_good
        answers.put(what=typed_line(console, "What was good? " if good else "What happened? "))
        if not answers.trigger.what:
            return
        answers.keep()
        if answers.trigger.intensity is None and not good:
            answers.put(intensity=ask_strength(console, STRENGTH))
            answers.keep()
        if not answers.trigger.emotions:
            answers.put(emotions=_feelings(console, spelling))
    except EndOfInput:
        return


def typed_words(console: Console, cue: str) -> str:
    """A typed line without the blanks around it."""
    return typed_line(console, cue).strip()


def typed_line(console: Console, cue: str) -> str:
    """A typed line as it is; empty if it is left out. Raises EndOfInput."""
    while isinstance(line := console.line(cue), Command):
        match line:
            case Command.QUIT:
                raise EndOfInput  # no more questions; what was said counts
            case Command.SKIP:
                return ""
            case Command.HELP:
                from rsense.services.help_now import help_text

                console.say(help_text(open_context(), width=console.width))
            case _:
                console.say(NOT_HERE)
    return normalise_text(line)


def ask_strength(
    console: Console, cue: str, or_else: str = "", highest: int = HIGHEST
) -> int | None:
    """A strength from 0 to `highest`; None if it is left out. Raises EndOfInput."""
    while typed := typed_words(console, cue):
        number = number_of(typed)
        if number is not None and 0 <= number <= highest:
            return number
        console.say(f"Type a number from 0 to {highest}{or_else}.")
    return None


def _feelings(console: Console, spelling: TermResolver) -> tuple[str, ...]:
    cue = "What did you feel? (commas between; ? lists words) "
    known = [word for word in spelling.known(FEELINGS) if not word.retired]
    options = tuple(Option(word.value, word.text) for word in known)
    listed = Pick("", options, 0, len(options), other=True)
    while typed := typed_words(console, cue):
        if typed == "?":
            console.say(", ".join(f"{n} {word.text}" for n, word in enumerate(known, 1)))
            continue
        try:
            words = listed.parse(typed)
            spelling.understood += (listed.label(word) for word in words if word not in typed)
            return spelling.resolve_all(FEELINGS, words)
        except (Refused, UserError) as failure:
            console.say(str(failure))
    return ()


def choose_in(typed: str, found: list[Word]) -> str | None:
    """Which of several words is meant, asked in lines; None keeps what was typed."""
    console = person_console()
    console.say(ambiguity_message(typed, found))
    while True:
        try:
            line = typed_words(console, f"Which? (Enter keeps “{one_line(typed)}”) ")
        except EndOfInput:
            return None
        chosen = match_terms(line, found)
        if not line or len(chosen) == 1:
            return chosen[0].value if chosen else None
        console.say("One of these words, please, or Enter.")
