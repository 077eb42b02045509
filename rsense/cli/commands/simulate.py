"""`rsense simulate`: every way through an exercise, and what nobody reaches."""

from typing import Annotated

import msgspec
import typer

from rsense.cli.commands._options import Form, ScriptName
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import json_line
from rsense.core.engine.outcome import STILL_HIGH
from rsense.core.sanitize import clean
from rsense.core.walker.ways import Extent
from rsense.services.authoring.players import MOST_RUNS
from rsense.services.authoring.simulation import Simulation, simulation_of
from rsense.services.context import open_context
from rsense.services.errors import INVALID_SCRIPT, UserError


def simulate(
    name: ScriptName,
    *,
    runs: Annotated[
        int, typer.Option("--runs", min=0, max=MOST_RUNS, help="Let this many people play it.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed plays the same people.")] = 0,
    distress: Annotated[
        int | None,
        typer.Option("--distress", min=0, max=10, help="How much it hurts the people who play."),
    ] = None,
    form: Form = "text",
) -> None:
    """Walk every way through an exercise: what it asks, and what nobody reaches.

    Each problem comes with the fewest answers that show it.
    """
    walked = simulation_of(open_context(), name, runs, seed, distress)
    if form == "json":
        typer.echo(json_line(msgspec.to_builtins(walked)))
    else:
        for line in _lines(walked):
            typer.echo(clean(line))
    if count := len(walked.problems):
        raise UserError("1 problem." if count == 1 else f"{count} problems.", INVALID_SCRIPT)


def _lines(walked: Simulation) -> list[str]:
    said = f"the script says {walked.minutes:g}"
    lines = [
        styled(walked.title, HEADING),
        f"{walked.states} states, {walked.moves} answers between them.",
        f"Shortest way: {_extent(walked.shortest)}.",
        f"Longest way: {_extent(walked.longest)}; {said}.",
    ]
    if walked.no_one_left_alone:
        lines += [f"Nobody whose last rating is {STILL_HIGH} or more ends without people to call."]
    played = walked.played
    if played:
        lines += [
            f"{played.runs} people played it: {_extent(played.mean)} on average.",
            f"{played.people} of them were shown people to call.",
        ]
    steps = played.steps if played else walked.steps
    options = played.options if played else walked.options
    heading = "States  step, and the options it offers"
    if played:
        heading = "Shown  step, and each option as often as it was picked"
    lines += ["", styled(heading, QUIET)]
    for step in walked.steps:
        skipped = played.skipped.get(step, 0) if played else 0
        times = "once" if skipped == 1 else f"{skipped} times"
        beside = f", skipped {times}" if skipped else ""
        lines.append(f"{steps.get(step, 0):>6}  {step}{beside}")
        picked = options.get(step, {})
        lines += [f"{picked.get(value, 0):>10}  {value}" for value in walked.options.get(step, ())]
    for one in walked.problems:
        way = "; ".join(one.answers)
        lines += ["", str(one.problem), f"  The fewest answers: {way or 'none are needed'}."]
    return lines


def _extent(extent: Extent) -> str:
    questions = f"{extent.questions:.3g} question{'' if extent.questions == 1 else 's'}"
    words = "1 word" if round(extent.words) == 1 else f"{extent.words:.0f} words"
    return f"{questions}, {words}, {_time(extent.minutes)}"


def _time(minutes: float) -> str:
    if minutes < 1:
        return "less than a minute"
    return "about a minute" if minutes < 1.5 else f"about {minutes:.0f} minutes"
