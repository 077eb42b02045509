"""`rsense ritual`: something small, done regularly, alone or with someone."""

from typing import Annotated

import typer

from rsense.cli.commands._options import Json
from rsense.cli.completion import values
from rsense.cli.line_style import QUIET, styled
from rsense.cli.output import SHOWN_LETTERS, record_line, tell_unreadable
from rsense.cli.streams import argument_text, echo_unsaved
from rsense.core.records import RitualState
from rsense.core.sanitize import one_line
from rsense.services.clock import when_words
from rsense.services.context import AppContext, open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.over_time import rituals
from rsense.services.text_input import decode_argument

HOW = "It is ritual, ritual add TEXT --every “sun 20:00”, or ritual done, pause, resume or end."
STATES: dict[str, RitualState] = {"pause": "paused", "resume": "kept", "end": "ended"}


def ritual(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[list | add TEXT | done | pause | resume | end WHICH]",
            help="What to do; nothing lists them. WHICH is some of its words, or its id.",
            autocompletion=values.ritual_words,
        ),
    ] = None,
    *,
    every: Annotated[
        str,
        typer.Option(
            "--every",
            metavar="WHEN",
            help="When it comes round: sun 20:00, weekdays 21:00, every 3 days 18:30, "
            "first monday 19:00.",
            autocompletion=values.recurrences,
        ),
    ] = "",
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise",
            metavar="NAME",
            help="The exercise that it is, if it is one.",
            autocompletion=values.exercise_names,
        ),
    ] = "",
    who: Annotated[
        str, typer.Option("--with", metavar="NAME", help="Whom with.", autocompletion=values.people)
    ] = "",
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="WHEN",
            help="End of a pause; in 2 weeks, 24 dec.",
            autocompletion=values.coming,
        ),
    ] = "",
    every_one: Annotated[bool, typer.Option("--all", help="List ended ones too.")] = False,
    as_json: Json = False,
) -> None:
    """Something small, done regularly, alone or with someone."""
    context = open_context()
    what, *rest = words or ["list"]
    of = {"add": (every, exercise, who), "pause": (until,), "list": (every_one, as_json)}
    strange = [name for name, given in of.items() if any(given) and name != what]
    if strange:
        raise UserError(f"These options go with ritual {strange[0]}, not {one_line(what)}.", USAGE)
    text = argument_text(" ".join(rest))
    if what == "list" and not rest:
        _list(context, ended=every_one, as_json=as_json)
    elif what == "add":
        if not every:
            raise UserError("When does it come round? Add --every “sun 20:00”.", USAGE)
        with echo_unsaved([text]):
            made = rituals.make(context, text, decode_argument(every), exercise, who)
            context.log(made)
        at = rituals.coming(made, context)
        first = f" It comes round first {when_words(at, context.now())}." if at else ""
        typer.echo(f"Kept.{first} “rsense ritual” shows it.", err=True)
    elif what == "done":
        known = rituals.find_ritual(context, text)
        noted = rituals.note_done(context, known)
        typer.echo("Noted." if noted else "That's noted for today already.", err=True)
    elif what in STATES:
        known = rituals.find_ritual(context, text)
        now = rituals.set_state(context, known, STATES[what], decode_argument(until))
        typer.echo(f"{one_line(now.text)} ({rituals.status(now, context)})", err=True)
    else:
        said = one_line(" ".join(words or ()))
        raise UserError(f"“rsense ritual {said}” doesn't work. {HOW}", USAGE)


def _list(context: AppContext, *, ended: bool, as_json: bool) -> None:
    known = rituals.rituals(context) if ended else rituals.going_on(context)
    done = rituals.sessions_today(context)
    width = max((len(one_line(one.every)) for one in known), default=0)
    for one in known:
        if as_json:
            at = rituals.coming(one, context, done)
            typer.echo(record_line(one, next=at and at.isoformat()))
            continue
        head = f"{one.id[:SHOWN_LETTERS]}  {one_line(one.every):<{width}}  "
        who = f", with {one_line(one.who)}" if one.who else ""
        state = styled(f"  ({rituals.status(one, context, done)})", QUIET)
        typer.echo(f"{styled(head, QUIET)}{one_line(one.text)}{who}{state}")
    if not known:
        how = 'rsense ritual add "Ten minutes for us" --every "sun 20:00"'
        typer.echo(f"None yet. “{how}” makes one.", err=True)
    tell_unreadable(context.damaged)
