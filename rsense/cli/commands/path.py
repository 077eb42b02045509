"""`rsense path`: a programme of exercises, one sitting at a time."""

from typing import Annotated

import typer

from rsense.cli.commands._options import Json, Plain
from rsense.cli.completion.values import path_words
from rsense.cli.face import report_unsaved, run_activity
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import json_line, tell_unreadable
from rsense.cli.run_options import RunOptions
from rsense.core.sanitize import one_line
from rsense.ports import Activity
from rsense.services.context import AppContext, open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.frontend_services import services_for
from rsense.services.over_time import programme_pages
from rsense.services.over_time.programmes import Standing, standing
from rsense.services.record_lookup import none_found
from rsense.services.record_text import day_words
from rsense.services.trigger_input import coming_moment

NONE_YET = "You're on no programme. “rsense path list” shows which there are."
HOW = "It is path, path list, path begin NAME, path next, path rest 2 weeks or path away."


def path(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[list | begin NAME | next | rest 2 weeks | away]",
            help="What to do; nothing shows where you are.",
            autocompletion=path_words,
        ),
    ] = None,
    *,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """A programme of exercises, one sitting at a time."""
    context = open_context()
    if as_json and words not in (None, ["list"]):
        raise UserError("--json goes with path and path list alone.", USAGE)
    match words or []:
        case []:
            _show(context, as_json=as_json)
            tell_unreadable(context.damaged)
        case ["list"]:
            _list(context, as_json=as_json)
        case ["begin"]:
            _run(context, programme_pages.choose(context), plain=plain)
        case ["begin", *name]:
            with report_unsaved():
                _run(context, programme_pages.begin(context, " ".join(name)), plain=plain)
        case ["next"]:
            with report_unsaved():
                _run(context, programme_pages.page(context, straight=True), plain=plain)
        case ["rest", *span]:
            _rest(context, " ".join(span))
        case ["away"]:
            here = _here(context)
            programme_pages.mark(context, here, "away")
            typer.echo(f"“{here.title}” is put away. “rsense undo” takes that back.", err=True)
        case other:
            said = one_line(" ".join(other))
            raise UserError(f"“rsense path {said}” doesn't work. {HOW}", USAGE)


def _run(context: AppContext, opened: Activity, *, plain: bool) -> None:
    run_activity(opened, services_for(context), RunOptions(plain=plain))


def _here(context: AppContext) -> Standing:
    """The programme somebody is on. Raises UserError."""
    here = standing(context)
    if here is None:  # it may be in what could not be read
        raise none_found(context, NONE_YET)
    return here


def _rest(context: AppContext, words: str) -> None:
    here = _here(context)
    until = coming_moment(words.removeprefix("until ").removeprefix("for "), context.now())
    programme_pages.mark(context, here, "resting", until)
    said = f"“{here.title}” rests until {day_words(until)}. {programme_pages.SOONER}"
    typer.echo(said, err=True)


def _show(context: AppContext, *, as_json: bool) -> None:
    here, now = standing(context), context.now()
    if as_json:
        typer.echo(json_line(_as_json(context, here))) if here else None
    elif here is None:
        typer.echo(NONE_YET, err=True)
    elif here.position is None:
        typer.echo(styled(here.title, HEADING))
        typer.echo("Its file is gone or can't be read; “rsense check” says more.", err=True)
    else:
        there = here.position
        place = "all done" if there.whole else there.place
        typer.echo(f"{styled(here.title, HEADING)}, {place}")
        for number, sitting in enumerate(there.programme.sitting):
            state = "done" if number < there.at else "next" if number == there.at else ""
            extra = ", if you like" if sitting.optional else ""
            title = context.library.title(sitting.exercise)
            typer.echo(f"  {styled(f'{state:<4}', QUIET)}  {title}{extra}")
        if here.begun.who:
            typer.echo(f"{one_line(here.begun.who)} may know.", err=True)
        if until := here.rests_until(now):
            typer.echo(f"It rests until {day_words(until)}.", err=True)
        typer.echo("“rsense path next” goes on.", err=True)


def _list(context: AppContext, *, as_json: bool) -> None:
    here = standing(context)
    for name, one in programme_pages.by_title(context).items():
        if as_json:
            line = {"programme": name, "title": one.title, "summary": one.summary}
            typer.echo(json_line({**line, "sittings": len(one.sitting)}))
        else:
            on = " (you're on this one)" if here and here.name == name else ""
            typer.echo(f"{styled(name, HEADING)}  {one_line(one.title)}{on}")
            typer.echo(f"  {styled(one_line(one.summary), QUIET)}")
    for broken in context.library.unreadable:
        typer.echo(one_line(str(broken)), err=True)


def _as_json(context: AppContext, here: Standing) -> dict[str, object]:
    there, until = here.position, here.rests_until(context.now())
    return {
        "programme": here.name,
        "title": here.title,
        "begun": here.begun.at,
        "who": here.begun.who,
        "done": there.at if there else None,
        "of": len(there.programme.sitting) if there else None,
        "next": there.next.exercise if there and there.next else None,
        "rests_until": until,
    }
