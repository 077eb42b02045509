"""Run an exercise as a dialogue of lines."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from rsense.core.engine import CurrentPrompt
from rsense.core.engine.transcript import asking_line, format_answer, unsaved_mark
from rsense.core.prompts import SKIPPED, Prompt, Read, Refused, Skip, Value
from rsense.plain.console import (
    ASK_COUNTRY,
    Answer,
    Command,
    Console,
    Dialogue,
    EndOfInput,
    TookExit,
)
from rsense.plain.ending import minutes_text, report_leaving, show_ending
from rsense.plain.help_lines import show_example, show_help
from rsense.plain.line_drafts import LineDrafts
from rsense.plain.prompt_io import answer_line, ask
from rsense.ports import Activity, Ending, Services
from rsense.save_queue import LAST_SECONDS, Ended
from rsense.session_runner import SaveFailed

UNKEPT = "Or go on without keeping it: :unkept keeps nothing from here on."


class ContinueUnsaved(Exception):
    """The person goes on without saving."""


def run(opened: Activity, services: Services, console: Console) -> None:
    """Run an activity and those it leads to. Raises SaveFailed."""
    following: Activity | None = opened
    if opened.finish is None:
        console.say("rsense, in lines. :help shows people to call, :quit leaves.")
    begun = False
    while following is not None:
        opened, talk = following, Dialogue(following, services, console)
        if opened.finish and not begun:
            head = opened.sitting.session.script.head
            console.say(f"rsense, in lines. {head.title}, about {minutes_text(head.minutes)}.")
            console.say(talk.commands)
        if console.aloud and not begun:
            console.say(console.aloud.start())
        try:
            ending, following = run_to_end(talk)
        except EndOfInput:
            report_leaving(talk)
            return
        except ContinueUnsaved:
            following, begun = opened.without_saving and opened.without_saving(), True
            console.say("Nothing is kept from here on.")
            continue
        except KeyboardInterrupt:
            report_leaving(talk)
            raise
        except Ended:
            with suppress(OSError):  # the terminal may be gone
                try:
                    report_leaving(talk, LAST_SECONDS)
                except SaveFailed as error:
                    console.say(str(error))
            raise
        begun = False
        if ending and opened.stop:
            console.scroll_clear()
        if ending:
            show_ending(ending, console, doors=following is None, after=opened)
        elif following is None and opened.parting:
            console.say()
            console.say(opened.parting)


def run_to_end(talk: Dialogue) -> tuple[Ending | None, Activity | None]:
    """Ask every question, finish, and return the next activity. Raises EndOfInput on leaving."""
    opened, console, sitting = talk.opened, talk.console, talk.sitting
    leads = opened.next_activity
    while True:
        try:
            while not ask_next(talk):
                pass
        except TookExit as taken:
            leads = taken.exit.open
        try:
            ending = console.saved(lambda: opened.finish and opened.finish(sitting.session))
            return ending, console.saved(lambda: leads(sitting.session))  # noqa: B023 - run at once
        except SaveFailed as error:
            if not console.interactive:
                _give_back(
                    ((step.reply.value, step.prompt) for _, step in sitting.answered()), console
                )
                raise
            talk.unsaved = error
            console.say(f"{error} What you said stands above.")
            if opened.without_saving:
                console.say(UNKEPT)
            if opened.finish is None or not sitting.to_review:  # else it is reviewed again
                _wait_to_try_again(talk)


def _wait_to_try_again(talk: Dialogue) -> None:
    """Wait after a failed save. Raises EndOfInput on leaving, ContinueUnsaved on `:unkept`."""
    match talk.console.line("Enter tries again, :back goes back, :quit leaves it> "):
        case Command.QUIT:
            raise EndOfInput
        case Command.UNKEPT:
            _go_on_unkept(talk)
        case Command.HELP:
            show_help(talk)
        case Command.BACK:
            talk.sitting.ask_again()


def _go_on_unkept(talk: Dialogue) -> None:
    """Raises ContinueUnsaved if a save failed before."""
    if talk.opened.without_saving and talk.unsaved:
        raise ContinueUnsaved
    talk.console.say(":unkept is for when the disk can't save.")


def _give_back(said: Iterable[tuple[Value | Skip, Prompt]], console: Console) -> None:
    """Print answers that could not be saved: piped input is on no screen."""
    words = [format_answer(value, prompt) for value, prompt in said]
    if any(words):
        console.say("You said:")
        for one in filter(None, words):
            console.say(one, indent="  ")


def ask_next(talk: Dialogue) -> bool:
    """Ask the current question, or review all answers; True when the person is done.

    Raises EndOfInput on leaving, TookExit once what it leaves is saved.
    """
    opened, console, sitting = talk.opened, talk.console, talk.sitting
    shown = None
    try:
        if sitting.session.changing is not None:
            _change(sitting.session.changing, talk)
            return False
        shown = sitting.current
        if shown is None:
            over = opened.finish is None or not console.interactive or not sitting.to_review
            return over or review(talk)
        shown = talk.services.filled(shown, Command.HELP.value, ASK_COUNTRY)
        if shown.kind == "hand_over":
            console.scroll_clear()
        console.say()
        if opened.finish:
            console.say(f"[{shown.where_by_name if shown.position == 1 else shown.where}]")
        drafts = LineDrafts(talk, len(sitting.session.replies), shown.prefill)
        try:
            editor = talk.services.editor
            notes = talk.services.notes
            answer = ask(shown, console, drafts, drafts.later, opened, editor=editor, notes=notes)
        except TookExit as taken:
            _answer(taken.value, shown, talk)
            raise
        if answer is Command.ANSWERS:
            review(talk)
            return False
        _take(answer, shown, talk)
        if answer not in (Command.HELP, Command.EXAMPLE):
            talk.unsaved = None
    except Refused as refusal:
        console.say(str(refusal))
    except SaveFailed as error:
        if not console.interactive:
            raise
        talk.unsaved = error
        only_read = shown is not None and isinstance(shown.prompt, Read)
        said = "" if only_read else " What you said stands above."
        console.say(f"{error}{said} Try once more.")
        if opened.without_saving:
            console.say(UNKEPT)
    return False


def _take(answer: Answer, shown: CurrentPrompt, talk: Dialogue) -> None:
    console, sitting, opened = talk.console, talk.sitting, talk.opened
    match answer:
        case Command.BACK:
            if not sitting.can_go_back:
                first = f"This is the first question{' of this turn' * bool(opened.stop)}."
                console.say(first if opened.finish else "There's nothing to go back to here.")
            console.saved(sitting.back)
        case Command.SKIP:
            value = None if isinstance(shown.prompt, Read) else SKIPPED
            console.saved(lambda: sitting.answer(value))
        case Command():
            _aside(answer, shown, talk)
        case _:
            _answer(answer, shown, talk)


def _aside(command: Command, shown: CurrentPrompt, talk: Dialogue) -> None:
    """Do what a command does beside the question, which is asked again. Raises EndOfInput on
    leaving, and ContinueUnsaved."""
    match command:
        case Command.QUIT:
            raise EndOfInput
        case Command.HELP:
            show_help(talk, shown.example)
        case Command.EXAMPLE:
            show_example(shown, talk)
        case Command.UNKEPT:
            _go_on_unkept(talk)


def _answer(value: Value, shown: CurrentPrompt, talk: Dialogue) -> None:
    try:
        talk.console.saved(lambda: talk.sitting.answer(value))
    except SaveFailed:
        if not talk.console.interactive:
            _give_back([(value, shown.prompt)], talk.console)
        raise


def review(talk: Dialogue) -> bool:
    """Review the answers, each of which may be changed; True when the person is done."""
    console, sitting = talk.console, talk.sitting
    said = sitting.answered()
    sitting.reviewing = over = sitting.session.complete
    if not said:
        if not over:
            console.say("You haven't answered anything yet.")
        return True
    console.say()
    console.say("That's all of it. What you said:" if over else "What you said so far:")
    for number, (_, step) in enumerate(said, 1):
        answer = answer_line(step.reply.value, step.prompt)
        console.say(f"{number}. {asking_line(step.question)}", indent="  ")
        unsaved = "" if talk.opened.private else unsaved_mark(step)
        console.say(f"{answer}{unsaved}", indent="     ")
    enter = "Enter finishes" if over else "Enter goes on"
    line = console.line(f"{enter}, a number changes that answer> ")
    match line:
        case Command.BACK if over:
            console.saved(sitting.back)
            return False
        case Command.QUIT:
            raise EndOfInput
        case Command.UNKEPT:
            _go_on_unkept(talk)
            return False
        case Command.HELP:
            show_help(talk)
            return False
        case Command():
            console.say(f"{enter}. :back goes to the last question, :quit keeps it for later.")
            return False
    if not line.strip():
        return True
    number = int(line) if line.strip().isdecimal() and len(line) < 7 else 0
    if 1 <= number <= len(said):
        _change(said[number - 1][0], talk)
    else:
        console.say(f"A number from 1 to {len(said)}, or Enter.")
    return False


def _change(index: int, talk: Dialogue) -> None:
    """Ask an earlier question again; its answer stays until another is accepted."""
    console, sitting = talk.console, talk.sitting
    shown = talk.services.filled(sitting.question_at(index), Command.HELP.value, ASK_COUNTRY)
    drafts = LineDrafts(talk, index, shown.prefill)
    editor = None if talk.opened.private else talk.services.editor
    while True:
        match ask(shown, console, drafts, drafts.later, editor=editor, notes=talk.services.notes):
            case Command.BACK:
                console.saved(lambda: sitting.leave_change(index))
                return
            case Command() as command if command is not Command.SKIP:
                _aside(command, shown, talk)
            case answer:
                value = SKIPPED if isinstance(answer, Command) else answer
                console.saved(lambda: sitting.revise(index, value))  # noqa: B023 - run at once
                return
