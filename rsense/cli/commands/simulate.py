"""`rsense simulate`: every way through an exercise, and what nobody reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import typer
from msgspec.structs import asdict

from rsense.cli.completion.values import exercise_names, walk_formats
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import json_line
from rsense.core.sanitize import clean
from rsense.core.walker.ways import Extent
from rsense.services.authoring.players import MOST_RUNS
from rsense.services.authoring.simulation import Simulation, simulation_of
from rsense.services.context import open_context
from rsense.services.errors import INVALID_SCRIPT, UserError


def simulate(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", autocompletion=exercise_names)],
    *,
    runs: Annotated[
        int, typer.Option("--runs", min=0, max=MOST_RUNS, help="Let this many people play it.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed plays the same people.")] = 0,
    distress: Annotated[
        int | None,
        typer.Option("--distress", min=0, max=10, help="How much it hurts the people who play."),
    ] = None,
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="Lines to read, or JSON.", autocompletion=walk_formats),
    ] = "text",
) -> None:
    """Walk every way through an exercise: what it asks, and what nobody reaches.

    Each problem comes with the fewest answers that show it.
    """
    walked = simulation_of(open_context(), name, runs, seed, distress)
    if form == "json":
        typer.echo(json_line(_document(walked)))
    else:
        for line in _lines(walked):
            typer.echo(clean(line))
    if count := len(walked.found):
        raise UserError("1 problem." if count == 1 else f"{count} problems.", INVALID_SCRIPT)


def _lines(walked: Simulation) -> list[str]:
    said = f"the script says {walked.script.head.minutes:g}"
    lines = [
        styled(walked.script.title, HEADING),
        f"{walked.states} states, {walked.moves} answers between them.",
        f"Shortest way: {_extent(walked.shortest)}.",
        f"Longest way: {_extent(walked.longest)}; {said}.",
    ]
    played = walked.played
    if played:
        lines += [
            f"{played.runs} people played it: {_extent(played.mean)} on average.",
            f"{played.people} of them were shown people to call on the way.",
        ]
    steps = played.steps if played else walked.steps
    options = played.options if played else walked.options
    heading = (
        "Shown  step, and each option as often as it was picked"
        if played
        else ("States  step, and the options it offers")
    )
    lines += ["", styled(heading, QUIET)]
    for step in walked.steps:
        skipped = played.skipped.get(step, 0) if played else 0
        beside = f", skipped {skipped} times" if skipped else ""
        lines.append(f"{steps.get(step, 0):>6}  {step}{beside}")
        listed = [key for key in options if key[0] == step]
        lines += [f"{options[key]:>10}  {key[1]}" for key in listed]
    for one in walked.found:
        way = "; ".join(one.answers)
        lines += ["", str(one.problem), f"  The fewest answers: {way or 'none are needed'}."]
    return lines


def _extent(extent: Extent) -> str:
    questions = f"{extent.questions:.3g} question{'' if extent.questions == 1 else 's'}"
    return f"{questions}, {extent.words:.0f} words, about {extent.minutes:.1f} minutes"


def _document(walked: Simulation) -> dict[str, object]:
    played = walked.played
    return {
        "exercise": walked.script.id,
        "states": walked.states,
        "moves": walked.moves,
        "shortest": walked.shortest._asdict(),
        "longest": walked.longest._asdict(),
        "steps": dict(walked.steps),
        "options": _by_step(walked.options),
        "problems": [{**asdict(one.problem), "answers": one.answers} for one in walked.found],
        "played": played
        and {
            "runs": played.runs,
            "steps": dict(played.steps),
            "options": _by_step(played.options),
            "skipped": dict(played.skipped),
            "people": played.people,
            "mean": played.mean._asdict(),
        },
    }


def _by_step(options: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (step, value), count in options.items():
        found.setdefault(step, {})[value] = count
    return found
