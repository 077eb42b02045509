"""`rsense test`: run the plans of scripts, and say what no run reaches."""

from typing import Annotated

import msgspec
import typer

from rsense.cli.commands._options import Form
from rsense.cli.completion.values import exercise_names
from rsense.cli.line_style import HEADING, styled
from rsense.cli.output import json_line
from rsense.core.sanitize import clean
from rsense.services.authoring.plans import (
    PlannedScript,
    Tested,
    planned_scripts,
    run_plan,
    transcript,
)
from rsense.services.context import open_context
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.store.files.durable import NotSaved


def test(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME|FILE]...",
            help="Scripts with a plan. Without any, all of them.",
            autocompletion=exercise_names,
        ),
    ] = None,
    *,
    write: Annotated[
        bool, typer.Option("--write", help="First add runs for what no run reaches, and show them.")
    ] = False,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept", help="If all goes as planned, compare with what is shown from now on."
        ),
    ] = False,
    form: Form = "text",
) -> None:
    """Run the plans of scripts, and say which steps, options and branches no run reaches.

    The plan of my-own.toml is my-own.plan.toml, beside it or in a folder plans there.
    """
    if (write or accept) and not names:
        raise UserError("Name the script to write for.", USAGE)
    count, failed = 0, 0
    for one in planned_scripts(open_context(), names or ()):
        found = _tested(one, form, write=write, accept=accept)
        count, failed = count + 1, failed + (not found.passed)
        if form == "json":
            typer.echo(json_line(msgspec.to_builtins(found)))
        else:
            for line in _lines(found):
                typer.echo(clean(line))
        if accept and found.faults:
            typer.echo("Not kept: --accept waits until every run goes as planned.", err=True)
    if failed:
        raise UserError(f"{failed} of {count} didn't go as planned.", FAILED)
    if not count:
        raise UserError("No script has a plan.", FAILED)


def _tested(one: PlannedScript, form: Form, *, write: bool, accept: bool) -> Tested:
    try:
        if write:
            from rsense.services.authoring.plan_writer import write_runs

            added = write_runs(one)
            for name, session in added.items() if form == "text" else ():
                for line in transcript(name, session, one.around()):
                    typer.echo(clean(line))
            runs = "1 run" if len(added) == 1 else f"{len(added)} runs"
            typer.echo(clean(f"{runs} added to {one.plan_path}."), err=True)
            one = msgspec.structs.replace(one)  # what it read of its plan is old now
        elif not one.plan_text:
            advice = "--write writes one to begin with."
            raise UserError(f"{one.script.id} has no plan. {advice}", FAILED)
        return run_plan(one, accept=accept)
    except NotSaved as error:
        raise UserError(str(error), FAILED) from error


def _lines(found: Tested) -> list[str]:
    runs = "1 run" if found.runs == 1 else f"{found.runs} runs"
    reached = found.branches - len(found.missed)
    lines = [
        f"{styled(found.exercise, HEADING)}: {runs} {'as planned' if found.passed else 'tried'}, "
        f"{reached} of {found.branches} steps, options and branches reached."
    ]
    lines += map(str, found.faults)
    if found.faults:
        lines.append("If that's what a person should get, change the plan on the line named.")
    lines += found.changed
    if found.changed:
        lines.append("If that's what it shall show, keep it with --accept.")
    if found.unfinished:
        lines.append(f"  There may be more: {found.unfinished}.")
    lines += (f"  line {one.line}, {one.step}: {one.what}" for one in found.missed)
    return lines
