"""`rsense plan-b`: the person's own safety plan, with people to call."""

import textwrap

import typer

from rsense.cli.commands.help_now import print_help
from rsense.cli.output import fitting
from rsense.services.context import open_context
from rsense.services.errors import UserError
from rsense.services.help_now import WIDTH, people_to_call

NONE_YET = (
    "There's no safety plan on your shelf yet. “rsense run my-safety-plan” helps you make one on a "
    "calmer day. You don't need one to call any of these:"
)
NOT_FOUND = "Your safety plan couldn't be looked for here. “rsense kept safety” shows it."


def plan_b() -> None:
    """Your safety plan, with people to call.

    “rsense run my-safety-plan” makes one, and the newest on your shelf is shown.
    """
    try:
        context = open_context()
    except UserError:  # help is given without one, too
        print_help(None)
        raise
    people = people_to_call(context, None)
    if not people.plan:
        said = NOT_FOUND if people.more_own else NONE_YET
        typer.echo(f"{textwrap.fill(said, fitting(WIDTH))}\n")
    print_help(context)
