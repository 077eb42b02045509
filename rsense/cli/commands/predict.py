"""`rsense predict`: note what you fear will come, and look at it again afterwards."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from rsense.cli.commands._options import Plain
from rsense.cli.commands.keep import add
from rsense.cli.completion import values
from rsense.cli.output import fitting
from rsense.cli.streams import argument_text, refused_given_back, standard_input
from rsense.core.records import SUREST, FollowUp
from rsense.fast_predict import saved
from rsense.services.clock import when_words
from rsense.services.context import AppContext, open_context
from rsense.services.errors import INTERRUPTED, USAGE, UserError
from rsense.services.help_now import WIDTH, people_for
from rsense.services.text_input import decode_argument, normalise_text
from rsense.services.trigger_input import coming_moment

NOTHING_SAID = "Nothing was said, so nothing was kept."
MISSING = "Say how sure you are and when it will show: -p 80 --by tomorrow."


def predict(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]", help="What you expect; - reads it from standard input."),
    ] = None,
    *,
    sure: Annotated[
        int | None,
        typer.Option(
            "-p", "--sure", min=0, max=SUREST, metavar="0-100", help="How sure you are, in percent."
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="WHEN",
            help="When it will show: tonight, sunday, in 3 days.",
            autocompletion=values.coming,
        ),
    ] = None,
    so_far: Annotated[
        bool, typer.Option("--so-far", help="How your predictions came out, from ten on.")
    ] = False,
    plain: Plain = False,
) -> None:
    """Note what you fear will come, and look at it again afterwards.

    “rsense due” asks about it after its day. Without words an exercise asks for them.
    """
    context = open_context()
    options = sure is not None or by is not None
    if so_far:
        if words or options:
            raise UserError("--so-far goes alone.", USAGE)
        _say_ledger(context)
        return
    if not words and not options:
        _in_an_exercise(context, plain=plain)
        return
    piped = normalise_text(standard_input()) if words == ["-"] else ""
    with refused_given_back(piped):
        text = piped if words == ["-"] else argument_text(" ".join(words or ()))
        if words and not text.strip():
            raise UserError(NOTHING_SAID, USAGE)
        now = context.now()
        due = coming_moment(decode_argument(by), now) if by is not None else None
        if not words or sure is None or due is None:
            text, sure, due = _asked(context, text, sure, due)
    follow_up = FollowUp(id=context.new_id(), at=now, ask=text, due=due, sure=sure)
    add(context, follow_up)
    typer.echo(saved(when_words(due, now)), nl=False, err=True)
    if people := people_for(context, text=text, width=fitting(WIDTH)):
        typer.echo(f"\n{people}", err=True)


def _asked(
    context: AppContext, text: str, sure: int | None, due: datetime | None
) -> tuple[str, int, datetime]:
    """What the arguments leave out, asked in lines. Raises UserError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise UserError(MISSING if text else NOTHING_SAID, USAGE)
    from rsense.cli.log_questions import ask_strength, person_console, typed_line, typed_words
    from rsense.plain.console import EndOfInput

    console = person_console()
    try:
        text = text or typed_line(console, "What do you expect? ")
        if not text.strip():
            raise UserError(NOTHING_SAID, USAGE)
        while sure is None:
            sure = ask_strength(console, f"How sure, 0 to {SUREST} %? ", highest=SUREST)
        while due is None:
            typed = typed_words(console, "When will it show? (tonight, sunday, in 3 days) ")
            try:
                due = coming_moment(typed, context.now())
            except UserError as error:
                console.say(str(error))
    except EndOfInput:
        raise UserError("Left. Nothing was kept.", INTERRUPTED) from None
    return text, sure, due


def _say_ledger(context: AppContext) -> None:
    from rsense.insight.predictions import ENOUGH
    from rsense.services.over_time.follow_ups import ledger

    told = ledger(context)
    typer.echo(told or f"Not yet: it takes {ENOUGH} answered predictions.", err=not told)


def _in_an_exercise(context: AppContext, *, plain: bool) -> None:
    from rsense.cli.run_exercise import run_exercise
    from rsense.cli.run_options import RunOptions

    if "predict" not in context.library.sources:
        raise UserError(f"{NOTHING_SAID} {MISSING}", USAGE)
    run_exercise(context, context.script("predict"), RunOptions(plain=plain))
